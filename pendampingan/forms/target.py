"""A target of the city: a new one, a corrected one, the main one, and the centres' shares of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import CountField, DayField
from jakpreneur.meanwhile import ChangedMeanwhile, SeenForm
from jakpreneur.refusals import sentence_of
from jakpreneur.rule_form import RuleForm
from jakpreneur.templatetags.jakpreneur import number, who
from pendampingan.counts.attainment import CityTarget, targets
from pendampingan.forms.once import CorrectionForm, OnceForm, reason_field
from pendampingan.models import Target
from pendampingan.models.target import MOST, POSSIBLE
from pendampingan.rules.target import add_target, correct_target, make_main, share_out
from umkm.models import Centre
from umkm.models.fact import PROGRAMME_BEGAN


def count_field(**words: Any) -> CountField:
    """How many businesses a target, a share or an announcement speaks of."""
    wrong = dict.fromkeys(("invalid", "min_value", "max_value"), POSSIBLE)
    return CountField(min_value=1, max_value=MOST, error_messages=wrong, **words)


class TargetForm(OnceForm):
    value = count_field(label=_("Target"), help_text=_("How many businesses are to be reached."))
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))
    source = forms.CharField(
        label=_("Legal source"),
        max_length=200,
        help_text=_("The regulation or plan that sets it, such as Pergub 102/2018 Art. 4."),
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def clean(self) -> None:
        """Every fault of the period at once: the table would name one."""
        super().clean()
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and first < PROGRAMME_BEGAN:
            self.add_error("starts_on", sentence_of("target_since_the_programme"))
        if first and last and last <= first:
            self.add_error("ends_on", sentence_of("target_period_runs_forward"))

    def record(self, **facts: Any) -> Target:
        return add_target(**facts, by=self.by)


class TargetCorrectionForm(CorrectionForm, TargetForm):
    def record(self, **facts: Any) -> Target:
        return correct_target(target=self.row, **facts, by=self.by)


class MainTargetForm(RuleForm):
    """Carries along which target was the main one when the page was drawn."""

    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        self.target, self.main = target, targets().main
        super().__init__(*args, initial={"instead_of": self.main and self.main.pk}, **kwargs)

    def write(self) -> Target:
        return make_main(target=self.target, **self.cleaned_data, by=self.by)

    def refuse(self, refused: ValidationError) -> None:
        """Drawn again, the page says which is the main one by now: sent again it is a decision."""
        super().refuse(refused)
        self.main = targets().main
        self.data = {"instead_of": self.main and self.main.pk}


@dataclass(frozen=True)
class ShareRow:
    """One centre, and the field for its share."""

    centre: Centre
    field: BoundField


class SharesForm(SeenForm):
    """The centres' shares of one target, a field each under the centre's code; one left blank is no share.

    Each carries along what it showed, and only what this person changed is written. What somebody else changed to another
    value meanwhile is refused beside its field; saved again, what was typed is kept.
    """

    reason = reason_field()

    def __init__(self, *args: Any, of_city: CityTarget, centres: Sequence[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_city, self.centres = of_city, {centre.code: centre for centre in centres}
        for code, centre in self.centres.items():
            share = of_city.shares.get(centre.pk)
            self.fields[code] = count_field(
                label=centre.name, required=False, show_hidden_initial=True, initial=share and share.value
            )
        self.fields["reason"].required, self.fields["reason"].depends = False, True
        self.fields["reason"].help_text = _("Needed where a share changes that stands already.")
        self.order_fields([*self.centres, "reason"])

    def rows(self) -> Iterator[ShareRow]:
        for code, centre in self.centres.items():
            yield ShareRow(centre, self[code])

    @cached_property
    def total(self) -> int:
        """What the shares on the page add up to, those with a fault left out."""
        values = self.cleaned_data if self.is_bound else {code: self[code].value() for code in self.centres}
        return sum(values.get(code) or 0 for code in self.centres)

    @property
    def missing(self) -> int:
        return max(0, self.of_city.target.value - self.total)

    @property
    def surplus(self) -> int:
        return max(0, self.total - self.of_city.target.value)

    def changes(self) -> dict[Centre, int | None]:
        return {self.centres[code]: self.cleaned_data[code] for code in self.changed_data if code in self.centres}

    def compare(self, standing: Mapping[int, Target]) -> None:
        told, now = {}, {}
        for centre, typed in self.changes().items():
            share = standing.get(centre.pk)
            value = share and share.value
            if value not in (self._shown(centre), typed):
                told[centre.code] = self._changed(share)
                now[self[centre.code].html_initial_name] = "" if value is None else str(value)
        if told:
            raise ChangedMeanwhile(told, now)

    def _shown(self, centre: Centre) -> int | None:
        text = self.data.get(self[centre.code].html_initial_name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def _changed(self, share: Target | None) -> str:
        again = gettext("Save again to keep what you typed.")
        if share is None:
            return f"{gettext('Somebody took this share away meanwhile.')} {again}"
        words = {"who": who(share.recorded_by), "value": number(share.value)}
        return f"{gettext('%(who)s set %(value)s here meanwhile.') % words} {again}"

    def write(self) -> int:
        return share_out(
            target=self.of_city.target,
            shares=self.changes(),
            reason=self.cleaned_data["reason"],
            as_seen=self.compare,
            by=self.by,
        )
