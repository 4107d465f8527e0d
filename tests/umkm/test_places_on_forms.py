"""Where a business is and where its owner lives, as forms ask for it: without scripts all 267 stand in groups."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register, registered
from tests.umkm.test_registration_page import as_shown, faults, typed
from umkm.models import Business, Participant

pytestmark = pytest.mark.django_db


def groups(page, field):
    """The headings of a menu, and how many choices stand below them."""
    headed = [(heading, choices) for heading, choices in page.context["form"].fields[field].choices if heading]
    return [heading for heading, _ in headed], sum(len(choices) for heading, choices in headed if heading != "luar")


def test_without_scripts_all_kelurahan_stand_below_their_kecamatan(desk):
    page = desk.get("/usaha/baru/")

    headings, count = groups(page, "kelurahan")
    assert (len(headings), count) == (44, 267)
    assert headings == sorted(headings)
    assertContains(page, "data-kecamatan", count=2)
    assertContains(page, "js/kelurahan.js")


def test_an_officer_of_two_centres_sees_those_two(signed_in):
    officer = make.user(Role.OFFICER, at="Gambir")
    make.CentreStaff.objects.create(
        user=officer, centre=make.centre("Menteng"), agency=make.Agency.objects.get(code="ppkukm")
    )

    page = signed_in(officer).get("/usaha/baru/")

    assert groups(page, "kelurahan")[0] == ["Gambir", "Menteng"]
    assert groups(page, "owner_kelurahan")[1] == 267


@pytest.mark.parametrize("page", ["alamat", "pindah"])
def test_moving_and_correcting_narrow_in_the_same_way(desk, page):
    business = register(make.user(Role.STAFF))

    answer = desk.get(f"/usaha/{business.number}/{page}/")

    assertContains(answer, "data-kecamatan", count=1)
    assertContains(answer, "js/kelurahan.js", count=1)


def test_a_page_without_a_menu_of_kelurahan_loads_no_script_for_it(desk):
    business = register(make.user(Role.STAFF))

    assertNotContains(desk.get(f"/usaha/{business.number}/tutup/"), "js/kelurahan.js")


# The owner's home


def home():
    owner = Participant.objects.get()
    return owner.kelurahan, owner.home_city, owner.lives_outside


def test_a_home_outside_jakarta_is_said_with_its_city(desk):
    registered(desk, typed(owner_kelurahan="luar", owner_home_city="Depok"))

    assert home() == (None, "Depok", True)


def test_a_city_alone_says_it_too(desk):
    registered(desk, typed(owner_home_city="Depok"))

    assert home() == (None, "Depok", True)


def test_a_home_said_to_be_outside_jakarta_needs_its_city(desk):
    page = desk.post("/usaha/baru/", typed(owner_kelurahan="luar"))

    assert faults(page) == {"owner_home_city": "Name the city of the home, such as Depok."}
    assertContains(page, '<option value="luar" selected>Outside Jakarta</option>')
    assert Business.objects.count() == 0


def test_a_home_that_nobody_stated_is_no_fault(desk):
    registered(desk, typed(owner_kelurahan=""))

    assert home() == (None, "", False)


def test_a_business_is_never_placed_outside_jakarta(desk):
    page = desk.post("/usaha/baru/", typed(kelurahan="luar"))

    assert faults(page) == {"kelurahan": "Choose a kelurahan from the list."}


@pytest.fixture
def outsider():
    return register(make.user(Role.STAFF), owner=person(home_city="Depok", phone="+6281234567890")).owner


def test_an_edit_that_says_once_more_that_a_home_is_outside_changes_nothing(desk, outsider):
    address = f"/peserta/{outsider.pk}/ubah/"
    before = Participant.objects.values().get()

    desk.post(address, as_shown(desk.get(address)) | {"kelurahan": "luar"})

    assert Participant.objects.values().get() == before


def test_somebody_who_moved_into_jakarta_loses_the_city(desk, outsider):
    address = f"/peserta/{outsider.pk}/ubah/"

    desk.post(address, as_shown(desk.get(address)) | {"kelurahan": make.kelurahan("Gambir").code, "home_city": ""})

    assert home() == (make.kelurahan("Gambir"), "", False)
