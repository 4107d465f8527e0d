"""Days and rupiah as people type them, and every field drawn the same way."""

import datetime

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

from jakpreneur.fields import CountField, DayField, RupiahField
from tests.frame.every_kind import EveryKind


def drawn(form):
    with override("en"):
        return " ".join(str(form).split())


@pytest.mark.parametrize(
    "typed",
    [
        "1500000",
        "1.500.000",
        "1,500,000",
        "Rp1.500.000",
        "rp 1.500.000",
        "Rp. 1500000",
        " 1.500.000,00 ",
        "1.500.000,-",
    ],
)
def test_rupiah_are_understood_however_they_are_grouped(typed):
    assert RupiahField().clean(typed) == 1_500_000


@pytest.mark.parametrize("typed", ["1.5", "1,50", "12.34.567", "satu juta", "1.500,000", "--", "1e6"])
def test_what_could_be_two_amounts_is_refused(typed):
    with pytest.raises(forms.ValidationError) as refused:
        RupiahField().clean(typed)

    with override("en"):
        messages = refused.value.messages
    assert messages == ["Enter whole rupiah, such as 1.500.000."]


@pytest.mark.parametrize("typed", ["-5", "9223372036854775808"])
def test_rupiah_are_neither_negative_nor_longer_than_the_column(typed):
    with pytest.raises(forms.ValidationError):
        RupiahField().clean(typed)


def test_an_amount_left_out_is_none():
    assert RupiahField(required=False).clean("") is None


@pytest.mark.parametrize("typed", ["281000", "281.000", "281,000", " 281.000 "])
def test_a_count_is_understood_however_it_is_grouped(typed):
    assert CountField().clean(typed) == 281_000


@pytest.mark.parametrize("typed", ["-5", "1.5", "12.34.567", "Rp281.000", "1e6"])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(forms.ValidationError) as refused:
        CountField(max_value=10).clean(typed)

    with override("en"):
        messages = refused.value.messages
    assert messages == ["Enter a whole number, such as 281.000."]


@pytest.mark.parametrize("typed", ["2021-10-25", "25/10/2021", "25-10-2021"])
def test_a_day_is_understood_in_any_usual_form(typed):
    assert DayField().clean(typed) == datetime.date(2021, 10, 25)


def test_the_date_picker_gets_iso_and_the_reader_words():
    field = EveryKind(initial={"on": datetime.date(2021, 10, 25)})["on"]

    with override("id"):
        drawn_field = " ".join(field.as_field_group().split())

    assert 'type="date" name="on" value="2021-10-25"' in drawn_field
    assert '<output for="id_on">25 Oktober 2021</output>' in drawn_field


@pytest.mark.parametrize(("typed", "shown"), [("25/10/2021", "2021-10-25"), ("2021-10-25", "2021-10-25"), ("x", "x")])
def test_the_date_picker_is_given_iso_and_what_is_no_day_as_it_was_typed(typed, shown):
    assert DayField().widget.format_value(typed) == shown


def test_an_amount_is_shown_grouped_and_kept_as_typed_when_wrong():
    with override("id"):
        assert 'value="1.500.000"' in str(EveryKind(initial={"capital": 1_500_000})["capital"])
        assert 'value="12,5"' in str(EveryKind({"capital": "12,5"})["capital"])


def test_only_what_may_be_left_out_is_marked():
    html = drawn(EveryKind())

    assert '<label for="id_name">Name</label>' in html
    assert '<label for="id_capital">Capital <span class="optional">(optional)</span></label>' in html


def test_hints_are_escaped_and_described_to_the_field():
    html = drawn(EveryKind())

    assert '<div class="hint" id="id_name_helptext">As on the &lt;sign&gt;.</div>' in html
    assert (
        'id="id_name" aria-describedby="id_name_helptext"' in html
        or 'aria-describedby="id_name_helptext" id="id_name"' in html
    )


def test_an_error_stands_at_its_field_and_is_described_to_it():
    html = drawn(EveryKind({}))

    assert '<ul class="errorlist" id="id_name_error"><li>This field is required.</li></ul>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<fieldset class="field wrong" aria-describedby="id_sex_error"> <legend>Sex</legend>' in html


def test_a_single_checkbox_has_its_label_beside_it_and_no_other():
    html = drawn(EveryKind())

    assert html.count('for="id_agreed"') == 1


def test_hidden_fields_are_drawn_once_and_without_a_label():
    html = drawn(EveryKind())

    assert html.count('name="secret"') == 1
    assert 'for="id_secret"' not in html


@pytest.mark.parametrize(("label", "said"), [("Reason", "Reason: Say why."), ("Whose is it?", "Whose is it? Say why.")])
def test_a_complaint_follows_its_label_as_a_sentence_would(label, said):
    form = type(
        "Asked", (forms.Form,), {"reason": forms.CharField(label=label, error_messages={"required": "Say why."})}
    )

    assert f">{said}</a>" in render_to_string("components/error_summary.html", {"form": form({})})
