"""Whose a contested registration is: what staff decide, by rule and on its page, and what the others read of it."""

import re

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from tests import make
from tests.umkm.registering import person, refusal, register
from umkm.choices import BusinessStatus, Outcome
from umkm.models import Participant
from umkm.panels import timeline_for
from umkm.rules.business import void_business
from umkm.rules.consent import record_consent
from umkm.rules.contest import correct_claim, correct_known, decide_contest
from umkm.rules.participant import known_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(staff):
    """Siti, with a stall in Gambir."""
    return register(staff, owner=person("Siti Aminah", phone="+6281234567890", address="Jalan Rumah 7"))


@pytest.fixture
def contested(staff, known):
    """Budi comes with Siti's NIK."""
    return register(
        staff,
        owner=person("Budi Santoso", nik=known.owner.nik, phone="+6281111111111"),
        name="Bengkel Budi",
        contested=True,
    )


@pytest.fixture
def address(contested):
    return f"/usaha/{contested.number}/sengketa/"


def as_decided(business) -> tuple:
    business.refresh_from_db()
    business.progress.refresh_from_db()
    return business.status, business.owner and business.owner.name, business.progress.registered_on


COUNTED = make.day("2021-01-04")


# By rule


def test_it_is_the_known_person_s(staff, known, contested):
    decide_contest(business=contested, owner=known.owner, reason="spelt otherwise", by=staff)

    assert as_decided(contested) == (BusinessStatus.ACTIVE, "Siti Aminah", COUNTED)
    assert (contested.claimed_name, contested.claimed_nik) == ("Budi Santoso", known.owner.nik)
    assert recount().first == []


def test_a_mistyped_nik_gives_it_to_somebody_new(staff, contested):
    right = make.nik()

    correct_claim(business=contested, nik=right, name="Budi Santoso", reason="KTP seen", by=staff)

    assert as_decided(contested) == (BusinessStatus.ACTIVE, "Budi Santoso", COUNTED)
    budi = known_by(right)
    assert (budi.sex, budi.born_on, budi.phone) == (right.sex, make.day("1990-08-17"), "+6281111111111")
    assert recount().first == []


@pytest.mark.parametrize(("decision", "holds"), [("known", False), ("mistyped", True), ("claimant", True)])
def test_what_the_claimant_agreed_to_holds_only_where_the_business_is_theirs(staff, known, contested, decision, holds):
    record_consent(business=contested, purpose="sharing", given=True, text_version="2026-11", by=staff)
    words = {"business": contested, "reason": "KTP seen", "by": staff}
    decide = {
        "known": lambda: decide_contest(owner=known.owner, **words),
        "mistyped": lambda: correct_claim(nik=make.nik(), name="Budi Santoso", **words),
        "claimant": lambda: correct_known(right_nik=make.nik(), **words),
    }

    decide[decision]()

    assert [each.given for each in contested.consents.newest()] == [holds]


def test_a_mistyped_nik_gives_it_to_whoever_has_the_right_one(staff, contested):
    budi = make.participant("Budi Santoso")

    correct_claim(business=contested, nik=budi.nik, name="Budi", reason="KTP seen", by=staff)

    contested.refresh_from_db()
    assert contested.owner == budi


def test_a_right_nik_of_another_name_or_the_claimed_one_is_refused_beside_it(staff, known, contested):
    ani = make.participant("Ani Wijaya")

    assert refusal(correct_claim, business=contested, nik=ani.nik, name="Budi Santoso", reason="x", by=staff) == {
        "nik": "This NIK is already that of Ani Wijaya. Give that name if it is the same person."
    }
    assert refusal(correct_claim, business=contested, nik=known.owner.nik, name="Siti", reason="x", by=staff) == {
        "nik": "This is the NIK that was claimed."
    }
    assert as_decided(contested) == (BusinessStatus.CONTESTED, None, None)


