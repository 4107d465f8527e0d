"""The people of a business: who may be added, how roles change, what stays when somebody leaves; rules and pages."""

import re

import pytest
from django.db import transaction

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Change
from pendampingan.rules.attendance import tick_attendance
from tests import make
from tests.sql import rows
from tests.umkm.registering import person, refusal
from umkm.choices import Tie
from umkm.models import Business, Membership
from umkm.rules.contest import decide_contest
from umkm.rules.membership import add_member, change_tie, remove_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def business():
    return make.business("Dapur Siti")


def joined(business, name="Budi", tie=Tie.PARTNER, **words):
    return add_member(business=business, person=person(name), tie=tie, by=None, **words)


# The rules


def test_somebody_new_is_entered_and_belongs_to_the_business(business, staff):
    membership = add_member(business=business, person=person("Budi"), tie=Tie.EMPLOYEE, by=staff)

    membership.refresh_from_db()
    assert (membership.participant.name, membership.tie, membership.recorded_by) == ("Budi", "employee", staff)


def test_somebody_known_belongs_to_the_business_without_being_entered_again(business, staff):
    budi = make.participant("Budi")

    membership = add_member(business=business, person=person("Budi", nik=budi.nik), tie=Tie.PARTNER, by=staff)

    assert membership.participant == budi


def test_nobody_belongs_to_a_business_twice(business, staff):
    membership = joined(business)

    again = person("Budi", nik=membership.participant.nik)
    said = refusal(add_member, business=business, person=again, tie=Tie.EMPLOYEE, by=staff)

    assert said == {"nik": "This person already belongs to this business."}


def test_the_owner_does_not_belong_to_the_business_as_well(business, staff):
    owner = person(business.owner.name, nik=business.owner.nik)

    said = refusal(add_member, business=business, person=owner, tie=Tie.PARTNER, by=staff)

    assert said == {"nik": "The owner of a business is not its partner or employee as well."}


def test_a_nik_of_another_name_is_refused(business, staff):
    known = make.participant("Budi")

    said = refusal(add_member, business=business, person=person("Tono", nik=known.nik), tie=Tie.PARTNER, by=staff)

    assert list(said) == ["nik"]
    assert Membership.objects.count() == 0


def test_a_contested_business_takes_members_and_the_one_who_turns_out_its_owner_is_none_any_more(staff):
    contested = make.contested()
    membership = joined(contested)

    decide_contest(business=contested, owner=membership.participant, reason="KTP seen", by=staff)

    membership.refresh_from_db()
    assert (membership.void_reason, membership.voided_by) == ("KTP seen", staff)


def test_an_owner_is_not_made_of_a_member_by_sql_either(business):
    membership = joined(business)

    with pytest.raises(Exception, match="is a member of it"), transaction.atomic():
        Business.objects.filter(pk=business.pk).update(owner=membership.participant)


def test_another_role_changes_the_row_and_the_audit_keeps_the_old_one(business, staff):
    membership = joined(business)

    change_tie(membership=membership, tie=Tie.EMPLOYEE, reason="sold her share", by=staff)

    change = Change.objects.get(table="umkm_membership", action="U")
    assert (change.before, change.after, change.reason, change.actor) == (
        {"tie": "partner"}, {"tie": "employee"}, "sold her share", staff,
    )  # fmt: skip
    assert business.memberships.count() == 1


def test_the_role_somebody_has_already_is_no_change(business, staff):
    membership = joined(business)

    said = refusal(change_tie, membership=membership, tie=Tie.PARTNER, reason="x", by=staff)

    assert said == {"tie": "This is what the person is already."}


def test_whoever_is_removed_keeps_their_classes_and_may_still_be_ticked(business, staff):
    membership = joined(business)
    enrolled = make.enrolment(make.session("2021-03-01", "2021-03-02"), business, membership.participant)
    make.attendance(enrolled, "2021-03-01")

    remove_member(membership=membership, reason="left", by=staff)
    second = enrolled.session.days.get(held_on="2021-03-02")
    tick_attendance(day=second, enrolments=[enrolled], by=staff)

    assert Business.objects.get(pk=business.pk).progress.trained_on == make.day("2021-03-02")


