"""The city's targets and the centres' shares of them, as staff keep them.

Whoever changes a target or its shares holds the target first, so that the second of two at once sees what the first did.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from pendampingan.models import Target
from pendampingan.rules.replacing import hold_standing, replace, void
from umkm.models import Centre

#: The shares that stand, by centre id.
Shares = Mapping[int, Target]


@rule
def add_target(*, value: int, starts_on: date, ends_on: date, source: str, note: str = "", by: User) -> Target:
    """One more target of the city, in businesses; it is not the main one. Raises beside each of these."""
    return Target.objects.create(value=value, starts_on=starts_on, ends_on=ends_on, source=source, note=note)


@rule
def correct_target(*, target: Target, reason: str, by: User, **facts: object) -> Target:
    """The target was written down wrongly: it is voided, and one that says `facts` stands in its place. That one is the
    main target if this one was, and has its shares. Raises as adding does, and beside `reason`."""
    held = hold_standing(target)
    corrected = replace(held, reason, by, **facts)
    _share_out(corrected, [(share.centre, share.value, None) for share in _shares(held).values()])
    return corrected


@rule
def void_target(*, target: Target, reason: str, by: User) -> Target:
    """The target never was. It stays on record with its shares; of the main one no other takes the place by itself."""
    held = hold_standing(target)
    void(held, reason, by)
    return held


@rule
def make_main(*, target: Target, instead_of: int | None, by: User) -> Target:
    """From now on dashboards show this target. `instead_of`: the key of the main one that the person saw, None for none;
    refused where it is another by now."""
    of_city = {
        each.pk: each for each in Target.objects.standing().of_city().order_by("pk").select_for_update(no_key=True)
    }
    main = next((each for each in of_city.values() if each.is_main), None)
    if target.pk not in of_city:
        raise ValidationError(_("Somebody has corrected or voided this target before."), code="voided")
    if main and main.pk == target.pk:
        return main
    if (main and main.pk) != instead_of:
        raise ValidationError(
            _("Somebody has changed the main target meanwhile. Look at what stands now."), code="meanwhile"
        )
    if main:
        main.is_main = False
        main.save(update_fields=["is_main"])
    held = of_city[target.pk]
    held.is_main = True
    held.save(update_fields=["is_main"])
    return held


@rule
def share_out(
    *,
    target: Target,
    shares: Mapping[Centre, int | None],
    reason: str = "",
    as_seen: Callable[[Shares], None] = lambda standing: None,
    by: User,
) -> int:
    """Give these centres these shares of the target, in businesses, None for none; other centres keep theirs. Answers how
    many are otherwise than before.

    What stands is voided for the `reason`, which raises beside it where it is missing. `as_seen` is asked whether the shares
    are still as the person saw them.
    """
    held = hold_standing(target)
    standing = _shares(held)
    as_seen(standing)
    changed = [
        (centre, value, standing.get(centre.pk))
        for centre, value in shares.items()
        if value != getattr(standing.get(centre.pk), "value", None)
    ]
    gone = [share.pk for _centre, _value, share in changed if share]
    if gone and not reason.strip():
        raise ValidationError({"reason": _("Say why shares change that stand already.")})
    Target.objects.filter(pk__in=gone).update(voided_at=LedgerClock(), voided_by=by, void_reason=reason.strip())
    _share_out(held, [(centre, value, share) for centre, value, share in changed if value is not None])
    return len(changed)


def _shares(held: Target) -> dict[int, Target]:
    return {
        share.centre_id: share for share in held.shares.standing().select_related("centre").order_by("centre__code")
    }


def _share_out(held: Target, shares: Collection[tuple[Centre, int, Target | None]]) -> None:
    """Of each centre its value, and what stood there before."""
    Target.objects.bulk_create(
        Target(
            value=value,
            starts_on=held.starts_on,
            ends_on=held.ends_on,
            source=held.source,
            centre=centre,
            city_target=held,
            replaces=replaced,
        )
        for centre, value, replaced in shares
    )
