"""A count beside the same count of a year earlier."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Growth:
    """One count of two days a year apart, in businesses."""

    now: int
    before: int

    @property
    def change(self) -> int:
        """Negative where more were taken back than came to it."""
        return self.now - self.before

    @property
    def share(self) -> float | None:
        """0.25 for 125 after 100; None where there was nothing to grow from."""
        return self.change / self.before if self.before else None

    @property
    def a_month(self) -> int:
        """The pace of that year."""
        return round(self.change / 12)
