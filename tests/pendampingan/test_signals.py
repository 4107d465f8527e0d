"""What gives a signal and what does not: each kind just below its threshold and just above it."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from jakpreneur.accounts.models import Role
from pendampingan.choices import AttendanceSource, EnrolmentStatus, SessionStatus, Signal
from pendampingan.counts.signals.found import Period, found_in
from pendampingan.models import Attendance, Enrolment, TrainingSession
from tests import make
from umkm.choices import Channel
from umkm.models import Placement

pytestmark = pytest.mark.django_db

JAKARTA = ZoneInfo("Asia/Jakarta")
OCTOBER = Period(make.day("2021-10-01"), make.day("2021-10-31"))
SENTENCE = "Pembukuan harian sudah berjalan lancar."


def moment(text: str, *, minutes: int = 0) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=JAKARTA) + datetime.timedelta(minutes=minutes)


def found(kind: Signal, period: Period = OCTOBER, **words) -> list[tuple[int, int]]:
    """Of each signal of the kind how many rows it has, and its other number."""
    return [(each.number, each.of) for each in found_in(period, kinds=[kind], **words)[kind]]


def registrations(clerk, *moments: datetime.datetime, **words) -> None:
    for at in moments:
        make.business(on=f"{at:%Y-%m-%d}", recorded_at=at, recorded_by=clerk, **words)


def minutes(often: int, step: int, start: str = "2021-10-05 09:00") -> list[datetime.datetime]:
    return [moment(start, minutes=n * step) for n in range(often)]


@pytest.mark.parametrize(("often", "seen"), [(30, []), (31, [(31, 31)])])
def test_more_than_thirty_registrations_of_a_clerk_within_an_hour(often, seen):
    registrations(make.user(Role.OFFICER), *minutes(often, 1))

    assert found(Signal.BURST) == seen


def test_the_hour_is_any_sixty_minutes_and_all_of_the_day_are_behind_it():
    clerk = make.user(Role.OFFICER)
    registrations(clerk, *minutes(31, 1, "2021-10-05 09:45"), *minutes(4, 60, "2021-10-05 12:00"))

    assert found(Signal.BURST) == [(35, 31)]


def test_a_fair_with_several_clerks_is_no_burst_and_neither_is_a_file():
    for _clerk in range(3):
        registrations(make.user(Role.OFFICER), *minutes(30, 1), *minutes(30, 2, "2021-10-05 13:00"))
    registrations(make.user(), *minutes(40, 1), channel=Channel.IMPORT)

    assert found(Signal.BURST) == []


def owners_with_phone(often: int, *, on: str = "2021-10-05", phone: str = "+6284011112222") -> list:
    return [make.business(on=on, phone=phone) for _ in range(often)]


@pytest.mark.parametrize(("owners", "seen"), [(3, []), (4, [(4, 4)])])
def test_one_phone_of_four_owners(owners, seen):
    owners_with_phone(owners)

    assert found(Signal.PHONE) == seen


def test_several_businesses_of_one_owner_share_a_phone_and_so_may_no_phone():
    family = owners_with_phone(3)
    make.business(on="2021-10-05", phone="+6284011112222", owner=family[0].owner)
    owners_with_phone(5, phone="")

    assert found(Signal.PHONE) == []


def test_a_phone_is_seen_when_its_last_owner_comes_and_not_in_other_months():
    owners_with_phone(3, on="2021-08-02")
    owners_with_phone(1)

    assert found(Signal.PHONE) == [(4, 4)]
    assert found(Signal.PHONE, Period(make.day("2021-09-01"), make.day("2021-09-30"))) == []


def put_at(*addresses: str, entered: str = "2021-10-05 10:00") -> None:
    make.clock(entered)
    for address in addresses:
        Placement.objects.filter(business=make.business(on="2021-10-05")).update(address=address)
    make.clock("2022-01-03 10:00")


SPELT = ["Jalan Mawar No. 5, RT 01", "jalan mawar no 5 rt 01"]


@pytest.mark.parametrize(("owners", "seen"), [(5, []), (6, [(6, 6)])])
def test_one_address_of_six_owners_however_it_is_spelt(owners, seen):
    put_at(*(SPELT * 3)[:owners])

    assert found(Signal.ADDRESS) == seen


def test_a_market_has_many_owners():
    put_at(*["Pasar Tanah Abang Blok A"] * 9)

    assert found(Signal.ADDRESS) == []


def test_the_same_street_in_another_kelurahan_is_another_address():
    put_at(*[SPELT[0]] * 5)
    Placement.objects.filter(business=make.business(on="2021-10-05", at="Tebet")).update(address=SPELT[0])

    assert found(Signal.ADDRESS) == []


def visits(mentor, *days: str, notes: str = "", **words) -> None:
    for on in days:
        make.visit(make.business(on="2021-01-04"), on, mentor=mentor, notes=notes, recorded_by=mentor, **words)


@pytest.mark.parametrize(("often", "seen"), [(12, []), (13, [(13, 13)])])
def test_more_than_twelve_visits_of_a_mentor_in_a_day(often, seen):
    visits(make.user(Role.MENTOR), *["2021-10-05"] * often)
    visits(make.user(Role.MENTOR), *["2021-10-05"] * 12)

    assert found(Signal.VISITS) == seen


def test_a_voided_visit_is_none(as_voided):
    mentor = make.user(Role.MENTOR)
    visits(mentor, *["2021-10-05"] * 12)
    visits(mentor, "2021-10-05", **as_voided)

    assert found(Signal.VISITS) == []


@pytest.fixture
def as_voided():
    return {"voided_at": moment("2021-11-01 09:00"), "void_reason": "salah catat"}


DAYS = [f"2021-10-{day:02}" for day in range(1, 31)]


@pytest.mark.parametrize(("often", "seen"), [(4, []), (5, [(5, 5)])])
def test_the_same_notes_in_visits_to_five_businesses_but_for_case_and_spaces(often, seen):
    mentor = make.user(Role.MENTOR)
    spelt = [SENTENCE, SENTENCE.upper(), SENTENCE.replace(" ", "  "), f" {SENTENCE}\n", SENTENCE]
    for on, notes in zip(DAYS[:often], spelt, strict=False):
        visits(mentor, on, notes=notes)

    assert found(Signal.NOTES) == seen


@pytest.mark.parametrize("notes", ["Kunjungan rutin", "a" * 29, "1234567890 " * 4])
def test_short_notes_are_the_same_by_themselves(notes):
    visits(make.user(Role.MENTOR), *DAYS[:8], notes=notes)

    assert found(Signal.NOTES) == []


def test_notes_of_thirty_letters_are_long_enough():
    visits(make.user(Role.MENTOR), *DAYS[:5], notes="a" * 30)

    assert found(Signal.NOTES) == [(5, 5)]


def test_the_same_notes_of_several_mentors_or_of_one_business_are_none():
    for _mentor in range(2):
        visits(make.user(Role.MENTOR), *DAYS[:4], notes=SENTENCE)
    followed, mentor = make.business(on="2021-01-04"), make.user(Role.MENTOR)
    for on in DAYS[:6]:
        make.visit(followed, on, mentor=mentor, notes=SENTENCE)

    assert found(Signal.NOTES) == []


LAST_EVENING, IN_TIME = moment("2021-10-31 17:00"), moment("2021-10-20 17:00")


@pytest.mark.parametrize(("late", "in_time", "seen"), [(19, 0, []), (20, 5, [(20, 25)]), (20, 6, [])])
def test_four_fifths_and_at_least_twenty_visits_typed_on_the_last_evening(late, in_time, seen):
    mentor = make.user(Role.MENTOR)
    visits(mentor, *DAYS[:late], recorded_at=LAST_EVENING)
    visits(mentor, *DAYS[:in_time], recorded_at=IN_TIME)

    assert found(Signal.EVENING) == seen


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (moment("2021-10-31 16:59"), DAYS[:20]),
        (moment("2021-11-01 00:00"), DAYS[:20]),
        (LAST_EVENING, ["2021-10-31"] * 25),
        (LAST_EVENING, DAYS[:4] * 6),
        (LAST_EVENING, [f"2021-09-{day:02}" for day in range(1, 26)]),
    ],
    ids=["before five", "after midnight", "of that very day", "of four days", "of another month"],
)
def test_what_is_typed_at_another_time_or_is_of_few_days_is_no_month_on_one_evening(typed, days):
    visits(make.user(Role.MENTOR), *days, recorded_at=typed)

    assert found(Signal.EVENING) == []


def test_registrations_of_a_month_typed_on_its_last_evening():
    clerk = make.user(Role.OFFICER)
    for on in DAYS[:20]:
        make.business(on=on, recorded_at=moment("2021-10-31 18:00"), recorded_by=clerk)
    make.business(on=DAYS[0], recorded_at=moment("2021-10-01 09:00"), recorded_by=clerk)

    assert found(Signal.EVENING) == [(20, 21)]


def ticked(people: int, *days: str, capacity: int, **words):
    """A class in which so many were ticked on each of its days, the first of whom have withdrawn since."""
    held = make.session(*days, capacity=people)
    for _ in range(people):
        enrolled = make.enrolment(held, make.business())
        Attendance.objects.bulk_create(
            Attendance(enrolment=enrolled, day=on, source=AttendanceSource.SHEET, **words) for on in held.days.all()
        )
    withdrawn = held.enrolments.order_by("pk")[: people - capacity]
    Enrolment.objects.filter(pk__in=withdrawn).update(status=EnrolmentStatus.WITHDRAWN)
    TrainingSession.objects.filter(pk=held.pk).update(capacity=capacity)
    return held


def test_ticks_of_a_month_typed_on_its_last_evening():
    ticked(4, *DAYS[:5], capacity=4, recorded_at=LAST_EVENING, recorded_by=make.user(Role.OFFICER))

    assert found(Signal.EVENING) == [(20, 20)]


@pytest.mark.parametrize(("people", "seen"), [(3, []), (4, [(4, 3)])])
def test_more_people_ticked_than_the_class_has_seats(people, seen):
    ticked(people, "2021-10-05", capacity=3)

    assert found(Signal.ATTENDANCE) == seen


@pytest.mark.parametrize("clerks", [1, 2])
def test_a_crowded_class_is_of_whoever_ticked_where_that_is_one_person(clerks):
    held, who = ticked(4, "2021-10-05", capacity=3), [make.user(Role.OFFICER) for _ in range(clerks)]
    for n, tick in enumerate(Attendance.objects.filter(day__session=held)):
        Attendance.objects.filter(pk=tick.pk).update(recorded_by=who[n % clerks])

    (each,) = found_in(OCTOBER)[Signal.ATTENDANCE]

    assert each.who == (who[0] if clerks == 1 else None)


def test_each_day_of_a_class_is_looked_at_by_itself_and_a_cancelled_one_not_at_all():
    held = ticked(4, "2021-10-05", "2021-10-06", capacity=3)

    assert found(Signal.ATTENDANCE) == [(4, 3), (4, 3)]

    held.cancel_reason, held.status = "hujan", SessionStatus.CANCELLED
    held.save(update_fields=["status", "cancel_reason"])
    assert found(Signal.ATTENDANCE) == []


def test_a_centre_narrows_to_what_has_rows_of_it():
    visits(make.user(Role.MENTOR), *["2021-10-05"] * 13)

    assert found(Signal.VISITS, centre=make.centre("Gambir")) == [(13, 13)]
    assert found(Signal.VISITS, centre=make.centre("Tebet")) == []


def test_it_names_who_where_and_when_and_exactly_the_rows():
    mentor = make.user(Role.MENTOR)
    visits(mentor, *["2021-10-05"] * 13, "2021-10-06")

    (each,) = found_in(OCTOBER)[Signal.VISITS]

    assert (each.who, each.centres, each.first, each.last) == (
        mentor,
        [make.centre("Gambir")],
        make.day("2021-10-05"),
        make.day("2021-10-05"),
    )
    assert set(each.rows()) == set(mentor.visits.filter(visited_on="2021-10-05"))


@pytest.mark.parametrize("mentors", [1, 6])
def test_however_much_there_is_it_takes_as_many_queries(django_assert_num_queries, mentors):
    for _ in range(mentors):
        visits(make.user(Role.MENTOR), *["2021-10-05"] * 13, notes=SENTENCE)

    with django_assert_num_queries(13):
        seen = found_in(OCTOBER)

    assert {kind: len(of_kind) for kind, of_kind in seen.items() if of_kind} == {
        Signal.VISITS: mentors,
        Signal.NOTES: mentors,
    }
