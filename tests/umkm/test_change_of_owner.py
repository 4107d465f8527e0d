"""A business gets another owner: handed over, or entered wrong and put right. No count changes by it."""

import pytest
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.shown import as_shown
from tests.sql import rows
from tests.umkm.registering import person, refusal, register
from umkm.choices import ConsentPurpose, Tie
from umkm.models import Consent, Handover
from umkm.models.listing import Listing
from umkm.rules.consent import record_consent
from umkm.rules.membership import add_member
from umkm.rules.ownership import correct_owner, hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(staff):
    return register(staff, name="Dapur Siti")


def handed(business, staff, name="Budi", **words):
    words = {"owner": person(name), "handed_over_on": make.day("2021-06-01"), "reason": "Sold"} | words
    return hand_over(business=business, by=staff, **words)


def members(business):
    return [(each.participant.name, each.tie) for each in business.memberships.standing().order_by("pk")]


# The rules


def test_a_business_handed_over_is_the_new_owner_s_and_says_from_when_and_why(business, staff):
    before = business.owner

    handover = handed(business, staff)

    business.refresh_from_db()
    assert (business.owner.name, handover.giver, handover.taker) == ("Budi", before, business.owner)
    assert (handover.handed_over_on, handover.reason) == (make.day("2021-06-01"), "Sold")


def test_the_owner_before_may_stay_as_a_partner(business, staff):
    handed(business, staff, stays=Tie.PARTNER)

    assert members(business) == [("Siti Aminah", "partner")]


def test_a_member_who_becomes_the_owner_is_a_member_no_longer(business, staff):
    membership = add_member(business=business, person=person("Budi"), tie=Tie.PARTNER, by=staff)

    handed(business, staff, owner=person("Budi", nik=membership.participant.nik))

    assert members(business) == []


def test_no_count_changes_by_it(business, staff):
    make.trained(business, "2021-03-01")
    before = rows("SELECT count(*), sum(delta) FROM pendampingan_ledger")

    handed(business, staff)
    correct_owner(business=business, owner=person("Cici"), reason="misread", by=staff)

    assert rows("SELECT count(*), sum(delta) FROM pendampingan_ledger") == before


def test_what_the_owner_before_agreed_to_binds_the_new_one_in_nothing(business, staff):
    words = {"business": business, "text_version": "2021-1", "by": staff}
    record_consent(purpose=ConsentPurpose.PUBLICATION, given=True, **words)
    record_consent(purpose=ConsentPurpose.SHARING, given=True, partner="lokapasar", **words)

    handed(business, staff)

    newest = Consent.objects.order_by("-pk").values_list("purpose", "partner", "given")[:2]
    assert set(newest) == {("publication", "", False), ("sharing", "lokapasar", False)}
    assert Consent.objects.count() == 4


def test_the_owner_takes_over_nothing_from_themselves(business, staff):
    owner = person(business.owner.name, nik=business.owner.nik)

    for rule, words in ((hand_over, {"handed_over_on": make.day("2021-06-01")}), (correct_owner, {})):
        said = refusal(rule, business=business, owner=owner, reason="x", by=staff, **words)
        assert said == {"nik": "This person owns the business already."}


def test_a_new_owner_with_a_business_of_this_name_in_this_kelurahan_is_refused(business, staff):
    other = register(staff, name="Dapur Siti", owner=person("Budi"), another_than=[business.number], because="another")

    owner = person("Budi", nik=other.owner.nik)
    said = refusal(correct_owner, business=business, owner=owner, reason="x", by=staff)

    assert said == {"name": "This owner already has a business of this name in this kelurahan."}


def test_a_contested_business_waits_for_its_decision(staff):
    said = refusal(correct_owner, business=make.contested(), owner=person("Budi"), reason="x", by=staff)

    assert said == {"__all__": "This registration is contested: it has no owner until staff decide."}


def test_a_business_changes_hands_on_no_day_to_come(business, staff):
    words = {"owner": person("Budi"), "handed_over_on": make.day("2999-01-01"), "reason": "x"}

    said = refusal(hand_over, business=business, by=staff, **words)

    assert said == {"handed_over_on": "The change of owner lies in the future."}


def test_an_owner_entered_wrong_keeps_no_tie(business, staff):
    correct_owner(business=business, owner=person("Budi"), reason="misread", by=staff)

    business.refresh_from_db()
    assert (business.owner.name, members(business), Handover.objects.count()) == ("Budi", [], 0)


def test_a_handover_to_the_wrong_person_becomes_one_to_the_right_person(business, staff):
    handover = handed(business, staff)

    correct_owner(business=business, owner=person("Cici"), reason="misread", by=staff)

    handover.refresh_from_db()
    assert (handover.taker.name, handover.voided_at) == ("Cici", None)


