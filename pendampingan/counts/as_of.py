"""Of which day a count is, and with whose knowledge."""

import datetime
from dataclasses import dataclass, replace

from pendampingan.choices import Basis


@dataclass(frozen=True)
class AsOf:
    """The end of day `per`: as was reported then, or as is known now about that day."""

    per: datetime.date
    basis: Basis
    #: The day is not over: whoever enters a fact before midnight still changes it.
    provisional: bool = False

    @property
    def then(self) -> bool:
        return self.basis == Basis.THEN

    def on(self, per: datetime.date) -> "AsOf":
        """The same kind of count, of another day."""
        return replace(self, per=per, provisional=self.provisional and per == self.per)

    def known(self, basis: Basis) -> "AsOf":
        """The same day, with the other knowledge."""
        return replace(self, basis=basis)
