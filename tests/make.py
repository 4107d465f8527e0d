"""Facts for tests, each made with as few words as the test needs. Everybody is made up: their NIKs begin with 3199."""

import datetime
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import today
from pendampingan.choices import AttendanceSource, EnrolmentStatus, SessionStatus, VisitMode
from pendampingan.models import (
    Attendance,
    Enrolment,
    MentoringVisit,
    Sample,
    Sampled,
    SessionDay,
    SheetPhoto,
    TrainingSession,
)
from umkm.choices import BusinessStatus, Channel, Sector, Sex, Tie
from umkm.identifiers import Nik, name_key
from umkm.models import Agency, Business, Centre, CentreStaff, Kelurahan, Membership, Participant, Placement

SERIAL = count(1)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def centre(name: str = "Gambir") -> Centre:
    return Centre.objects.get(name=name)


def kelurahan(of: str = "Gambir") -> Kelurahan:
    """The first kelurahan of a centre."""
    return Kelurahan.objects.filter(centre__name=of).order_by("code").first()


def agency(code: str = "ppkukm") -> Agency:
    return Agency.objects.get(code=code)


def user(role: Role = Role.STAFF, *, at: str | None = None, username: str = "") -> User:
    """Somebody of this role, who works at the centre named `at`."""
    somebody = User.objects.create_user(username or f"{role}-{next(SERIAL)}", role=role)
    if at:
        CentreStaff.objects.create(user=somebody, centre=centre(at), agency=agency())
    return somebody


def nik(serial: int | None = None) -> Nik:
    """A NIK of the regency that does not exist: a woman born on 17 August 1990."""
    number = serial or next(SERIAL)
    return Nik.parse(f"3199{number // 9999 % 90 + 10:02}570890{number % 9999 + 1:04}", demo=True)


def participant(name: str = "Siti Aminah", **words) -> Participant:
    words = {"nik": nik(), "sex": Sex.FEMALE, "born_on": day("1990-08-17")} | words
    return Participant.objects.create(name=name, name_key=name.lower(), **words)


def business(name: str = "", *, on: str = "2021-01-04", at: str = "Gambir", **words) -> Business:
    """A business registered `on` a day and placed in the first kelurahan of the centre `at`."""
    name = name or f"Dapur {next(SERIAL)}"
    words = {"sector": Sector.CULINARY, "channel": Channel.COUNTER} | words
    if "owner" not in words:
        words["owner"] = participant()
    with transaction.atomic():
        made = Business.objects.create(
            name=name, name_key=name_key(name), kelurahan=kelurahan(at), registered_on=day(on), **words
        )
        Placement.objects.create(business=made, kelurahan=kelurahan(at), address="Jalan Contoh 1")
    return made


def contested(name: str = "", *, claimed: Participant | None = None, **words) -> Business:
    """A registration whose NIK is already another person's: no owner, and no stage until staff decide."""
    claimed = claimed or participant()
    words = {"status": BusinessStatus.CONTESTED, "claimed_nik": claimed.nik, "claimed_name": "Siti Lain"} | words
    return business(name, owner=None, **words)


def member(of: Business, tie: Tie = Tie.PARTNER) -> Participant:
    """Somebody who belongs to the business without owning it."""
    return Membership.objects.create(business=of, participant=participant(), tie=tie).participant


def session(*days: str, at: str | None = "Gambir", needed: int | None = None, **words) -> TrainingSession:
    """An open class held on `days`, which asks for all of them unless `needed` says fewer."""
    words = {"status": SessionStatus.OPEN, "capacity": 40, "title": "Kelas dasar", "agency": agency()} | words
    made = TrainingSession.objects.create(centre=centre(at) if at else None, days_needed=needed or len(days), **words)
    SessionDay.objects.bulk_create(SessionDay(session=made, held_on=day(on)) for on in days)
    return made


def enrolment(held: TrainingSession, of: Business, who: Participant | None = None, **words) -> Enrolment:
    return Enrolment.objects.create(session=held, business=of, participant=who or of.owner, **words)


def waiting(held: TrainingSession, of: Business) -> Enrolment:
    return enrolment(held, of, status=EnrolmentStatus.WAITLISTED, queued_at=timezone.now())


def attendance(enrolled: Enrolment, *days: str) -> list[Attendance]:
    """The enrolled person was there on `days`, or on all days of the class; one statement."""
    held = enrolled.session.days.order_by("held_on")
    if days:
        held = held.filter(held_on__in=days)
    return Attendance.objects.bulk_create(
        Attendance(enrolment=enrolled, day=on, source=AttendanceSource.SHEET) for on in held
    )


def trained(of: Business, *days: str) -> Enrolment:
    """The owner attends a class of their own on `days`."""
    enrolled = enrolment(session(*days), of)
    attendance(enrolled)
    return enrolled


def sheet_photo(day: SessionDay) -> SheetPhoto:
    """Somebody photographed the sheet signed that day."""
    return SheetPhoto.objects.create(day=day, jpeg=b"", width=1, height=1)


def reopened(held: TrainingSession) -> None:
    """The class is open again, as if by hand in SQL."""
    TrainingSession.objects.filter(pk=held.pk).update(status=SessionStatus.OPEN)


def visit(to: Business, on: str, *, mentor: User | None = None, **words) -> MentoringVisit:
    words = {"mode": VisitMode.ON_SITE, "centre": to.kelurahan.centre} | words
    return MentoringVisit.objects.create(business=to, mentor=mentor or user(Role.MENTOR), visited_on=day(on), **words)


def sample(*of: Business, **words) -> Sample:
    """These businesses, drawn in this order from the registered of 1 March 2021, as it was known on the day before today."""
    yesterday = today() - datetime.timedelta(days=1)
    facts = {
        "group": "terdaftar",
        "per": day("2021-03-01"),
        "known_on": yesterday,
        "size": len(of),
        "seed": "benih",
    } | words
    with transaction.atomic():
        drawn = Sample.objects.create(**{"population": len(of)} | facts)
        Sampled.objects.bulk_create(
            Sampled(sample=drawn, business=each, centre=each.kelurahan.centre, position=position)
            for position, each in enumerate(of, start=1)
        )
    return drawn


def clock(moment: str) -> None:
    """From here to the end of the transaction it is this moment in Jakarta: "2021-10-25 10:00"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('jakpreneur.clock', %s, true)", [f"{moment}+07"])
