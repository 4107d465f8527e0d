"""What is still missing to a target while its period runs."""

import datetime
import math
from dataclasses import dataclass

from pendampingan.models import Target

#: The mean month, so that a pace does not depend on which months are left.
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Pace:
    """How many businesses are missing, and how many a month reach the target on its last day.

    `a_month` is rounded up, and None in the last month, which has to bring all of them.
    """

    missing: int
    by: datetime.date
    a_month: int | None


def pace_needed(reached: int, target: Target, per: datetime.date) -> Pace | None:
    """From the day after `per` on; None where the target is reached, or its period is over or has not begun."""
    missing, days = target.value - reached, (target.ends_on - per).days
    if missing <= 0 or days <= 0 or per < target.starts_on:
        return None
    months = days / DAYS_A_MONTH
    return Pace(missing, target.ends_on, math.ceil(missing / months) if months > 1 else None)
