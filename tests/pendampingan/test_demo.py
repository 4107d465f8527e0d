"""The demo city: it adds up to what was published, and each line of its ledger follows from its facts."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from jakpreneur.accounts.models import Role, User
from jakpreneur.audit.models import Installation
from pendampingan.choices import Reason
from pendampingan.counts.change import Cause
from pendampingan.counts.group import Group
from pendampingan.counts.reconciliation import reconciliation
from pendampingan.counts.recount import recount
from pendampingan.counts.sampled import latest
from pendampingan.counts.seals import chain
from pendampingan.counts.strength import strengths
from pendampingan.demo.load import reported
from pendampingan.demo.plan import REPORTED, Plan, evenly, shares
from pendampingan.models import LedgerLine, SessionDay, Target
from tests.conftest import clone
from tests.sql import rows
from tests.umkm.test_listing import DIFFERENCES as LISTINGS
from tests.umkm.test_person_listing import DIFFERENCES as PEOPLE
from umkm.choices import BusinessStatus, Stage
from umkm.models import Business, Centre

SIZE = 562
#: What was reported of a small city: the published figure in proportion, rounded down.
FIGURES = [(stage, on) for stage, figures in REPORTED.items() for on in figures]
# Everything that was recorded before today's week.
HISTORY = "SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {} t WHERE recorded_at < '2022-01-01'"


def load(**options) -> str:
    """Run the command in an empty database, with its owner's rights."""
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.execute("set role none")
    call_command("demo", stdout=out, **{"businesses": SIZE} | options)
    return out.getvalue()


def unmark() -> None:
    """Tests stand in a database marked as theirs; the city wants one that holds nothing."""
    with connection.cursor() as cursor:
        cursor.execute("set role none")
    Installation.objects.all().delete()


def fingerprint() -> list[str]:
    tables = ("umkm_participant", "umkm_business", "umkm_placement", "pendampingan_attendance", "pendampingan_ledger")
    return [rows(HISTORY.format(table))[0][0] for table in tables]


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """A small city, loaded once for the tests of this file, which only look at it."""
    with django_db_blocker.unblock(), clone(f"{connection.settings_dict['NAME']}_city"):
        unmark()
        yield load()


@pytest.mark.parametrize(("stage", "on"), FIGURES)
def test_it_reports_what_was_published_in_proportion(city, stage, on):
    assert reported(on)[stage] == REPORTED[stage][on] * SIZE // 281_000


@pytest.mark.parametrize(("stage", "on"), FIGURES)
def test_what_is_known_now_differs_by_up_to_one_percent(city, stage, on):
    statement = "SELECT sum(delta) FROM pendampingan_ledger WHERE stage = %s AND effective_on <= %s"

    known = rows(statement, [stage.value, on])[0][0]

    assert 0.001 <= abs(known / reported(on)[stage] - 1) <= 0.01


def test_the_last_line_says_what_it_reached(city):
    assert city.splitlines()[-1].endswith("On 25 October 2021 it reports 562 registered, 352 trained, 310 mentored.")


def test_ledger_tally_and_progress_follow_from_the_facts(city):
    assert recount().first == []


def test_every_day_that_is_over_is_sealed(city):
    assert chain().last == timezone.localdate() - timedelta(1)


@pytest.mark.parametrize("differences", [LISTINGS, PEOPLE])
def test_the_lists_follow_from_the_facts(city, differences):
    assert rows(differences) == []


def test_every_reason_occurs(city):
    assert set(LedgerLine.objects.values_list("reason", flat=True)) == set(Reason.values)


def test_the_fall_of_the_last_figure_is_what_its_lines_add_up_to(city):
    days = {str(day.as_of.per): day.stages[0] for day in reconciliation()}

    step = days["2021-11-15"].step
    nets = {part.cause: part.net for part in step.parts}

    assert [step.before, step.after] == [reported(on)[Stage.REGISTERED] for on in ("2021-10-27", "2021-11-15")]
    assert sum(nets.values()) == step.difference == 283_343 * SIZE // 281_000 - 284_164 * SIZE // 281_000
    assert (nets[Cause.NEW] > 0, nets[Cause.VOIDED] < 0, nets[Cause.MERGED] < 0) == (True, True, True)


def test_the_registry_knows_of_every_figure_up_to_its_last_day_and_of_none_beyond(city):
    silent = [str(day.as_of.per) for day in reconciliation() if day.stages[0].since is None]

    assert silent == ["2021-12-31", "2022-09-30", "2022-10-14"]


