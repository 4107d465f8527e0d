"""Two people editing one record: the second is told what the first changed, and neither loses anything."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.shown import as_shown
from tests.umkm.registering import register
from umkm.identifiers import Npwp
from umkm.models import Business
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import close_business, edit_business
from umkm.rules.placement import correct_placement, move_business

NINE = "2021-10-25 09:00"
TEN = "2021-10-25 10:15"


@pytest.fixture(autouse=True)
def a_database(request):
    """In a transaction that is rolled back, unless the test commits in a database of its own."""
    if "committed_database" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def budi():
    budi = make.user(Role.OFFICER, at="Gambir")
    budi.first_name, budi.last_name = "Budi", "Santoso"
    budi.save()
    return budi


@pytest.fixture
def business():
    make.clock(NINE)
    return register(make.user(Role.STAFF), phone="+6281111111111", capital=5_000_000, npwp=Npwp("0092542943407000"))


def faults(page):
    return {field: " ".join(errors) for field, errors in page.context["form"].errors.items()}


def hints(page):
    """What stands below the label of each field."""
    return {field.name: str(field.help_text) for field in page.context["form"]}


def test_what_both_changed_is_refused_with_who_when_and_what_and_saved_again_it_is_kept(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"phone": "0813-3333-3333"}
    make.clock(TEN)
    edit_business(business=business, phone="+6281222222222", by=budi)
    make.clock("2021-10-26 08:00")

    refused = desk.post(address, mine)
    saved = desk.post(address, as_shown(refused))

    assert faults(refused) == {
        "phone": "Budi Santoso changed this from “0811-1111-1111” to “0812-2222-2222”, 25 October 2021 10:15 WIB. "
        "Save again to keep what you typed."
    }
    assert as_shown(refused)["phone"] == "0813-3333-3333"
    assert saved.status_code == 302
    business.refresh_from_db()
    assert business.phone == "+6281333333333"


def test_what_only_the_other_changed_stays_and_is_told_beside_its_field(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"name": "Warung Jaya", "phone": "0813-3333-3333"}
    edit_business(business=business, phone="+6281222222222", capital=7_000_000, sector="fesyen", by=budi)

    refused = desk.post(address, mine)
    desk.post(address, as_shown(refused))

    told = hints(refused)
    assert told["capital"].startswith("Budi Santoso changed this from Rp5,000,000 to Rp7,000,000, ")
    assert told["sector"].startswith("Budi Santoso changed this from Culinary to Fashion, ")
    business.refresh_from_db()
    assert (business.name, business.phone) == ("Warung Jaya", "+6281333333333")
    assert (business.capital, business.sector) == (7_000_000, "fesyen")


def test_what_only_the_other_changed_is_told_when_all_is_saved(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"name": "Warung Jaya"}
    make.clock(TEN)
    edit_business(business=business, phone="+6281222222222", by=budi)

    page = desk.post(address, mine, follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "Warung Jaya was saved.",
        "Business phone: Budi Santoso changed this from “0811-1111-1111” to “0812-2222-2222”, 25 October 2021 10:15 WIB.",
    ]


def test_two_who_changed_it_to_the_same_agree(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"phone": "081222222222"}
    edit_business(business=business, phone="+6281222222222", by=budi)

    assert desk.post(address, mine).status_code == 302


def test_a_tax_number_changed_meanwhile_is_noticed_and_never_shown(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"npwp": "0012345678901234"}
    edit_business(business=business, npwp=Npwp("0099999999999999"), by=budi)

    refused = desk.post(address, mine)
    desk.post(address, as_shown(refused))

    assert faults(refused)["npwp"].startswith("Budi Santoso changed this, ")
    assertNotContains(refused, "2542943407000")
    assertNotContains(refused, "9999999999")
    business.refresh_from_db()
    assert business.npwp.in_full() == "0012345678901234"


def test_a_tax_number_that_only_the_other_changed_stays_theirs(desk, budi, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"phone": "0813-3333-3333"}
    edit_business(business=business, npwp=Npwp("0099999999999999"), phone="+6281222222222", by=budi)

    refused = desk.post(address, mine)
    saved = desk.post(address, as_shown(refused))

    assert hints(refused)["npwp"].startswith("Budi Santoso changed this, ")
    assert (as_shown(refused)["npwp"], saved.status_code) == ("", 302)
    business.refresh_from_db()
    assert (business.npwp.in_full(), business.phone) == ("0099999999999999", "+6281333333333")


def test_a_change_by_a_command_is_told_as_such(desk, business):
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"email": "a@example.id"}
    edit_business(business=business, email="b@example.id", by=None)

    assert "changed this from nothing to “b@example.id”" in faults(desk.post(address, mine))["email"]


@pytest.mark.parametrize("spoiled", ["x", "\0", "9" * 5000, "31.71.01.1001", "2021-13-01"])
def test_a_page_that_carries_nonsense_along_is_answered_beside_the_fields(desk, business, spoiled):
    for page, typed in (("ubah", {"sector": "jasa", "started_on": "2020-01-01"}), ("alamat", {"address": "Jalan Z"})):
        address = f"/usaha/{business.number}/{page}/"
        shown = as_shown(desk.get(address)) | typed | {"reason": "x"}
        sent = {name: spoiled if name.startswith("initial-") else value for name, value in shown.items()}

        assert desk.post(address, sent).status_code == 200


def test_an_address_corrected_meanwhile_is_told(desk, budi, business):
    address = f"/usaha/{business.number}/alamat/"
    mine = as_shown(desk.get(address)) | {"address": "Jalan B", "reason": "salah ketik"}
    placement = business.placements.get()
    correct_placement(
        placement=placement, kelurahan=make.kelurahan("Menteng"), address="Jalan C", reason="salah", by=budi
    )

    refused = desk.post(address, mine)
    desk.post(address, as_shown(refused))

    assert faults(refused)["address"].startswith("Budi Santoso changed this from “Jalan Juanda 1” to “Jalan C”, ")
    assert hints(refused)["kelurahan"].startswith("Budi Santoso changed this from Gambir to Menteng, ")
    placement.refresh_from_db()
    assert (placement.address, placement.kelurahan) == ("Jalan B", make.kelurahan("Menteng"))


def test_a_move_recorded_meanwhile_is_told_and_saved_again_it_moved_once_more(desk, budi, business):
    address = f"/usaha/{business.number}/pindah/"
    typed = {"kelurahan": make.kelurahan("Tebet").code, "address": "Jalan T", "starts_on": "2021-06-01"}
    mine = as_shown(desk.get(address)) | typed
    make.clock(TEN)
    menteng = make.kelurahan("Menteng")
    move_business(business=business, kelurahan=menteng, address="", starts_on=make.day("2021-05-01"), by=budi)

    refused = desk.post(address, mine)
    desk.post(address, as_shown(refused))

    assert faults(refused) == {
        "kelurahan": f"Meanwhile Budi Santoso recorded a move to {menteng.name} from 1 May 2021, "
        "25 October 2021 10:15 WIB. Save again if it moved once more."
    }
    assert [placement.kelurahan.centre.name for placement in business.placements.order_by("id")] == [
        "Gambir",
        "Menteng",
        "Tebet",
    ]


def test_the_look_and_the_write_are_one_also_when_the_other_has_not_finished(beside):
    staff, budi = make.user(Role.STAFF), make.user(Role.STAFF, username="budi")
    business = register(staff, phone="+6281111111111")
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/usaha/{business.number}/ubah/"
    mine = as_shown(desk.get(address)) | {"phone": "0813-3333-3333", "email": "saya@example.id"}
    answers = []

    waited, _ = beside(
        lambda: edit_business(business=business, phone="+6281222222222", by=budi),
        lambda: answers.append(desk.post(address, mine)),
    )

    assert waited
    assertContains(answers[0], "budi changed this from “0811-1111-1111” to “0812-2222-2222”")
    business = Business.objects.get()
    assert (business.phone, business.email) == ("+6281222222222", "")


def test_two_moves_at_once_are_not_both_recorded_unseen(beside):
    staff, budi = make.user(Role.STAFF), make.user(Role.STAFF, username="budi")
    business = register(staff)
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/usaha/{business.number}/pindah/"
    mine = as_shown(desk.get(address)) | {"kelurahan": make.kelurahan("Tebet").code, "starts_on": "2021-06-01"}
    menteng, answers = make.kelurahan("Menteng"), []

    waited, _ = beside(
        lambda: move_business(
            business=business, kelurahan=menteng, address="", starts_on=make.day("2021-05-01"), by=budi
        ),
        lambda: answers.append(desk.post(address, mine)),
    )

    assert waited
    assertContains(answers[0], f"Meanwhile budi recorded a move to {menteng.name} from 1 May 2021")
    assert business.placements.count() == 2


def test_two_closings_at_once_are_one(beside):
    staff, budi = make.user(Role.STAFF), make.user(Role.STAFF, username="budi")
    business = register(staff)
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    answers = []

    waited, _ = beside(
        lambda: close_business(business=business, closed_on=make.day("2021-05-01"), reason="pensiun", by=budi),
        lambda: answers.append(
            desk.post(f"/usaha/{business.number}/tutup/", {"closed_on": "2021-06-01", "reason": "pindah kota"})
        ),
    )

    assert waited
    assertContains(answers[0], "budi closed this business, at ")
    assert Business.objects.get().closed_on == make.day("2021-05-01")


def test_a_mentor_assigned_meanwhile_is_told_before_another_takes_over(desk, budi, business):
    address = f"/usaha/{business.number}/pendamping/"
    rina, dedi = (make.user(Role.MENTOR, at="Gambir", username=name) for name in ("rina", "dedi"))
    mine = as_shown(desk.get(address)) | {"mentor": dedi.pk, "starts_on": "2021-03-01"}
    make.clock(TEN)
    assign_mentor(business=business, mentor=rina, starts_on=make.day("2021-02-01"), by=budi)

    refused = desk.post(address, mine)
    desk.post(address, as_shown(refused))

    assert faults(refused) == {
        "mentor": "Meanwhile Budi Santoso assigned rina, 25 October 2021 10:15 WIB. Save again to change that."
    }
    assert business.assignments.open().get().mentor == dedi


def test_a_mentor_assigned_meanwhile_is_not_taken_off_unseen(desk, budi, business):
    address = f"/usaha/{business.number}/pendamping/"
    rina, dedi = (make.user(Role.MENTOR, at="Gambir", username=name) for name in ("rina", "dedi"))
    assign_mentor(business=business, mentor=rina, starts_on=make.day("2021-02-01"), by=budi)
    mine = as_shown(desk.get(address)) | {"mentor": "", "starts_on": "2021-03-01"}
    assign_mentor(business=business, mentor=dedi, starts_on=make.day("2021-02-15"), by=budi)

    refused = desk.post(address, mine)

    assert faults(refused)["mentor"].startswith("Meanwhile Budi Santoso assigned dedi, ")
    assert business.assignments.open().get().mentor == dedi
