"""Every measure and every target of the city on its dashboard, with its source; what does not add up is said."""

import pytest
from django.utils import translation

from jakpreneur.accounts.models import Role
from pendampingan.counts.attainment import targets
from pendampingan.counts.group import Group
from pendampingan.counts.measures import definitions
from pendampingan.models import Measure, PublishedFigure, Target
from pendampingan.rules.target import make_main
from tests import make
from tests.city import main_target, varied_city
from tests.shown import text_of

pytestmark = pytest.mark.django_db

SPEECH = make.day("2021-10-25")
VOIDED = {"voided_at": "2021-03-01 00:00+07", "void_reason": "salah catat"}


@pytest.fixture
def city_page(client):
    """The text of the city's dashboard in English, without tags and with single spaces."""

    def read(query):
        client.force_login(make.user(Role.OFFICIAL), backend="django.contrib.auth.backends.ModelBackend")
        return text_of(client.get(f"/dasbor/?{query}", headers={"accept-language": "en"}))

    return read


# Measures


def test_each_measure_counts_its_group_and_what_has_no_facts_yet_counts_nothing():
    assert {each.measure.code: each.group for each in definitions(SPEECH)} == {
        "registered": Group.REGISTERED,
        "trained": Group.TRAINED,
        "mentored": Group.MENTORED,
        "trained_and_mentored": Group.BOTH,
        "licensed": None,
        "financed": None,
    }


def test_people_are_not_counted_as_businesses():
    Measure.objects.filter(code="registered").update(unit="person")

    assert definitions(SPEECH)[0].group is None


def test_a_measure_counts_from_its_first_to_its_last_day_and_not_once_it_is_voided():
    Measure.objects.filter(code="registered").update(valid_from="2020-01-01", valid_to="2021-10-25")
    Measure.objects.exclude(code="registered").update(**VOIDED)

    in_use = [len(definitions(make.day(day))) for day in ("2019-12-31", "2020-01-01", "2021-10-25", "2021-10-26")]

    assert in_use == [0, 1, 1, 0]


def test_the_last_figure_said_by_that_day_stands_beside_its_measure():
    def announced(day):
        return {
            each.measure.code: [(str(figure.as_of), figure.value) for figure in each.announced]
            for each in definitions(make.day(day))
            if each.announced
        }

    PublishedFigure.objects.filter(as_of="2020-12-15").update(**VOIDED)

    assert announced("2020-02-20") == {}
    assert announced("2020-12-31") == {
        "registered": [("2020-02-21", 111_108)],
        "licensed": [("2020-02-21", 13_321)],
        "financed": [("2020-02-21", 1_064)],
    }
    # Two newspapers had two figures of one speech.
    assert announced("2021-10-24")["registered"] == [("2021-10-24", 281_000), ("2021-10-24", 287_000)]


def test_the_page_quotes_every_figure_that_one_speech_was_reported_with(city_page):
    page = city_page("per=2021-10-24")

    assert "281,000 on 24 October 2021 (merahputih Oct 2021) 287,000 on 24 October 2021 (kompas 25 Oct 2021)" in page


@pytest.mark.parametrize(("language", "wording"), [("id", "Terlatih dan didampingi"), ("en", "Trained and mentored")])
def test_a_measure_is_called_in_the_reader_s_language(language, wording):
    with translation.override(language):
        assert Measure.objects.get(code="trained_and_mentored").wording == wording


def test_the_page_shows_the_measures_side_by_side(city_page):
    main_target(5)
    varied_city()

    page = city_page("per=2021-06-30&diketahui=kini")

    for row in (
        "Registered 7 Registered 140.0 % Pergub 2/2020, as the head of Dinas PPKUKM said on 15 November 2021 (kompas)"
        " 226,280 on 2 March 2021 (beritajakarta 87371)",
        "Trained 4 Trained 80.0 % none found –",
        "Trained and mentored 3 Trained and mentored 60.0 % none found –",
        "Licensed not yet recorded – the programme's association, 2018 (mediaindonesia); denied by the city in 2020 (kompas)"
        " 13,321 on 21 February 2020 (tempo 1310634)",
        "Financed not yet recorded – a councillor, 12 November 2021 (kompas)",
    ):
        assert row in page


