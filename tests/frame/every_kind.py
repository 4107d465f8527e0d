"""A form with every kind of field that the house draws."""

from django import forms

from jakpreneur.fields import DayField, RupiahField


class EveryKind(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the <sign>.")
    on = DayField(label="Day")
    capital = RupiahField(label="Capital", required=False)
    sex = forms.ChoiceField(label="Sex", choices=[("L", "Man"), ("P", "Woman")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("a", "Money"), ("b", "Selling")], widget=forms.CheckboxSelectMultiple, required=False
    )
    place = forms.ChoiceField(label="Place", choices=[("", ""), ("Gambir", [("1", "Cideng"), ("2", "Petojo")])])
    sheet = forms.FileField(label="Sheet", required=False)
    notes = forms.CharField(label="Notes", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Agreed", required=False, help_text="Can be taken back.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
