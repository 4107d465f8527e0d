"""Two officers at one moment: nothing is lost, nothing counts twice."""

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Attendance, Certificate
from pendampingan.rules.attendance import keep_sheet
from pendampingan.rules.certificate import issue_certificates
from pendampingan.rules.enrolment import enrol
from pendampingan.rules.session import close_session
from pendampingan.rules.verification import verify_attendance
from tests import make


def test_two_officers_on_one_sheet_lose_no_tick_and_double_none(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session("2021-03-01")
    people = [make.enrolment(session, make.business()) for _ in range(6)]
    day = session.days.get()

    at_once(
        lambda: keep_sheet(day=day, came=people[:4], missing=[], by=officers[0]),
        lambda: keep_sheet(day=day, came=people[:1:-1], missing=[], by=officers[1]),
    )

    ticked = Attendance.objects.standing().values_list("enrolment", flat=True)
    assert sorted(ticked) == sorted(person.pk for person in people)


def test_the_last_seat_goes_to_one_and_the_other_waits(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session("2021-03-01", capacity=1)
    businesses = [make.business() for _ in range(2)]

    at_once(
        lambda: enrol(session=session, business=businesses[0], by=officers[0]),
        lambda: enrol(session=session, business=businesses[1], by=officers[1]),
    )

    assert sorted(session.enrolments.values_list("status", flat=True)) == [
        EnrolmentStatus.ENROLLED,
        EnrolmentStatus.WAITLISTED,
    ]


def test_two_officers_issue_certificates_at_once_and_everybody_has_one(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session("2021-03-01")
    for _ in range(5):
        make.attendance(make.enrolment(session, make.business()))
    close_session(session=session, by=officers[0])

    issued = at_once(*[lambda by=by: len(issue_certificates(session=session, by=by)) for by in officers])

    assert sorted(issued) == [0, 5]
    assert Certificate.objects.count() == 5


def test_two_who_verify_at_once_give_each_tick_one_name(at_once):
    officers = [make.user(Role.OFFICER, at="Gambir") for _ in range(2)]
    session = make.session("2021-03-01")
    ticks = [make.attendance(make.enrolment(session, make.business()))[0].pk for _ in range(5)]
    day = session.days.get()

    verified = at_once(*[lambda by=by: verify_attendance(day=day, ticks=ticks, by=by) for by in officers])

    assert sorted(verified) == [0, 5]
    assert Attendance.objects.values("verified_by").distinct().count() == 1