def test_where_the_known_nik_was_wrong_each_gets_their_own(staff, known, contested):
    claimed, right = contested.claimed_nik, make.nik()

    correct_known(business=contested, right_nik=right, reason="both KTP seen", by=staff)

    assert as_decided(contested) == (BusinessStatus.ACTIVE, "Budi Santoso", COUNTED)
    assert (known_by(claimed).name, known_by(right)) == ("Budi Santoso", known.owner)
    assert recount().first == []


def test_the_known_person_s_right_nik_is_needed_and_nobody_else_s(staff, known, contested):
    ani = make.participant("Ani Wijaya")

    for given in (None, contested.claimed_nik):
        assert refusal(correct_known, business=contested, right_nik=given, reason="x", by=staff) == {
            "nik": "Give the right NIK of Siti Aminah."
        }
    assert refusal(correct_known, business=contested, right_nik=ani.nik, reason="x", by=staff) == {
        "nik": "This NIK is already another person's."
    }


def test_where_nobody_has_the_nik_any_longer_it_is_the_claimant_s(staff, known, contested):
    Participant.objects.filter(pk=known.owner.pk).update(nik=make.nik())

    correct_known(business=contested, right_nik=None, reason="nobody else", by=staff)

    assert as_decided(contested) == (BusinessStatus.ACTIVE, "Budi Santoso", COUNTED)


def test_what_would_be_an_exact_double_is_refused_with_its_number(staff, known):
    again = register(
        staff,
        owner=person("Budi Santoso", nik=known.owner.nik),
        contested=True,
        another_than=[known.number],
        because="another owner",
    )

    assert refusal(decide_contest, business=again, owner=known.owner, reason="x", by=staff) == {
        "owner": f"Siti Aminah has this business already, as {known.number}. "
        "Void this registration if it is the same one."
    }
    assert as_decided(again) == (BusinessStatus.CONTESTED, None, None)


def test_the_second_of_two_who_decide_is_told_what_the_first_did(staff, known, contested):
    decide_contest(business=contested, owner=known.owner, reason="x", by=staff)

    told = refusal(correct_claim, business=contested, nik=make.nik(), name="Budi", reason="x", by=make.user())

    assert re.sub(r"on .* WIB", "on …", told["__all__"]) == (
        f"{staff.username} decided this on …: it is the business of Siti Aminah."
    )


# On its page


def test_both_people_stand_side_by_side_with_masked_niks(signed_in, staff, known, address):
    page = signed_in(staff).get(address)

    rows = re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td>', page.content.decode())
    masked = f"<mark>{known.owner.nik}</mark>"
    assert rows == [
        ("Name", "Budi Santoso", "Siti Aminah"),
        ("NIK", masked, masked),
        ("Sex", "Female", "Female"),
        ("Date of birth", "17 August 1990", "17 August 1990"),
        ("Phone", "0811-1111-1111", "0812-3456-7890"),
        ("Home address", "–", "Jalan Rumah 7"),
    ]
    assertContains(page, f'<a href="/usaha/{known.number}/">')
    assertNotContains(page, known.owner.nik.in_full())


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ({"outcome": Outcome.KNOWN}, (BusinessStatus.ACTIVE, "Siti Aminah", COUNTED)),
        (
            {"outcome": Outcome.MISTYPED, "right_nik": make.nik(901).in_full(), "right_name": "Budi Santoso"},
            (BusinessStatus.ACTIVE, "Budi Santoso", COUNTED),
        ),
        (
            {"outcome": Outcome.CLAIMANT, "known_nik": make.nik(902).in_full()},
            (BusinessStatus.ACTIVE, "Budi Santoso", COUNTED),
        ),
        ({"outcome": Outcome.VOID}, (BusinessStatus.CONTESTED, None, None)),
    ],
)
def test_staff_decide_and_are_back_at_the_record(signed_in, staff, contested, address, said, decided):
    page = signed_in(staff).post(address, said | {"reason": "KTP seen"})

    assertRedirects(page, f"/usaha/{contested.number}/")
    assert as_decided(contested) == decided
    assert contested.is_voided == (said["outcome"] == Outcome.VOID)
    assert recount().first == []


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({}, {"outcome": "This field is required.", "reason": "This field is required."}),
        ({"outcome": "x", "reason": "x"}, {"outcome": "Select a valid choice. x is not one of the available choices."}),
        ({"outcome": "known", "reason": " "}, {"reason": "This field is required."}),
        (
            {"outcome": "mistyped", "reason": "x"},
            {"right_nik": "This is needed for what you chose.", "right_name": "This is needed for what you chose."},
        ),
        ({"outcome": "claimant", "reason": "x"}, {"known_nik": "This is needed for what you chose."}),
        (
            {"outcome": "mistyped", "right_nik": "3199", "right_name": "Budi", "reason": "x"},
            {"right_nik": "NIK has 16 digits, this one has 4."},
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    signed_in, staff, contested, address, said, faults
):
    page = signed_in(staff).post(address, said)

    assert {field: " ".join(errors) for field, errors in page.context["form"].errors.items()} == faults
    assert {name: page.context["form"][name].value() for name in said} == said
    assert as_decided(contested) == (BusinessStatus.CONTESTED, None, None)


