"""A mentor's visit: logged, and voided."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jakpreneur.fields import DayField, RupiahField, capitalised
from jakpreneur.rule_form import RuleForm
from pendampingan.choices import VisitMode
from pendampingan.forms.finding import FindingForm
from pendampingan.models import MentoringVisit
from pendampingan.rules.visit import log_visit, void_visit
from umkm.models import Business


class VisitForm(FindingForm):
    """A business of the mentor's caseload, and what was done and agreed there."""

    layout = {
        _("The visit"): ("visited_on", "mode", "minutes", "topics", "notes"),
        _("What was agreed"): ("next_step", "next_step_due", "monthly_sales"),
    }
    by_today = {"visited_on": "visit_by_today"}

    visited_on = DayField(label=_("Date"), initial=timezone.localdate)
    mode = forms.ChoiceField(label=_("How"), choices=capitalised(VisitMode.choices), initial=VisitMode.ON_SITE)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=24 * 60)
    topics = SimpleArrayField(
        forms.CharField(max_length=40),
        label=_("Topics"),
        required=False,
        max_length=10,
        help_text=_("With commas between them, such as: bookkeeping, packaging."),
    )
    notes = forms.CharField(label=_("Notes"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    next_step = forms.CharField(label=_("Agreed next step"), required=False, max_length=200)
    next_step_due = DayField(label=_("Due on"), required=False)
    monthly_sales = RupiahField(label=_("Sales last month"), required=False)

    nothing = _("No business that you follow is called this, nor its owner.")

    def nameable(self) -> QuerySet:
        return Business.objects.visible_to(self.by)

    searched = nameable

    def write(self) -> MentoringVisit:
        return log_visit(**self.cleaned_data, by=self.by)


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
