"""The list of topics that staff keep, and the classes that are about them."""

import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from pendampingan.models import Topic, TrainingSession
from pendampingan.rules.topic import add_topic, change_topic
from tests import make
from tests.sql import rows
from tests.umkm.registering import refusal


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def staff(db):
    return make.user(Role.STAFF)


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def offered(client) -> list[str]:
    """The topics that a new class can be about."""
    return [str(label) for _value, label in client.get(reverse("session_plan")).context["form"].fields["topic"].choices]


def planned(**words):
    today = timezone.localdate()
    return {
        "title": "Kelas", "agency": "ppkukm", "centre": "31.71.01", "capacity": "40",
        "days_0": str(today + datetime.timedelta(days=1)),
    } | words  # fmt: skip


def test_a_class_is_about_a_topic_of_the_list(signed_in):
    signed_in.post(reverse("session_plan"), planned(topic="keuangan"))

    assert TrainingSession.objects.get().topic.name == "Keuangan"


def test_a_topic_that_is_retired_stays_on_its_classes_and_is_offered_no_more(signed_in, staff):
    topic = Topic.objects.get(code="kemasan")
    session = make.session("2021-03-01", topic=topic)
    before = offered(signed_in)

    change_topic(topic=topic, name="Kemasan", offered=False, by=staff)

    page = signed_in.get(reverse("session_detail", args=[session.pk]))
    assert page.context["session"].topic == topic
    assert [name for name in before if name != "Kemasan"] == offered(signed_in) != before


def test_a_topic_is_offered_again(signed_in, staff):
    topic = Topic.objects.get(code="kemasan")
    before = offered(signed_in)
    change_topic(topic=topic, name="Kemasan", offered=False, by=staff)

    change_topic(topic=topic, name="Kemasan", offered=True, by=staff)

    assert offered(signed_in) == before


def test_a_topic_nobody_keeps_is_refused_beside_its_field(signed_in):
    page = signed_in.post(reverse("session_plan"), planned(topic="astrologi"))

    assert page.context["form"].errors == {"topic": ["Choose a topic from the list."]}


def test_a_topic_nobody_keeps_is_refused_in_sql_by_hand(db):
    session = make.session("2021-03-01")

    TrainingSession.objects.filter(pk=session.pk).update(topic_id=9999)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows("SET CONSTRAINTS ALL IMMEDIATE")
    TrainingSession.objects.filter(pk=session.pk).update(topic_id=None)

    assert refused.value.__cause__.diag.table_name == "pendampingan_trainingsession"


def test_staff_add_a_topic_and_name_it_otherwise_and_its_code_stays(signed_in):
    added = signed_in.post(reverse("topic_add"), {"name": "Ekspor & impor"}, follow=True)
    signed_in.post(reverse("topic_edit", args=["ekspor-impor"]), {"name": "Ekspor", "offered": "on"})

    topic = Topic.objects.get(code="ekspor-impor")
    assert [str(message) for message in added.context["messages"]] == ["Ekspor & impor can be chosen now."]
    assert (topic.name, topic.retired_on) == ("Ekspor", None)


def test_a_topic_is_not_there_twice_nor_without_a_name(staff):
    packaging = Topic.objects.get(code="kemasan")

    twice = {"name": "There is such a topic already."}
    assert refusal(add_topic, name="KEUANGAN", by=staff) == twice
    assert refusal(change_topic, topic=packaging, name="keuangan", offered=True, by=staff) == twice
    assert refusal(add_topic, name="!?", by=staff) == {"name": "Give the topic a name."}


def test_the_list_says_which_topics_are_offered_no_more(signed_in, staff):
    change_topic(topic=Topic.objects.get(code="keuangan"), name="Keuangan", offered=False, by=staff)

    topics = list(signed_in.get(reverse("topic_list")).context["topics"])

    assert topics[-1].code == "keuangan"
    assert [topic.name for topic in topics[:-1]] == sorted(topic.name for topic in topics[:-1])


def test_a_class_s_text_topics_become_topics_and_come_back_when_migrated_backwards(committed_database, as_owner):
    texts = ["", "Keuangan", "Batik tulis", "batik tulis", "Batik, tulis"]
    sessions = [make.session("2021-03-01").pk for _ in texts]
    call_command("migrate", "pendampingan", "0008_seats", verbosity=0)
    with connection.cursor() as cursor:
        for pk, text in zip(sessions, texts, strict=True):
            cursor.execute("UPDATE pendampingan_trainingsession SET topic = %s WHERE id = %s", [text, pk])

    call_command("migrate", "pendampingan", verbosity=0)
    classes = TrainingSession.objects.order_by("pk").select_related("topic")
    topics = [session.topic and (session.topic.code, session.topic.name) for session in classes]
    call_command("migrate", "pendampingan", "0008_seats", verbosity=0)

    first_spelling = topics[2][1]
    assert topics == [
        None,
        ("keuangan", "Keuangan"),
        (topics[2][0], first_spelling),
        (topics[2][0], first_spelling),
        (topics[4][0], "Batik, tulis"),
    ]
    assert {topics[2][0], topics[4][0]} == {"batik-tulis", "batik-tulis-2"}
    assert [text.lower() for (text,) in rows("SELECT topic FROM pendampingan_trainingsession ORDER BY id")] == [
        text.lower() for text in texts
    ]
