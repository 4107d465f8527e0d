"""A mentor's visit: of whom, what was done and agreed, changed, and voided."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, RupiahField, capitalised
from jakpreneur.meanwhile import EditForm
from jakpreneur.rule_form import RuleForm
from pendampingan.choices import VisitMode
from pendampingan.forms.finding import FindingForm, exactly
from pendampingan.models import MentoringVisit, Topic
from pendampingan.rules.visit import edit_visit, log_visit, void_visit
from umkm.models import Business


class ChoosingForm(FindingForm):
    """A business of the mentor's caseload."""

    nothing = _("No business that you follow is called this, nor its owner.")

    def nameable(self) -> QuerySet:
        return Business.objects.visible_to(self.by)

    searched = nameable

    def write(self) -> Business:
        return self.cleaned_data["business"]


class TopicBoxes(forms.CheckboxSelectMultiple):
    def value_from_datadict(self, *args: Any) -> list[str]:
        return " ".join(super().value_from_datadict(*args) or ()).split()


class TopicsShown(forms.HiddenInput):
    """The codes that a page showed, with spaces between them, so that a page that showed none says so too."""

    def format_value(self, value: Collection[str] | None) -> str:
        return " ".join(value or ())

    def value_from_datadict(self, *args: Any) -> list[str] | None:
        text = super().value_from_datadict(*args)
        return None if text is None else text.split()


class TopicsField(forms.MultipleChoiceField):
    """Codes of topics, ticked one by one or written with spaces between them."""

    widget = TopicBoxes
    hidden_widget = TopicsShown


class VisitFields(RuleForm):
    """What was done and agreed at a visit."""

    layout = {
        _("The visit"): ("visited_on", "mode", "minutes", "topics", "notes"),
        _("What was agreed"): ("next_step", "next_step_due", "monthly_sales"),
    }
    by_today = {"visited_on": "visit_by_today"}

    visited_on = DayField(label=_("Date"), initial=timezone.localdate)
    mode = forms.ChoiceField(label=_("How"), choices=capitalised(VisitMode.choices), initial=VisitMode.ON_SITE)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        required=False,
        min_value=1,
        max_value=24 * 60,
        error_messages=dict.fromkeys(("min_value", "max_value"), _("A visit lasts from one minute to one day.")),
    )
    topics = TopicsField(
        label=_("Topics"),
        required=False,
        error_messages={"invalid_choice": _("Choose topics from the list.")},
    )
    notes = forms.CharField(label=_("Notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    next_step = forms.CharField(label=_("Agreed next step"), required=False, max_length=200)
    next_step_due = DayField(label=_("Due on"), required=False)
    monthly_sales = RupiahField(label=_("Sales last month"), required=False)

    def __init__(self, *args: Any, besides: Collection[str] = (), **kwargs: Any) -> None:
        """`besides`: topics that are ticked already, and stay on offer when they are retired."""
        super().__init__(*args, **kwargs)
        offered = Topic.objects.offered() | Topic.objects.named(besides).order_by()
        self.fields["topics"].choices = list(offered.order_by("name").values_list("code", "name"))


class VisitForm(VisitFields, ChoosingForm):
    """A visit to a business of the mentor's caseload."""

    @property
    def known(self) -> Business | None:
        """The business that the page was opened for or that was found on it; its name then stands in place of a field."""
        if self.is_bound:
            return None if "business" in self.errors else self.cleaned_data["business"]
        try:
            return exactly(self.initial["business"], self.nameable())
        except ValidationError:
            return None

    def write(self) -> MentoringVisit:
        return log_visit(**self.cleaned_data, by=self.by)


class VisitEditForm(EditForm, VisitFields):
    """What was done and agreed at a visit, as its mentor corrects it the same day, maybe on two devices."""

    def __init__(self, *args: Any, visit: MentoringVisit, **kwargs: Any) -> None:
        super().__init__(*args, row=visit, besides=visit.topics, **kwargs)

    def write(self) -> MentoringVisit:
        return edit_visit(visit=self.row, as_seen=self.compare, by=self.by, **self.changes())


class VoidingForm(RuleForm):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Whoever looks at the record later reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, visit: MentoringVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit

    def write(self) -> MentoringVisit:
        return void_visit(visit=self.visit, **self.cleaned_data, by=self.by)
