"""The page each user starts on: what there is to do today, as panels that each app contributes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """One piece of today's work: whose it is, what it reads for a user, and the template that shows it as `content`."""

    title: str
    template: str
    read: Callable
    roles: Collection[str]
    order: int


@dataclass(frozen=True)
class PanelToday:
    """A panel as one user finds it."""

    title: str
    template: str
    content: object


panels: list[Panel] = []


def panels_for(user) -> list[PanelToday]:
    """The panels of the user's role in their order; one whose `read` answers None has nothing to say today."""
    mine = sorted((panel for panel in panels if user.role in panel.roles), key=lambda panel: panel.order)
    read = ((panel, panel.read(user)) for panel in mine)
    return [PanelToday(panel.title, panel.template, content) for panel, content in read if content is not None]