def test_a_refusal_of_the_rule_lands_beside_what_was_chosen(signed_in, staff, known, address):
    ani = make.participant("Ani Wijaya")
    desk = signed_in(staff)

    def faults(**said):
        return {
            field: " ".join(errors)
            for field, errors in desk.post(address, said | {"reason": "x"}).context["form"].errors.items()
        }

    assert faults(outcome="mistyped", right_nik=ani.nik.in_full(), right_name="Budi Santoso") == {
        "right_nik": "This NIK is already that of Ani Wijaya. Give that name if it is the same person."
    }
    assert faults(outcome="claimant", known_nik=ani.nik.in_full()) == {
        "known_nik": "This NIK is already another person's."
    }


def test_what_one_outcome_needs_is_not_called_optional(signed_in, staff, address):
    assertNotContains(signed_in(staff).get(address), "optional")


def test_a_voided_registration_is_not_said_to_wait_for_a_decision(signed_in, staff, contested):
    void_business(business=contested, reason="x", by=staff)

    page = signed_in(staff).get(f"/usaha/{contested.number}/")

    assertContains(page, "This registration was voided on")
    assertNotContains(page, "It counts once city staff have decided")


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.STAFF, "Contest decided: it is the business of Siti Aminah"), (Role.OFFICIAL, "Contest decided")],
)
def test_the_timeline_says_whose_it_was_decided_to_be(staff, known, contested, role, told):
    decide_contest(business=contested, owner=known.owner, reason="KTP seen", by=staff)

    titles = [entry.title for entry in timeline_for(contested, make.user(role))]

    assert [title for title in titles if title.startswith("Contest decided")] == [told]


def test_who_comes_second_is_told_on_the_page(signed_in, staff, known, contested, address):
    desk = signed_in(staff)
    decide_contest(business=contested, owner=known.owner, reason="x", by=make.user(username="ana"))

    page = desk.post(address, {"outcome": "known", "reason": "y"})
    looked = desk.get(address, follow=True)

    assertContains(page, "ana decided this on")
    assertContains(page, "it is the business of Siti Aminah.")
    assertRedirects(looked, f"/usaha/{contested.number}/")
    assertContains(looked, "ana decided this on")


def test_a_business_that_nobody_ever_contested_leads_to_its_record(signed_in, staff, known):
    desk = signed_in(staff)

    assertRedirects(desk.get(f"/usaha/{known.number}/sengketa/"), f"/usaha/{known.number}/")
    assertRedirects(desk.post(f"/usaha/{known.number}/sengketa/"), f"/usaha/{known.number}/")


