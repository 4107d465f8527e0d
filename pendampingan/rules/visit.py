"""A mentor's visit: logged, changed on the same day, and voided when it was wrong."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from jakpreneur.meanwhile import AsSeen, unseen
from pendampingan.models import MentoringVisit
from umkm.models import Business, Centre
from umkm.rules.living import hold


@rule
def log_visit(*, business: Business, visited_on: datetime.date, mode: str, by: User, **facts) -> MentoringVisit:
    """`by` worked with the business that day; `facts` are further columns of MentoringVisit.

    Raises beside `business` where it is voided, contested or merged, beside `visited_on` for a day to come, before the
    registration or after the business closed.
    """
    held = hold(business)
    if held.is_contested:
        raise ValidationError({"business": _("This registration is contested: staff decide first whose it is.")})
    _refuse_days(held, visited_on, facts.get("next_step_due"))
    return MentoringVisit.objects.create(
        business=held, mentor=by, centre=centre_on(held, visited_on), visited_on=visited_on, mode=mode, **facts
    )


@rule
def edit_visit(*, visit: MentoringVisit, as_seen: AsSeen = unseen, by: User, **changes) -> MentoringVisit:
    """Say otherwise what was done and agreed there; the table refuses it once the day is over on which it was recorded.

    `changes` are columns of MentoringVisit. The business stays: a visit to another one is voided and logged anew.
    """
    business = hold(visit.business)
    held = MentoringVisit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    if held.voided_at:
        raise ValidationError(_("This visit was voided before."))
    if held.verified_by_id:
        raise ValidationError(_("This visit was verified: it stays as it is."))
    as_seen(held)
    for fact, value in changes.items():
        setattr(held, fact, value)
    _refuse_days(business, held.visited_on, held.next_step_due)
    held.centre = centre_on(business, held.visited_on)
    held.save(update_fields=[*changes, "centre"])
    return held


@rule
def void_visit(*, visit: MentoringVisit, reason: str, by: User) -> MentoringVisit:
    """The visit never was, or was not so. It stays on record and leaves the counts."""
    held = MentoringVisit.objects.select_for_update(no_key=True).get(pk=visit.pk)
    if held.voided_at:
        raise ValidationError(_("This visit was voided before."))
    held.voided_at, held.voided_by, held.void_reason = LedgerClock(), by, reason.strip()
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])
    return held


def _refuse_days(business: Business, visited_on: datetime.date, due: datetime.date | None) -> None:
    if business.is_closed and visited_on > business.closed_on:
        raise ValidationError({"visited_on": _("The business had closed by then.")})
    if due and due < visited_on:
        raise ValidationError({"next_step_due": _("The next step is due before the visit.")})


def centre_on(business: Business, day: datetime.date) -> Centre:
    """Where the business was that day."""
    placed = business.placements.standing().filter(Q(starts_on=None) | Q(starts_on__lte=day))
    newest = placed.order_by(F("starts_on").desc(nulls_last=True)).select_related("kelurahan__centre").first()
    return newest.kelurahan.centre
