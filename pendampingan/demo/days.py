"""The days of the demo city as numbers: day 0 is its first. A moment is minutes since midnight of day 0, in Jakarta."""

import datetime
from bisect import bisect_left

FIRST = datetime.date(2018, 10, 1)
LAST = datetime.date(2022, 3, 31)

ISO = [(FIRST + datetime.timedelta(n)).isoformat() for n in range((LAST - FIRST).days + 1)]
CLOCK = [f"{minute // 60:02}:{minute % 60:02}:00+07" for minute in range(24 * 60)]

HOLIDAYS = {
    "2018-12-25", "2019-01-01", "2019-06-03", "2019-06-04", "2019-06-05", "2019-06-06", "2019-06-07", "2019-12-25",
    "2020-01-01", "2020-05-21", "2020-05-22", "2020-05-25", "2020-05-26", "2020-08-17", "2020-12-25",
    "2021-01-01", "2021-05-12", "2021-05-13", "2021-05-14", "2021-08-17",
}  # fmt: skip
WORKING = [n for n, iso in enumerate(ISO) if (n + FIRST.weekday()) % 7 < 5 and iso not in HOLIDAYS]


def day(iso: str) -> int:
    return (datetime.date.fromisoformat(iso) - FIRST).days


def working_day(from_: int, later: int = 0) -> int:
    """The first working day from a day on, or one that many working days later."""
    return WORKING[bisect_left(WORKING, from_) + later]


def working_days(first: int, last: int) -> list[int]:
    return [n for n in WORKING if first <= n <= last]


def moment(of: int, minute: int) -> int:
    return of * 24 * 60 + minute


def at_work(of: int, share: float) -> int:
    """A moment of that day between 8.00 and 16.00, `share` of the way."""
    return moment(of, 8 * 60 + int(share * 8 * 60))


def stamp(moment: int) -> str:
    """As PostgreSQL reads it."""
    return f"{ISO[moment // 1440]} {CLOCK[moment % 1440]}"
