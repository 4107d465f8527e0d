"""The pages of classes, by role: what each reader sees, saves and is told."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus, SessionStatus
from pendampingan.models import Attendance, Enrolment, TrainingSession
from pendampingan.rules.session import cancel_session, close_session
from tests import make
from umkm.choices import Tie
from umkm.models import Membership

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def officer(enter):
    return enter(Role.OFFICER, at="Gambir")


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def said(response):
    return [str(message) for message in response.context["messages"]]


def planned(*days, **words):
    dates = {f"days_{place}": day for place, day in enumerate(days)}
    return (
        {"title": "Kelas dasar", "centre": "31.71.01", "agency": "ppkukm", "capacity": "40", "opened": "on"}
        | dates
        | words
    )


def url(name, session):
    return reverse(name, args=[session.pk])


# Roles and rows


PAGES = [
    "session_list",
    "session_plan",
    "session_log",
    "session_detail",
    "attendance_sheet",
    "session_close",
    "session_cancel",
]
KEPT = {"session_plan", "session_log", "attendance_sheet", "session_close", "session_cancel"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("role", "at"),
    [(Role.STAFF, None), (Role.OFFICER, "Gambir"), (Role.MENTOR, "Gambir"), (Role.OFFICIAL, None), (Role.ADMIN, None)],
)
def test_each_role_enters_its_pages_and_no_other(client, enter, name, role, at):
    session = make.session("2021-03-01", at="Gambir")
    make.enrolment(session, make.business())
    enter(role, at)
    keeper, reader = role in (Role.STAFF, Role.OFFICER), role != Role.ADMIN

    status = client.get(
        reverse(name) if name in ("session_list", "session_plan", "session_log") else url(name, session)
    ).status_code

    assert status == (200 if (keeper if name in KEPT else reader) else 403)


@pytest.mark.parametrize(
    "page", ["session_detail", "attendance_sheet", "session_close", "session_cancel", "session_open"]
)
def test_a_class_of_another_centre_is_not_there_for_an_officer(client, officer, page):
    assert client.get(url(page, make.session("2021-03-01", at="Tebet"))).status_code == 404


def test_the_list_holds_ones_own_centres_classes_and_not_anothers(client, officer):
    mine, other = make.session("2021-03-01"), make.session("2021-03-01", at="Tebet")

    page = client.get(reverse("session_list"))

    assert [session.pk for session in page.context["page"]] == [mine.pk]
    assert url("session_detail", other) not in page.content.decode()


def test_an_official_reads_initials_and_another_centres_people_show_number_and_name_only(client, enter):
    session = make.session("2021-03-01", at="Gambir")
    own, foreign = (
        make.business("Dapur Sari", at="Gambir"),
        make.business("Toko Jauh", at="Tebet", owner=make.participant("Budi Jauh")),
    )
    make.enrolment(session, own)
    make.enrolment(session, foreign)

    enter(Role.OFFICIAL)
    read_by_official = client.get(url("session_detail", session)).content.decode()
    enter(Role.OFFICER, "Gambir")
    read_by_officer = client.get(url("session_detail", session)).content.decode()
    sheet = client.get(url("attendance_sheet", session)).content.decode()

    assert "S. A." in read_by_official
    assert "Siti Aminah" not in read_by_official
    for page in (read_by_officer, sheet):
        assert "Siti Aminah" in page
        assert "Budi Jauh" not in page
        assert foreign.number in page
    assert reverse("business_detail", args=[foreign.number]) not in read_by_officer


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_1_class_and_25(client, officer, django_assert_num_queries, rows):
    for _ in range(rows):
        make.enrolment(make.session("2021-03-01"), make.business())

    with django_assert_num_queries(7):
        page = client.get(reverse("session_list"))

    assert len(page.context["page"]) == rows


@pytest.mark.parametrize(("name", "queries"), [("session_detail", 11), ("attendance_sheet", 10)])
@pytest.mark.parametrize("people", [1, 40])
def test_a_class_and_its_sheet_cost_the_same_for_1_person_and_40(
    client, officer, django_assert_num_queries, people, name, queries
):
    session = make.session("2021-03-01", "2021-03-02")
    for _ in range(people):
        make.attendance(make.enrolment(session, make.business()))

    with django_assert_num_queries(queries):
        client.get(url(name, session))


# Planning


def test_an_officer_plans_a_class_at_their_centre(client, officer):
    client.post(reverse("session_plan"), planned("2021-03-01", "02/03/2021"))

    session = TrainingSession.objects.get()
    assert (session.title, session.centre.name, session.status, session.days_needed) == (
        "Kelas dasar",
        "Gambir",
        SessionStatus.OPEN,
        2,
    )
    assert [str(day.held_on) for day in session.days.order_by("id")] == ["2021-03-01", "2021-03-02"]


def test_what_was_typed_stays_beside_what_is_wrong_with_it(client, officer):
    page = client.post(
        reverse("session_plan"),
        planned("2021-13-45", title="Kelas roti", centre="31.74.01", capacity="0", days_needed="9"),
    )

    assert errors(page) == {
        "centre": ["This is not one of your centres."],
        "days": ["Enter a day, such as 25/10/2021."],
        "capacity": ["Ensure this value is greater than or equal to 1."],
    }
    assert 'value="Kelas roti"' in page.content.decode()
    assert 'value="2021-13-45"' in page.content.decode()


def test_a_class_needs_a_day_each_once_and_no_more_to_pass_than_it_has(client, officer):
    assert errors(client.post(reverse("session_plan"), planned())) == {"days": ["This field is required."]}
    assert errors(client.post(reverse("session_plan"), planned("2021-03-01", "2021-03-01"))) == {
        "days": ["One of these days is there twice."]
    }
    assert errors(client.post(reverse("session_plan"), planned("2021-03-01", days_needed="2"))) == {
        "days_needed": ["The class has fewer days than that."]
    }


def test_city_staff_may_plan_a_class_for_the_whole_city_and_an_officer_may_not(client, enter):
    enter(Role.STAFF)
    client.post(reverse("session_plan"), planned("2021-03-01", centre=""))
    enter(Role.OFFICER, "Gambir")
    page = client.post(reverse("session_plan"), planned("2021-03-01", centre=""))

    assert TrainingSession.objects.get().centre is None
    assert errors(page) == {"centre": ["This field is required."]}


# Enrolling


def enrol(client, session, business, **words):
    return client.post(url("session_detail", session), {"business": business} | words, follow=True)


def test_a_number_or_a_slip_enrols_also_of_another_centre(client, officer):
    session, near, far = make.session("2021-03-01"), make.business(at="Gambir"), make.business("Toko Jauh", at="Tebet")
    near.refresh_from_db()
    far.refresh_from_db()

    enrol(client, session, near.number.lower())
    page = enrol(client, session, far.slip)

    assert set(session.enrolments.values_list("business", "participant")) == {
        (near.pk, near.owner_id),
        (far.pk, far.owner_id),
    }
    assert said(page) == ["Toko Jauh is enrolled."]


def test_words_offer_businesses_of_the_own_centre_and_the_button_enrols(client, officer):
    session, near = make.session("2021-03-01"), make.business("Dapur Sari", at="Gambir")
    make.business("Dapur Sari Tebet", at="Tebet")

    offered = enrol(client, session, "sari")
    enrol(client, session, "sari", chosen=near.number)

    assert errors(offered) == {"business": ["Choose the business from the list below."]}
    assert [business.name for business in offered.context["form"].choices] == ["Dapur Sari"]
    assert session.enrolments.get().business == near


def test_an_owner_is_found_by_name_and_a_partner_is_enrolled_by_name(client, officer):
    session, business, partner = make.session("2021-03-01"), make.business(), make.participant("Budi Santoso")
    Membership.objects.create(business=business, participant=partner, tie=Tie.PARTNER)

    offered = enrol(client, session, "siti")
    stranger = enrol(client, session, business.number, participant="Orang Lain")
    enrol(client, session, business.number, participant="budi")

    assert [each.number for each in offered.context["form"].choices] == [business.number]
    assert errors(stranger) == {"participant": ["Nobody of this name owns the business or belongs to it."]}
    assert session.enrolments.get().participant == partner


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("JP-00000011", "No business has this number: a digit is mistyped."),
        ("JP-99999990", "No business has this number: a digit is mistyped."),
        ("Tidak Ada", "None of your businesses is called this, nor its owner. Of another centre's, give the number."),
        ("ab", "Give a number, a slip code, or at least three letters of a name."),
        ("", "This field is required."),
    ],
)
def test_what_names_no_business_is_answered_with_a_sentence(client, officer, typed, sentence):
    page = enrol(client, make.session("2021-03-01"), typed, participant="Siti")

    assert errors(page) == {"business": [sentence]}
    assert 'value="Siti"' in page.content.decode()


def test_a_full_class_says_so_and_whoever_is_in_it_can_withdraw(client, officer):
    session = make.session("2021-03-01", capacity=1)
    first, second = make.business("A"), make.business("B")
    enrol(client, session, first.number)
    page = enrol(client, session, second.number)

    leaving = session.enrolments.get(business=first)
    client.post(reverse("session_withdraw", args=[session.pk, leaving.pk]))

    assert said(page) == ["The class is full: B is on the waiting list."]
    assert session.enrolments.get(business=second).status == EnrolmentStatus.ENROLLED


@pytest.mark.parametrize(
    ("end", "words", "sentence"),
    [
        (close_session, {}, "This class is closed."),
        (cancel_session, {"reason": "batal"}, "This class was cancelled."),
    ],
)
def test_who_enrols_into_an_ended_class_is_told_so_and_keeps_what_was_typed(client, officer, end, words, sentence):
    session, business = make.session("2021-03-01"), make.business()
    end(session=session, by=officer, **words)

    page = client.post(url("session_detail", session), {"business": business.number})

    assert (page.status_code, Enrolment.objects.count()) == (200, 0)
    assert [str(error) for errors in page.context["form"].errors.values() for error in errors] == [sentence]
    assert page.context["form"]["business"].value() == business.number
    assert sentence in page.content.decode()


def test_a_mentor_and_an_official_enrol_nobody(client, enter):
    session, business = make.session("2021-03-01"), make.business()

    for role, at in ((Role.MENTOR, "Gambir"), (Role.OFFICIAL, None)):
        enter(role, at)
        assert client.post(url("session_detail", session), {"business": business.number}).status_code == 403

    assert Enrolment.objects.count() == 0


# The sheet


def tick(client, session, *people, hari=None, shown=()):
    """Post the sheet of the day `hari`, or of the first one, as the page does."""
    hari = hari or str(session.days.earliest("held_on").held_on)
    data = {"enrolments": [each.pk for each in people], "shown": [each.pk for each in shown], "hari": hari}
    return client.post(url("attendance_sheet", session), data, follow=True)


def test_the_sheet_ticks_and_unticks_a_day_in_one_go_and_says_who_did(client, officer):
    session = make.session("2021-03-01", "2021-03-02")
    came, mistaken = (make.enrolment(session, make.business()) for _ in range(2))
    make.attendance(mistaken, "2021-03-01")

    page = tick(client, session, came, shown=[mistaken], hari="2021-03-01")

    assert said(page) == ["1 person ticked, 1 unticked."]
    assert [each.enrolment for each in Attendance.objects.standing()] == [came]
    assert officer.username in page.content.decode()


@pytest.mark.parametrize("sent", ["2021-03-03", "besok", " "])
def test_a_sheet_of_a_day_that_the_class_has_not_ticks_no_other_day(client, officer, sent):
    session = make.session("2021-03-01", "2021-03-02")
    came = make.enrolment(session, make.business())

    page = tick(client, session, came, hari=sent)

    assert Attendance.objects.count() == 0
    assert page.context["form"].non_field_errors() == ["This day or this person was taken out of the class."]
    assert [row.ticked for row in page.context["form"].rows()] == [True]


def test_a_tick_that_another_officer_made_meanwhile_stays(client, officer):
    session = make.session("2021-03-01")
    mine, theirs = (make.enrolment(session, make.business()) for _ in range(2))
    make.attendance(theirs)

    tick(client, session, mine)

    assert Attendance.objects.standing().count() == 2


def test_the_same_tick_twice_changes_nothing(client, officer):
    session = make.session("2021-03-01")
    came = make.enrolment(session, make.business())
    tick(client, session, came)

    page = tick(client, session, came)

    assert said(page) == ["Nothing had changed."]
    assert Attendance.objects.count() == 1


def test_everybody_can_be_ticked_at_once_and_then_saved(client, officer):
    session = make.session("2021-03-01")
    for _ in range(2):
        make.enrolment(session, make.business())

    page = client.get(url("attendance_sheet", session), {"hari": "2021-03-01", "semua": "1"})

    assert page.content.decode().count(" checked") == 2
    assert Attendance.objects.count() == 0


def test_the_sheet_opens_on_today_or_the_last_day_past(client, officer):
    past = str(TODAY - datetime.timedelta(days=1))

    def opened(*days):
        return client.get(url("attendance_sheet", make.session(*days))).context["day"].held_on

    assert opened(past, str(TODAY), str(TOMORROW)) == TODAY
    assert str(opened(past, str(TOMORROW))) == past
    assert opened(str(TOMORROW)) == TOMORROW


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (None, "This day is still to come: attendance can be ticked from that day on."),
        (cancel_session, "This class was cancelled: nobody can be ticked in it."),
        (close_session, "This class is closed: its attendance stays as it is."),
    ],
)
def test_a_day_to_come_and_an_ended_class_are_refused_in_words(client, officer, end, sentence):
    session = make.session(str(TODAY if end else TOMORROW))
    came = make.enrolment(session, make.business())
    if end:
        end(session=session, by=officer, **({"reason": "batal"} if end is cancel_session else {}))

    shown, saved = client.get(url("attendance_sheet", session)), tick(client, session, came)

    assert sentence in shown.content.decode()
    assert errors(saved) == {"__all__": [sentence]}
    assert Attendance.objects.count() == 0


def test_somebody_of_another_class_cannot_be_ticked(client, officer):
    session, stranger = make.session("2021-03-01"), make.enrolment(make.session("2021-03-01"), make.business())
    make.enrolment(session, make.business())

    page = tick(client, session, stranger)

    assert errors(page) == {"enrolments": ["Somebody on this sheet has left the class meanwhile. Look at it again."]}


# Steps


def test_a_class_is_opened_closed_and_cancelled_on_pages_of_their_own(client, officer):
    session = make.session("2021-03-01", status=SessionStatus.PLANNED)

    statuses = []
    for page, data in (("session_open", {"yes": "1"}), ("session_close", {"yes": "1"})):
        client.post(url(page, session), data)
        session.refresh_from_db()
        statuses.append(session.status)

    assert statuses == [SessionStatus.OPEN, SessionStatus.CLOSED]


def test_a_closed_class_is_cancelled_by_city_staff_alone(client, enter):
    session = make.session("2021-03-01", status=SessionStatus.CLOSED)
    enter(Role.OFFICER, "Gambir")
    refused = client.post(url("session_cancel", session), {"reason": "x"}, follow=True)
    enter(Role.STAFF)
    client.post(url("session_cancel", session), {"reason": "tidak pernah ada"})

    session.refresh_from_db()
    assert said(refused) == ["This class is closed or cancelled: nothing was changed."]
    assert (session.status, session.cancel_reason) == (SessionStatus.CANCELLED, "tidak pernah ada")