def test_whoever_left_is_removed_no_second_time_and_can_come_back(business, staff):
    membership = joined(business)
    remove_member(membership=membership, reason="left", by=staff)

    said = refusal(remove_member, membership=membership, reason="left", by=staff)
    back = add_member(business=business, person=person_of(membership), tie=Tie.EMPLOYEE, by=staff)

    assert said == {"__all__": "This person belongs to the business no longer."}
    assert back.pk != membership.pk


def person_of(membership):
    return person(membership.participant.name, nik=membership.participant.nik)


def test_a_voided_business_takes_nobody(business, staff):
    Business.objects.filter(pk=business.pk).update(voided_at="2021-03-01T00:00Z", void_reason="x")

    said = refusal(add_member, business=business, person=person("Budi"), tie=Tie.PARTNER, by=staff)

    assert list(said) == ["business"]


# The pages


def pages_of(business, membership):
    at = f"/usaha/{business.number}/orang/"
    return [f"{at}tambah/", f"{at}{membership.pk}/peran/", f"{at}{membership.pk}/keluar/"]


@pytest.mark.parametrize(
    ("role", "at", "status"),
    [
        (Role.STAFF, None, 200),
        (Role.OFFICER, "Gambir", 200),
        (Role.OFFICER, "Menteng", 404),
        (Role.MENTOR, "Gambir", 403),
        (Role.OFFICIAL, None, 403),
        (Role.ADMIN, None, 403),
    ],
)
def test_the_desk_alone_changes_the_people_of_its_businesses(signed_in, business, role, at, status):
    membership = joined(business)
    client = signed_in(make.user(role, at=at))

    assert {client.get(address).status_code for address in pages_of(business, membership)} == {status}


def test_a_member_of_another_business_is_no_page(signed_in, staff, business):
    elsewhere = joined(make.business())

    answers = {signed_in(staff).get(address).status_code for address in pages_of(business, elsewhere)[1:]}

    assert answers == {404}


def test_a_known_nik_asks_for_the_role_alone(signed_in, staff, business):
    budi = make.participant("Budi")
    client, address = signed_in(staff), f"/usaha/{business.number}/orang/tambah/"

    asked = client.post(address, {"nik": budi.nik.in_full()})
    answer = client.post(address, {"nik": budi.nik.in_full(), "tie": "partner"}, follow=True)

    assert list(asked.context["form"].fields) == ["nik", "tie"]
    assert [str(message) for message in answer.context["messages"]] == ["Budi now belongs to Dapur Siti."]
    assert business.memberships.get().participant == budi


def test_one_begins_in_the_nik(signed_in, staff, business):
    page = signed_in(staff).get(f"/usaha/{business.number}/orang/tambah/").content.decode()

    assert re.findall(r"<input[^>]* name=\"(\w+)\"[^>]* autofocus", page) == ["nik"]


def test_a_known_person_without_a_role_is_refused_and_not_asked_for_anew(signed_in, staff, business):
    known = make.participant("Budi")

    page = signed_in(staff).post(f"/usaha/{business.number}/orang/tambah/", {"nik": known.nik.in_full(), "answered": 1})

    assert dict(page.context["form"].errors) == {"tie": ["This field is required."]}


def test_a_new_nik_asks_for_the_whole_person_and_says_what_is_odd(signed_in, staff, business):
    client, address, nik = signed_in(staff), f"/usaha/{business.number}/orang/tambah/", make.nik()

    asked = client.post(address, {"nik": nik.in_full()})
    words = {"nik": nik.in_full(), "tie": "employee", "name": "Ani", "phone": "0812-3456-7890", "born_on": "1991-01-01"}
    answer = client.post(address, words, follow=True)

    assert {"name", "phone", "kelurahan"} <= asked.context["form"].fields.keys()
    assert [str(message) for message in answer.context["messages"]] == [
        "The date of birth differs from the one in the NIK.",
        "Ani now belongs to Dapur Siti.",
    ]
    added = business.memberships.get().participant
    assert (added.name, added.sex, added.phone, added.nik) == ("Ani", "female", "+6281234567890", nik)


def test_of_somebody_outside_one_s_rows_an_exact_nik_gives_the_name_alone(signed_in, officer, business):
    stranger = make.participant("Budi", phone="+6281234567890", address="Jalan Rumah 7", email="budi@example.id")
    make.business(owner=stranger, at="Menteng")

    page = signed_in(officer).post(f"/usaha/{business.number}/orang/tambah/", {"nik": stranger.nik.in_full()})

    text = page.content.decode()
    assert "<b>Budi</b>" in text
    assert [
        word for word in ("0812-3456", "8123456", "Jalan Rumah", "budi@", f"/peserta/{stranger.pk}/") if word in text
    ] == []


