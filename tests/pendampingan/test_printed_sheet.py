"""The attendance sheet on paper."""

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from pendampingan.choices import EnrolmentStatus
from tests import make
from tests.pdf import pages
from tests.sql import owners_rights

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    return user


def printed(client, session, day=""):
    return client.get(reverse("attendance_print", args=[session.pk]), {"hari": day})


def test_the_sheet_of_a_day_names_the_class_the_day_and_everybody_in_it_but_who_withdrew(client, officer):
    session = make.session("2021-03-01", "2021-03-02", title="Kelas <roti> & kue", venue="Balai RW 3")
    business = make.business("Dapur Sari")
    make.enrolment(session, business)
    make.enrolment(session, make.business(owner=make.participant("Pergi Lagi")), status=EnrolmentStatus.WITHDRAWN)

    answer = printed(client, session, "2021-03-02")

    [text] = pages(answer.content)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="daftar-hadir-{session.pk}-2021-03-02.pdf"'
    assert text.splitlines()[:18] == [
        "2 March 2021 · Kelas <roti> & kue",
        "Page 1",
        "Attendance",
        "Kelas <roti> & kue",
        "Gambir · Balai RW 3",
        "2 March 2021 · 1 person",
        "No.",
        "Participant and business",
        "Signature",
        "1",
        "Siti Aminah",
        f"Dapur Sari · {business.number}",
        *"23456",
        "Officer: name and signature",
    ]


def test_names_outside_latin_1_are_printed_letter_by_letter(client, officer):
    session = make.session("2021-03-01")
    make.enrolment(session, make.business("Phở Nguyễn", owner=make.participant("Şeyma Đặng Łukasz Ñuñez")))

    [text] = pages(printed(client, session).content)

    assert "Şeyma Đặng Łukasz Ñuñez" in text
    assert "Phở Nguyễn" in text


def test_of_another_centres_business_the_paper_has_its_number_and_name_only(client, officer):
    session = make.session("2021-03-01")
    foreign = make.business("Toko Jauh", at="Tebet", owner=make.participant("Budi Jauh"))
    make.enrolment(session, foreign)

    [text] = pages(printed(client, session).content)

    assert f"Toko Jauh · {foreign.number}" in text
    assert "Budi Jauh" not in text


def test_forty_people_take_as_many_pages_as_they_need_and_each_page_says_what_it_is_of(client, officer):
    session = make.session("2021-03-01")
    for _ in range(40):
        make.enrolment(session, make.business())

    texts = pages(printed(client, session).content)

    assert [text.count("1 March 2021 · Kelas dasar") for text in texts] == [1, 1, 1]
    assert [f"Page {page}" in text for page, text in enumerate(texts, start=1)] == [True, True, True]
    assert sum(text.count("Siti Aminah") for text in texts) == 40


def test_a_demo_says_so_on_every_page_and_a_real_city_on_none(client, officer):
    session = make.session("2021-03-01")
    for _ in range(40):
        make.enrolment(session, make.business())

    real = pages(printed(client, session).content)
    with owners_rights():
        Installation.objects.update(kind=Installation.Kind.DEMO)
    demo = pages(printed(client, session).content)

    assert ["Data contoh" in text for text in real] == [False, False, False]
    assert ["Data contoh" in text for text in demo] == [True, True, True]


def test_a_class_of_another_centre_has_no_paper_for_an_officer(client, officer):
    assert printed(client, make.session("2021-03-01", at="Tebet")).status_code == 404


@pytest.mark.parametrize("people", [1, 40])
def test_the_paper_costs_the_same_for_1_person_and_40(client, officer, django_assert_num_queries, people):
    session = make.session("2021-03-01")
    for _ in range(people):
        make.enrolment(session, make.business())
    client.get(reverse("today"))

    with django_assert_num_queries(8):
        printed(client, session)
