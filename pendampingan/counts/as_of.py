"""Of which day a count is, and with whose knowledge."""

import calendar
import datetime
from dataclasses import dataclass, replace

from pendampingan.choices import Basis


@dataclass(frozen=True)
class AsOf:
    """The end of day `per`: as was reported then, as is known now about that day, or as was known of it on another day."""

    per: datetime.date
    basis: Basis
    #: The day is not over: whoever enters a fact before midnight still changes it.
    provisional: bool = False
    #: With whose knowledge where that is neither the day's own nor today's: what was recorded after this day is left out.
    pinned: datetime.date | None = None

    @classmethod
    def known_at(cls, per: datetime.date, known_on: datetime.date) -> "AsOf":
        """The day with the knowledge of the end of another one, or of its own."""
        return cls(per, Basis.THEN) if known_on == per else cls(per, Basis.NOW, pinned=known_on)

    @property
    def then(self) -> bool:
        return self.basis == Basis.THEN

    @property
    def known_on(self) -> datetime.date | None:
        """The last day whose entries count; None where all do."""
        return self.per if self.then else self.pinned

    @property
    def word(self) -> str:
        """What addresses call its knowledge: lalu, kini, or the day."""
        return self.pinned.isoformat() if self.pinned else self.basis.word

    def on(self, per: datetime.date) -> "AsOf":
        """The same kind of count, of another day."""
        return replace(self, per=per, provisional=self.provisional and per == self.per)

    def a_year_earlier(self) -> "AsOf":
        """The same day of the year before, with the same kind of knowledge; of 29 February the 28th."""
        year = max(self.per.year - 1, datetime.MINYEAR)  # there is no date before; nothing is counted there either
        day = min(self.per.day, calendar.monthrange(year, self.per.month)[1])
        return self.on(self.per.replace(year=year, day=day))

    def known(self, basis: Basis) -> "AsOf":
        """The same day, with the other knowledge."""
        return replace(self, basis=basis, pinned=None)
