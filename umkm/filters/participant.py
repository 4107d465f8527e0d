"""How the list of participants is narrowed."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.accounts.models import Role
from jakpreneur.keys import key_in
from umkm.choices import Disability, Sex
from umkm.filters.form import ListFilter, hidden, menu
from umkm.filters.words import are_short, called, gathered
from umkm.models import Business

ALL = _("All")


class ParticipantFilter(ListFilter):
    """Of the people one sees, whose registration stands."""

    q = hidden(label=_("Words"), method="keep")
    orang = hidden(label=_("People"), method="is_one_of")
    pusat = menu(_("Centre of a business"), empty=_("All centres"), method="at_centre")
    kelamin = menu(_("Sex"), Sex.choices, empty=ALL, field_name="sex")
    luar = menu(
        _("Home"), [("ya", _("outside Jakarta")), ("tidak", _("in Jakarta"))], empty=ALL, method="lives_outside"
    )
    disabilitas = menu(_("Disability"), Disability.choices, empty=ALL, field_name="disability")
    usaha = menu(
        _("In a business as"),
        [("pemilik", _("owner")), ("anggota", _("partner or employee"))],
        empty=ALL,
        method="takes_part",
    )

    def filter_queryset(self, people: QuerySet) -> QuerySet:
        return super().filter_queryset(people).annotate(name_gathered=gathered("name_key"))

    def key(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The same order, told so that those whose name has the words are gathered first."""
        return key if are_short(self.words) else tuple(name.replace("name_key", "name_gathered") for name in key)

    def called(self, spellings: list[list[str]]) -> QuerySet:
        return called(self.qs, spellings, "name_key", begins="name_key")

    def keep(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people

    def is_one_of(self, people: QuerySet, name: str, keys: str) -> QuerySet:
        """Those of the keys, which stand apart by commas."""
        return people.filter(pk__in=[key for key in map(key_in, keys.split(",")[:100]) if key is not None])

    def at_centre(self, people: QuerySet, name: str, code: str) -> QuerySet:
        return self._taking_part(people, self.places.centres_where(lambda place: place.centre_code == code))

    def lives_outside(self, people: QuerySet, name: str, does: str) -> QuerySet:
        return people.filter(home="outside" if does == "ya" else "jakarta")

    def takes_part(self, people: QuerySet, name: str, part: str) -> QuerySet:
        if self.user.role == Role.STAFF:
            return people.filter(owns=True) if part == "pemilik" else people.filter(belongs=True)
        return self._taking_part(people, self.places.centres_where(lambda place: True), as_member=part == "anggota")

    def _taking_part(self, people: QuerySet, centres: list[int], *, as_member: bool | None = None) -> QuerySet:
        """Only in businesses that the reader sees: all of an officer's centres, and a mentor's few."""
        if self.user.role == Role.MENTOR:
            seen = Business.objects.visible_to(self.user).living().filter(progress__centre__in=centres)
            return people.of(seen, as_member=as_member)
        return people.at(centres, as_member=as_member)
