"""Registering and changing businesses on their pages: errors beside their field, nothing typed lost."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from tests import make
from tests.shown import as_shown
from tests.umkm.registering import person, register, registered
from umkm.choices import BusinessStatus
from umkm.identifiers import Npwp
from umkm.models import Business, Participant
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import close_business, edit_business

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)


@pytest.fixture
def production(as_owner):
    """A database without a mark, as the city's own is."""
    Installation.objects.all().delete()


def typed(**words):
    """What a clerk types for a business in Gambir; its owner was born on 17 August 1990, a woman."""
    return {
        "owner_nik": "3199 0157 0890 0001",
        "owner_name": "Siti Aminah",
        "owner_phone": "0812-3456-7890",
        "name": "Warung Bu Siti",
        "kelurahan": make.kelurahan("Gambir").code,
        "address": "Jalan Juanda 1",
        "sector": "kuliner",
        "registered_on": "2021-01-04",
    } | words


def faults(page):
    return {field: " ".join(errors) for field, errors in page.context["form"].errors.items()}


# Registering


def test_a_registration_ends_at_a_confirmation_with_its_number(desk, staff):
    page = registered(desk, typed(nib="9120 1012 34567", capital="Rp1.500.000", shop_links="https://toko.id/siti"))

    business = Business.objects.get()
    assertRedirects(page, f"/usaha/{business.number}/terdaftar/")
    assertInHTML(f'<p class="big num">{business.number}</p>', page.content.decode())
    assert (business.name, business.owner.name, business.recorded_by) == ("Warung Bu Siti", "Siti Aminah", staff)
    assert (business.nib, business.capital, business.shop_links) == (
        "9120101234567",
        1_500_000,
        ["https://toko.id/siti"],
    )
    assert (business.owner.phone, business.owner.sex, business.owner.born_on) == (
        "+6281234567890",
        "female",
        make.day("1990-08-17"),
    )


def test_what_is_odd_about_a_nik_is_said_before_it_is_registered_and_refuses_nothing(desk):
    odd = typed(owner_nik="3299015708900001", owner_born_on="1990-08-18", owner_sex="male")

    page = desk.post("/usaha/baru/", odd, follow=True)

    assert [str(oddity) for oddity in page.context["oddities"]] == [
        "This NIK was issued outside Jakarta.",
        "The date of birth differs from the one in the NIK.",
        "The sex differs from the one in the NIK.",
    ]
    registered(desk, odd)
    owner = Business.objects.get().owner
    assert (owner.born_on, owner.sex) == (make.day("1990-08-18"), "male")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"kelurahan": "31.71.01.9999"}, {"kelurahan": "Choose a kelurahan from the list."}),
        ({"kelurahan": "x\x00"}, {"kelurahan": "Null characters are not allowed."}),
        ({"registered_on": str(TOMORROW)}, {"registered_on": "The registration date lies in the future."}),
        (
            {"registered_on": "0021-10-25"},
            {"registered_on": "The programme did not exist before 16 October 2017: check the year."},
        ),
        ({"started_on": str(TOMORROW)}, {"started_on": "The start of trading lies in the future."}),
        ({"owner_born_on": str(TOMORROW)}, {"owner_born_on": "The date of birth lies in the future."}),
        ({"registered_on": "31/02/2021"}, {"registered_on": "Enter a day, such as 25/10/2021."}),
        ({"owner_nik": "3199013002900001"}, {"owner_nik": "Digits 7 to 12 of this NIK are not a date of birth."}),
        ({"owner_nik": "3199015708900000"}, {"owner_nik": "A NIK does not end in 0000."}),
        ({"owner_phone": "812345"}, {"owner_phone": "A phone number begins with 0 or +62."}),
        ({"nib": "123"}, {"nib": "NIB has 13 digits, this one has 3."}),
        ({"npwp": "1"}, {"npwp": "NPWP has 15 or 16 digits, this one has 1."}),
        ({"kbli": "56"}, {"kbli": "A KBLI code has five digits."}),
        ({"capital": "-5"}, {"capital": "Enter whole rupiah, such as 1.500.000."}),
        ({"capital": "9" * 30}, {"capital": "Ensure this value is less than or equal to 9223372036854775807."}),
        ({"workers_women": "-1"}, {"workers_women": "Ensure this value is greater than or equal to 0."}),
        ({"shop_links": "toko"}, {"shop_links": "Type whole web addresses, one a line."}),
        ({"owner_home_city": "Depok", "owner_kelurahan": "31.71.01.1001"}, {"owner_home_city": "Name a home city only for a home outside Jakarta."}),
        ({"name": "x" * 121}, {"name": "Ensure this value has at most 120 characters (it has 121)."}),
        ({"name": "", "sector": ""}, {"name": "This field is required.", "sector": "This field is required."}),
    ],
)  # fmt: skip
def test_each_fault_stands_beside_its_field_and_nothing_typed_is_lost(desk, words, said):
    page = desk.post("/usaha/baru/", typed(**words))

    assert faults(page) == said
    assert Business.objects.count() == 0
    for name, text in typed(**words).items():
        assert page.context["form"][name].value() == text
    for field in said:
        assertContains(page, f'href="#id_{field}"')


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_page(desk):
    page = desk.post("/usaha/baru/", {"registered_on": str(TOMORROW), "owner_born_on": str(TOMORROW)})

    assert re.findall(r'<a href="#id_(\w+)"', page.content.decode()) == [
        "owner_nik",
        "owner_phone",
        "owner_name",
        "owner_born_on",
        "name",
        "kelurahan",
        "sector",
        "registered_on",
    ]


