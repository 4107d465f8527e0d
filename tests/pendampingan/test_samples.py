"""Drawing a sample: who is drawn follows from seed and list alone; and who may enter what asking them came to."""

from datetime import date
from fractions import Fraction
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from jakpreneur.audit.models import Change
from pendampingan.choices import GROUP_WORDS
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import behind
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.draw import Drawn, draw
from pendampingan.counts.group import Group
from pendampingan.counts.sampled import latest
from pendampingan.models import Sample, Sampled
from pendampingan.rules.sample import Answer, draw_sample, enter_results
from pendampingan.rules.visit import void_visit
from tests import make
from tests.city import varied_city
from tests.sql import rows
from umkm.models import Business, Centre

pytestmark = pytest.mark.django_db

DAY = date(2021, 3, 31)
MOMENT = AsOf.known_at(DAY, DAY)
SEEDS = st.text("0123456789abcXYZ-", min_size=1, max_size=40)
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CONFIRMED, MISSED = Answer("confirmed", ""), Answer("not_reached", "")


@pytest.fixture
def three_centres():
    """7 businesses in Gambir, 5 in Tebet, 2 in Koja; it is 1 April 2021."""
    make.clock("2021-03-01 09:00")
    for centre, number in (("Gambir", 7), ("Tebet", 5), ("Koja", 2)):
        for _ in range(number):
            make.business(at=centre)
    make.clock("2021-04-01 09:00")


def drawn(size: int, seed: str = "benih", *, stratified: bool = False, centre: Centre | None = None, **words) -> Drawn:
    words = {"group": Group.REGISTERED, "as_of": MOMENT} | words
    return draw(*words.values(), centre, size=size, seed=seed, stratified=stratified)


def by_centre(sample: Drawn) -> dict[str, int]:
    names = dict(Centre.objects.values_list("pk", "name"))
    stood = [names[centre] for centre in sample.centres.values()]
    return {name: stood.count(name) for name in stood}


def kept(*, by, size: int = 5, seed: str = "benih", **words) -> Sample:
    words = {"group": "terdaftar", "centre": None, "per": DAY, "known_on": DAY, "stratified": False} | words
    return draw_sample(
        **words, size=size, seed=seed, draw=lambda: drawn(size, seed, stratified=words["stratified"]), by=by
    )


# Who is drawn


@given(seed=SEEDS, size=st.integers(1, 20))
@MANY
def test_whoever_has_list_and_seed_draws_the_same_businesses(three_centres, seed, size):
    numbers = list(Business.objects.values_list("number", flat=True))

    lots = sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).hexdigest())

    assert [Business.objects.get(pk=pk).number for pk in drawn(size, seed).centres] == lots[:size]


@given(seed=SEEDS, size=st.integers(1, 20))
@MANY
def test_strata_add_up_to_the_sample_and_each_has_its_part(three_centres, seed, size):
    sample = drawn(size, seed, stratified=True)

    parts = by_centre(sample)
    assert (len(sample.centres), sample.population) == (min(size, 14), 14)
    for centre, number in (("Gambir", 7), ("Tebet", 5), ("Koja", 2)):
        assert abs(parts.get(centre, 0) - Fraction(number * min(size, 14), 14)) < 1


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        # 3.5, 2.5 and 1: of equal remainders the lower code, Gambir's, is served first.
        (7, {"Gambir": 4, "Tebet": 2, "Koja": 1}),
        # 4, 2.86 and 1.14.
        (8, {"Gambir": 4, "Tebet": 3, "Koja": 1}),
        (1, {"Gambir": 1}),
        (14, {"Gambir": 7, "Tebet": 5, "Koja": 2}),
    ],
)
def test_what_is_left_over_goes_to_the_largest_remainders(three_centres, size, parts):
    assert by_centre(drawn(size, stratified=True)) == parts


def test_within_each_centre_the_order_is_that_of_the_lots(three_centres):
    all_of_gambir = list(drawn(7, centre=make.centre()).centres)

    stratified = [pk for pk, centre in drawn(7, stratified=True).centres.items() if centre == make.centre().pk]

    assert stratified == all_of_gambir[:4]


def test_more_than_there_are_is_everybody_once(three_centres):
    sample = drawn(1000)

    assert (sample.population, set(sample.centres)) == (14, set(Business.objects.values_list("pk", flat=True)))


def test_of_nobody_nobody_is_drawn():
    assert drawn(10) == Drawn(0, {})


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("known_on", ["2021-03-31", "2021-05-31"])
def test_whoever_stands_behind_the_figure_can_be_drawn_and_nobody_else(group, known_on):
    varied_city()
    moment = AsOf.known_at(DAY, date.fromisoformat(known_on))

    sample = drawn(1000, group=group, as_of=moment)

    assert set(sample.centres) == {row.business_id for row in behind(group, moment)}
    assert sample.population == reached_as_of(moment).count(group)


