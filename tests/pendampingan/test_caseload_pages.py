"""Caseloads: what waits for a mentor, how much each has in hand, and handing over."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from jakpreneur.accounts.models import Role
from pendampingan.counts.caseload import MentorLoad, loads_at
from tests import make
from umkm.models import Assignment
from umkm.rules.business import close_business

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
GAMBIR = "31.71.01"


def before(days):
    return TODAY - datetime.timedelta(days=days)


@pytest.fixture
def mentor(enter):
    return enter(Role.MENTOR, at="Gambir")


def followed(mentor, name="", **words):
    business = make.business(name, **words)
    Assignment.objects.create(business=business, mentor=mentor, starts_on=make.day("2021-01-04"))
    return business


def visited(mentor, days_ago, name="", **words):
    """A business of the mentor, last visited so many days ago."""
    business = followed(mentor, name)
    make.visit(business, str(before(days_ago)), mentor=mentor, **words)
    return business


def shown(page):
    """The words of a page."""
    return " ".join(strip_tags(page.content.decode()).split())


def hand(client, *businesses, to, query="", **words):
    words = {"mentor": to.pk, "starts_on": str(TODAY)} | words
    return client.post(
        reverse("hand_over") + query, words | {"businesses": [business.number for business in businesses]}, follow=True
    )


# A mentor's own


def test_steps_overdue_stand_apart_from_steps_due_within_a_week(client, mentor):
    for name, due in [("Late", before(1)), ("Today", TODAY), ("Soon", before(-7)), ("Later", before(-8))]:
        visited(mentor, 3, next_step=name, next_step_due=due)

    steps = client.get(reverse("visit_list")).context["steps"]

    assert [visit.next_step for visit in steps.overdue] == ["Late"]
    assert [visit.next_step for visit in steps.due] == ["Today", "Soon"]
    assert steps.more is False


def test_many_steps_overdue_do_not_hide_those_of_this_week_and_a_link_leads_to_all(client, mentor):
    for _ in range(11):
        visited(mentor, 3, next_step="Buku kas", next_step_due=before(1))
    visited(mentor, 3, next_step="Foto produk", next_step_due=TODAY)

    page = client.get(reverse("today")).content.decode()

    assert [page.count(f"<b>{step}</b>") for step in ("Buku kas", "Foto produk")] == [10, 1]
    assert f'<a href="{reverse("visit_list")}?saring=tindak">All 12 agreed steps that are due</a>' in page


def test_59_days_without_a_visit_is_not_yet_long_and_60_is(client, mentor):
    visited(mentor, 59, "Dapur A")
    visited(mentor, 60, "Dapur B")
    followed(mentor, "Dapur C", on=str(before(59)))
    followed(mentor, "Dapur D", on=str(before(60)))
    closed = visited(mentor, 80, "Dapur E")
    close_business(business=closed, closed_on=before(1), reason="pindah", by=make.user())

    page = client.get(reverse("visit_list"), {"saring": "belum"})

    assert [business.name for business in page.context["page"]] == ["Dapur B", "Dapur D"]
    assert "2 businesses not visited for 60 days" in shown(client.get(reverse("today")))


def test_the_caseload_narrows_to_agreed_steps_that_are_due(client, mentor):
    visited(mentor, 3, "Dapur A", next_step="Buku kas", next_step_due=before(2))
    visited(mentor, 3, "Dapur B", next_step="NIB", next_step_due=before(-20))
    visited(mentor, 3, "Dapur C")

    page = client.get(reverse("visit_list"), {"saring": "tindak"})

    assert [business.name for business in page.context["page"]] == ["Dapur A"]


def test_what_has_waited_longest_stands_first_where_a_caseload_is_narrowed(client, mentor):
    visited(mentor, 61, "Dapur A", next_step="Buku kas", next_step_due=before(2))
    visited(mentor, 63, "Dapur B", next_step="Buku kas", next_step_due=before(1))
    visited(mentor, 62, "Dapur C", next_step="Buku kas", next_step_due=before(3))

    pages = [client.get(reverse("visit_list"), {"saring": narrow}).context["page"] for narrow in ("tindak", "belum")]

    assert ["".join(business.name[-1] for business in page) for page in pages] == ["CAB", "BCA"]


def test_a_narrowed_caseload_is_turned_page_by_page(client, mentor):
    for _ in range(26):
        visited(mentor, 61)
    first = client.get(reverse("visit_list"), {"saring": "belum"}).context["page"]

    last = client.get(reverse("visit_list") + first.older).context["page"]

    assert (len(first), len(last), last.older) == (25, 1, None)


# The load of each mentor


def test_the_load_counts_what_each_mentor_of_the_centre_has_in_hand_there():
    rina, dedi, gone, elsewhere = (make.user(Role.MENTOR, at=at, username=name) for name, at in (
        ("rina", "Gambir"), ("dedi", "Gambir"), ("gone", None), ("elsewhere", "Tebet")
    ))  # fmt: skip
    visited(rina, 70, next_step="Buku kas", next_step_due=before(1))
    visited(rina, 3, next_step="Buku kas", next_step_due=TODAY)
    visited(gone, 3)
    followed(rina, at="Tebet")
    followed(elsewhere, at="Tebet")

    loads = loads_at(make.centre("Gambir"))

    assert loads == [
        MentorLoad(dedi, True, businesses=0, overdue=0, unvisited=0),
        MentorLoad(gone, False, businesses=1, overdue=0, unvisited=0),
        MentorLoad(rina, True, businesses=2, overdue=1, unvisited=1),
    ]


@pytest.mark.parametrize("page", ["mentor_loads", "hand_over"])
def test_the_load_costs_the_same_for_1_mentor_and_8(client, enter, page):
    enter(Role.OFFICER, "Gambir")
    costs = []
    for mentors in (1, 7):
        for _ in range(mentors):
            visited(make.user(Role.MENTOR, at="Gambir"), 70)
        make.business(at="Gambir")
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(page), {"pusat": GAMBIR})
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_an_officer_sees_the_load_of_their_centre_alone(client, enter):
    enter(Role.OFFICER, "Gambir")
    make.user(Role.MENTOR, at="Gambir", username="here")
    make.user(Role.MENTOR, at="Tebet", username="there")

    page = client.get(reverse("mentor_loads"), {"pusat": "31.74.01"})

    assert (page.context["centre"].name, [load.mentor.username for load in page.context["loads"]]) == (
        "Gambir",
        ["here"],
    )


def test_an_officer_without_a_centre_is_shown_none_and_hands_nothing_over(client, enter):
    enter(Role.OFFICER)

    assert client.get(reverse("mentor_loads")).context["centre"] is None
    assert client.get(reverse("hand_over")).status_code == 404


def test_an_officer_starts_with_the_businesses_that_wait_for_a_mentor(client, enter):
    enter(Role.OFFICER, "Gambir")
    make.business(at="Gambir")
    make.business(at="Tebet")
    followed(make.user(Role.MENTOR, at="Gambir"))

    assert "1 business at Gambir without a mentor" in shown(client.get(reverse("today")))


# Handing over


def test_an_officer_hands_a_caseload_to_another_mentor(client, enter):
    enter(Role.OFFICER, "Gambir")
    old, new = (make.user(Role.MENTOR, at="Gambir") for _ in range(2))
    first, second, stays = (followed(old, name) for name in ("Dapur A", "Dapur B", "Dapur C"))
    make.business(at="Gambir")
    query = f"?pusat={GAMBIR}&dari={old.username}"

    page = client.get(reverse("hand_over") + query)
    done = hand(client, first, second, to=new, query=query)

    assert [row.business.name for row in page.context["page"]] == ["Dapur A", "Dapur B", "Dapur C"]
    assert [row.business.name for row in page.context["page"] if row.business.number in page.context["ticked"]] == []
    assert f"{new.username} follows 2 more businesses." in shown(done)
    assert dict(Assignment.objects.open().values_list("business__name", "mentor")) == {
        first.name: new.pk,
        second.name: new.pk,
        stays.name: old.pk,
    }


def test_all_on_the_page_are_ticked_by_one_link(client, enter):
    enter(Role.OFFICER, "Gambir")
    waiting = {make.business(at="Gambir").number for _ in range(3)}

    page = client.get(reverse("hand_over"), {"pusat": GAMBIR, "semua": "1"})

    assert page.context["ticked"] == waiting


def test_those_that_wait_are_narrowed_to_a_kelurahan_and_to_the_trained(client, enter):
    enter(Role.OFFICER, "Gambir")
    make.business("Dapur A", at="Gambir")
    trained = make.business("Dapur B", at="Gambir")
    make.trained(trained, "2021-02-01")
    code = trained.kelurahan.code

    def found(**words):
        return [row.business.name for row in client.get(reverse("hand_over"), words).context["page"]]

    assert found(kelurahan=code) == ["Dapur A", "Dapur B"]
    assert found(kelurahan=code, tahap="terlatih") == ["Dapur B"]


def test_what_cannot_pass_is_told_with_its_reason_and_the_rest_passes(client, enter):
    enter(Role.OFFICER, "Gambir")
    old, new, third = (make.user(Role.MENTOR, at="Gambir") for _ in range(3))
    passes, passed_on = followed(old), followed(third, "Dapur Laris")

    page = shown(hand(client, passes, passed_on, to=new, query=f"?dari={old.username}"))

    assert f"{new.username} follows 1 more business." in page
    assert f"Dapur Laris {passed_on.number} Meanwhile {third.username} follows it." in page
    assert Assignment.objects.open().get(business=passes).mentor == new


def test_nothing_is_handed_over_without_a_mentor_a_day_or_a_business(client, enter):
    enter(Role.OFFICER, "Gambir")
    mentor, elsewhere = make.user(Role.MENTOR, at="Gambir"), make.user(Role.MENTOR, at="Tebet")
    business, foreign = make.business(at="Gambir"), make.business(at="Tebet")

    def said(*businesses, to=mentor, **words):
        return dict(hand(client, *businesses, to=to, **words).context["form"].errors)

    assert said() == {"businesses": ["Tick the businesses that are handed over."]}
    assert said(foreign) == {"businesses": [f"You cannot choose {foreign.number} here."]}
    assert said(business, starts_on=str(before(-1))) == {"starts_on": ["The assignment starts in the future."]}
    assert list(said(business, to=elsewhere)) == ["mentor"]
    assert [client.get(reverse("hand_over"), {"dari": name}).status_code for name in ("nobody", "\0")] == [404, 404]
    assert not Assignment.objects.exists()


def test_whoever_opens_the_loads_of_their_centres_is_shown_the_first_without_a_complaint(client, enter):
    enter(Role.STAFF)

    page = client.get(reverse("mentor_loads"))

    assert (page.context["chooser"].errors, page.context["centre"]) == ({}, page.context["chooser"].centres.first())
