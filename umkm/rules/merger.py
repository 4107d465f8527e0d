"""Two registrations of one business: merged, and taken apart again."""

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.models import Business
from umkm.rules.distinction import keep_apart, take_back
from umkm.rules.doubles import one_at_a_time, told_apart_from


@rule
def merge_businesses(*, survivor: Business, double: Business, reason: str, by: User) -> Business:
    """`double` and whatever was merged into it count as `survivor` from now on. No fact moves, so it can be undone.

    Whoever told the two apart before is overruled.
    """
    survivor, double = _held(survivor, double)
    one_at_a_time(survivor.name, double.name)
    if survivor == double:
        raise ValidationError(_("A business cannot be merged into itself."))
    for business in (survivor, double):
        if business.is_voided or business.is_merged or business.is_contested:
            raise ValidationError(
                _("%(number)s is voided, merged or contested, and takes no part in a merger.")
                % {"number": business.number}
            )
    take_back(survivor, double, reason, by)
    Business.objects.filter(Q(pk=double.pk) | Q(merged_into=double)).update(
        merged_into=survivor,
        same_as=Case(When(pk=double.pk, then=Value(survivor.pk)), default=F("same_as"), output_field=BigIntegerField()),
    )
    return survivor


@rule
def unmerge_business(*, business: Business, reason: str, by: User) -> Business:
    """`business` stands by itself again, with those that had been merged into it before.

    That it is another one than what it was merged into is remembered, so nobody is asked about them again.
    """
    (held,) = _held(business)
    if held.is_voided or not held.is_merged:
        raise ValidationError(_("This business is not merged into another."))
    followers = _followers(held)
    others = {each.pk: each for each in (held.same_as, held.merged_into)}
    _held(held.merged_into, *followers)
    one_at_a_time(held.name, held.merged_into.name, *(follower.name for follower in followers))
    Business.objects.filter(pk__in=[held.pk, *(follower.pk for follower in followers)]).update(
        merged_into=Case(When(pk=held.pk, then=None), default=Value(held.pk), output_field=BigIntegerField()),
        same_as=Case(When(pk=held.pk, then=None), default=F("same_as"), output_field=BigIntegerField()),
    )
    held.refresh_from_db()
    apart = told_apart_from(held)
    keep_apart(held, [other for key, other in others.items() if key not in apart], reason)
    return held


def _held(*businesses: Business) -> list[Business]:
    """The businesses as they are now, in the order given; locked in order of id, as posting locks them."""
    keys = [business.pk for business in businesses]
    rows = Business.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    held = {row.pk: row for row in rows}
    return [held[key] for key in keys]


def _followers(business: Business) -> list[Business]:
    """Those whose decisions lead to `business`, step by step."""
    found: list[Business] = []
    step = [business]
    while step:
        step = list(Business.objects.filter(same_as__in=step).order_by("pk"))
        found += step
    return found
