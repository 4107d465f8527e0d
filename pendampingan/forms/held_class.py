"""A class already held, from the paper list, on one page."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendampingan.forms.guests import guests_on
from pendampingan.forms.paper_list import MOST_LINES, read
from pendampingan.forms.session import SessionFields
from pendampingan.models import TrainingSession
from pendampingan.rules.held_class import log_held_class
from umkm.models import Business


class HeldClassForm(SessionFields):
    layout = SessionFields.layout | {_("Who was there"): ("guests",)}

    guests = forms.CharField(
        label=_("Paper list"),
        help_text=_(
            "A line for each person: the business number or a name, then the days they came, such as"
            " JP-00000017 1 2 4. Without days: every day. Lines can be pasted from a spreadsheet."
        ),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean(self) -> None:
        super().clean()
        if text := self.cleaned_data.get("guests"):
            lines, centre = read(text), self.cleaned_data.get("centre")
            if len(lines) > MOST_LINES:
                self.add_error("guests", gettext("One class has at most %(most)d people.") % {"most": MOST_LINES})
                return
            own = Business.objects.visible_to(self.by)
            guests, faults = guests_on(lines, self.cleaned_data.get("days", ()), own.at(centre) if centre else own)
            self.cleaned_data["guests"] = guests
            if faults:
                self.add_error("guests", faults)

    def write(self) -> TrainingSession:
        return log_held_class(**self.cleaned_data, by=self.by)
