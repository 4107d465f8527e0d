"""What the owner agrees to have done with the business's data."""

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.models import Business, Consent
from umkm.rules.living import hold


@rule
def record_consent(
    *, business: Business, purpose: str, given: bool, text_version: str, partner: str = "", by: User
) -> Consent:
    """The owner gave or withdrew a consent today; the newest row of a purpose and partner holds."""
    return Consent.objects.create(
        business=hold(business), purpose=purpose, partner=partner, given=given, text_version=text_version
    )
