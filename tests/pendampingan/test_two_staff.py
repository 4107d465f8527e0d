"""Two of the staff at one moment: one state, and a clear sentence for whoever comes second."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from pendampingan.counts.attainment import targets
from pendampingan.counts.draw import Drawn
from pendampingan.forms.sample import ResultsForm
from pendampingan.models import Measure, MonthClose, PublishedFigure, Sampled, Target
from pendampingan.rules.citation import cite
from pendampingan.rules.measure import add_measure, correct_measure
from pendampingan.rules.month import close_month
from pendampingan.rules.published import add_figure, correct_figure, void_figure
from pendampingan.rules.sample import draw_sample
from pendampingan.rules.target import correct_target, make_main, share_out, void_target
from tests import make
from tests.city import main_target

CORRECTED = "Somebody has corrected this before. Look at what stands now."
VOIDED = "Somebody has voided this before."


@pytest.fixture
def staff(committed_database):
    return make.user()


@pytest.fixture
def main(committed_database):
    """200 for the city: 30 for Gambir, 20 for Tebet."""
    return main_target(200, Gambir=30, Tebet=20)


@pytest.fixture
def other(committed_database):
    return Target.objects.get(value=278_971)


def shares_of(target: Target) -> dict[str, int]:
    return dict(target.shares.standing().values_list("centre__name", "value"))


def outcome(call):
    """That the rule did it, or what it refused with."""
    with translation.override("en"):
        try:
            call()
        except ValidationError as refused:
            return refused.messages[0]
    return "done"


@pytest.fixture
def race(at_once):
    return lambda *calls: sorted(at_once(*[lambda call=call: outcome(call) for call in calls]))


def test_of_two_who_correct_one_target_the_second_is_told(race, main, staff):
    told = race(
        lambda: correct_target(target=main, value=250, reason="salah ketik", by=staff),
        lambda: correct_target(target=main, value=260, reason="salah ketik", by=staff),
    )

    assert told == [CORRECTED, "done"]
    assert [each.target.is_main for each in targets().of_city] == [True, False]
    assert shares_of(targets().main) == {"Gambir": 30, "Tebet": 20}


def test_of_two_who_choose_another_main_target_the_second_is_told(race, main, other, staff):
    third = Target.objects.create(
        value=300, starts_on=make.day("2023-01-01"), ends_on=make.day("2026-12-31"), source="RPD 2023-2026"
    )

    told = race(
        lambda: make_main(target=other, instead_of=main.pk, by=staff),
        lambda: make_main(target=third, instead_of=main.pk, by=staff),
    )

    assert told == ["Somebody has changed the main target meanwhile. Look at what stands now.", "done"]
    assert Target.objects.filter(is_main=True).count() == 1


def test_two_who_make_the_same_target_the_main_one_agree(race, main, other, staff):
    told = race(*[lambda: make_main(target=other, instead_of=main.pk, by=staff)] * 2)

    assert (told, targets().main) == (["done", "done"], other)


def test_a_target_is_voided_or_made_the_main_one_whoever_comes_first(race, main, other, staff):
    told = race(
        lambda: void_target(target=other, reason="dobel", by=staff),
        lambda: make_main(target=other, instead_of=main.pk, by=staff),
    )

    first = targets().main
    assert (told, first) in (
        (["done", "done"], None),
        (["Somebody has corrected or voided this target before.", "done"], main),
    )


def test_shares_beside_a_correction_are_part_of_it_or_told(race, main, staff):
    koja = make.centre("Koja")

    told = race(
        lambda: correct_target(target=main, value=250, reason="salah ketik", by=staff),
        lambda: share_out(target=main, shares={koja: 5}, by=staff),
    )

    assert (told, shares_of(targets().main)) in (
        (["done", "done"], {"Gambir": 30, "Tebet": 20, "Koja": 5}),
        ([CORRECTED, "done"], {"Gambir": 30, "Tebet": 20}),
    )


def test_of_two_who_correct_one_figure_the_second_is_told(race, staff):
    figure = PublishedFigure.objects.get(value=287_000)

    told = race(
        *[
            lambda value=value: correct_figure(figure=figure, value=value, reason="salah kutip", by=staff)
            for value in (1, 2)
        ]
    )

    assert told == [CORRECTED, "done"]
    assert PublishedFigure.objects.standing().filter(source=figure.source, as_of=figure.as_of).count() == 1


def test_of_two_who_correct_and_void_one_figure_the_second_is_told(race, staff):
    figure = PublishedFigure.objects.get(value=287_000)

    told = race(
        lambda: correct_figure(figure=figure, value=1, reason="salah kutip", by=staff),
        lambda: void_figure(figure=figure, reason="salah kutip", by=staff),
    )

    assert told in ([CORRECTED, "done"], [VOIDED, "done"])


def test_two_who_enter_one_figure_enter_it_once(race, staff):
    words = {"as_of": make.day("2021-12-01"), "stage": 1, "value": 285_000, "source": "antara"}

    told = race(*[lambda: add_figure(**words, by=staff)] * 2)

    assert told == ["This source's figure for this day is already there.", "done"]


def test_two_who_enter_one_measure_enter_it_once(race, staff):
    words = {"stage": 5, "unit": "business", "indonesian": "Dipasarkan", "english": "Marketed"}

    told = race(*[lambda: add_measure(**words, by=staff)] * 2)

    assert told == ["There already is a measure of this name from this day on.", "done"]


def test_of_two_who_correct_one_measure_the_second_is_told(race, staff):
    measure = Measure.objects.get(code="licensed")

    told = race(
        *[
            lambda source=source: correct_measure(measure=measure, source=source, reason="keliru", by=staff)
            for source in "ab"
        ]
    )

    assert told == [CORRECTED, "done"]


def test_two_who_draw_the_same_sample_draw_it_once(at_once, staff):
    businesses = [make.business() for _ in range(6)]
    everybody = Drawn(6, {business.pk: business.kelurahan.centre_id for business in businesses})
    words = {"group": "terdaftar", "centre": None, "per": make.day("2021-03-01"), "known_on": make.day("2021-03-02")}

    def draw():
        return draw_sample(**words, size=6, seed="benih", stratified=False, draw=lambda: everybody, by=staff).pk

    first, second = at_once(draw, draw)

    assert first == second
    assert Sampled.objects.count() == 6


def test_of_two_who_close_one_month_the_second_is_told(race, staff):
    told = race(*[lambda: close_month(month=make.day("2021-03-01"), by=staff)] * 2)

    assert told == ["Somebody has closed this month before.", "done"]
    assert MonthClose.objects.count() == 1


# The same figure cited by both


def test_the_same_figure_cited_by_both_at_once_has_one_address(at_once):
    make.business(on="2021-01-04")
    words = {"figure": "terdaftar", "centre": None, "day": make.day("2021-02-28"), "known_on": make.day("2021-02-28")}
    staff = [make.user(), make.user()]

    first, second = at_once(*(lambda by=by: cite(**words, by=by) for by in staff))

    assert first == second


def test_of_two_who_enter_one_result_at_once_the_second_is_told(race, staff):
    sample = make.sample(make.business())
    (drawn,) = sample.businesses.for_list()

    def enter(result):
        shown = {"initial-result_1": "", "initial-note_1": ""}
        form = ResultsForm(shown | {"result_1": result}, sample=sample, drawn=[drawn], by=staff)
        if form.is_valid() and form.save() is None:
            raise ValidationError(form.errors["result_1"])

    told = race(lambda: enter("confirmed"), lambda: enter("not_reached"))

    with translation.override("en"):
        first = sample.businesses.get().get_result_display()
    assert [sentence.split(", ")[0] for sentence in told] == ["done", f"{staff} entered “{first}” here"]
