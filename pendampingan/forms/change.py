"""Between which two moments, of which stage and where a change is asked, as its address says it."""

import datetime

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, capitalised
from jakpreneur.templatetags.jakpreneur import day
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.group import Group
from pendampingan.forms.as_of import KNOWN
from umkm.models import Centre

#: The word for the knowledge of a day that stands in a field of its own; addresses may name that day instead.
ON_A_DAY = "hari"
#: The groups that one stage makes: of the others no line of the ledger says whether a business came or went.
GROUPS = [group for group in Group if len(group.stages) == 1]
#: How long before today the first moment is where none is asked.
A_MONTH = datetime.timedelta(days=30)


class ChangeForm(forms.Form):
    """Reads `?tahap=terdaftar&dari=2021-10-27&dari_diketahui=lalu&sampai=2021-11-15&sampai_diketahui=2021-11-20`.

    What is missing or wrong is registered, a month ago as reported then, and today as known now.
    """

    dari = DayField(label=_("From the day"))
    dari_diketahui = forms.ChoiceField(label=_("Known"))
    dari_pada = DayField(label=_("Known on"), required=False)
    sampai = DayField(label=_("To the day"))
    sampai_diketahui = forms.ChoiceField(label=_("Known"))
    sampai_pada = DayField(label=_("Known on"), required=False)
    tahap = forms.ChoiceField(label=_("Stage"), choices=capitalised((each.value, each.label) for each in GROUPS))
    pusat = forms.ModelChoiceField(
        label=_("Centre"), queryset=Centre.objects.none(), to_field_name="code", required=False
    )

    def __init__(self, query, *, centres: QuerySet, today: datetime.date, whole_city: bool) -> None:
        self.today = today
        a_month_ago = (today - A_MONTH).isoformat()
        super().__init__(
            {
                "tahap": query.get("tahap") or Group.REGISTERED.value,
                "pusat": query.get("pusat", ""),
                **_moment(query, "dari", day=a_month_ago, known=Basis.THEN),
                **_moment(query, "sampai", day=today.isoformat(), known=Basis.NOW),
            }
        )
        for name in ("dari_diketahui", "sampai_diketahui"):
            choices = [(basis.word, basis.label) for basis in (Basis.THEN, Basis.NOW)]
            self.fields[name].choices = capitalised([*choices, (ON_A_DAY, _("as known on the day named"))])
        self.fields["pusat"].queryset = centres.order_by("name")
        self.fields["pusat"].empty_label = _("The whole city") if whole_city else None

    def clean(self) -> None:
        for name in ("dari", "dari_pada", "sampai", "sampai_pada"):
            given = self.cleaned_data.get(name)
            if given and given > self.today:
                words = {"day": day(given), "today": day(self.today)}
                self.add_error(name, _("%(day)s lies in the future; today is %(today)s.") % words)
        for name in ("dari", "sampai"):
            on_a_day = self.cleaned_data.get(f"{name}_diketahui") == ON_A_DAY
            if on_a_day and not self.cleaned_data.get(f"{name}_pada") and f"{name}_pada" not in self.errors:
                self.add_error(f"{name}_pada", _("Say on which day it was known."))

    @property
    def group(self) -> Group:
        return Group(self.cleaned_data["tahap"])

    @property
    def centre(self) -> Centre | None:
        return self.cleaned_data.get("pusat")

    @property
    def first(self) -> AsOf:
        return self._as_of("dari", AsOf(self.today - A_MONTH, Basis.THEN))

    @property
    def second(self) -> AsOf:
        return self._as_of("sampai", AsOf(self.today, Basis.NOW, provisional=True))

    def _as_of(self, name: str, otherwise: AsOf) -> AsOf:
        """The moment in these fields; another where something of it is wrong."""
        given, word = (self.cleaned_data.get(field) for field in (name, f"{name}_diketahui"))
        known_on = self.cleaned_data.get(f"{name}_pada")
        if not given or not word or (word == ON_A_DAY and not known_on):
            return otherwise
        if word == ON_A_DAY and known_on < self.today:
            return AsOf.known_at(given, known_on)
        # Today is not over: what is known on it is whatever is known by now.
        basis = Basis.NOW if word == ON_A_DAY else KNOWN[word]
        return AsOf(given, basis, provisional=given == self.today)


def _moment(query, name: str, *, day: str, known: Basis) -> dict[str, str]:
    """The three fields of a moment; a day that the address names as its knowledge stands in the field for it."""
    word, on = query.get(f"{name}_diketahui") or known.word, query.get(f"{name}_pada", "")
    if word not in KNOWN and word != ON_A_DAY:
        word, on = ON_A_DAY, word
    return {name: query.get(name) or day, f"{name}_diketahui": word, f"{name}_pada": on}