def test_a_handover_that_never_was_is_void_and_its_member_the_owner_again(business, staff):
    before = person(business.owner.name, nik=business.owner.nik)
    handover = handed(business, staff, stays=Tie.EMPLOYEE)

    correct_owner(business=business, owner=before, reason="never sold", by=staff)

    handover.refresh_from_db()
    assert (handover.void_reason, handover.voided_by, members(business)) == ("never sold", staff, [])


# The page


def at(business):
    return f"/usaha/{business.number}/pemilik/"


def asked(client, business, nik):
    return as_shown(client.post(at(business), {"nik": nik.in_full()})) | {"reason": "Sold"}


@pytest.mark.parametrize(
    ("role", "centre", "status"),
    [
        (Role.STAFF, None, 200),
        (Role.OFFICER, "Gambir", 200),
        (Role.OFFICER, "Menteng", 404),
        (Role.MENTOR, "Gambir", 403),
        (Role.OFFICIAL, None, 403),
    ],
)
def test_the_desk_alone_changes_the_owner(signed_in, business, role, centre, status):
    assert signed_in(make.user(role, at=centre)).get(at(business)).status_code == status


def test_the_page_hands_a_business_over_and_the_record_tells_it(signed_in, staff, business):
    client, budi = signed_in(staff), make.participant("Budi")

    typed = {"happened": "handover", "handed_over_on": "2021-06-01", "stays": "partner"}
    page = client.post(at(business), asked(client, business, budi.nik) | typed, follow=True)

    business.refresh_from_db()
    assert (business.owner, members(business)) == (budi, [("Siti Aminah", "partner")])
    told = [(entry.title, entry.text) for entry in page.context["timeline"]]
    assert ("Handed over from Siti Aminah to Budi", "Sold") in told


def test_a_handover_asks_for_its_day(signed_in, staff, business):
    client = signed_in(staff)

    page = client.post(at(business), asked(client, business, make.participant("Budi").nik) | {"happened": "handover"})

    assert dict(page.context["form"].errors) == {"handed_over_on": ["Say on which day the business changed hands."]}


def test_a_clerk_is_told_that_the_owner_was_changed_meanwhile(signed_in, staff, business):
    client = signed_in(staff)
    mine = asked(client, business, make.participant("Budi").nik) | {"happened": "correction"}
    correct_owner(business=business, owner=person("Cici"), reason="misread", by=make.user(username="ani"))

    told = client.post(at(business), mine)
    client.post(at(business), as_shown(told))

    assert told.context["form"].errors["nik"][0].startswith("Meanwhile ani made Cici the owner, ")
    business.refresh_from_db()
    assert business.owner.name == "Budi"


def test_an_official_reads_that_it_changed_hands_and_no_name(signed_in, staff, business):
    handed(business, staff)

    page = signed_in(make.user(Role.OFFICIAL)).get(f"/usaha/{business.number}/")

    assert ("Handed over to another owner", "") in [(entry.title, entry.text) for entry in page.context["timeline"]]
    assert "Budi" not in page.content.decode()


def test_the_pages_of_both_tell_it(signed_in, staff, business):
    handover = handed(business, staff)
    client = signed_in(staff)

    pages = {who: client.get(f"/peserta/{who.pk}/") for who in (handover.giver, handover.taker)}

    assert {who.name: [(row.name, row.tie) for row in page.context["page"]] for who, page in pages.items()} == {
        "Siti Aminah": [("Dapur Siti", None)],
        "Budi": [("Dapur Siti", "owner")],
    }
    titles = {who.name: [entry.title for entry in page.context["timeline"]] for who, page in pages.items()}
    assert f"Handed over Dapur Siti, {business.number}" in titles["Siti Aminah"]
    assert f"Took over Dapur Siti, {business.number}" in titles["Budi"]


def test_lists_find_the_business_by_its_new_owner(staff, business):
    handed(business, staff, name="Zulkifli")

    assert Listing.objects.get(business=business).owner_key == "zulkifli"


@pytest.mark.parametrize("seen", ["0", "x", "None", "9" * 30])
def test_an_owner_that_no_page_showed_breaks_nothing(signed_in, staff, business, seen):
    asked = {"nik": "3199015708900009", "name": "Budi", "phone": "081234567890", "happened": "correction"}

    answer = signed_in(staff).post(f"/usaha/{business.number}/pemilik/", asked | {"reason": "KTP", "seen": seen})

    business.refresh_from_db()
    assert (answer.status_code, business.owner.name) == (302, "Budi")


def test_the_day_that_a_handover_needs_is_not_called_optional(signed_in, business, staff):
    page = signed_in(staff).post(at(business), {"nik": make.participant("Budi").nik.in_full()})

    assertContains(page, '<label for="id_handed_over_on">Changed hands on</label>', html=True)
