"""A NIK or NPWP in full: for whom, with a reason, once, and never without leaving a trace."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Change
from tests import make
from tests.house.test_views import PAGES, WORDS
from tests.umkm.registering import person, refusal, register
from umkm.choices import Sealed, Tie
from umkm.identifiers import Npwp
from umkm.models import Business, Disclosure
from umkm.rules.assignment import assign_mentor
from umkm.rules.disclosure import disclose
from umkm.rules.membership import add_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(staff):
    return register(staff, npwp=Npwp.parse("3199 0157 0890 7654"))


@pytest.fixture
def contested(business):
    return make.contested(claimed=business.owner)


def addresses(business, contested):
    return {
        Sealed.NIK: f"/peserta/{business.owner.pk}/nik/",
        Sealed.NPWP: f"/usaha/{business.number}/npwp/",
        Sealed.CLAIMED_NIK: f"/usaha/{contested.number}/nik/",
    }


def ask(client, address, **words):
    """Open the page that asks, and send it."""
    key = client.get(address).context["form"]["ask"].value()
    return client.post(address, {"reason": "Compared with the card", "ask": key} | words)


def written(nik):
    digits = nik.in_full()
    return " ".join(digits[at : at + 4] for at in range(0, 16, 4))


# Who, and what is kept


@pytest.mark.parametrize("what", Sealed)
@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICER])
def test_the_desk_is_shown_the_number_once_it_has_said_why(signed_in, staff, officer, business, contested, what, role):
    user = {Role.STAFF: staff, Role.OFFICER: officer}[role]
    address = addresses(business, contested)[what]

    page = ask(signed_in(user), address)

    of = {Sealed.NIK: business.owner, Sealed.NPWP: business, Sealed.CLAIMED_NIK: contested}[what]
    assert re.search(r'<p class="big">(.*)</p>', page.content.decode())[1] == written(getattr(of, what))
    kept = Disclosure.objects.get()
    assert (kept.what, kept.participant or kept.business, kept.by, kept.reason) == (
        what, of, user, "Compared with the card",
    )  # fmt: skip


@pytest.mark.parametrize("what", Sealed)
@pytest.mark.parametrize(
    ("role", "at", "status"),
    [
        (Role.OFFICER, "Menteng", 404),
        (Role.MENTOR, "Gambir", 403),
        (Role.OFFICIAL, None, 403),
        (Role.ADMIN, None, 403),
    ],
)
def test_nobody_else_is_even_asked(signed_in, business, contested, what, role, at, status):
    user = make.user(role, at=at)
    if role == Role.MENTOR:
        assign_mentor(business=business, mentor=user, starts_on=make.day("2021-02-01"), by=make.user())
    client, address = signed_in(user), addresses(business, contested)[what]

    answers = client.get(address), client.post(address, {"reason": "Compared with the card", "ask": uuid4()})

    assert [answer.status_code for answer in answers] == [status, status]
    assert Disclosure.objects.count() == 0


def test_an_officer_is_shown_nobody_whose_business_is_elsewhere(signed_in, officer, staff):
    elsewhere = register(staff, kelurahan=make.kelurahan("Menteng"))

    assert signed_in(officer).get(f"/peserta/{elsewhere.owner.pk}/nik/").status_code == 404


@pytest.mark.parametrize("reason", ["", "  ", "x", "cek KTP", " cek KTP    ", "12.10.2026 .-", "x" * 301, "\x00"])
def test_without_a_reason_that_tells_something_nothing_is_shown(signed_in, staff, business, reason):
    page = ask(signed_in(staff), f"/peserta/{business.owner.pk}/nik/", reason=reason)

    assert list(page.context["form"].errors) == ["reason"]
    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize("number", ["3199015708900001", "3199 0157 0890 0001", "NIK 3199.0157.0890.0001!"])
def test_the_number_itself_is_no_reason(staff, business, number):
    said = refusal(disclose, what=Sealed.NIK, of=business.owner, reason=number, ask=uuid4(), by=staff)

    assert said == {"reason": "Leave the number itself out of the reason."}


def test_a_page_that_was_sent_shows_nothing_a_second_time(signed_in, staff, business):
    client, address = signed_in(staff), f"/peserta/{business.owner.pk}/nik/"
    key = uuid4()
    client.post(address, {"reason": "Compared with the card", "ask": key})

    again = client.post(address, {"reason": "Compared with the card", "ask": key}, follow=True)

    assert again.redirect_chain == [(address, 302)]
    assert [str(message) for message in again.context["messages"]] == [
        "It was shown already, once. Say again why it is needed."
    ]
    assert business.owner.nik.in_full()[4:] not in again.content.decode().replace(" ", "")
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "\x00"])
def test_a_page_that_is_not_ours_shows_nothing(signed_in, staff, business, key):
    answer = signed_in(staff).post(
        f"/peserta/{business.owner.pk}/nik/", {"reason": "Compared with the card", "ask": key}
    )

    assert (answer.status_code, Disclosure.objects.count()) == (302, 0)


def test_the_answer_is_kept_by_no_cache_and_its_title_says_no_number(signed_in, staff, business):
    page = ask(signed_in(staff), f"/peserta/{business.owner.pk}/nik/")

    assert "no-store" in page["Cache-Control"]
    assert re.search(r"<title>(.*)</title>", page.content.decode())[1] == "NIK in full · Jakpreneur"
    assert page.content.decode().count(written(business.owner.nik)) == 1


def test_a_number_that_is_not_on_record_is_no_page(signed_in, staff):
    without = register(staff)

    assert signed_in(staff).get(f"/usaha/{without.number}/npwp/").status_code == 404
    assert signed_in(staff).get(f"/usaha/{without.number}/nik/").status_code == 404


def test_the_log_and_the_audit_hold_no_number(signed_in, staff, business, caplog):
    ask(signed_in(staff), f"/peserta/{business.owner.pk}/nik/")

    kept = caplog.text + str(list(Change.objects.values())) + str(list(Disclosure.objects.values()))
    assert business.owner.nik.in_full() not in kept


# That looking is looked at


def test_staff_read_on_the_record_who_looked_and_why(signed_in, staff, officer, business):
    ask(signed_in(officer), f"/usaha/{business.number}/npwp/")

    for_staff, for_officer = (signed_in(user).get(f"/usaha/{business.number}/") for user in (staff, officer))

    newest = for_staff.context["timeline"].entries[0]
    assert (newest.title, newest.text) == (f"NPWP shown in full to {officer.username}", "Compared with the card")
    assert "Compared with the card" not in for_officer.content.decode()


def test_the_list_of_who_looked_is_the_staff_s_and_is_narrowed_to_one_user(signed_in, staff, officer, business):
    ask(signed_in(staff), f"/peserta/{business.owner.pk}/nik/", reason="Mine, by the card")
    ask(signed_in(officer), f"/usaha/{business.number}/npwp/", reason="Theirs, by the card")

    def reasons(query=""):
        return [shown.reason for shown in signed_in(staff).get(f"/peserta/pengungkapan/{query}").context["page"]]

    assert reasons() == ["Theirs, by the card", "Mine, by the card"]
    assert reasons(f"?oleh={officer.username}") == ["Theirs, by the card"]
    assert reasons("?oleh=nobody") == ["Theirs, by the card", "Mine, by the card"]
    assert reasons("?oleh=%00&setelah=x") == ["Theirs, by the card", "Mine, by the card"]
    assert signed_in(officer).get("/peserta/pengungkapan/").status_code == 403


def test_the_list_costs_the_same_for_1_row_and_for_25(signed_in, staff, business, django_assert_max_num_queries):
    client = signed_in(staff)

    def looked(times):
        for _ in range(times):
            disclose(
                what=Sealed.NIK, of=make.participant(), reason="Compared with the card", ask=uuid4(), by=make.user()
            )

    looked(1)
    client.get("/peserta/pengungkapan/")
    with django_assert_max_num_queries(10) as one:
        client.get("/peserta/pengungkapan/")
    looked(26)
    with django_assert_max_num_queries(10) as many:
        page = client.get("/peserta/pengungkapan/")

    assert len(page.context["page"]) == 25
    assert len(many) == len(one)


# Everywhere else


@pytest.fixture
def known(staff, officer, business, contested):
    """Somebody in every part of the registry, and the parameters of the pages that tell of them."""
    mentor = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=business, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)
    membership = add_member(business=business, person=person("Budi"), tie=Tie.PARTNER, by=staff)
    enrolled = make.trained(business, "2021-03-01")
    visit = make.visit(business, "2021-04-01", mentor=mentor)
    ids = {"participant": business.owner.pk, "member": membership.pk, "session": enrolled.session_id}
    people = {Role.STAFF: staff, Role.OFFICER: officer, Role.MENTOR: mentor} | {
        role: make.user(role) for role in (Role.OFFICIAL, Role.ADMIN)
    }
    return {"people": people, "ids": ids | {"visit": visit.pk}, "numbers": [business.number, contested.number]}


def every_address(known):
    """Each page with parameters that name what is there."""
    for page in PAGES:
        names = page.pattern.regex.groupindex
        keys = known["ids"].values() if "pk" in names else [None]
        for number in known["numbers"] if "number" in names else [None]:
            for key in keys:
                words = WORDS | {"number": number, "pk": key}
                yield reverse(page.name, kwargs={name: words[name] for name in names})


@pytest.mark.parametrize("role", Role)
def test_no_page_of_any_role_shows_more_than_the_mask(signed_in, known, business, role):
    hidden = {owner.nik.in_full()[4:] for owner in (business.owner, business.memberships.get().participant)}
    hidden |= {Business.objects.get(pk=business.pk).npwp.in_full()[4:]}
    client = signed_in(known["people"][role])

    shown, opened = set(), 0
    for address in every_address(known):
        answer = client.get(address)
        opened += answer.status_code == 200
        text = re.sub(r"[\s.\-]", "", b"".join(answer).decode(errors="replace"))
        shown |= {address for digits in hidden if digits in text}

    assert shown == set()
    assert opened > {Role.STAFF: 25, Role.OFFICER: 25, Role.MENTOR: 8, Role.OFFICIAL: 5, Role.ADMIN: 0}[role]


def test_a_contested_registration_masks_the_claimed_nik(signed_in, staff, contested):
    page = signed_in(staff).get(f"/usaha/{contested.number}/").content.decode()

    assert str(contested.claimed_nik) in page
    assert contested.claimed_nik.in_full() not in page
