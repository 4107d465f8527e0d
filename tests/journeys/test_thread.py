"""The thread: from a form to a number that can be checked, and back.

Two businesses are registered; one is trained by a class that is ticked day by day, the other by a paper list; the first
is visited, and the visit voided. The city's dashboard follows each step by one, and each card opens onto the business.
"""

import datetime
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.models import Enrolment, MentoringVisit, TrainingSession
from tests import make
from umkm.models import Business

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAYS = [str(TODAY - datetime.timedelta(days=before)) for before in (2, 1, 0)]


class Somebody:
    """A user at a browser, reading English."""

    def __init__(self, role, at=None):
        self.user = make.user(role, at=at)
        self.client = Client(headers={"accept-language": "en"})
        self.client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")

    def reads(self, address):
        page = self.client.get(address)
        assert page.status_code == 200
        return page.content.decode()

    def sends(self, to, **words):
        """Fill in a form that is accepted."""
        page = self.client.post(to, words)
        assert page.status_code == 302, page.context and page.context["form"].errors
        return page["location"]


def cards(reader):
    """The three cards of the city's dashboard: how many, and where each leads."""
    found = re.findall(r'class="big" href="([^"]+)" data-count="(\d+)"', reader.reads("/dasbor/"))
    return [int(count) for _address, count in found], [address.replace("&amp;", "&") for address, _count in found]


def counts(reader):
    return cards(reader)[0]


def behind(reader, card, number):
    """Whether the list behind a card holds the business."""
    return number in reader.reads(cards(reader)[1][card])


def register(staff, name, owner, nik):
    to_check = staff.sends(
        "/usaha/baru/",
        owner_nik=nik,
        owner_name=owner,
        owner_phone="0812-3456-7890",
        name=name,
        kelurahan=make.kelurahan("Gambir").code,
        address="Jalan Juanda 1",
        sector="kuliner",
        registered_on="2021-01-04",
    )
    address = staff.sends(to_check)
    return Business.objects.get(number=re.search(r"JP-\d{8}", address)[0])


def test_two_businesses_walk_the_thread_and_every_count_follows():
    staff, official = Somebody(Role.STAFF), Somebody(Role.OFFICIAL)
    officer, mentor = Somebody(Role.OFFICER, "Gambir"), Somebody(Role.MENTOR, "Gambir")
    assert counts(official) == [0, 0, 0]

    # City staff register two businesses in Gambir.
    first = register(staff, "Warung Bu Siti", "Siti Aminah", "3199015708900001")
    assert counts(official) == [1, 0, 0]
    second = register(staff, "Kedai Pak Budi", "Budi Santoso", "3199011708850002")
    assert counts(official) == [2, 0, 0]
    assert behind(official, 0, first.number)
    assert behind(official, 0, second.number)

    # The officer gives the first a mentor, opens a class, enrols its owner and ticks the days.
    officer.sends(f"/usaha/{first.number}/pendamping/", mentor=mentor.user.pk, starts_on=str(TODAY))
    dates = {f"days_{place}": day for place, day in enumerate(DAYS)}
    facts = {"title": "Kelas dasar", "centre": "31.71.01", "agency": "ppkukm"}
    officer.sends("/pelatihan/baru/", **facts, **dates, capacity="40", opened="on")
    session = TrainingSession.objects.get()
    officer.sends(f"/pelatihan/{session.pk}/", business=first.number)
    enrolment = Enrolment.objects.get()
    for day in DAYS[:-1]:
        officer.sends(f"/pelatihan/{session.pk}/hadir/", hari=day, enrolments=enrolment.pk)
        assert counts(official) == [2, 0, 0]
    officer.sends(f"/pelatihan/{session.pk}/hadir/", hari=DAYS[-1], enrolments=enrolment.pk)
    assert counts(official) == [2, 1, 0]
    assert behind(official, 1, first.number)
    assert not behind(official, 1, second.number)

    # The second was at a class that is logged from its paper list.
    officer.sends("/pelatihan/catat/", **facts | {"title": "Kelas pangan"}, **dates, guests=f"{second.number} 1 2 3")
    assert counts(official) == [2, 2, 0]
    assert behind(official, 1, second.number)

    # The mentor visits the first.
    mentor.sends("/kunjungan/baru/", business=first.number, visited_on=DAYS[0], mode="on_site", notes="Buku kas.")
    visit = MentoringVisit.objects.get()
    assert counts(official) == [2, 2, 1]
    assert behind(official, 2, first.number)

    # Its own page shows three steps, each with its day and what it rests on.
    record = officer.reads(f"/usaha/{first.number}/")
    steps = re.search(r'<ol class="steps">.*?</ol>', record, re.DOTALL)[0]
    assert steps.count(" reached") == 3
    assert "4 January 2021" in steps
    assert f'href="/pelatihan/{session.pk}/"' in steps
    assert f'href="/kunjungan/{visit.pk}/"' in steps

    # The visit was to another business: voided, it takes the card back by one, and the page says why.
    mentor.sends(f"/kunjungan/{visit.pk}/batal/", reason="Salah usaha")
    assert counts(official) == [2, 2, 0]
    record = officer.reads(f"/usaha/{first.number}/")
    assert "No longer counts as mentored" in record
    assert "Voided: Salah usaha" in record
    call_command("check_ledger")
