"""How the list of businesses is narrowed."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.fields import FixedChoices, capitalised
from umkm.access import may_see_people
from umkm.choices import BusinessStatus, Scale, Sector, Sex, Stage
from umkm.filters.form import DayFilter, ListFilter, hidden, menu
from umkm.filters.words import called, gathered
from umkm.identifiers import is_type_alone
from umkm.models import Listing
from umkm.spelling import type_meant

LAPSED = [("voided", _("voided")), ("merged", _("merged"))]
STATUSES_OF_STAFF = FixedChoices(capitalised([*BusinessStatus.choices, *LAPSED]))
#: Stage → what holds of the listings that have reached it.
REACHED = {
    Stage.REGISTERED: Q(state__in=(BusinessStatus.ACTIVE, BusinessStatus.CLOSED)),
    Stage.TRAINED: Q(trained=True),
    Stage.MENTORED: Q(mentored=True),
    Stage.TRAINED_AND_MENTORED: Q(trained=True, mentored=True),
}
STAGES = [(stage.value, stage.label) for stage in REACHED]
#: What would tell of a person by narrowing to one business.
OF_PEOPLE = ("kelamin", "luar")
ALL = _("All")


class BusinessFilter(ListFilter):
    """Of listings. Without a status those that are neither voided nor merged; the lapsed ones are for staff."""

    q = hidden(label=_("Words"), method="keep")
    nomor = hidden(label=_("Numbers"), method="has_one_of")
    kota = menu(_("City"), empty=ALL, method="in_city")
    pusat = menu(_("Centre"), empty=_("All centres"), method="at_centre")
    kelurahan = menu(_("Kelurahan"), empty=ALL, method="in_kelurahan")
    sektor = menu(_("Sector"), Sector.choices, empty=_("All sectors"), field_name="sector")
    skala = menu(_("Scale"), [*Scale.choices, ("unstated", _("not stated"))], empty=ALL, field_name="scale")
    tahap = menu(_("Stage reached"), STAGES, empty=_("All stages"), method="has_reached")
    belum = menu(_("Stage not reached"), STAGES[1:], empty=ALL, method="has_not_reached")
    status = menu(_("Status"), BusinessStatus.choices, empty=ALL, method="keep")
    kelamin = menu(_("Sex of the owner"), Sex.choices, empty=ALL, field_name="sex")
    nib = menu(_("NIB"), [("ada", _("has one")), ("tanpa", _("has none"))], empty=ALL, method="has_nib")
    luar = menu(
        _("Owner's home"),
        [("ya", _("outside Jakarta")), ("tidak", _("in Jakarta, or not stated"))],
        empty=ALL,
        method="lives_outside",
    )
    sejak = DayFilter(label=_("Registered from"), field_name="registered_on", lookup_expr="gte")
    sampai = DayFilter(label=_("Registered until"), field_name="registered_on", lookup_expr="lte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_see_people(self.user):
            for name in OF_PEOPLE:
                del self.filters[name]
        if self.user.role == Role.STAFF:
            self.filters["status"].extra["choices"] = STATUSES_OF_STAFF

    def filter_queryset(self, listings: QuerySet) -> QuerySet:
        status = self.form.cleaned_data.get("status")
        narrowed = super().filter_queryset(listings).in_state(*([status] if status else Listing.LIVING))
        return narrowed.annotate(digits_gathered=F("digits") + 0, name_gathered=gathered("called"))

    def key(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The same order, told so that rows are gathered first where they lie together at the far end of it: those that have
        words, by name; and of some days, by number, since numbers rise with the days, which the planner does not know."""
        chosen, far = self.chosen, {"digits": "sejak", "-digits": "sampai"}
        if self.words:
            key = tuple(name.replace("called", "name_gathered") for name in key)
        return tuple(name.replace("digits", "digits_gathered") if far.get(name) in chosen else name for name in key)

    @property
    def asks_for_a_type(self) -> bool:
        """Whether words were typed that no name is found by, since all of them tell the type of business."""
        return is_type_alone(self.chosen.get("q", ""))

    @property
    def type_meant(self) -> str:
        """The type of business that nothing but mistyped words may have told."""
        return type_meant(self.words)

    def called(self, spellings: list[list[str]]) -> QuerySet:
        """Those narrowed to whose name has, for each word, one of its spellings; for whoever sees people, also the owner's."""
        columns = ["name_key", "owner_key"] if may_see_people(self.user) else ["name_key"]
        return called(self.qs, spellings, *columns, begins="name_key")

    def keep(self, listings: QuerySet, name: str, value: str) -> QuerySet:
        return listings

    def has_one_of(self, listings: QuerySet, name: str, numbers: str) -> QuerySet:
        """Those of the numbers, which stand apart by commas."""
        digits = [number.removeprefix("JP-") for number in numbers.split(",")[:100]]
        return listings.filter(
            digits__in=[int(each) for each in digits if each.isascii() and each.isdigit() and len(each) == 8]
        )

    def in_city(self, listings: QuerySet, name: str, code: str) -> QuerySet:
        return listings.filter(centre__in=self.places.centres_where(lambda place: place.city_code == code))

    def at_centre(self, listings: QuerySet, name: str, code: str) -> QuerySet:
        return listings.filter(centre__in=self.places.centres_where(lambda place: place.centre_code == code))

    def in_kelurahan(self, listings: QuerySet, name: str, code: str) -> QuerySet:
        return listings.filter(kelurahan=self.places.kelurahan_of(code))

    def has_reached(self, listings: QuerySet, name: str, stage: str) -> QuerySet:
        return listings.filter(REACHED[Stage(int(stage))])

    def has_not_reached(self, listings: QuerySet, name: str, stage: str) -> QuerySet:
        return listings.filter(~REACHED[Stage(int(stage))])

    def has_nib(self, listings: QuerySet, name: str, has: str) -> QuerySet:
        return listings.filter(has_nib=has == "ada")

    def lives_outside(self, listings: QuerySet, name: str, does: str) -> QuerySet:
        return listings.filter(lives_outside=does == "ya")
