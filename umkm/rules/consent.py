"""What the owner agrees to have done with the business's data."""

from collections.abc import Mapping

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.models import Business, Consent
from umkm.rules.living import hold


@rule
def record_consent(
    *, business: Business, purpose: str, given: bool, text_version: str, partner: str = "", by: User
) -> Consent | None:
    """The owner gave or withdrew a consent today; the newest row of a purpose and partner holds.

    Answers the row that holds. What holds already is not written again: given under the same text, or not given.
    """
    held = hold(business)
    holds = held.consents.filter(purpose=purpose, partner=partner).newest().first()
    is_given = holds is not None and holds.given
    if given == is_given and (not given or holds.text_version == text_version):
        return holds
    return Consent.objects.create(
        business=held, purpose=purpose, partner=partner, given=given, text_version=text_version
    )


def end_consents(held: Business, by: User) -> None:
    """What one owner agreed to binds no other (UU 27/2022 Art. 20): whatever holds is withdrawn until the new one is asked."""
    for one in held.consents.newest():
        record_consent(
            business=held, purpose=one.purpose, partner=one.partner, given=False, text_version=one.text_version, by=by
        )


def consent_from_the_start(business: Business, consents: Mapping[str, str]) -> None:
    """What was agreed to while registering: purpose → version of its text."""
    Consent.objects.bulk_create(
        Consent(business=business, purpose=purpose, given=True, text_version=version)
        for purpose, version in consents.items()
    )