def test_what_is_recorded_later_changes_nobody_s_lot(three_centres):
    before = drawn(5)

    for _ in range(9):
        make.business(on="2021-03-01")
    void_in_march = Business.objects.get(pk=next(iter(before.centres)))
    Business.objects.filter(pk=void_in_march.pk).update(voided_at="2021-04-01 09:00+07", void_reason="dobel")

    assert drawn(5) == before


# The sample that is kept


def test_the_same_words_lead_to_the_same_sample(three_centres):
    first = kept(by=make.user())

    assert kept(by=make.user()) == first
    assert Sampled.objects.count() == 5


def test_another_seed_draws_another_sample(three_centres):
    clerk = make.user()

    assert kept(by=clerk) != kept(by=clerk, seed="lain")


def test_a_day_that_is_not_over_is_refused(three_centres):
    with pytest.raises(ValidationError) as refused:
        kept(by=make.user(), known_on=date(2021, 4, 1))

    assert refused.value.message_dict == {"known_on": ["This day is not over yet."]}


def test_a_figure_without_businesses_is_refused():
    make.clock("2021-04-01 09:00")

    with pytest.raises(ValidationError, match="No business stands behind this figure"):
        kept(by=make.user())


def test_the_database_knows_every_figure_and_what_it_is_asked_about():
    assert tuple(Group) == GROUP_WORDS
    assert {word: rows("SELECT stages_asked_about(%s)", [word])[0][0] for word in GROUP_WORDS} == {
        group.value: [stage.value for stage in group.evidenced] for group in Group
    }


def test_whoever_may_not_enter_a_result_stays_who_they_are(three_centres):
    drawn_one = kept(by=make.user()).businesses.first()

    with pytest.raises(IntegrityError) as refused:
        Sampled.objects.filter(pk=drawn_one.pk).update(made_by=[1])

    assert refused.value.__cause__.diag.constraint_name == "sample_keeps_its_draw"


def test_nobody_is_added_to_a_sample(three_centres):
    sample = kept(by=make.user(), size=13)
    left_out = Business.objects.exclude(pk__in=sample.businesses.values("business")).get()

    Sampled.objects.create(sample=sample, business=left_out, centre=left_out.kelurahan.centre, position=14)
    with pytest.raises(IntegrityError) as refused:
        rows("SET CONSTRAINTS ALL IMMEDIATE")

    assert refused.value.__cause__.diag.constraint_name == "sample_is_whole"


def test_nobody_is_taken_out_of_a_sample(three_centres):
    sample = kept(by=make.user())

    with pytest.raises(ProgrammingError, match="permission denied"):
        sample.businesses.all().delete()


# Who may not enter a result


@pytest.fixture
def clerks():
    """Who registered, who ticked one of the days of the class, who made the visit, who recorded it, and somebody else."""
    return {
        "registrar": make.user(),
        "ticker": make.user(Role.OFFICER, at="Gambir"),
        "mentor": make.user(Role.MENTOR),
        "recorder": make.user(),
        "other": make.user(),
    }


@pytest.fixture
def business(clerks):
    """Registered, trained and mentored in February 2021, by all of them; it is 1 April 2021."""
    make.clock("2021-03-01 09:00")
    with acting(by=clerks["registrar"]):
        made = make.business()
    enrolled = make.enrolment(make.session("2021-02-01", "2021-02-02"), made)
    with acting(by=clerks["ticker"]):
        make.attendance(enrolled, "2021-02-01")
    make.attendance(enrolled, "2021-02-02")
    with acting(by=clerks["recorder"]):
        make.visit(made, "2021-02-10", mentor=clerks["mentor"])
    make.clock("2021-04-01 09:00")
    return made


@pytest.mark.parametrize(
    ("group", "makers"),
    [
        (Group.REGISTERED, {"registrar"}),
        (Group.TRAINED, {"ticker"}),
        (Group.MENTORED, {"mentor", "recorder"}),
        (Group.BOTH, {"ticker", "mentor", "recorder"}),
    ],
)
def test_who_made_the_entries_enters_no_result_and_everybody_else_does(clerks, business, group, makers):
    sample = make.sample(business, group=group.value)

    refused = set()
    for name, clerk in clerks.items():
        try:
            enter_results(sample=sample, answers={1: Answer("confirmed", f"menurut {name}")}, by=clerk)
        except ValidationError as error:
            refused.add((name, *error.messages))

    sentence = "Somebody other than who made its entries enters the result."
    assert refused == {(name, sentence) for name in makers}


@pytest.mark.parametrize("group", [Group.ONLY_TRAINED, Group.ONLY_MENTORED, Group.NEITHER])
def test_of_who_took_one_step_alone_its_entries_are_asked_about(clerks, business, group):
    makers = {
        Group.ONLY_TRAINED: {clerks["ticker"].pk},
        Group.ONLY_MENTORED: {clerks["mentor"].pk, clerks["recorder"].pk},
        Group.NEITHER: {clerks["registrar"].pk},
    }

    assert set(make.sample(business, group=group.value).businesses.get().made_by) == makers[group]


