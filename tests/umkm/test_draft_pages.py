"""The registration form between two sittings: kept as a draft, found again, sent twice, sent after the sign-in ran out."""

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.forms.draft import Claim
from umkm.models import Business, Draft
from umkm.rules.draft import MOST_TYPED

pytestmark = pytest.mark.django_db
FORM, SAVE = "/usaha/baru/", "/usaha/baru/draf/"


@pytest.fixture
def claim(staff):
    return Claim.new(staff)


def typed(claim, **words):
    return {
        "draft": str(claim),
        "owner_nik": "3199 0157 0890 0001",
        "owner_name": "Siti Aminah",
        "owner_phone": "0812-3456-7890",
        "name": "Warung Bu Siti",
        "kelurahan": make.kelurahan("Gambir").code,
        "sector": "kuliner",
        "registered_on": "2021-01-04",
    } | words


def shown(page):
    """What the form shows, by field, where it shows something."""
    form = page.context["form"]
    return {name: form[name].value() for name in form.fields if form[name].value()}


# Kept, and found again


def test_what_is_typed_half_way_stands_in_the_form_again(desk, claim):
    half = {"draft": str(claim), "owner_nik": "3199 01", "name": " Warung  Bu Siti", "registered_on": "2021-01-04"}

    answer = desk.post(SAVE, half)

    assert (answer.status_code, answer.content) == (204, b"")
    page = desk.get(FORM)
    assert shown(page) == {
        "owner_nik": "3199 01",
        "name": " Warung  Bu Siti",
        "registered_on": "2021-01-04",
        "owner_disability": "unstated",
    }
    assert Claim.read(str(page.context["claim"])) == claim
    assertContains(page, f"Draft of {localtime(Draft.objects.get().saved_at):%H.%M, %-d %B}")


def test_a_form_that_is_refused_is_kept_as_it_was_sent(desk, claim):
    desk.post(FORM, typed(claim, owner_nik="123"))

    assert shown(desk.get(FORM))["owner_nik"] == "123"


def test_start_anew_is_an_empty_form(desk, claim):
    desk.post(SAVE, typed(claim))

    desk.post("/usaha/baru/kosong/", {"draft": str(claim)})

    page = desk.get(FORM)
    assert (page.context["draft"], Draft.objects.count()) == (None, 0)
    assertNotContains(page, "Warung Bu Siti")


def test_the_newest_draft_is_shown_and_another_one_by_its_key(desk, staff):
    first, second = Claim.new(staff), Claim.new(staff)
    desk.post(SAVE, typed(first, name="First"))
    desk.post(SAVE, typed(second, name="Second"))

    newest, named = desk.get(FORM), desk.get(FORM, {"draf": str(first.key)})

    assert (shown(newest)["name"], shown(named)["name"]) == ("Second", "First")


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000", "%00", "1" * 5000])
def test_a_key_that_is_nobody_s_shows_an_empty_form(desk, key):
    page = desk.get(FORM, {"draf": key})

    assert (page.status_code, page.context["draft"]) == (200, None)


def test_another_clerk_sees_nothing_of_a_draft(desk, signed_in, claim):
    desk.post(SAVE, typed(claim))
    other = signed_in(make.user(Role.STAFF))

    page = other.get(FORM, {"draf": str(claim.key)})

    assertNotContains(page, "Siti")
    assert other.get(reverse("business_check", args=[claim.key])).status_code == 404
    assert other.post(reverse("business_check", args=[claim.key])).status_code == 404


@pytest.mark.parametrize("address", [FORM, SAVE])
@pytest.mark.parametrize("whose", ["another's", "forged", "cut", "nonsense"])
def test_a_foreign_or_forged_key_is_refused(signed_in, desk, claim, address, whose):
    token = {"another's": str(claim), "forged": str(claim)[:-1] + "x", "cut": str(claim)[:20], "nonsense": "\x00"}[
        whose
    ]
    client = signed_in(make.user(Role.STAFF)) if whose == "another's" else desk

    answer = client.post(address, typed(claim) | {"draft": token})

    assert (answer.status_code, Draft.objects.count(), Business.objects.count()) == (403, 0, 0)


def test_more_text_than_a_form_holds_is_not_kept_and_says_so(desk, claim):
    words = typed(claim, shop_links="x" * MOST_TYPED)

    saved, sent = desk.post(SAVE, words), desk.post(FORM, words)

    assert (saved.status_code, sent.status_code, Draft.objects.count()) == (413, 200, 0)
    assertContains(sent, "This is too much text to keep as a draft.")


