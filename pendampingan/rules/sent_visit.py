"""A visit that was logged on a phone, and may arrive late or twice."""

import datetime
import uuid
from collections.abc import Sequence

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.rules.receipt import Answer, once, refuse_mistimed
from pendampingan.rules.visit import log_visit
from umkm.models import Business


@rule
def log_sent_visit(
    *,
    key: uuid.UUID,
    made_at: datetime.datetime,
    business: Business,
    visited_on: datetime.date,
    mode: str,
    minutes: int | None,
    topics: Sequence[str],
    by: User,
    **untold: object,
) -> Answer:
    """Log it as `log_visit` does, once under this `key`; answers the `visit`.

    `untold`: notes, next step and sales, which the phone does not keep. Sent again it may come without them, and is the
    same visit.
    """
    refuse_mistimed(made_at)
    told = {"visited_on": visited_on, "mode": mode, "minutes": minutes, "topics": topics}
    return once(
        key=key,
        content=[business.pk, told],
        write=lambda: {"visit": log_visit(business=business, **told, **untold, by=by).pk},
        by=by,
    )
