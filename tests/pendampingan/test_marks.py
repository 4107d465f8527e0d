"""One tap on a sheet, as it arrives from a phone: late, twice, or after somebody else's."""

import datetime
import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.access import owner_tag
from pendampingan.models import Attendance, Receipt, TrainingSession
from pendampingan.rules.attendance import tick_attendance, untick_attendance
from pendampingan.rules.mark import mark
from pendampingan.rules.session import close_session
from tests import make

TODAY = timezone.localdate()
MEANWHILE = "Somebody else has marked this person since, and not as you did."


@pytest.fixture
def officer(db, client):
    """Signed in, reading English."""
    officer = make.user(Role.OFFICER, at="Gambir", username="sari")
    client.force_login(officer)
    client.cookies["language"] = "en"
    return officer


@pytest.fixture
def seat(db):
    return make.enrolment(make.session(str(TODAY)), make.business())


def item(seat, there=True, seen=0, **words):
    return {
        "key": str(uuid.uuid4()),
        "day": str(TODAY),
        "enrolment": seat.pk,
        "there": there,
        "seen": seen,
        "made_at": timezone.now().isoformat(),
        "source": "sheet",
    } | words


def send(client, seat, *items, by):
    return client.post(
        reverse("attendance_mark", args=[seat.session_id]),
        json.dumps({"owner": owner_tag(by), "items": items}),
        content_type="application/json",
    )


def answers(client, seat, *items, by):
    return [
        {name: value for name, value in each.items() if name != "said"}
        for each in send(client, seat, *items, by=by).json()["items"]
    ]


def standing():
    return list(Attendance.objects.standing().values_list("enrolment", "day__held_on", "recorded_by__username"))


def test_a_tap_ticks_and_the_next_one_unticks(client, officer, seat):
    ticked = answers(client, seat, item(seat), by=officer)
    there = standing()
    unticked = answers(client, seat, item(seat, there=False, seen=1), by=officer)

    assert ticked == [{"revision": 1, "there": True}]
    assert there == [(seat.pk, TODAY, "sari")]
    assert unticked == [{"revision": 2, "there": False}]
    assert standing() == []


def test_the_answer_says_who_ticked(client, officer, seat):
    said = send(client, seat, item(seat), by=officer).json()["items"][0]["said"]

    assert said.split()[0] == "sari"
    assert said.endswith("WIB")


def test_a_slip_that_was_scanned_is_the_proof_of_its_tick(client, officer, seat):
    answers(client, seat, item(seat, source="scan"), by=officer)

    assert list(Attendance.objects.values_list("source", "proof")) == [("scan", "slip")]


def test_a_mark_sent_again_is_one_tick_with_one_receipt(client, officer, seat):
    once = item(seat)

    first, second = (answers(client, seat, once, by=officer) for _ in range(2))

    assert first == second == [{"revision": 1, "there": True}]
    assert (Attendance.objects.count(), Receipt.objects.count()) == (1, 1)


def test_a_mark_that_somebody_made_alike_changes_nothing(client, officer, seat):
    make.attendance(seat)

    assert answers(client, seat, item(seat), by=officer) == [{"revision": 1, "there": True}]
    assert Attendance.objects.count() == 1


def test_a_mark_against_somebody_elses_is_refused_and_says_how_it_stands(client, officer, seat):
    other = make.user(Role.OFFICER, at="Gambir")
    day = seat.session.days.get()
    tick_attendance(day=day, enrolments=[seat], by=other)
    untick_attendance(day=day, enrolments=[seat], reason="salah orang", by=other)

    refused = answers(client, seat, item(seat, seen=0), by=officer)
    decided = answers(client, seat, item(seat, seen=refused[0]["revision"]), by=officer)

    assert refused == [{"refused": MEANWHILE, "revision": 2, "there": False}]
    assert decided == [{"revision": 3, "there": True}]


def test_one_refused_mark_stops_no_other(client, officer, seat):
    other = make.enrolment(make.session(str(TODAY)), make.business())
    third = make.enrolment(seat.session, make.business())

    told = answers(client, seat, item(seat), item(other), item(third), by=officer)

    assert told == [
        {"revision": 1, "there": True},
        {"refused": "This person is not in this class any more."},
        {"revision": 1, "there": True},
    ]
    assert sorted(row[0] for row in standing()) == sorted([seat.pk, third.pk])


def test_a_mark_in_a_class_closed_meanwhile_is_refused_in_words(client, officer, seat):
    make.attendance(seat)
    close_session(session=TrainingSession.objects.get(pk=seat.session_id), by=officer)
    late = make.enrolment(seat.session, make.business())

    told = answers(client, late, item(late), by=officer)

    assert told == [{"refused": "This class is closed: its attendance stays as it is.", "revision": 0, "there": False}]


def test_a_mark_on_a_day_the_class_has_no_longer_is_refused(client, officer, seat):
    told = answers(client, seat, item(seat, day="2021-03-02"), by=officer)

    assert told == [{"refused": "This day or this person was taken out of the class."}]


