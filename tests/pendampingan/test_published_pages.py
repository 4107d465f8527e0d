"""The pages on which staff keep what was announced in public."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendampingan.counts.published import announced
from pendampingan.models import PublishedFigure
from tests.shown import as_shown, faults_of, text_of

pytestmark = pytest.mark.django_db

TYPED = {"as_of": "2021-12-01", "stage": "1", "value": "285.000", "source": "antara", "wording": ""}


@pytest.fixture
def desk(reading):
    return reading()


def said(day: str):
    """What was announced for that day: the sources, and by stage what each said."""
    (found,) = [each for each in announced() if str(each.as_of.per) == day]
    rows = {each.stage.value: [figure and figure.value for figure in each.figures.values()] for each in found.stages}
    return found.sources, rows, [each.stage.value for each in found.stages if each.is_contradictory]


# The list


def test_days_come_newest_first():
    days = [str(each.as_of.per) for each in announced()]

    assert (days[0], days[-1], len(days)) == ("2022-10-14", "2020-02-21", 11)


def test_what_contradicts_each_other_on_one_day_stands_side_by_side():
    assert said("2021-10-24") == (
        ("merahputih Oct 2021", "kompas 25 Oct 2021"),
        {1: [281_000, 287_000], 2: [180_000, None], 3: [155_000, None]},
        [1],
    )


def test_two_sources_that_say_the_same_do_not_contradict_each_other():
    PublishedFigure.objects.filter(value=287_000).update(value=281_000)

    assert said("2021-10-24")[2] == []


def test_the_list_leads_to_the_dashboard_of_each_day_as_reported_then(desk):
    page = desk.get("/angka/")

    assert "24 October 2021 The dashboard of that day, as reported then" in text_of(page)
    assert "Registered contradictory 281,000 the same speech, other trained figure 287,000" in text_of(page)
    days = re.findall(r'href="/dasbor/\?per=([\d-]+)&amp;diketahui=lalu"', page.content.decode())
    assert days == [str(each.as_of.per) for each in announced()]


def test_nothing_announced_says_what_to_do(desk):
    PublishedFigure.objects.update(voided_at="2021-03-01 00:00+07", void_reason="salah catat")

    page = text_of(desk.get("/angka/"))

    assert "Nothing that was announced is on record. Add a figure" in page
    assert "Voided figures (25)" in page


def test_the_list_costs_the_same_for_one_day_and_for_many(desk):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get("/angka/")
        return len(captured)

    queries()
    before = queries()
    for day in range(1, 20):
        PublishedFigure.objects.create(as_of=f"2021-12-{day:02}", stage=1, value=1, source="antara")

    assert queries() == before


# A new figure


def test_a_figure_is_added_and_quoted_on_the_dashboard(desk):
    page = desk.post("/angka/baru/", TYPED, follow=True)

    assert [str(message) for message in page.context["messages"]] == ["The figure was saved."]
    assert "285,000 registered, 1 December 2021" in text_of(page)
    assert "285,000 on 1 December 2021 (antara)" in text_of(desk.get("/dasbor/?per=2021-12-02"))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"value": "0"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"value": "1e9"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"value": "100.000.001"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"as_of": "2999-01-01"}, {"as_of": ["This day is still to come."]}),
        ({"as_of": "0021-10-25"}, {"as_of": ["The programme did not exist before 16 October 2017: check the year."]}),
        ({"source": ""}, {"source": ["This field is required."]}),
        (
            {"as_of": "2021-11-15", "source": "kompas 15 Nov 2021"},
            {"source": ["This source's figure for this day is already there."]},
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(desk, typed, wrong):
    page = desk.post("/angka/baru/", TYPED | typed)

    assert faults_of(page) == wrong
    assert {name: as_shown(page)[name] for name in TYPED} == TYPED | typed


def test_a_figure_that_is_sent_twice_is_one(desk):
    typed = as_shown(desk.get("/angka/baru/")) | TYPED

    pages = [desk.post("/angka/baru/", typed) for _ in range(2)]

    assert [page["location"] for page in pages] == [f"/angka/{PublishedFigure.objects.get(source='antara').pk}/"] * 2


# Correcting and voiding


def test_a_corrected_figure_tells_what_stood_before(desk):
    figure = PublishedFigure.objects.get(value=287_000)
    address = f"/angka/{figure.pk}/koreksi/"

    page = desk.post(address, as_shown(desk.get(address)) | {"value": "281.000", "reason": "salah kutip"}, follow=True)

    assert [(entry.title, entry.text) for entry in page.context["history"]] == [
        ("Corrected", "value changed from 287,000 to 281,000. Reason: salah kutip"),
        (
            "Recorded",
            "as of: 24 October 2021; stage: registered; value: 287,000; source: kompas 25 Oct 2021;"
            " wording: the same speech as reported by Bisnis.com, other figure",
        ),
    ]
    assert said("2021-10-24")[1][1] == [281_000, 281_000]


def test_a_voided_figure_is_read_and_quoted_no_longer(desk):
    figure = PublishedFigure.objects.get(value=287_000)
    address = f"/angka/{figure.pk}/batal/"

    desk.post(address, as_shown(desk.get(address)) | {"reason": "tidak diucapkan"})
    page = desk.get(f"/angka/{figure.pk}/koreksi/", follow=True)

    assert said("2021-10-24")[1][1] == [281_000]
    assert page.redirect_chain == [(f"/angka/{figure.pk}/", 302)]
    assert "Reason: tidak diucapkan" in text_of(page)
    assert "287,000 registered, 24 October 2021 tidak diucapkan Open" in text_of(desk.get("/angka/"))


def test_a_figure_that_there_is_not_is_not_found(desk):
    assert {desk.get(f"/angka/{pk}/").status_code for pk in (0, 10**30)} == {404}
