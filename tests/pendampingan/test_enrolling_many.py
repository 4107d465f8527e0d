"""Several put into a class at once, and one found by phone."""

import pytest
from django.urls import reverse
from django.utils import translation

from jakpreneur.accounts.models import Role
from jakpreneur.acting import today
from pendampingan.choices import EnrolmentStatus
from pendampingan.rules.enrolment import enrol, enrol_many, withdraw
from tests import make
from tests.umkm.registering import refusal
from umkm.models import Business
from umkm.rules.business import void_business

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"


@pytest.fixture
def officer(client):
    """Signed in, reading English."""
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    with translation.override("en"):
        yield user


def page_of(client, session, **query):
    return client.get(reverse("enrol_many", args=[session.pk]), query)


def offered(client, session, **query):
    return [row.business.name for row in page_of(client, session, **query).context["page"]]


def tick(client, session, *businesses):
    numbers = [business.number for business in businesses]
    return client.post(reverse("enrol_many", args=[session.pk]), {"businesses": numbers}, follow=True)


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_the_list_offers_who_trades_at_the_centre_untrained_and_not_in_the_class(client, officer):
    session = make.session(str(today()))
    make.business("Warung Baru", sector="kuliner")
    make.business("Jahit Baru", sector="fesyen")
    make.business("Warung Jauh", at="Tebet")
    make.trained(make.business("Warung Terlatih"), "2021-03-01")
    make.enrolment(session, make.business("Warung Terdaftar"))
    void_business(business=make.business("Warung Batal"), reason="ganda", by=make.user(Role.STAFF))

    assert sorted(offered(client, session)) == ["Jahit Baru", "Warung Baru"]
    assert offered(client, session, sektor="fesyen") == ["Jahit Baru"]


def test_the_ticked_are_enrolled_and_those_beyond_the_seats_wait(client, officer):
    session = make.session(str(today()), capacity=2)
    businesses = [make.business(f"Warung {letter}") for letter in "ABC"]

    page = tick(client, session, *businesses)

    assert said(page) == ["Now enrolled: 2.", "Now on the waiting list: 1."]
    assert [each.business for each in session.enrolments.waiting()] == [businesses[2]]


def test_who_cannot_be_enrolled_is_named_with_the_reason_and_the_others_are(officer):
    session = make.session(str(today()))
    voided, contested, known, fine = make.business(), make.contested(), make.business(), make.business()
    twin = make.business(owner=fine.owner)
    void_business(business=voided, reason="ganda", by=make.user(Role.STAFF))
    make.enrolment(session, known)

    enrolled = enrol_many(session=session, businesses=[voided, contested, known, fine, twin], by=officer)

    assert [each.business for each in enrolled.seated] == [fine]
    assert dict(enrolled.refused) == {
        voided: "This registration was voided: nothing more is recorded for it.",
        contested: "This registration is contested: it has no owner until staff decide.",
        known: "This person is already in this class.",
        twin: "This person is already in this class.",
    }


def test_several_come_back_behind_those_who_wait(officer):
    session = make.session(str(today()), capacity=1)
    first, second, third = (make.business() for _ in range(3))
    enrolled = [enrol(session=session, business=business, by=officer) for business in (first, second, third)]
    withdraw(enrolment=enrolled[1], by=officer)

    enrol_many(session=session, businesses=[second], by=officer)

    assert [each.business for each in session.enrolments.waiting()] == [third, second]
    assert session.enrolments.count() == 3


def test_a_class_that_takes_nobody_takes_no_several(officer):
    session = make.session("2021-03-01", enrol_until=make.day("2021-02-01"))

    said_of = refusal(enrol_many, session=session, businesses=[make.business()], by=officer)

    assert said_of == {"business": "Enrolment for this class closed on 1 February 2021."}


def test_another_centre_s_business_cannot_be_ticked(client, officer):
    session, foreign = make.session(str(today())), make.business(at="Tebet")

    page = tick(client, session, foreign)

    assert page.context["form"].errors == {"businesses": [f"You cannot choose {foreign.number} here."]}
    assert session.enrolments.count() == 0


@pytest.mark.parametrize("people", [1, 40])
def test_enrolling_40_costs_what_enrolling_1_does(officer, django_assert_num_queries, people):
    session, businesses = make.session(str(today())), [make.business() for _ in range(people)]

    with django_assert_num_queries(14):
        enrol_many(session=session, businesses=businesses, by=officer)

    assert session.enrolments.enrolled().count() == people


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_1_business_and_25(client, officer, django_assert_num_queries, rows):
    session = make.session(str(today()))
    for _ in range(rows):
        make.business()

    with django_assert_num_queries(10):
        page = page_of(client, session)

    assert len(page.context["page"]) == rows


def test_somebody_is_found_by_phone_of_the_owner_or_the_business(client, officer):
    session = make.session(str(today()))
    of_owner = make.business("Warung Ani", owner=make.participant("Ani", phone=PHONE))
    own = make.business("Warung Budi", phone=PHONE)
    make.business("Warung Jauh", phone=PHONE, at="Tebet")

    page = client.post(reverse("session_detail", args=[session.pk]), {"business": "0812-3456-7890"})

    assert page.context["form"].choices == [of_owner, own]
    assert EnrolmentStatus.ENROLLED not in session.enrolments.values_list("status", flat=True)
    assert Business.objects.count() == 3