def test_a_made_up_nik_is_taken_in_a_demo_or_test_database(desk):
    registered(desk, typed(owner_nik="3199015708900001"))

    assert Participant.objects.get().nik.in_full() == "3199015708900001"


def test_a_made_up_nik_is_refused_in_the_city_s_own_database(desk, production):
    page = desk.post("/usaha/baru/", typed(owner_nik="3199015708900001"))

    assert faults(page) == {"owner_nik": "NIKs that begin with 3199 are made up, for demonstrations only."}


def test_the_nik_of_a_known_person_finds_that_person(desk):
    registered(desk, typed())
    registered(desk, typed(name="Katering Siti", owner_name="SITI AMINAH, S.E."))

    assert (Business.objects.count(), Participant.objects.count()) == (2, 1)


def test_a_double_is_shown_with_a_link_to_it(desk):
    registered(desk, typed())
    first = Business.objects.get()

    page = desk.post("/usaha/baru/", typed(name="Siti, Bu (kedai)"))

    assert faults(page) == {"name": "This owner already has a business of this name in this kelurahan."}
    assert [(match.business, match.exact, match.seen) for match in page.context["matches"]] == [(first, True, True)]
    assertContains(page, f'<a href="/usaha/{first.number}/">Warung Bu Siti, ')
    assert Business.objects.count() == 1


def test_a_double_at_another_centre_is_named_without_a_link(desk, signed_in):
    registered(desk, typed(nib="9120101234567", kelurahan=make.kelurahan("Menteng").code))
    first = Business.objects.get()

    page = signed_in(make.user(Role.OFFICER, at="Gambir")).post("/usaha/baru/", typed(nib="9120101234567"))

    assert faults(page) == {"nib": "This NIB is already another business's."}
    assert [(match.business, match.exact, match.seen) for match in page.context["matches"]] == [(first, True, False)]
    assertContains(page, "(at another centre)")
    assertNotContains(page, f"/usaha/{first.number}/")


def test_a_nik_of_somebody_else_is_offered_as_contested_and_saved_so(desk):
    assertNotContains(desk.get("/usaha/baru/"), "id_contested")
    registered(desk, typed())
    claim = typed(owner_name="Budi Santoso", name="Bengkel Budi")

    refused = desk.post("/usaha/baru/", claim)
    saved = registered(desk, claim | {"contested": "on"})

    assert "This NIK is already that of Siti Aminah." in faults(refused)["owner_nik"]
    assertContains(refused, "id_contested")
    business = Business.objects.get(name="Bengkel Budi")
    assert (business.status, business.claimed_name) == (BusinessStatus.CONTESTED, "Budi Santoso")
    assertContains(saved, "<h1>Saved as contested</h1>", html=True)
    assertContains(desk.get(f"/usaha/{business.number}/"), "Name, as claimed")
    assertContains(desk.get("/usaha/"), "Budi Santoso")


