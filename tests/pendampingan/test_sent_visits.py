"""A visit logged on a phone, as it arrives: late, twice, or without what the phone does not keep."""

import datetime
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.access import owner_tag
from pendampingan.models import MentoringVisit
from tests import make
from umkm.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def mentor(client):
    """Signed in, reading English."""
    mentor = make.user(Role.MENTOR, at="Gambir")
    client.force_login(mentor)
    client.cookies["language"] = "en"
    return mentor


@pytest.fixture
def business(mentor):
    business = make.business("Warung Siti")
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    return business


def item(of, **words):
    return {
        "key": str(uuid.uuid4()),
        "made_at": timezone.now().isoformat(),
        "business": of.number,
        "visited_on": "2021-03-01",
        "mode": "on_site",
        "minutes": "45",
        "topics": "keuangan pemasaran",
    } | words


def send(client, by, *items):
    body = json.dumps({"owner": owner_tag(by), "items": items})
    return client.post(reverse("outbox_visit"), body, content_type="application/json").json()["items"]


def test_a_visit_is_logged_with_what_the_phone_tells(client, mentor, business):
    (told,) = send(client, mentor, item(business, notes="Buku kas mulai diisi."))

    visit = MentoringVisit.objects.get()
    assert told == {"visit": visit.pk}
    assert (visit.business, visit.mentor, str(visit.visited_on), visit.mode, visit.minutes, visit.topics, visit.notes) == (
        business, mentor, "2021-03-01", "on_site", 45, ["keuangan", "pemasaran"], "Buku kas mulai diisi.",
    )  # fmt: skip


def test_a_visit_sent_again_without_its_notes_is_the_same_visit(client, mentor, business):
    sent = item(business)

    first, second = send(client, mentor, sent | {"notes": "Buku kas mulai diisi."}), send(client, mentor, sent)

    assert first == second
    assert list(MentoringVisit.objects.values_list("notes", flat=True)) == ["Buku kas mulai diisi."]


def test_one_refused_visit_stops_no_other(client, mentor, business):
    followed_by_another = make.business("Toko Jauh")

    told = send(client, mentor, item(followed_by_another), item(business, visited_on="2020-12-31"), item(business))

    assert [list(each) for each in told] == [["refused"], ["refused"], ["visit"]]
    assert told[1] == {"refused": "The visit was before the business registered."}
    assert [visit.business for visit in MentoringVisit.objects.all()] == [business]


def test_a_visit_of_61_days_ago_is_refused(client, mentor, business):
    old = (timezone.now() - datetime.timedelta(days=61)).isoformat()

    told = send(client, mentor, item(business, made_at=old))

    assert told == [{"refused": "This has waited for more than 60 days. Look whether it still holds."}]


@pytest.mark.parametrize("value", [None, True, [], {}, "\0", 10**30, -1, "x"])
@pytest.mark.parametrize("name", ["key", "made_at", "business", "visited_on", "mode"])
def test_a_visit_that_says_nonsense_is_refused_in_words(client, mentor, business, name, value):
    (told,) = send(client, mentor, item(business, **{name: value}))

    assert list(told) == ["refused"]
    assert MentoringVisit.objects.count() == 0


def test_a_visit_with_half_a_character_in_it_is_answered_with_400(client, mentor, business):
    body = json.dumps({"owner": owner_tag(mentor), "items": [item(business, notes="buku \ud83d")]})

    assert client.post(reverse("outbox_visit"), body, content_type="application/json").status_code == 400
