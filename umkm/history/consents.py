"""What the owner of a business agreed to, on its page: what holds now, since when, and under which text."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from jakpreneur.accounts.models import User
from umkm.access import WITH_PEOPLE, may_change
from umkm.choices import ConsentPurpose
from umkm.models import Business, Consent
from umkm.panels import Panel, panels


@dataclass(frozen=True)
class Holding:
    """One purpose (of sharing: with one partner, or with all), and the consent that holds; None where none was given."""

    purpose: ConsentPurpose
    partner: str
    consent: Consent | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None and self.consent.given


@dataclass(frozen=True)
class Holdings:
    """What holds for a business, and whether this reader may change it."""

    business: Business
    holdings: list[Holding]
    changeable: bool


def holdings_of(business: Business, user: User) -> Holdings:
    newest = {(row.purpose, row.partner): row for row in business.consents.newest().select_related("recorded_by")}
    asked = [(purpose.value, "") for purpose in ConsentPurpose]
    keys = asked + sorted(newest.keys() - set(asked))
    holdings = [Holding(ConsentPurpose(purpose), partner, newest.get((purpose, partner))) for purpose, partner in keys]
    return Holdings(business, holdings, may_change(user, business))


panels.append(Panel(gettext_lazy("Consents"), "umkm/consent/of_business.html", holdings_of, WITH_PEOPLE, 15))