# Checked


def test_the_check_page_survives_a_reload_and_leads_back_to_each_section(desk, claim):
    check = desk.post(FORM, typed(claim))["location"]

    for _reload in range(2):
        page = desk.get(check)
        assert page.status_code == 200
        for anchor in ("pemilik", "usaha", "lokasi", "kegiatan", "pendaftaran"):
            assertContains(page, f'href="/usaha/baru/?draf={claim.key}#{anchor}"')
            assertContains(desk.get(FORM), f'id="{anchor}"')
    assert Business.objects.count() == 0


def test_the_check_page_shows_no_whole_nik_and_says_what_follows_from_it(desk, claim):
    page = desk.post(FORM, typed(claim), follow=True)

    said = {
        answer.label: (answer.value, answer.mark) for section in page.context["sections"] for answer in section.answers
    }
    assert said["Sex"] == ("Female", "from the NIK")
    assert said["Date of birth"] == ("17 August 1990", "from the NIK")
    assert said["Kelurahan"] == ("Gambir, Gambir", "")
    assertNotContains(page, "3199015708900001")
    assertNotContains(page, "3199 0157")


@pytest.mark.parametrize(
    ("home", "marked"),
    [
        ({"owner_home_city": "Depok", "owner_address": "Jalan Margonda 1"}, {"Home city outside Jakarta"}),
        ({"owner_address": "Jalan Margonda 1"}, {"Home address"}),
        ({"owner_address": "Jalan Juanda 1", "owner_kelurahan": "31.71.01.1001"}, set()),
        ({}, set()),
    ],
)
def test_a_home_outside_jakarta_is_allowed_and_marked(desk, claim, home, marked):
    page = desk.post(FORM, typed(claim, **home), follow=True)

    answers = [answer for section in page.context["sections"] for answer in section.answers]
    assert {str(answer.label) for answer in answers if answer.mark == "outside Jakarta"} == marked


def test_the_business_may_be_at_its_owner_s_home(desk, claim):
    home = {"at_home": "on", "kelurahan": "", "owner_kelurahan": "31.71.01.1002", "owner_address": "Jalan Rumah 7"}

    desk.post(desk.post(FORM, typed(claim, **home))["location"])

    placement = Business.objects.get().placements.get()
    assert (placement.kelurahan.code, placement.address) == ("31.71.01.1002", "Jalan Rumah 7")


def test_a_business_at_a_home_that_is_not_known_is_refused_beside_the_box(desk, claim):
    page = desk.post(FORM, typed(claim, at_home="on", kelurahan=""))

    assert page.context["form"].errors == {
        "at_home": ["Choose the home kelurahan, or say where in Jakarta the business is."]
    }


def test_a_home_at_another_centre_is_no_place_for_an_officer_s_business(signed_in):
    officer = make.user(Role.OFFICER, at="Gambir")
    home = {"at_home": "on", "kelurahan": "", "owner_kelurahan": make.kelurahan("Menteng").code}

    page = signed_in(officer).post(FORM, typed(Claim.new(officer), **home))

    assert page.context["form"].errors == {"at_home": ["This kelurahan is not one of your centre's."]}


# Sent twice


def test_the_form_sent_again_leads_to_the_first_one_s_confirmation(desk, claim):
    check = desk.post(FORM, typed(claim))["location"]
    first = desk.post(check)["location"]

    again = [desk.post(check), desk.get(check), desk.post(FORM, typed(claim)), desk.get(FORM, {"draf": str(claim.key)})]

    assert [answer["location"] for answer in again] == [first] * 4
    assert Business.objects.count() == 1
    assert desk.post(SAVE, typed(claim)).status_code == 409
    assert desk.get(FORM).context["draft"] is None


def test_a_check_page_whose_business_was_registered_meanwhile_says_what_stands_in_the_way(desk, staff, claim):
    check = desk.post(FORM, typed(claim, nib="9120101234567"))["location"]
    register(staff, owner=person(), name="Kedai", nib="9120101234567")

    page = desk.post(check)

    assert page.context["form"].errors == {"nib": ["This NIB is already another business's."]}
    assert (Business.objects.count(), Draft.objects.unfinished().count()) == (1, 1)


# Sent after the sign-in ran out


@pytest.mark.parametrize("address", [FORM, SAVE, "/usaha/baru/pemilik/"])
def test_what_is_sent_after_the_sign_in_ran_out_is_kept_and_the_form_stands_filled(signed_in, staff, claim, address):
    answer = Client().post(address, typed(claim))

    assertRedirects(answer, f"/masuk/?next=/usaha/baru/%3Fdraf%3D{claim.key}", fetch_redirect_response=False)
    assert shown(signed_in(staff).get(FORM, {"draf": str(claim.key)}))["name"] == "Warung Bu Siti"