@pytest.mark.parametrize("nik", ["", "3199015708900000", "\x00", "1" * 10_000, "319901"])
def test_a_spoiled_nik_is_asked_for_again(signed_in, staff, business, nik):
    page = signed_in(staff).post(f"/usaha/{business.number}/orang/tambah/", {"nik": nik})

    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["nik"]


def test_the_role_is_changed_and_the_person_removed_on_their_pages(signed_in, officer, business):
    membership = joined(business)
    _add, role, remove = pages_of(business, membership)
    client = signed_in(officer)

    client.post(role, {"tie": "employee", "reason": "hired"})
    membership.refresh_from_db()
    changed = membership.tie
    client.post(remove, {"reason": "left"})
    membership.refresh_from_db()

    assert (changed, membership.void_reason, membership.voided_by) == ("employee", "left", officer)
    assert client.get(role).status_code == 404


def test_removing_asks_for_a_reason(signed_in, staff, business):
    membership = joined(business)

    page = signed_in(staff).post(pages_of(business, membership)[2], {"reason": " "})

    assert list(page.context["form"].errors) == ["reason"]


# On the record


def people_on(page):
    return next(panel.content for panel in page.context["panels"] if panel.template == "umkm/person/of_business.html")


def test_the_record_shows_its_people_partners_before_employees(signed_in, staff, business):
    joined(business, "Ani", Tie.EMPLOYEE)
    joined(business, "Budi", Tie.PARTNER)
    remove_member(membership=joined(business, "Cici"), reason="left", by=staff)

    page = signed_in(staff).get(f"/usaha/{business.number}/")

    assert [member.participant.name for member in people_on(page).members] == ["Budi", "Ani"]
    told = [(entry.title, entry.text) for entry in page.context["timeline"] if "Cici" in entry.title]
    assert told == [("Cici no longer belongs to it", "left"), ("Cici recorded as partner", "")]


def test_a_mentor_reads_the_people_and_changes_nothing(signed_in, business, staff):
    mentor = make.user(Role.MENTOR, at="Gambir")
    business.assignments.create(mentor=mentor, starts_on="2021-02-01")
    joined(business, "Budi")

    page = signed_in(mentor).get(f"/usaha/{business.number}/")

    assert "Budi" in page.content.decode()
    assert "/orang/" not in page.content.decode()


def test_an_official_is_told_of_nobody(signed_in, business):
    joined(business, "Budi")

    assert "Budi" not in signed_in(make.user(Role.OFFICIAL)).get(f"/usaha/{business.number}/").content.decode()


def test_the_record_costs_the_same_with_one_person_and_with_25(
    signed_in, staff, business, django_assert_max_num_queries
):
    joined(business)
    client = signed_in(staff)
    client.get(f"/usaha/{business.number}/")

    with django_assert_max_num_queries(32) as few:
        client.get(f"/usaha/{business.number}/")
    for number in range(24):
        joined(business, f"Budi {number}")
    with django_assert_max_num_queries(32) as many:
        page = client.get(f"/usaha/{business.number}/")

    assert len(people_on(page).members) == 25
    assert len(many) == len(few)


def test_no_nik_stands_in_the_audit(business, staff):
    membership = add_member(business=business, person=person("Budi"), tie=Tie.PARTNER, by=staff)
    change_tie(membership=membership, tie=Tie.EMPLOYEE, reason="x", by=staff)

    kept = rows("SELECT string_agg(to_jsonb(c)::text, '') FROM audit_change c")[0][0]

    assert membership.participant.nik.in_full() not in kept


def test_the_survivor_of_a_merger_shows_the_people_of_both(signed_in, staff, business):
    double = make.business()
    joined(double, "Budi")
    Business.objects.filter(pk=double.pk).update(same_as=business, merged_into=business)

    page = signed_in(staff).get(f"/usaha/{business.number}/")

    assert [member.participant.name for member in people_on(page).members] == ["Budi"]
    assert f"/usaha/{business.number}/orang/tambah/" in page.content.decode()
    assert "/peran/" not in page.content.decode()