def test_a_sample_of_the_mentored_says_how_often_the_registry_is_wrong(city):
    rate = latest(Group)[Group.MENTORED]

    assert (rate.is_whole, rate.drawn, rate.reached, rate.wrong) == (True, 100, 95, 3)


def test_this_week_changes_nothing_of_2021(city):
    assert rows(
        "SELECT count(*) FROM pendampingan_ledger WHERE recorded_at > '2022-01-01' AND effective_on < '2022-01-01'"
    ) == [(0,)]


def test_every_centre_has_businesses_and_a_class_today(city):
    today = timezone.localdate()

    assert set(SessionDay.objects.filter(held_on=today).values_list("session__centre", flat=True)) == set(
        Centre.objects.values_list("pk", flat=True)
    )
    assert Business.objects.values("kelurahan__centre").distinct().count() == 44


def test_there_are_doubles_and_contests_to_decide(city):
    twins = rows(
        "SELECT count(*) FROM umkm_business a JOIN umkm_business b USING (name_key, kelurahan_id)"
        " WHERE a.id < b.id AND a.owner_id <> b.owner_id AND a.merged_into_id IS NULL AND b.recorded_at > '2022-01-01'"
    )

    assert twins[0][0] >= 44
    assert Business.objects.filter(status=BusinessStatus.CONTESTED).count() == 11


def test_some_steps_are_verified_some_proven_and_some_only_stated(city):
    counted = strengths(timezone.localdate())

    assert [count for by_strength in counted.values() for count in by_strength.values() if not count] == []


def test_the_centres_targets_add_up_to_the_citys(city):
    main = Target.objects.get(is_main=True)

    values = list(main.shares.order_by("-centre__population").values_list("value", flat=True))

    assert sum(values) == main.value == 200_000
    assert values == sorted(values, reverse=True)
    assert len(values) == 44


def test_the_promised_sign_ins_open(city):
    assert User.objects.get(username="petugas.tanah-abang").role == Role.OFFICER
    assert User.objects.get(username="pendamping.kepulauan-seribu-utara.8").check_password("jakpreneur-demo")
    assert User.objects.count() == 3 + 44 + 44 * 8


def test_a_second_run_changes_nothing(city):
    before = Business.objects.count()

    assert load() == "The demo city is already there.\n"
    assert Business.objects.count() == before


def test_the_triggers_and_keys_are_on_again(city):
    assert rows("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'") == [(0,)]
    assert rows("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == [(0,)]


def test_the_same_seed_makes_the_same_city(city, django_db_blocker):
    first = fingerprint()

    with clone(f"{connection.settings_dict['NAME']}_again"):
        unmark()
        load()
        again = fingerprint()
    with clone(f"{connection.settings_dict['NAME']}_other"):
        unmark()
        load(seed=2)
        other = fingerprint()

    assert again == first
    assert not set(other) & set(first)


def test_a_database_that_holds_anything_is_refused(committed_database):
    unmark()
    User.objects.create_user("somebody", role=Role.STAFF)

    with pytest.raises(CommandError, match=r"already holds other data \(accounts_user\)"):
        load()

    assert Business.objects.count() == 0


def test_a_city_too_small_for_its_stories_is_refused():
    with pytest.raises(CommandError, match="at least 500"):
        call_command("demo", businesses=499)


def test_the_months_up_to_september_were_closed_on_the_fifth_of_the_next(city):
    closed = rows(
        "SELECT to_char(closed_at AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI') FROM pendampingan_monthclose"
    )

    expected = [f"{year}-{month:02}-05 10:00" for year in range(2018, 2022) for month in range(1, 13)]
    assert sorted(moment for (moment,) in closed) == expected[10:46]


def test_what_was_done_in_a_closed_month_is_what_closing_would_have_found(city):
    reported_, found = rows(
        "SELECT array_agg((m.classes, m.people, m.visits) ORDER BY month)::text,"
        " array_agg((a.classes, a.people, a.visits) ORDER BY month)::text"
        " FROM pendampingan_monthclose m CROSS JOIN LATERAL activity_of(m.month) a"
    )[0]

    assert reported_ == found


def test_the_plan_of_a_full_city_is_what_was_published():
    plan = Plan(281_000)

    assert [plan.reported(Stage.REGISTERED, on) for on in REPORTED[Stage.REGISTERED]] == [
        111_108,
        200_000,
        226_280,
        281_000,
        284_164,
        283_343,
    ]
    assert sum(span.joining - span.leaving for span in plan.spans[:-1]) == 283_343


def test_shares_add_up_and_choices_are_spaced():
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert evenly(2, 5) == [False, False, True, False, True]
