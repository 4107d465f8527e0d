"""An activity is found by its code or by words, and a code is shown with its title wherever it stands."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import register, registered
from tests.umkm.test_registration_page import as_shown, faults, typed
from umkm.choices import Sector
from umkm.forms.kbli import KbliField
from umkm.models import Business, Kbli
from umkm.models.kbli import SECTOR_OF, sector_of

pytestmark = pytest.mark.django_db


def codes(words: str) -> list[str]:
    return [activity.code for activity in Kbli.objects.current().offered(words)]


# Finding


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("5610", "56101"),
        ("96 200", "96200"),
        ("warung", "56102"),
        ("WARUNG mak", "56102"),
        ("kue basah", "10792"),
        ("laundry", "96200"),
        ("batik", "13134"),
        ("katring", "56210"),
        ("cukur rmbut", "96111"),
        ("toko klontong", "47112"),
    ],
)
def test_the_first_offered_is_the_one_most_people_mean(words, first):
    assert codes(words)[0] == first


def test_codes_are_offered_in_their_order():
    assert codes("561") == ["56101", "56102", "56103", "56104"]


@pytest.mark.parametrize("words", ["", " ", "\x00", "(", "zzzzqq", "999"])
def test_nothing_is_offered_where_nothing_fits(words):
    assert codes(words) == []


def test_another_edition_is_not_offered():
    Kbli.objects.create(version=2025, code="96299", title="Batik Lain", division="96", division_title="Jasa")

    assert codes("batik") == ["13134"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_searched_for_without_breaking(words):
    assert len(codes(words)) <= 8


def test_every_built_in_code_proposes_a_sector():
    assert [activity.code for activity in Kbli.objects.all() if not activity.sector] == []


@pytest.mark.parametrize(
    ("code", "sector"),
    [
        ("56102", Sector.CULINARY),
        ("13134", Sector.FASHION),
        ("16293", Sector.CRAFT),
        ("47112", Sector.TRADE),
        ("45406", Sector.TRADE),
        ("45407", Sector.SERVICES),
        ("45201", Sector.SERVICES),
        ("01131", Sector.FARMING),
        ("03111", Sector.FISHERY),
        ("62019", Sector.TECHNOLOGY),
        ("05100", None),
    ],
)
def test_a_division_proposes_its_sector(code, sector):
    assert sector_of(code) == sector


def test_no_division_is_of_two_sectors():
    assert len(SECTOR_OF) == len(set(SECTOR_OF))
    assert SECTOR_OF.keys() <= {f"{number:02}" for number in range(1, 100)}


# The suggestions


def test_the_suggestions_carry_what_a_script_needs(desk):
    page = desk.get("/kbli/", {"q": "laundry"})

    assertContains(
        page, 'role="option" id="kbli-96200" data-code="96200" data-title="Aktivitas penatu" data-sector="jasa"'
    )
    assertContains(page, 'role="option"', count=1)


@pytest.mark.parametrize("query", ["", "?q=%00", "?q=" + "x" * 5000, "?q=a&q=%28", "?other=1"])
def test_no_question_breaks_the_suggestions(desk, query):
    assert desk.get(f"/kbli/{query}").status_code == 200


def test_the_suggestions_cost_two_questions_at_most(desk, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as asked:
        desk.get("/kbli/", {"q": "katring"})

    assert len([query for query in asked if "umkm_kbli" in query["sql"]]) == 2


# The field


def test_a_code_is_taken_as_typed_or_with_its_title_behind_it():
    assert KbliField().clean("56102") == "56102"
    assert KbliField().clean(" 56102 · Rumah/Warung Makan ") == "56102"


def test_a_code_that_the_list_lacks_is_taken_and_said():
    assert KbliField().clean("56999") == "56999"
    assert (
        Template("{% load umkm %}{{ code|kbli }}").render(Context({"code": "56999"})) == "56999 · not on the list here"
    )


def test_words_that_fit_one_activity_are_that_one():
    assert KbliField().clean("laundry") == "96200"


def test_the_whole_title_is_that_activity_though_others_begin_with_it():
    Kbli.objects.create(version=2020, code="56109", title="Restoran Lainnya", division="56", division_title="Makan")

    assert KbliField().clean("restoran") == "56101"


def test_words_that_fit_several_give_those_to_choose_from_and_keep_what_was_typed(desk):
    page = desk.post("/usaha/baru/", typed(kbli="warung"))

    assert faults(page) == {"kbli": "Choose which activity is meant, or type other words."}
    assertContains(page, '<input type="text" name="kbli" value="warung"')
    assertContains(page, '<input type="radio" name="kbli_choice" value="56102"')


def test_a_misspelt_word_is_never_guessed_but_offered(desk):
    page = desk.post("/usaha/baru/", typed(kbli="cukur rmbut"))

    assert faults(page) == {"kbli": "Choose which activity is meant, or type other words."}
    assertContains(page, '<input type="radio" name="kbli_choice" value="96111"')


def test_the_one_chosen_is_saved(desk):
    registered(desk, typed(kbli="warung", kbli_choice="56102"))

    business = Business.objects.get()
    assert (business.kbli, business.kbli_version) == ("56102", 2020)


def test_a_code_typed_after_all_goes_before_a_choice(desk):
    registered(desk, typed(kbli="96200", kbli_choice="56102"))

    assert Business.objects.get().kbli == "96200"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("zzzzqq", "No activity is called that. Type other words, or the five digits."),
        ("561", "A KBLI code has five digits."),
        ("561023", "A KBLI code has five digits."),
        ("x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
        ("war\x00ung", "Null characters are not allowed."),
    ],
)
def test_what_is_no_activity_is_said_beside_the_field(desk, words, said):
    assert faults(desk.post("/usaha/baru/", typed(kbli=words))) == {"kbli": said}


def test_a_sector_left_open_follows_from_the_activity(desk):
    registered(desk, typed(kbli="laundry", sector=""))

    assert Business.objects.get().sector == Sector.SERVICES


def test_a_sector_that_was_chosen_stays(desk):
    registered(desk, typed(kbli="laundry", sector="lainnya"))

    assert Business.objects.get().sector == Sector.OTHER


@pytest.mark.parametrize("words", ["warung", "561"])
def test_a_sector_is_not_asked_for_beside_an_activity_in_doubt(desk, words):
    page = desk.post("/usaha/baru/", typed(kbli=words, sector=""))

    assert list(faults(page)) == ["kbli"]


def test_a_sector_that_nothing_proposes_is_asked_for(desk):
    page = desk.post("/usaha/baru/", typed(kbli="05100", sector=""))

    assert faults(page) == {"sector": "This field is required."}


# Shown with its title


def test_the_record_and_the_edit_show_the_title_beside_the_code(desk):
    business = register(make.user(Role.STAFF), kbli="56102", kbli_version=2020)

    assertContains(desk.get(f"/usaha/{business.number}/"), "56102 · Rumah/Warung Makan (KBLI 2020)")
    edit = desk.get(f"/usaha/{business.number}/ubah/")
    assertContains(edit, 'value="56102"')
    assertContains(edit, "Rumah/Warung Makan")


def test_an_edit_that_leaves_the_activity_alone_keeps_its_edition(desk):
    business = register(make.user(Role.STAFF), kbli="56102", kbli_version=2015)
    address = f"/usaha/{business.number}/ubah/"

    desk.post(address, as_shown(desk.get(address)) | {"name": "Warung Baru"})

    business.refresh_from_db()
    assert (business.name, business.kbli_version) == ("Warung Baru", 2015)