def test_what_a_contested_registration_does_not_keep_is_said_before_it_is_saved(desk):
    registered(desk, typed())
    claim = typed(owner_name="Budi Santoso", name="Bengkel Budi", contested="on")

    bare = desk.post("/usaha/baru/", claim, follow=True)
    full = desk.post(
        "/usaha/baru/", claim | {"owner_address": "Jalan A", "owner_email": "budi@example.id"}, follow=True
    )

    assertNotContains(bare, "Not kept while it is contested")
    assertContains(full, "Not kept while it is contested: Home address, Owner&#x27;s email.", count=1)


def test_an_officer_is_offered_the_kelurahan_of_their_centre_alone(signed_in):
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))

    elsewhere = officer.post("/usaha/baru/", typed(kelurahan=make.kelurahan("Menteng").code))
    here = officer.post("/usaha/baru/", typed())

    assert faults(elsewhere) == {"kelurahan": "This kelurahan is not one of your centre's."}
    assert here.status_code == 302
    assert [group for group, _ in officer.get("/usaha/baru/").context["form"].fields["kelurahan"].choices] == [
        "",
        "Gambir",
    ]


def test_a_form_sent_without_its_token_is_refused(staff):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")

    assert careful.post("/usaha/baru/", typed()).status_code == 403
    assert Business.objects.count() == 0


# Changing


@pytest.fixture
def business(staff):
    return register(
        staff, owner=person(), phone="+6281111111111", npwp=Npwp.parse("092542943407000"), capital=5_000_000
    )


def test_an_edit_sent_back_untouched_writes_nothing(desk, business):
    before = Business.objects.values().get()
    page = desk.get(f"/usaha/{business.number}/ubah/")

    desk.post(f"/usaha/{business.number}/ubah/", as_shown(page))

    assert Business.objects.values().get() == before


def test_an_edit_changes_what_was_typed_and_keeps_what_another_clerk_saved_meanwhile(desk, staff, business):
    sent = as_shown(desk.get(f"/usaha/{business.number}/ubah/")) | {"name": "Warung Siti Jaya", "kbli": "56102"}
    edit_business(business=business, by=staff, phone="+6281222222222", started_on=make.day("2020-01-01"))

    desk.post(f"/usaha/{business.number}/ubah/", sent)

    business.refresh_from_db()
    assert (business.name, business.kbli, business.kbli_version) == ("Warung Siti Jaya", "56102", 2020)
    assert (business.phone, business.started_on) == ("+6281222222222", make.day("2020-01-01"))
    assert (business.npwp, business.capital) == (Npwp("0092542943407000"), 5_000_000)


def test_an_edit_never_shows_the_npwp_and_replaces_it_when_one_is_typed(desk, business):
    page = desk.get(f"/usaha/{business.number}/ubah/")

    desk.post(f"/usaha/{business.number}/ubah/", as_shown(page) | {"npwp": "0012345678901234"})

    assertNotContains(page, "2542943407")
    assertContains(page, "On record: 0092••••••••••••.")
    business.refresh_from_db()
    assert business.npwp.in_full() == "0012345678901234"


def test_an_edit_into_a_double_is_refused_beside_its_field(desk, staff, business):
    register(staff, name="Lain", nib="9120101234567")

    page = desk.post(
        f"/usaha/{business.number}/ubah/",
        as_shown(desk.get(f"/usaha/{business.number}/ubah/")) | {"nib": "9120101234567"},
    )

    assert faults(page) == {"nib": "This NIB is already another business's."}


@pytest.mark.parametrize(
    ("page", "words", "field"),
    [
        ("tutup", {"closed_on": str(TOMORROW), "reason": "x"}, "closed_on"),
        ("tutup", {"closed_on": str(TODAY), "reason": " "}, "reason"),
        ("batal", {"reason": ""}, "reason"),
        ("pindah", {"kelurahan": "31.71.06.1001", "starts_on": str(TOMORROW)}, "starts_on"),
        ("pindah", {"kelurahan": "", "starts_on": str(TODAY)}, "kelurahan"),
        ("alamat", {"kelurahan": "31.71.06.1001", "reason": ""}, "reason"),
        ("pendamping", {"mentor": "", "starts_on": str(TODAY)}, "mentor"),
        ("pendamping", {"mentor": "999999", "starts_on": str(TODAY)}, "mentor"),
    ],
)
def test_a_change_that_cannot_be_is_refused_beside_its_field(desk, business, page, words, field):
    before = Business.objects.values().get()

    answer = desk.post(f"/usaha/{business.number}/{page}/", words)

    assert list(faults(answer)) == [field]
    assert Business.objects.values().get() == before


