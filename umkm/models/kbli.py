"""What businesses do, as the official classification names it: KBLI, five digits an activity."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Concat, Length, Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from umkm.choices import KBLI_VERSION, Sector
from umkm.identifiers import fold

#: How many activities are offered at once: what fits on a phone above its keyboard.
OFFERED = 8
#: From how much likeness of the letters on a word is a misspelling of another.
ALIKE = 0.45

#: Letters of a title, or of what people call it.
LONGEST = 250

#: The sector that a division of KBLI (the first two digits) mostly belongs to; a clerk may say another one.
SECTORS = {
    Sector.FARMING: "01 02",
    Sector.FISHERY: "03",
    Sector.CULINARY: "10 11 12 56",
    Sector.FASHION: "13 14 15",
    Sector.CRAFT: "16 20 23 31 32",
    Sector.TRADE: "45 46 47",
    Sector.TECHNOLOGY: "58 61 62 63",
    Sector.SERVICES: (
        "18 33 37 38 39 41 42 43 49 50 51 52 53 55 59 60 64 65 66 68 69 70 71 72 73 74 75 77 78 79 80 81 82 85 86 87 88 "
        "90 91 92 93 94 95 96"
    ),
}
SECTOR_OF = {division: sector for sector, divisions in SECTORS.items() for division in divisions.split()}
#: Within the trade of cars and motorcycles, the workshops.
WORKSHOPS = ("452", "45407")


class KbliQuerySet(models.QuerySet):
    def current(self):
        """Those of the edition that codes are entered in."""
        return self.filter(version=KBLI_VERSION)

    def fitting(self, text: str):
        """Those whose code begins with the digits typed, or that are called by all the words, the commonest first."""
        words = fold(text).split()
        digits = "".join(words)
        if not digits:
            return self.none()
        if digits.isdecimal():
            return self.filter(code__startswith=digits).order_by("code")
        for word in words:
            self = self.filter(key__regex=rf"\m{word}")
        return self.order_by(called(words[0]), Length("title"), "code")

    def alike(self, text: str):
        """Those called by something spelt like it, the most alike first."""
        likeness = TrigramWordSimilarity(fold(text), "key")
        return (
            self.annotate(likeness=likeness).filter(likeness__gte=ALIKE).order_by("-likeness", Length("title"), "code")
        )

    def offered(self, text: str) -> list["Kbli"]:
        """The first of those that fit; of those spelt alike where none fits."""
        return list(self.fitting(text)[:OFFERED]) or list(self.alike(text)[:OFFERED])


def called(word: str) -> models.Case:
    """How far on in what people call an activity the word stands; beyond that the common ones, then all others."""
    return models.Case(
        models.When(spoken__regex=rf"\m{word}", then=StrIndex("spoken", Value(word))),
        models.When(~Q(spoken=""), then=Value(LONGEST)),
        default=Value(LONGEST + 1),
    )


class Kbli(models.Model):
    """One activity of one edition of the classification (2020: the annex of Peraturan BPS 2/2020).

    The commonest of small businesses are built in, with what people call them; the whole list is loaded by the city.
    """

    id = models.SmallAutoField(primary_key=True)
    version = models.PositiveSmallIntegerField(_("edition"))
    code = models.CharField(_("code"), max_length=5, db_collation="C")
    title = models.CharField(_("title"), max_length=LONGEST)
    division = models.CharField(_("division"), max_length=2)
    division_title = models.CharField(_("title of the division"), max_length=LONGEST)
    spoken = models.CharField(_("what people call it"), max_length=LONGEST, blank=True, default="")
    key = models.GeneratedField(
        expression=Lower(Concat("title", Value(" "), "spoken")), output_field=models.TextField(), db_persist=True
    )

    objects = KbliQuerySet.as_manager()

    class Meta:
        verbose_name = _("KBLI code")
        verbose_name_plural = _("KBLI codes")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="kbli_once_an_edition"),
            models.CheckConstraint(name="kbli_has_five_digits", condition=Q(code__regex=r"^\d{5}$")),
            models.CheckConstraint(name="kbli_begins_with_its_division", condition=Q(division=Substr("code", 1, 2))),
            models.CheckConstraint(name="kbli_is_titled", condition=~Q(title="") & ~Q(division_title="")),
        ]
        indexes = [GinIndex(OpClass("key", name="gin_trgm_ops"), name="kbli_trigrams")]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    @property
    def sector(self) -> Sector | None:
        return sector_of(self.code)


def sector_of(code: str) -> Sector | None:
    """The sector that an activity mostly belongs to; None where its division says nothing of that."""
    return Sector.SERVICES if code.startswith(WORKSHOPS) else SECTOR_OF.get(code[:2])


def in_words(code: str, version: int = KBLI_VERSION) -> str:
    """The code with what it is called, or with a word that the list here does not have it."""
    return f"{code} · {title_of(code, version) or _('not on the list here')}" if code else ""


def title_of(code: str, version: int = KBLI_VERSION) -> str:
    """What the activity is called; nothing where the list does not have it."""
    return Kbli.objects.filter(version=version, code=code).values_list("title", flat=True).first() or ""