@pytest.mark.parametrize(("days", "ticks"), [(59, 1), (61, 0)])
def test_an_item_of_59_days_is_taken_and_one_of_61_refused(client, officer, seat, days, ticks):
    old = item(seat, made_at=(timezone.now() - datetime.timedelta(days=days)).isoformat())

    refused = ["This has waited for more than 60 days. Look whether it still holds."] * (1 - ticks)

    assert [each["refused"] for each in answers(client, seat, old, by=officer) if "refused" in each] == refused
    assert Attendance.objects.count() == ticks


@pytest.mark.parametrize(("hours", "ticks"), [(23, 1), (25, 0)])
def test_an_item_of_a_phone_whose_clock_is_a_day_ahead_is_refused_until_it_is_sent_again(
    client, officer, seat, hours, ticks
):
    early = item(seat, made_at=(timezone.now() + datetime.timedelta(hours=hours)).isoformat())

    told = answers(client, seat, early, by=officer)
    taken = Attendance.objects.count()
    again = answers(client, seat, item(seat, seen=told[0]["revision"]), by=officer)

    refused = "The clock of this phone is more than a day ahead. Set it, look whether this holds, and send it again."
    assert [each["refused"] for each in told if "refused" in each] == [refused] * (1 - ticks)
    assert (taken, again) == (ticks, [{"revision": 1, "there": True}])


def test_what_another_user_kept_on_this_phone_is_not_taken(client, officer, seat):
    other = make.user(Role.OFFICER, at="Gambir")

    assert send(client, seat, item(seat), by=other).status_code == 400
    assert standing() == []


def test_a_class_of_another_centre_is_not_there(client, officer):
    elsewhere = make.enrolment(make.session(str(TODAY), at="Tebet"), make.business(at="Tebet"))

    assert send(client, elsewhere, item(elsewhere), by=officer).status_code == 404
    assert standing() == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        "\xff",
        "[" * 100_000,
        '{"owner": "x", "items": [1]}',
        '{"owner": "x", "items": [{}]}',
        "1" * 5000,
    ],
)
def test_what_is_no_list_of_marks_is_answered_with_400(client, officer, seat, body):
    address = reverse("attendance_mark", args=[seat.session_id])

    assert client.post(address, body, content_type="application/json").status_code == 400


def test_marks_sent_as_a_form_are_answered_with_400(officer, seat):
    client = Client(enforce_csrf_checks=True)  # which looks for the token among the fields of the form
    client.force_login(officer)
    token = client.get(reverse("outbox")).json()["token"]

    answer = client.post(reverse("attendance_mark", args=[seat.session_id]), {"csrfmiddlewaretoken": token})

    assert answer.status_code == 400


@pytest.mark.parametrize("value", [None, True, [], {}, "\0", 10**30, -1, 1.5, "x"])
@pytest.mark.parametrize("name", ["key", "day", "enrolment", "seen", "made_at", "source"])
def test_a_mark_that_says_nonsense_is_refused_in_words(client, officer, seat, name, value):
    (told,) = answers(client, seat, item(seat, **{name: value}), by=officer)

    assert list(told)[:1] == ["refused"]
    assert standing() == []


def test_a_phone_does_not_say_that_a_mark_was_read_from_a_file(client, officer, seat):
    (told,) = answers(client, seat, item(seat, source="import"), by=officer)

    assert list(told)[:1] == ["refused"]
    assert standing() == []


def test_one_more_than_a_hundred_is_not_taken(client, officer, seat):
    assert send(client, seat, *[item(seat)] * 101, by=officer).status_code == 400


@pytest.mark.django_db
def test_the_outbox_says_whose_turn_it_is_to_send(client, officer):
    told = client.get(reverse("outbox")).json()

    assert told["owner"] == owner_tag(officer)
    assert owner_tag(officer) != owner_tag(make.user())
    assert len(told["token"]) == 64


def test_one_mark_sent_twice_at_once_is_one_tick(at_once):
    officer = make.user(Role.OFFICER, at="Gambir")
    seat = make.enrolment(make.session(str(TODAY)), make.business())
    words = {"day": seat.session.days.get(), "enrolment": seat, "there": True, "seen": 0, "key": uuid.uuid4()}

    told = at_once(*[lambda: mark(**words, made_at=timezone.now(), by=officer)] * 2)

    assert told == [{"revision": 1}] * 2
    assert Attendance.objects.count() == 1


def test_twenty_marks_by_two_officers_at_once_lose_and_double_none(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session(str(TODAY))
    seats = [make.enrolment(session, make.business()) for _ in range(10)]
    day = session.days.get()

    def tap_all(officer):
        for seat in seats:
            mark(day=day, enrolment=seat, there=True, seen=0, key=uuid.uuid4(), made_at=timezone.now(), by=officer)

    at_once(lambda: tap_all(officers[0]), lambda: tap_all(officers[1]))

    assert sorted(row[0] for row in standing()) == sorted(seat.pk for seat in seats)
    assert Attendance.objects.count() == 10
