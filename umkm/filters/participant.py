"""How the list of participants is narrowed."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from umkm.choices import Disability, Sex
from umkm.filters.form import ListFilter, hidden, menu
from umkm.filters.words import called
from umkm.models import Business, Membership

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

    def called(self, spellings: list[list[str]]) -> QuerySet:
        return called(self.qs, spellings, "name_key")

    def keep(self, people: QuerySet, name: str, value: str) -> QuerySet:
        return people

    def is_one_of(self, people: QuerySet, name: str, keys: str) -> QuerySet:
        """Those of the keys, which stand apart by commas."""
        return people.filter(
            pk__in=[int(key) for key in keys.split(",")[:100] if key.isascii() and key.isdigit() and len(key) < 19]
        )

    def at_centre(self, people: QuerySet, name: str, code: str) -> QuerySet:
        centres = self.places.centres_where(lambda place: place.centre_code == code)
        return people.of(Business.objects.visible_to(self.user).living().filter(listing__centre__in=centres))

    def lives_outside(self, people: QuerySet, name: str, does: str) -> QuerySet:
        return people.living_outside() if does == "ya" else people.filter(kelurahan__isnull=False)

    def takes_part(self, people: QuerySet, name: str, part: str) -> QuerySet:
        seen = Business.objects.visible_to(self.user).living()
        if part == "pemilik":
            return people.filter(pk__in=seen.values("owner"))
        return people.filter(pk__in=Membership.objects.standing().filter(business__in=seen).values("participant"))
