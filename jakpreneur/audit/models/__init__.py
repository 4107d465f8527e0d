"""What the database keeps about itself: its kind, and every change to a fact."""

from jakpreneur.audit.models.change import Change
from jakpreneur.audit.models.installation import Installation

__all__ = ["Change", "Installation"]
