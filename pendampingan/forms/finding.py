"""A business as people name it: its number, the slip code in its owner's hand, a phone, or words of its name or its
owner's."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from umkm.identifiers import BusinessNumber, IdentifierError, Phone, fold
from umkm.lookup import SLIP
from umkm.models import Business, Participant

MOST = 10
FEWEST_LETTERS = 3


class FindingForm(RuleForm):
    """A form about one business. A number or slip code names it; words, or a phone that several may share, offer
    `choices`, each a button called `chosen`."""

    business = forms.CharField(
        label=_("Business"),
        max_length=120,
        help_text=_("Its number, the code on its slip, a phone, or part of its name or its owner's."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    chosen = forms.CharField(max_length=11, required=False, widget=forms.HiddenInput)
    #: What is said where the words find nothing.
    nothing: ClassVar[str | Promise]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["business", "chosen"])
        self.choices: list[Business] = []

    def nameable(self) -> QuerySet:
        """Those that can be given by number."""
        raise NotImplementedError

    def searched(self) -> QuerySet:
        """Those that words are looked for in."""
        raise NotImplementedError

    def clean(self) -> None:
        super().clean()
        words = self.cleaned_data.pop("chosen", "") or self.cleaned_data.get("business")
        if words:
            try:
                self.cleaned_data["business"] = self.found(words)
            except ValidationError as refused:
                self.add_error("business", refused)

    def found(self, words: str) -> Business:
        if business := exactly(words, self.nameable()):
            return business
        self.choices = called(words, self.searched())
        raise ValidationError(_("Choose the business from the list below.") if self.choices else self.nothing)


def exactly(text: str, among: QuerySet) -> Business | None:
    """The business of this number or slip code; None where the text is neither.

    Raises ValidationError for a number that is mistyped, or names none of `among`.
    """
    typed = text.strip().upper()
    if SLIP.fullmatch(typed) and (business := among.filter(slip=typed).first()):
        return business
    if not typed.startswith("JP") or not any(character.isdigit() for character in typed):
        return None
    try:
        number = str(BusinessNumber.parse(typed))
    except IdentifierError as refused:
        raise ValidationError(refused.sentence) from refused
    if business := among.filter(number=number).first():
        return business
    raise ValidationError(_("You cannot choose %(number)s here."), params={"number": number})


def called(text: str, among: QuerySet) -> list[Business]:
    """Those with this phone, or whose name or whose owner's has each of these words; the first few in order of name."""
    if phone := phone_in(text):
        owners = Participant.objects.standing().filter(phone=phone)
        return list(
            among.filter(Q(phone=phone) | Q(owner__in=owners)).living().for_list().order_by("name_key", "pk")[:MOST]
        )
    words = fold(text).split()
    if not any(len(word) >= FEWEST_LETTERS for word in words):
        raise ValidationError(_("Give a number, a slip code, or at least three letters of a name."))
    for word in words:
        among = among.filter(Q(name__icontains=word) | Q(owner__name_key__contains=word))
    return list(among.living().for_list().order_by("name_key", "pk")[:MOST])


def phone_in(text: str) -> str:
    """The phone that the whole text is; nothing where it is none."""
    try:
        return str(Phone.parse(text))
    except IdentifierError:
        return ""
