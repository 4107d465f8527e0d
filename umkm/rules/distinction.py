"""Two businesses that are alike and yet two: decided once, with the reason, and not asked again."""

from collections.abc import Iterable

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from umkm.models import Business, Distinction
from umkm.rules.living import hold


@rule
def distinguish(*, one: Business, other: Business, reason: str, by: User) -> Distinction:
    """The two are not one business. Refused where either no longer stands, and where that was decided before."""
    one, other = (hold(business) for business in sorted((one, other), key=lambda business: business.pk))
    (decided,) = keep_apart(one, [other], reason)
    return decided


def keep_apart(business: Business, others: Iterable[Business], reason: str) -> list[Distinction]:
    """Write down that `business` is none of the others; part of a rule that acts already."""
    pairs = [sorted((business, other), key=lambda each: each.pk) for other in others]
    return Distinction.objects.bulk_create(
        Distinction(first=first, second=second, reason=reason.strip()) for first, second in pairs
    )


def take_back(one: Business, other: Business, reason: str, by: User) -> None:
    """They are one after all; nothing where nobody had told them apart. Part of a rule that acts already."""
    standing = Distinction.objects.standing().between(one, other)
    standing.update(voided_at=LedgerClock(), voided_by=by, void_reason=reason.strip())
