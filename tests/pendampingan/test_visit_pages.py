"""The pages of visits, by role: what each reader sees, saves and is told."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from jakpreneur.accounts.models import Role
from pendampingan.models import MentoringVisit, Topic
from pendampingan.rules.visit import void_visit
from tests import make
from tests.shown import as_shown
from umkm.models import Assignment
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def mentor(enter):
    return enter(Role.MENTOR, at="Gambir")


def followed(mentor, name="", **words):
    business = make.business(name, **words)
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    return business


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def log(client, business, on="2021-03-01", **words):
    return client.post(
        reverse("visit_log"), {"business": business, "visited_on": on, "mode": "on_site"} | words, follow=True
    )


def url(name, visit):
    return reverse(name, args=[visit.pk])


@pytest.mark.parametrize(
    ("role", "at", "statuses"),
    [
        (Role.STAFF, None, [200, 403, 200, 200]),
        (Role.OFFICER, "Gambir", [200, 403, 200, 403]),
        (Role.MENTOR, "Gambir", [200, 200, 404, 404]),
        (Role.OFFICIAL, None, [403, 403, 403, 403]),
        (Role.ADMIN, None, [403, 403, 403, 403]),
    ],
)
def test_each_role_enters_its_pages_and_no_other(client, enter, role, at, statuses):
    visit = make.visit(make.business(at="Gambir"), "2021-03-01")
    enter(role, at)

    pages = [reverse("visit_list"), reverse("visit_log"), url("visit_detail", visit), url("visit_void", visit)]

    assert [client.get(page).status_code for page in pages] == statuses


def test_the_list_holds_ones_own_centres_visits_and_not_anothers(client, enter):
    mine, other = (
        make.visit(make.business(at="Gambir"), "2021-03-01"),
        make.visit(make.business(at="Tebet"), "2021-03-01"),
    )
    enter(Role.OFFICER, "Gambir")

    page = client.get(reverse("visit_list"))

    assert [visit.pk for visit in page.context["page"]] == [mine.pk]
    assert client.get(url("visit_detail", other)).status_code == 404


def test_a_mentor_logs_a_visit_from_the_business_page(client, mentor):
    business = followed(mentor)

    form = client.get(reverse("visit_log"), {"usaha": business.number})
    log(
        client,
        business.number,
        minutes="45",
        topics=["keuangan", "kemasan"],
        notes="Laba",
        monthly_sales="Rp1.500.000",
        next_step="Buku kas",
        next_step_due="01/04/2021",
    )

    visit = MentoringVisit.objects.get()
    assert f'value="{business.number}"' in form.content.decode()
    assert (visit.mentor, visit.minutes, visit.topics, visit.monthly_sales) == (
        mentor,
        45,
        ["keuangan", "kemasan"],
        1_500_000,
    )
    assert (visit.next_step, visit.next_step_due) == ("Buku kas", make.day("2021-04-01"))


def test_words_offer_businesses_of_the_caseload_alone_and_the_button_logs(client, mentor):
    mine = followed(mentor, "Dapur Sari")
    make.business("Sari Lain", at="Gambir")

    offered = log(client, "sari", notes="Tetap ada")
    log(client, "sari", chosen=mine.number)

    assert errors(offered) == {"business": ["Choose the business from the list below."]}
    assert [business.name for business in offered.context["form"].choices] == ["Dapur Sari"]
    assert "Tetap ada" in offered.content.decode()
    assert MentoringVisit.objects.get().business == mine


def test_what_cannot_have_been_is_said_beside_its_field_and_nothing_typed_is_lost(client, mentor):
    business, foreign, voided = followed(mentor), make.business(at="Tebet"), followed(mentor)
    void_business(business=voided, reason="ganda", by=make.user(Role.STAFF))
    tomorrow = str(TODAY + datetime.timedelta(days=1))

    def said(number, on="2021-03-01", **words):
        page = log(client, number, on, notes="Sudah diketik", **words)
        assert "Sudah diketik" in page.content.decode()
        return errors(page)

    assert said(business.number, tomorrow) == {"visited_on": ["The visit lies in the future."]}
    assert said(business.number, "2020-12-31") == {"visited_on": ["The visit was before the business registered."]}
    assert said(business.number, "31/02/2021") == {"visited_on": ["Enter a day, such as 25/10/2021."]}
    assert said(foreign.number) == {"business": [f"You cannot choose {foreign.number} here."]}
    assert said(voided.number) == {"business": ["This registration was voided: nothing more is recorded for it."]}
    assert said(business.number, minutes="1.5") == {"minutes": ["Enter a whole number."]}
    assert said(business.number, next_step_due="2021-04-01") == {"next_step": ["Say what is due on that day."]}
    assert MentoringVisit.objects.count() == 0


def test_a_mentor_voids_their_visit_on_the_same_day_and_city_staff_later(client, enter):
    mentor = enter(Role.MENTOR, "Gambir")
    today, before = (make.visit(followed(mentor), "2021-03-01", mentor=mentor) for _ in range(2))
    MentoringVisit.objects.filter(pk=before.pk).update(recorded_at=timezone.now() - datetime.timedelta(days=1))

    client.post(url("visit_void", today), {"reason": "salah usaha"})
    refused = client.post(url("visit_void", before), {"reason": "salah usaha"}).status_code
    enter(Role.STAFF)
    client.post(url("visit_void", before), {"reason": "tidak pernah"})

    assert refused == 403
    assert list(MentoringVisit.objects.order_by("pk").values_list("void_reason", flat=True)) == [
        "salah usaha",
        "tidak pernah",
    ]


def test_a_mentor_changes_their_visit_on_its_day_and_nobody_does_later(client, enter):
    mentor = enter(Role.MENTOR, "Gambir")
    today, before = (make.visit(followed(mentor), "2021-03-01", mentor=mentor, notes="Laba") for _ in range(2))
    another = make.visit(followed(mentor), "2021-03-01")
    MentoringVisit.objects.filter(pk=before.pk).update(recorded_at=timezone.now() - datetime.timedelta(days=1))

    page = client.get(url("visit_edit", today))
    client.post(url("visit_edit", today), as_shown(page) | {"notes": "Rugi", "topics": ["kemasan"]})
    refused = [client.get(url("visit_edit", visit)).status_code for visit in (before, another)]
    enter(Role.STAFF)

    today.refresh_from_db()
    assert (today.notes, today.topics, today.mode) == ("Rugi", ["kemasan"], "on_site")
    assert (refused, client.get(url("visit_edit", today)).status_code) == ([403, 403], 403)


def test_a_retired_topic_stays_on_its_visit_and_is_offered_for_no_new_one(client, mentor):
    visit = make.visit(followed(mentor), "2021-03-01", mentor=mentor, topics=["keuangan"])
    Topic.objects.filter(code="keuangan").update(retired_on=TODAY)

    new = client.get(reverse("visit_log"), {"usaha": visit.business.number})
    edited = client.get(url("visit_edit", visit))

    assert "keuangan" not in dict(new.context["form"].fields["topics"].choices)
    assert "keuangan" in dict(edited.context["form"].fields["topics"].choices)
    assert "Keuangan" in client.get(url("visit_detail", visit)).content.decode()


def test_a_business_is_tapped_in_the_caseload_or_found_before_the_visit_is_told(client, mentor):
    mine = followed(mentor, "Dapur Sari")
    make.business("Dapur Lain", at="Gambir")

    page = client.get(reverse("visit_log"))
    found = client.post(reverse("visit_log"), {"business": mine.number})
    offered = client.post(reverse("visit_log"), {"business": "sari"})

    address = f"{reverse('visit_log')}?usaha={mine.number}"
    assert [business.name for business in page.context["page"]] == ["Dapur Sari"]
    assert f'href="{address}"' in page.content.decode()
    assert found.headers["Location"] == address
    assert offered.context["form"].choices == [mine]
    assert MentoringVisit.objects.count() == 0


def test_after_a_hand_over_the_history_is_the_new_mentors_and_the_old_one_finds_nothing(client, enter):
    old = enter(Role.MENTOR, "Gambir")
    business = followed(old)
    visit = make.visit(business, "2021-03-01", mentor=old, notes="Arus kas")
    pages = [reverse("business_detail", args=[business.number]), url("visit_detail", visit), url("visit_void", visit)]

    def found_by(reader):
        client.force_login(reader)
        listed = client.get(reverse("visit_list"), {"daftar": "kunjungan"}).context["page"]
        return [client.get(page).status_code for page in pages], [row.pk for row in listed]

    before = found_by(old)
    new = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=business, mentor=new, starts_on=TODAY, by=make.user(Role.STAFF))

    assert before == ([200, 200, 200], [visit.pk])
    assert found_by(old) == ([404, 404, 404], [])
    assert found_by(new) == ([200, 200, 403], [visit.pk])
    assert found_by(make.user(Role.OFFICER, at="Gambir"))[1] == [visit.pk]


def test_whoever_follows_a_business_reads_the_visits_to_what_was_merged_into_it(client, mentor):
    business, double = followed(mentor), make.business()
    visit, _other = make.visit(double, "2021-03-01"), make.visit(make.business(), "2021-03-01")
    merge_businesses(survivor=business, double=double, reason="sama", by=make.user(Role.STAFF))

    page = client.get(reverse("visit_list"), {"daftar": "kunjungan"})

    assert [row.pk for row in page.context["page"]] == [visit.pk]


def test_a_voided_visit_says_who_and_why_and_cannot_be_voided_again(client, enter):
    visit, staff = make.visit(make.business(), "2021-03-01"), enter(Role.STAFF)
    void_visit(visit=visit, reason="usaha lain", by=staff)

    page = client.get(url("visit_detail", visit)).content.decode()

    assert f"Voided by {staff.username}" in page
    assert "usaha lain" in page
    assert client.get(url("visit_void", visit)).status_code == 403


def test_a_mentor_starts_with_the_caseload_and_the_steps_that_are_due(client, mentor):
    due, later, done = (followed(mentor, name) for name in ("Dapur A", "Dapur B", "Dapur C"))
    make.business("Dapur D", at="Gambir")
    make.visit(due, "2021-03-01", mentor=mentor, next_step="Buku kas", next_step_due=TODAY)
    make.visit(later, "2021-03-01", mentor=mentor, next_step="NIB", next_step_due=TODAY + datetime.timedelta(days=30))
    make.visit(done, "2021-03-01", mentor=mentor, next_step="Foto", next_step_due=TODAY)
    make.visit(done, "2021-03-02", mentor=mentor)

    page = client.get(reverse("visit_list"))

    assert [business.name for business in page.context["page"]] == ["Dapur A", "Dapur B", "Dapur C"]
    assert [visit.next_step for visit in page.context["steps"].due] == ["Buku kas"]
    assert "Buku kas" in client.get(reverse("today")).content.decode()


@pytest.mark.parametrize("rows", [1, 25])
@pytest.mark.parametrize(("query", "queries"), [("", 6), ("?daftar=kunjungan", 5)])
def test_a_mentors_lists_cost_the_same_for_1_row_and_25(
    client, mentor, django_assert_num_queries, rows, query, queries
):
    for _ in range(rows):
        make.visit(followed(mentor), "2021-03-01", mentor=mentor, next_step="NIB", next_step_due=TODAY)

    with django_assert_num_queries(queries):
        page = client.get(reverse("visit_list") + query)

    assert len(page.context["page"]) == rows


@pytest.mark.parametrize("minutes", ["0", "1441"])
def test_a_visit_of_no_time_or_of_more_than_a_day_is_refused_in_the_words_of_visits(client, mentor, minutes):
    page = log(client, followed(mentor).number, minutes=minutes)

    assert errors(page) == {"minutes": ["A visit lasts from one minute to one day."]}


def test_two_pages_that_change_one_visit_lose_nothing_and_the_second_is_told(client, mentor):
    visit = make.visit(followed(mentor), str(TODAY), mentor=mentor, notes="satu", topics=["keuangan"])
    words = {"visited_on": str(TODAY), "mode": visit.mode, "notes": "satu"} | dict.fromkeys(
        ("minutes", "next_step", "next_step_due", "monthly_sales"), ""
    )
    shown = {f"initial-{name}": text for name, text in words.items()} | {"initial-topics": "keuangan"}
    page = words | shown | {"topics": ["keuangan"]}
    first = page | {"notes": "dua", "topics": ["keuangan", "kemasan"]}
    client.post(url("visit_edit", visit), first, follow=True)

    saved = client.post(url("visit_edit", visit), page | {"minutes": "77"}, follow=True)
    refused = client.post(url("visit_edit", visit), page | {"notes": "tiga"})

    visit.refresh_from_db()
    assert (visit.notes, visit.minutes, sorted(visit.topics)) == ("dua", 77, ["kemasan", "keuangan"])
    assert [str(told).split(":")[0] for told in saved.context["messages"]][1:] == ["Topics", "Notes"]
    assert list(errors(refused)) == ["notes"]
    assert refused.context["form"]["topics"].value() == ["keuangan", "kemasan"]