# Targets


def share_of(target, centre, value):
    words = {"starts_on": target.starts_on, "ends_on": target.ends_on, "source": target.source}
    return Target.objects.create(value=value, centre=make.centre(centre), city_target=target, **words)


def test_all_targets_that_stand_are_one_query_with_their_shares(django_assert_num_queries):
    main = main_target(200, Gambir=30, Tebet=20)
    other = Target.objects.get(value=278_971)
    share_of(other, "Koja", 278_971)
    Target.objects.filter(centre=make.centre("Tebet")).update(**VOIDED)

    with django_assert_num_queries(1):
        found = targets().of_city

    assert [(each.target, each.shared_out, each.missing, each.surplus) for each in found] == [
        (main, 30, 170, 0),
        (other, 278_971, 0, 0),
    ]


def test_shares_of_a_voided_target_are_shares_of_none():
    main = main_target(200, Gambir=30)
    main.voided_at, main.void_reason = VOIDED.values()
    main.save()

    found = targets()

    assert (found.main, found.shares, len(found.of_city)) == (None, {}, 1)


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ({"Gambir": 30, "Tebet": 20}, "The centres' shares add up to 50, 150 fewer than the target of 200."),
        ({"Gambir": 130, "Tebet": 71}, "The centres' shares add up to 201, 1 more than the target of 200."),
    ],
)
def test_shares_that_do_not_add_up_to_their_target_are_told(city_page, shares, words):
    main_target(200, **shares)

    assert words in city_page("per=2021-10-25")


@pytest.mark.parametrize("shares", [{}, {"Gambir": 130, "Tebet": 70}])
def test_shares_that_add_up_and_a_target_without_any_are_not_told(city_page, shares):
    main_target(200, **shares)

    assert "shares add up" not in city_page("per=2021-10-25")


@pytest.mark.parametrize(
    ("day", "value"),
    [("2023-01-01", 310), ("2022-12-31", 200), ("2018-10-12", 200), ("2018-10-11", 278_971), ("2017-10-15", 310)],
)
def test_a_day_before_the_main_target_began_is_held_against_the_one_that_had_begun_last(day, value):
    earlier = main_target(200, Gambir=30)
    main = Target.objects.create(value=310, starts_on="2023-01-01", ends_on="2026-12-31", source="RPD")
    make_main(target=main, instead_of=earlier.pk, by=make.user())

    found = targets(make.day(day))

    assert (found.value, found.main.value) == (value, value)
    assert [share.value for share in found.shares.values()] == ([30] if value == 200 else [])


def test_the_page_of_a_day_is_held_against_the_target_of_that_day(city_page):
    earlier = main_target(200)
    main = Target.objects.create(value=310, starts_on="2023-01-01", ends_on="2026-12-31", source="RPD")
    make_main(target=main, instead_of=earlier.pk, by=make.user())

    assert "The target of 200 new entrepreneurs: not reached" in city_page("per=2021-10-25&diketahui=lalu")
    assert "The target of 310 new entrepreneurs: not reached" in city_page("per=2024-10-25")


def test_the_page_holds_each_step_against_each_target(city_page):
    main_target(5)
    varied_city()

    running = city_page("per=2021-06-30&diketahui=kini")
    over = city_page("per=2010-01-01")

    assert (
        "5 12 October 2018 to 31 December 2022 Pergub 102/2018 Art. 4; 25 Oct 2021 speech new entrepreneurs by 2022"
        " 140.0 % 80.0 % 80.0 %"
    ) in running
    assert "278,971 16 October 2017 to 31 December 2022 RPJMD 2017-2022 as revised (kompas)" in running
    assert "16 October 2017 to 31 December 2022 to come RPJMD" in over