def test_who_made_an_entry_that_was_voided_since_enters_no_result_either(clerks, business):
    void_visit(visit=business.visits.get(), reason="salah usaha", by=make.user())

    sample = make.sample(business, group="didampingi")

    assert set(sample.businesses.get().made_by) == {clerks["mentor"].pk, clerks["recorder"].pk}


def test_an_entry_made_after_the_figure_s_moment_is_not_asked_about(clerks, business):
    with acting(by=clerks["other"]):
        make.visit(business, "2021-02-09")

    sample = make.sample(business, group="didampingi")

    assert clerks["other"].pk not in sample.businesses.get().made_by


# Results


def test_a_result_says_who_and_when_and_each_change_of_it_is_kept(business, clerks):
    sample = make.sample(business)

    changed = [
        enter_results(sample=sample, answers={1: answer}, by=clerks["other"])
        for answer in (CONFIRMED, CONFIRMED, Answer("wrong", "tidak dikenal di alamat itu"))
    ]

    row = sample.businesses.get()
    assert changed == [1, 0, 1]
    assert (row.result, row.note, row.entered_by) == ("wrong", "tidak dikenal di alamat itu", clerks["other"])
    changes = Change.objects.filter(table="pendampingan_sampled", action="U").order_by("id")
    assert [(change.before["result"], change.after["result"]) for change in changes] == [
        ("", "confirmed"),
        ("confirmed", "wrong"),
    ]


def test_a_result_that_was_entered_by_mistake_is_open_again(business, clerks):
    sample = make.sample(business)
    enter_results(sample=sample, answers={1: CONFIRMED}, by=clerks["other"])

    enter_results(sample=sample, answers={1: Answer("", "")}, by=clerks["other"])

    row = sample.businesses.get()
    assert (row.result, row.entered_by, row.entered_at) == ("", None, None)


def test_no_nik_stands_in_a_note(business, clerks):
    with pytest.raises(ValidationError, match="Leave the number itself out"):
        enter_results(
            sample=make.sample(business), answers={1: Answer("wrong", "NIK 3199010101900001")}, by=clerks["other"]
        )


# The error rate


def answered(sample: Sample, *answers: Answer) -> None:
    enter_results(sample=sample, answers=dict(enumerate(answers, start=1)), by=make.user())


@pytest.fixture
def four():
    make.clock("2021-03-01 09:00")
    made = [make.business() for _ in range(4)]
    make.clock("2021-04-01 09:00")
    return made


def test_the_rate_is_of_those_reached(four):
    answered(make.sample(*four), CONFIRMED, CONFIRMED, Answer("wrong", "tutup sejak awal"), MISSED)

    rate = latest([Group.REGISTERED])[Group.REGISTERED]

    assert (rate.is_whole, rate.reached, rate.share, rate.share_not_reached) == (True, 3, 1 / 3, 1 / 4)
    assert (round(rate.interval.low, 3), round(rate.interval.high, 3)) == (0.061, 0.792)


def test_where_nobody_was_reached_there_is_no_rate(four):
    answered(make.sample(*four), MISSED, MISSED, MISSED, MISSED)

    rate = latest([Group.REGISTERED])[Group.REGISTERED]

    assert (rate.is_whole, rate.share, rate.interval) == (True, None, None)


def test_the_last_whole_sample_stands_before_a_later_one_that_is_not(four):
    answered(make.sample(*four, seed="lama"), *[MISSED] * 4)
    answered(make.sample(*four, seed="satu"), *[CONFIRMED] * 4)
    answered(make.sample(*four, seed="dua"), CONFIRMED)
    make.sample(*four, seed="tiga")

    assert latest(Group)[Group.REGISTERED].sample.seed == "satu"


def test_without_a_whole_one_the_last_that_was_begun_stands(four):
    answered(make.sample(*four, seed="satu"), CONFIRMED)
    answered(make.sample(*four, seed="dua"), CONFIRMED)
    make.sample(*four, seed="tiga")

    rate = latest(Group)[Group.REGISTERED]
    assert (rate.sample.seed, rate.entered, rate.drawn, rate.is_whole) == ("dua", 1, 4, False)


def test_a_centre_s_sample_stands_beside_its_own_figure_alone(four):
    answered(make.sample(*four, centre=make.centre()), *[CONFIRMED] * 4)

    assert [list(latest(Group, centre)) for centre in (None, make.centre(), make.centre("Tebet"))] == [
        [],
        [Group.REGISTERED],
        [],
    ]


@pytest.mark.parametrize("samples", [1, 6])
def test_the_rates_of_a_page_are_one_query(four, samples, django_assert_num_queries):
    for group in list(Group)[:samples]:
        answered(make.sample(*four, group=group.value), CONFIRMED)

    with django_assert_num_queries(1):
        assert len(latest(Group)) == samples