def test_a_business_is_closed_opened_moved_corrected_and_voided(desk, staff, business):
    address = f"/usaha/{business.number}"
    menteng = make.kelurahan("Menteng")

    def now():
        business.refresh_from_db()
        return business

    desk.post(f"{address}/tutup/", {"closed_on": "2021-06-01", "reason": "retired"})
    assert now().is_closed
    desk.post(f"{address}/buka/", {"reason": "back"})
    assert not now().is_closed
    desk.post(f"{address}/pindah/", {"kelurahan": menteng.code, "address": "Jalan B", "starts_on": "2021-05-01"})
    assert now().kelurahan == menteng
    desk.post(f"{address}/alamat/", {"kelurahan": menteng.code, "address": "Jalan C", "reason": "typed wrong"})
    assert now().placements.get(starts_on="2021-05-01").address == "Jalan C"
    desk.post(f"{address}/batal/", {"reason": "not a business"})
    assert now().void_reason == "not a business"


def test_moving_a_business_out_of_one_s_sight_leads_back_to_the_list(signed_in, business):
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))

    answer = officer.post(
        f"/usaha/{business.number}/pindah/",
        {"kelurahan": make.kelurahan("Menteng").code, "address": "", "starts_on": "2021-05-01"},
    )

    assert answer["Location"] == "/usaha/"
    assert officer.get(f"/usaha/{business.number}/").status_code == 404


def test_a_mentor_is_assigned_and_taken_off_again(signed_in, business):
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))
    mentor = make.user(Role.MENTOR, at="Gambir")
    make.user(Role.MENTOR, at="Menteng")
    address = f"/usaha/{business.number}/pendamping/"

    offered = list(officer.get(address).context["form"].fields["mentor"].queryset)
    officer.post(address, {"mentor": mentor.pk, "starts_on": "2021-02-01"})
    followed = business.assignments.open().get().mentor
    officer.post(address, {"mentor": "", "starts_on": "2021-03-01"})

    assert offered == [mentor]
    assert followed == mentor
    assert not business.assignments.open().exists()


def test_what_may_be_done_follows_from_role_and_state(desk, signed_in, staff, business):
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))
    mentor_user = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=business, mentor=mentor_user, starts_on=make.day("2021-02-01"), by=staff)

    def words(client):
        return [str(text) for text, _ in client.get(f"/usaha/{business.number}/").context["actions"]]

    kept = ["Assign a mentor", "Record a move", "Correct the address", "Print the slip", "Close the business"]
    assert words(desk) == [*kept, "Void the registration"]
    assert words(officer) == kept
    assert words(signed_in(mentor_user)) == []
    assert words(signed_in(make.user(Role.OFFICIAL))) == []
    close_business(business=business, closed_on=TODAY, reason="x", by=staff)
    assert words(officer) == [*kept[:4], "Open the business again"]


def test_the_day_is_the_registry_s_own_and_not_the_web_server_s(desk):
    make.clock("2021-10-25 10:00")

    offered = desk.get("/usaha/baru/").context["form"].initial["registered_on"]
    page = desk.post("/usaha/baru/", typed(registered_on="2021-10-26"))

    assert offered == make.day("2021-10-25")
    assert page.context["form"].errors == {"registered_on": ["The registration date lies in the future."]}


def test_only_what_nothing_asks_for_is_called_optional(desk):
    page = desk.get("/usaha/baru/").content.decode()
    labels = re.findall(r'<label for="id_(\w+)">[^<]*(<span class="optional">)?', page)

    told = {name: bool(optional) for name, optional in labels}
    assert [told[name] for name in ("sector", "owner_home_city", "owner_address")] == [False, False, True]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("owner_home_city", "x" * 61),
        ("owner_email", "a" * 243 + "@example.com"),
        ("email", "a" * 243 + "@example.com"),
        ("shop_links", "https://example.com/" + "a" * 181),
    ],
)
def test_what_is_longer_than_its_column_is_refused_beside_the_field(desk, field, text):
    away = {"owner_kelurahan": "luar", "owner_home_city": "Depok"}

    page = desk.post("/usaha/baru/", typed(**away | {field: text}))

    assert list(page.context["form"].errors) == [field]