def test_an_autosave_after_the_sign_in_ran_out_is_kept_and_told_so(claim):
    answer = Client().post(SAVE, typed(claim), headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (401, f"/masuk/?next=/usaha/baru/%3Fdraf%3D{claim.key}")
    assert Draft.objects.get().typed["name"] == ["Warung Bu Siti"]


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_without_a_token_of_its_own_nothing_is_kept(claim, token):
    answer = Client().post(FORM, typed(claim) | {"draft": token})

    assertRedirects(answer, "/masuk/?next=/usaha/baru/", fetch_redirect_response=False)
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.OFFICIAL}])
def test_nothing_is_kept_for_somebody_who_may_not_register_any_more(staff, claim, change):
    type(staff).objects.filter(pk=staff.pk).update(**change)

    Client().post(FORM, typed(claim))

    assert Draft.objects.count() == 0


def test_a_sign_in_that_ran_out_registers_nothing(claim, desk):
    check = desk.post(FORM, typed(claim))["location"]

    answer = Client().post(check)

    assertRedirects(answer, f"/masuk/?next={check}", fetch_redirect_response=False)
    assert Business.objects.count() == 0


# What it costs


def test_the_form_costs_few_queries_empty_or_filled(desk, staff, claim, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        desk.get(FORM)
    desk.post(SAVE, typed(claim))
    with django_assert_max_num_queries(10):
        desk.get(FORM)
    with django_assert_max_num_queries(13):
        desk.get(FORM, {"draf": str(claim.key)})


def test_sending_costs_the_same_whatever_the_registry_holds(desk, staff):
    def cost():
        owner = make.nik()
        phone = f"0812-{owner.in_full()[-4:]}-7890"
        with CaptureQueriesContext(connection) as taken:
            check = desk.post(
                FORM,
                typed(
                    Claim.new(staff), owner_nik=owner.in_full(), owner_phone=phone, name=f"Usaha {owner.in_full()[-4:]}"
                ),
            )
            desk.get(check["location"])
            desk.post(check["location"])
        return len(taken)

    cost()  # the first one also writes to the session
    few = cost()
    for _ in range(25):
        register(staff, owner=person(), name=f"Dapur {uuid.uuid4()}")
    assert cost() == few


# Nonsense


@pytest.mark.parametrize("address", [FORM, SAVE, "/usaha/baru/kosong/", "/usaha/baru/pemilik/"])
def test_ten_megabytes_are_refused(desk, claim, address):
    assert desk.post(address, typed(claim, name="x" * 10_000_000)).status_code == 400


@pytest.mark.parametrize(
    "words",
    [
        {"name": ["Warung", "Kedai"], "owner_nik": ["1", "2"], "kelurahan": ["x", "y"]},
        {"owner_born_on": "0001-01-01", "started_on": "9999-12-31", "registered_on": "2021-13-45"},
        {"owner_kelurahan": "luar", "owner_home_city": "", "at_home": "on", "kelurahan": ""},
        {"owner_person": "-1", "capital": "1e400", "workers_women": "∞", "kbli_choice": "\x00", "it_is": ""},
        {"name": "\x00", "owner_name": "\ud7ff\u202e", "address": "%00", "shop_links": "\x00"},
    ],
)
def test_nonsense_is_kept_and_refused_in_the_form(desk, claim, words):
    sent = desk.post(FORM, typed(claim, **words))
    saved = desk.post(SAVE, typed(claim, **words))
    again = desk.get(FORM)

    assert (sent.status_code, saved.status_code, again.status_code) == (200, 204, 200)
    assert Business.objects.count() == 0


def test_what_another_window_changed_after_the_check_page_was_read_is_checked_again(desk, claim):
    desk.post(FORM, typed(claim))
    check = reverse("business_check", args=[claim.key])
    checked = desk.get(check).context["form"]["checked"].value()
    desk.post(SAVE, typed(claim, name="Kedai Pak Budi"))

    again = desk.post(check, {"checked": checked})
    assertContains(again, "What was typed has changed in another window since. Check it again.")
    assertContains(again, "Kedai Pak Budi")
    assert Business.objects.count() == 0

    desk.post(check, {"checked": again.context["form"]["checked"].value()})
    assert [business.name for business in Business.objects.all()] == ["Kedai Pak Budi"]
