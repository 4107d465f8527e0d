"""Staff keep the city's targets and the centres' shares: what is written, and what is refused."""

import datetime

import pytest
from django.utils import translation

from pendampingan.counts.attainment import targets
from pendampingan.models import Target
from pendampingan.rules.target import add_target, correct_target, make_main, share_out, void_target
from tests import make
from tests.city import main_target
from tests.umkm.registering import refusal

pytestmark = pytest.mark.django_db

PERIOD = {"starts_on": make.day("2023-01-01"), "ends_on": make.day("2026-12-31")}
WORDS = {"value": 300_000, **PERIOD, "source": "RPD 2023-2026"}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff():
    return make.user()


@pytest.fixture
def main():
    """200 for the city: 30 for Gambir, 20 for Tebet."""
    return main_target(200, Gambir=30, Tebet=20)


def said(rule, **words):
    return {field if field != "__all__" else "": text for field, text in refusal(rule, **words).items()}


def shares_of(target: Target) -> dict[str, int]:
    return dict(target.shares.standing().values_list("centre__name", "value"))


def in_words(target: Target) -> tuple:
    return target.value, str(target.starts_on), str(target.ends_on), target.source, target.is_main


# A new target


def test_a_new_target_stands_beside_the_main_one(staff):
    target = add_target(**WORDS, note="wirausaha baru", by=staff)

    assert [each.target.value for each in targets().of_city] == [200_000, 300_000, 278_971]
    assert (target.is_main, target.note) == (False, "wirausaha baru")


@pytest.mark.parametrize(
    ("words", "beside"),
    [
        ({"value": 0}, {"value": "Enter a whole number from 1 to 100 million."}),
        ({"value": 100_000_001}, {"value": "Enter a whole number from 1 to 100 million."}),
        ({"source": ""}, {"source": "Name the legal source of the target."}),
        ({"ends_on": make.day("2022-12-31")}, {"ends_on": "The period ends before it starts."}),
        ({"ends_on": make.day("2100-01-01")}, {"ends_on": "The period ends after this century: check the year."}),
        (
            {"starts_on": datetime.date(21, 10, 25)},
            {"starts_on": "The programme did not exist before 16 October 2017: check the year."},
        ),
    ],
)
def test_a_target_that_cannot_be_is_refused_beside_its_field(staff, words, beside):
    assert said(add_target, **WORDS | words, by=staff) == beside


# Correcting and voiding


def test_a_corrected_target_is_voided_and_another_stands_in_its_place_with_its_shares(staff, main):
    corrected = correct_target(target=main, value=250, reason="salah ketik", by=staff)

    main.refresh_from_db()
    assert (main.void_reason, main.voided_by, corrected.replaces) == ("salah ketik", staff, main)
    assert in_words(corrected) == (250, "2018-10-12", "2022-12-31", main.source, True)
    assert shares_of(corrected) == {"Gambir": 30, "Tebet": 20}
    assert targets().main == corrected


def test_shares_follow_the_period_and_source_of_their_corrected_target(staff, main):
    corrected = correct_target(target=main, **WORDS, reason="ganti peraturan", by=staff)

    columns = ("starts_on", "ends_on", "source")
    assert set(corrected.shares.values_list(*columns)) == {tuple(WORDS[column] for column in columns)}


def test_a_voided_target_is_no_target_and_keeps_its_shares_on_record(staff, main):
    void_target(target=main, reason="tidak pernah ditetapkan", by=staff)

    assert targets().main is None
    assert shares_of(main) == {"Gambir": 30, "Tebet": 20}


def test_what_is_voided_is_not_corrected_or_voided_or_shared_out_again(staff, main):
    void_target(target=main, reason="dobel", by=staff)

    before = {"": "Somebody has voided this before."}
    assert said(correct_target, target=main, value=1, reason="lagi", by=staff) == before
    assert said(void_target, target=main, reason="lagi", by=staff) == before
    assert said(share_out, target=main, shares={make.centre(): 1}, reason="lagi", by=staff) == before


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(staff, main, reason):
    assert said(correct_target, target=main, value=1, reason=reason, by=staff) == {"reason": "Say why this is voided."}


def test_a_correction_that_changes_nothing_is_refused(staff, main):
    assert said(correct_target, target=main, value=200, reason="salah", by=staff) == {"": "Nothing was changed."}
    main.refresh_from_db()
    assert main.voided_at is None


# The main one


def test_another_target_becomes_the_main_one(staff, main):
    other = Target.objects.get(value=278_971)

    make_main(target=other, instead_of=main.pk, by=staff)

    assert targets().main == other
    assert Target.objects.filter(is_main=True).count() == 1


def test_the_first_main_target_is_set_where_there_was_none(staff, main):
    void_target(target=main, reason="dobel", by=staff)
    other = Target.objects.get(value=278_971)

    make_main(target=other, instead_of=None, by=staff)

    assert targets().main == other


def test_the_main_target_is_not_changed_by_who_saw_another_one(staff, main):
    other, third = Target.objects.get(value=278_971), add_target(**WORDS, by=staff)
    make_main(target=other, instead_of=main.pk, by=staff)

    assert said(make_main, target=third, instead_of=main.pk, by=staff) == {
        "": "Somebody has changed the main target meanwhile. Look at what stands now."
    }
    assert targets().main == other


def test_a_voided_target_does_not_become_the_main_one(staff, main):
    other = Target.objects.get(value=278_971)
    void_target(target=other, reason="dobel", by=staff)

    assert said(make_main, target=other, instead_of=main.pk, by=staff) == {
        "": "Somebody has corrected or voided this target before."
    }


# Shares


def test_shares_are_entered_changed_and_taken_away_at_once(staff, main):
    gambir, tebet, koja = (make.centre(name) for name in ("Gambir", "Tebet", "Koja"))

    changed = share_out(target=main, shares={gambir: 35, tebet: None, koja: 5}, reason="sesuai SK", by=staff)

    assert (changed, shares_of(main)) == (3, {"Gambir": 35, "Koja": 5})
    assert {
        share.centre.name: (share.value, share.void_reason, [new.value for new in share.replacements.all()])
        for share in main.shares.filter(voided_at__isnull=False)
    } == {"Gambir": (30, "sesuai SK", [35]), "Tebet": (20, "sesuai SK", [])}


def test_a_share_that_stays_the_same_is_left_as_it_is(staff, main):
    before = set(main.shares.values_list("pk", flat=True))

    assert share_out(target=main, shares={make.centre(): 30, make.centre("Koja"): None}, by=staff) == 0
    assert set(main.shares.values_list("pk", flat=True)) == before


def test_the_first_shares_need_no_reason_and_a_change_of_them_does(staff, main):
    gambir, koja = make.centre("Gambir"), make.centre("Koja")

    assert share_out(target=main, shares={koja: 5}, by=staff) == 1
    assert said(share_out, target=main, shares={gambir: 31}, by=staff) == {
        "reason": "Say why shares change that stand already."
    }


def test_a_share_of_nothing_is_refused(staff, main):
    assert said(share_out, target=main, shares={make.centre("Koja"): 0}, by=staff) == {
        "value": "Enter a whole number from 1 to 100 million."
    }
