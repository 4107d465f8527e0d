"""A masked number is shown in full, and that is kept."""

from uuid import UUID

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.choices import Sealed
from umkm.identifiers import Secret
from umkm.models import Business, Disclosure, Participant


@rule
def disclose(*, what: Sealed, of: Participant | Business, reason: str, ask: UUID, by: User) -> Secret:
    """The number in full, for `by` to read once. Raises beside `reason`, and for an `ask` that was answered already."""
    subject = "participant" if what == Sealed.NIK else "business"
    Disclosure.objects.create(what=what, reason=reason.strip(), ask=ask, **{subject: of})
    return getattr(of, what)
