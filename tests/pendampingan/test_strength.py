"""On what evidence the count stands, against answers written out by hand."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from pendampingan.choices import Proof
from pendampingan.counts.group import Group
from pendampingan.counts.narrowing import Narrowing
from pendampingan.counts.strength import Strength, strengths
from pendampingan.models import Attendance
from pendampingan.rules.photo import void_photo
from pendampingan.rules.visit import void_visit
from tests import make
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db

DAY = make.day("2021-03-31")


@pytest.fixture
def reading():
    def sign_in(role=Role.STAFF, **words):
        client = Client(headers={"accept-language": "en"})
        client.force_login(make.user(role, **words), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def second():
    """Who verifies what others entered."""
    return make.user()


def told(day="2021-03-31", centre=None):
    """Of the trained and of the mentored: how many are verified, proven, only stated."""
    found = strengths(make.day(day), centre and make.centre(centre))
    return [tuple(found[group][strength] for strength in Strength) for group in (Group.TRAINED, Group.MENTORED)]


def in_class(*ticks: dict, needed=None, business=None):
    """Somebody was there on as many days of a class from 1 February as there are ticks; each says what else is known of it."""
    days = [f"2021-02-{number:02}" for number in range(1, len(ticks) + 1)]
    enrolled = make.enrolment(make.session(*days, needed=needed), business or make.business())
    for mark, words in zip(make.attendance(enrolled), ticks, strict=True):
        Attendance.objects.filter(pk=mark.pk).update(**words)
    return enrolled


SLIP = {"proof": Proof.SLIP}


@pytest.fixture
def city(second):
    """Four businesses of Gambir, one of Tebet that was mentored without a class.

    | business | class of two days                   | visits                                          |
    |----------|-------------------------------------|-------------------------------------------------|
    | first    | both days verified                  | 10 Feb stated, 20 Feb with a photo, 1 Mar verified |
    | second   | one day verified, one with a slip   | 10 Feb with a photo                             |
    | third    | one day verified, one stated        | 10 Feb stated                                   |
    | fourth   | neither                             |                                                 |
    | tebet    |                                     | 10 Feb verified                                 |
    """
    seen = {"verified_by": second}
    first = in_class(seen, seen).business
    make.visit(first, "2021-02-10")
    make.visit(first, "2021-02-20", proof=Proof.PHOTO)
    make.visit(first, "2021-03-01", verified_by=second)
    make.visit(in_class(seen, SLIP).business, "2021-02-10", proof=Proof.PHOTO)
    make.visit(in_class(seen, {}).business, "2021-02-10")
    in_class({}, {})
    make.visit(make.business(at="Tebet"), "2021-02-10", verified_by=second)


# Under which evidence a business stands


@pytest.mark.parametrize(
    ("day", "trained", "mentored"),
    [
        ("2021-02-01", (0, 0, 0), (0, 0, 0)),
        ("2021-02-02", (1, 1, 2), (0, 0, 0)),
        ("2021-02-10", (1, 1, 2), (1, 1, 2)),
        # The first business's evidence grows with each visit.
        ("2021-02-20", (1, 1, 2), (1, 2, 1)),
        ("2021-03-01", (1, 1, 2), (2, 1, 1)),
    ],
)
def test_each_business_stands_under_its_strongest_evidence_up_to_the_day(city, day, trained, mentored):
    assert told(day) == [trained, mentored]


def test_a_centre_counts_the_businesses_at_it(city):
    assert told(centre="Gambir") == [(1, 1, 2), (1, 1, 1)]
    assert told(centre="Tebet") == [(0, 0, 0), (1, 0, 0)]


def test_of_a_class_as_many_days_have_to_be_verified_as_it_asks_for(second):
    seen = {"verified_by": second}

    in_class(seen, seen, {}, needed=2)
    in_class(seen, {}, {}, needed=2)

    assert told() == [(1, 0, 1), (0, 0, 0)]


def test_verified_days_of_two_people_or_two_classes_are_not_pooled(second):
    seen, business = {"verified_by": second}, make.business()

    in_class(seen, {}, business=business)
    in_class({}, seen, business=business)

    assert told() == [(0, 0, 1), (0, 0, 0)]


def test_a_photo_of_the_day_s_sheet_proves_whoever_is_ticked_on_it_until_it_is_voided():
    enrolled = in_class({}, SLIP)

    photo = make.sheet_photo(enrolled.session.days.order_by("held_on").first())
    with_photo = told()
    void_photo(photo=photo, reason="foto lain", by=make.user())

    assert (with_photo, told()) == ([(0, 1, 0), (0, 0, 0)], [(0, 0, 1), (0, 0, 0)])


def test_whoever_is_ticked_after_the_photo_was_taken_is_proven_too():
    enrolled = make.enrolment(make.session("2021-02-01"), make.business())
    make.sheet_photo(enrolled.session.days.get())

    make.attendance(enrolled)

    assert told() == [(0, 1, 0), (0, 0, 0)]


def test_a_voided_visit_bears_nothing_out(second):
    business = make.business()
    make.visit(business, "2021-02-10")
    best = make.visit(business, "2021-02-11", verified_by=second)

    void_visit(visit=best, reason="salah usaha", by=second)

    assert told() == [(0, 0, 0), (0, 0, 1)]


def test_of_a_merged_pair_the_stronger_evidence_counts(second):
    survivor, double = make.business(), make.business()
    make.visit(survivor, "2021-02-10")
    make.visit(double, "2021-02-11", verified_by=second)

    merge_businesses(survivor=survivor, double=double, reason="usaha yang sama", by=second)

    assert told() == [(0, 0, 0), (1, 0, 0)]


def test_a_class_before_the_registration_counts_from_the_registration_on(second):
    in_class({"verified_by": second}, business=make.business(on="2021-03-01"))

    assert (told("2021-02-28"), told("2021-03-01")) == ([(0, 0, 0), (0, 0, 0)], [(1, 0, 0), (0, 0, 0)])


# The list behind


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("group", [Group.TRAINED, Group.MENTORED])
def test_the_rows_are_those_counted(city, group, strength):
    rows = Narrowing(strength=strength).of(group, DAY)

    assert len(rows) == strengths(DAY)[group][strength]


def test_what_an_address_says_is_read_again():
    for strength in Strength:
        narrowing = Narrowing(strength=strength)
        assert Narrowing.read(narrowing.parameters) == narrowing


def test_who_took_one_step_alone_is_asked_for_that_step_s_evidence(city):
    assert len(Narrowing(strength=Strength.VERIFIED).of(Group.ONLY_MENTORED, DAY)) == 1
    assert len(Narrowing(strength=Strength.STATED).of(Group.ONLY_TRAINED, DAY)) == 1


def test_the_list_says_in_words_on_what_evidence_its_businesses_stand(reading, city):
    page = reading(Role.OFFICIAL).get("/dasbor/daftar/?tahap=didampingi&bukti=terverifikasi&per=2021-03-31")

    assertContains(page, '<h1><span data-count="2">2</span> businesses mentored</h1>', html=True)
    assertContains(page, "Evidence: verified by a second person; at their place of today.")
    assertContains(page, '<input type="hidden" name="bukti" value="terverifikasi">', html=True)


@pytest.mark.parametrize(
    "query", ["bukti=kuat&tahap=terlatih", "bukti=terverifikasi", "bukti=dinyatakan&tahap=terlatih-dan-didampingi"]
)
def test_evidence_that_there_is_not_is_no_page(reading, query):
    assert reading().get(f"/dasbor/daftar/?{query}").status_code == 404


# The page


def test_the_page_says_each_number_with_its_share_and_all_together(reading, city):
    page = reading(Role.OFFICIAL).get("/dasbor/bukti/?per=2021-03-31&diketahui=lalu")
    rows = re.findall(r"<tr>\s*<th scope=\"row\">.*?</tr>", page.content.decode(), re.DOTALL)

    assert [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows] == [
        "Verified by a second person 1 25.0 % 2 50.0 %",
        "With proof attached 1 25.0 % 1 25.0 %",
        "Only stated 2 50.0 % 1 25.0 %",
        "All 4 100.0 % 4 100.0 %",
    ]
    assertContains(page, "The whole city, as of 31 March 2021, as known now.")
    assertContains(
        page, 'href="/dasbor/daftar/?tahap=terlatih&amp;bukti=berbukti&amp;per=2021-03-31&amp;diketahui=lalu"'
    )
