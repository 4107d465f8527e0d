"""Drawing a sample, and entering what asking its businesses came to."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.forms import BoundField
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import CountField, DayField, GroupedSelect, capitalised
from jakpreneur.meanwhile import ChangedMeanwhile, SeenForm, by_whom
from jakpreneur.refusals import sentence_of
from jakpreneur.rule_form import RuleForm
from pendampingan.choices import SampleResult
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.draw import Drawn, draw
from pendampingan.counts.group import Group
from pendampingan.models import Sample, Sampled
from pendampingan.models.sample import MOST
from pendampingan.rules.sample import Answer, draw_sample, enter_results
from umkm.models import Centre
from umkm.models.fact import PROGRAMME_BEGAN

#: Of so many, an error rate of 5 % is known to within four points or so.
USUAL = 100


class DrawForm(RuleForm):
    """Carries its seed along, so that it draws one sample however often it is sent."""

    group = forms.ChoiceField(label=_("Businesses"), choices=lambda: capitalised((each, each.label) for each in Group))
    centre = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Centre.objects.order_by("code"),
        to_field_name="code",
        required=False,
        empty_label=_("The whole city"),
    )
    per = DayField(label=_("As of the day"))
    known_on = DayField(
        label=_("As known at the end of"), help_text=_("A day that is over, so that anyone draws the same.")
    )
    size = CountField(label=_("How many businesses"), min_value=1, max_value=MOST, initial=USUAL)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=40,
        validators=[RegexValidator(r"^[0-9A-Za-z-]+\Z", sentence_of("sample_seed_is_plain"))],
        help_text=_(
            "Made by chance; type another where it was agreed before. Every sample stays on record with its seed."
        ),
    )
    stratified = forms.BooleanField(
        label=_("Stratified by centre"),
        required=False,
        help_text=_("Each centre has as many as its share of the figure. For the whole city alone."),
    )

    @staticmethod
    def first(group: Group, centre: Centre | None, as_of: AsOf, *, today: date) -> dict[str, Any]:
        """What the page begins with, for the figure that it was opened from."""
        yesterday = today - timedelta(days=1)
        per = min(as_of.per, yesterday)
        known_on = min(max(as_of.known_on or yesterday, per), yesterday)
        return {
            "group": group,
            "centre": centre and centre.code,
            "per": per,
            "known_on": known_on,
            "seed": secrets.token_hex(4),
        }

    def clean(self) -> None:
        super().clean()
        per, known_on = self.cleaned_data.get("per"), self.cleaned_data.get("known_on")
        if per and per < PROGRAMME_BEGAN:
            self.add_error("per", sentence_of("sample_since_the_programme"))
        if per and known_on and known_on < per:
            self.add_error("known_on", sentence_of("sample_known_after_its_day"))
        if self.cleaned_data.get("stratified") and self.cleaned_data.get("centre"):
            self.add_error("stratified", sentence_of("sample_strata_are_of_the_city"))

    def write(self) -> int:
        return draw_sample(**self.cleaned_data, draw=self._draw, by=self.by).pk

    def _draw(self) -> Drawn:
        words = self.cleaned_data
        moment = AsOf.known_at(words["per"], words["known_on"])
        lots = {name: words[name] for name in ("size", "seed", "stratified")}
        return draw(Group(words["group"]), moment, words["centre"], **lots)


@dataclass(frozen=True)
class ResultRow:
    """One business with its two fields; None where whoever looks made its entries."""

    drawn: Sampled
    result: BoundField | None
    note: BoundField | None


class ResultsForm(SeenForm):
    """The results of some businesses of a sample. A blank one is open.

    Each carries along what it showed, and only what this person changed is written: sent twice it is done once. What
    somebody else changed to another value meanwhile is refused beside its field; saved again, what was typed is kept.
    """

    def __init__(self, *args: Any, sample: Sample, drawn: Sequence[Sampled], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sample, self.drawn = sample, drawn
        self.mine = [row for row in drawn if row.may_be_entered_by(self.by)]
        first_open = next((row.position for row in self.mine if not row.result), None)
        for row in self.mine:
            name = f"{row.position}. {row.business.name}"
            self.fields[f"result_{row.position}"] = forms.ChoiceField(
                label=gettext("Result of %(business)s") % {"business": name},
                choices=[("", "–"), *((value, capfirst(label)) for value, label in SampleResult.choices)],
                required=False,
                initial=row.result,
                show_hidden_initial=True,
                widget=GroupedSelect({"autofocus": True} if row.position == first_open and not self.is_bound else {}),
            )
            self.fields[f"note_{row.position}"] = forms.CharField(
                label=gettext("Note on %(business)s") % {"business": name},
                max_length=300,
                required=False,
                initial=row.note,
                show_hidden_initial=True,
                widget=forms.TextInput({"placeholder": gettext("Note")}),  # on a phone no heading stands above it
            )

    def rows(self) -> Iterator[ResultRow]:
        for row in self.drawn:
            open_to = f"result_{row.position}" in self.fields
            yield ResultRow(
                row,
                self[f"result_{row.position}"] if open_to else None,
                self[f"note_{row.position}"] if open_to else None,
            )

    def clean(self) -> None:
        super().clean()
        for row in self.mine:
            result, note = self._typed(row.position)
            if result == SampleResult.WRONG and not note:
                self.add_error(f"note_{row.position}", sentence_of("sampled_wrong_says_what"))
            if note and not result and f"result_{row.position}" not in self.errors:
                self.add_error(f"result_{row.position}", sentence_of("sampled_result_has_its_author"))

    def answers(self) -> dict[int, Answer]:
        """What this person changed."""
        changed = set(self.changed_data)
        return {
            row.position: self._typed(row.position)
            for row in self.mine
            if changed & {f"result_{row.position}", f"note_{row.position}"}
        }

    def compare(self, held: Mapping[int, Sampled]) -> None:
        told, now = {}, {}
        for position, typed in self.answers().items():
            row = held[position]
            names = (f"result_{position}", f"note_{position}")
            shown = Answer(*(self.data.get(self[name].html_initial_name, "") for name in names))
            standing = Answer(row.result, row.note)
            if standing not in (shown, typed):
                told[names[0]] = self._changed(row)
                now |= {self[name].html_initial_name: text for name, text in zip(names, standing, strict=True)}
        if told:
            raise ChangedMeanwhile(told, now)

    def write(self) -> int:
        return enter_results(sample=self.sample, answers=self.answers(), as_seen=self.compare, by=self.by)

    def _typed(self, position: int) -> Answer:
        return Answer(*(self.cleaned_data.get(f"{name}_{position}", "") for name in ("result", "note")))

    @staticmethod
    def _changed(row: Sampled) -> str:
        again = gettext("Save again to keep what you typed.")
        if not row.result:
            return f"{gettext('Somebody took this result back meanwhile.')} {again}"
        said = row.get_result_display() + (f" ({row.note})" if row.note else "")
        words = by_whom(row.entered_by, row.entered_at) | {"result": said}
        return f"{gettext('%(who)s entered “%(result)s” here, %(when)s.') % words} {again}"