def test_the_officer_of_the_centre_reads_it_and_does_not_decide(signed_in, contested, address):
    here, elsewhere = (signed_in(make.user(Role.OFFICER, at=at)) for at in ("Gambir", "Menteng"))

    page = here.get(address)

    assertContains(page, "City staff decide whose it is.")
    assertNotContains(page, 'name="outcome"')
    assert here.post(address, {"outcome": "known", "reason": "x"}).status_code == 403
    assert elsewhere.get(address).status_code == 404
    assert as_decided(contested) == (BusinessStatus.CONTESTED, None, None)


def test_an_officer_reads_no_more_than_the_name_of_a_known_person_of_another_centre(signed_in, staff):
    siti = register(
        staff,
        owner=person("Siti Aminah", phone="+6281234567890", address="Jalan Rumah 7"),
        kelurahan=make.kelurahan("Tebet"),
    )
    claimed = register(staff, owner=person("Budi", nik=siti.owner.nik), name="Bengkel", contested=True)

    page = signed_in(make.user(Role.OFFICER, at="Gambir")).get(f"/usaha/{claimed.number}/sengketa/")

    assertContains(page, "Siti Aminah")
    assertContains(page, siti.number)
    for hidden in ("Jalan Rumah 7", "0812-3456-7890", f'href="/usaha/{siti.number}/"'):
        assertNotContains(page, hidden)


@pytest.mark.parametrize("contests", [1, 25])
def test_the_list_costs_the_same_for_one_and_for_25(signed_in, staff, django_assert_num_queries, contests):
    for _ in range(contests):
        make.contested()
    desk = signed_in(staff)
    desk.get("/usaha/sengketa/")

    with django_assert_num_queries(5):
        page = desk.get("/usaha/sengketa/")

    assert len(re.findall(r"JP-\d{8}/sengketa/", page.content.decode())) == contests
    assertContains(page, f'<span data-count="{contests}">')


def test_the_list_pages_and_holds_what_is_to_decide_alone(signed_in, staff):
    rows = [make.contested() for _ in range(27)]
    void_business(business=rows[0], reason="x", by=staff)
    make.contested(at="Menteng")
    desk, officer = signed_in(staff), signed_in(make.user(Role.OFFICER, at="Gambir"))

    first = desk.get("/usaha/sengketa/")
    second = desk.get("/usaha/sengketa/" + first.context["page"].older)

    assert (len(first.context["page"]), len(second.context["page"])) == (25, 2)
    assert officer.get("/usaha/sengketa/").context["total"] == 26


def test_nothing_to_decide_is_said(signed_in, staff):
    assertContains(signed_in(staff).get("/usaha/sengketa/"), "No registration is contested.")


def test_today_counts_what_waits_and_opens_it(signed_in, staff, contested):
    today = '<a href="/usaha/sengketa/" data-count="1">'
    desk = signed_in(staff)

    assertContains(desk.get("/"), today)
    assertContains(signed_in(make.user(Role.OFFICER, at="Gambir")).get("/"), today)
    assertNotContains(signed_in(make.user(Role.OFFICER, at="Menteng")).get("/"), "/usaha/sengketa/")
    void_business(business=contested, reason="x", by=staff)
    assertNotContains(desk.get("/"), "/usaha/sengketa/")


def test_the_record_leads_to_both_people(signed_in, staff, contested, address):
    assertContains(signed_in(staff).get(f"/usaha/{contested.number}/"), f'href="{address}"')


@pytest.mark.parametrize("role", [Role.MENTOR, Role.OFFICIAL, Role.ADMIN])
def test_the_other_roles_do_not_enter(signed_in, contested, address, role):
    client = signed_in(make.user(role))

    assert [client.get(page).status_code for page in ("/usaha/sengketa/", address)] == [403, 403]


@pytest.mark.parametrize("words", ["\0", "x" * 500_000, "2999-13-45", ["known", "void"]])
def test_nonsense_is_refused_and_never_an_error(signed_in, staff, contested, address, words):
    page = signed_in(staff).post(address, dict.fromkeys(("outcome", "right_nik", "right_name", "known_nik"), words))

    assert page.status_code == 200
    assert as_decided(contested) == (BusinessStatus.CONTESTED, None, None)
