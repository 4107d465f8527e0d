"""The pages of businesses: who enters, what each role reads, how the list is narrowed and searched."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.choices import Sector
from umkm.models import Participant
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import close_business, void_business
from umkm.rules.merger import merge_businesses
from umkm.rules.placement import move_business

pytestmark = pytest.mark.django_db

READERS = {Role.STAFF, Role.OFFICER, Role.MENTOR, Role.OFFICIAL}
DESK = {Role.STAFF, Role.OFFICER}
ROLES_OF = {
    "business_list": READERS,
    "business_register": DESK,
    "business_detail": READERS,
    "business_history": READERS,
    "business_registered": DESK,
    "business_slip": DESK,
    "business_edit": DESK,
    "business_correct": DESK,
    "business_move": DESK,
    "business_close": DESK,
    "business_reopen": DESK,
    "business_void": {Role.STAFF},
    "business_mentor": DESK,
    "participant_list": READERS - {Role.OFFICIAL},
    "participant_detail": READERS - {Role.OFFICIAL},
}


@pytest.fixture
def people(staff):
    """One user of each role, officer and mentor of Gambir."""
    at_centre = (Role.OFFICER, Role.MENTOR)
    return {role: make.user(role, at="Gambir" if role in at_centre else None) for role in Role} | {Role.STAFF: staff}


@pytest.fixture
def known(staff, people):
    """A business in Gambir with everything personal about it, followed by the mentor."""
    owner = person(phone="+6281234567890", email="siti@example.id", address="Jalan Rumah 7", kelurahan=make.kelurahan())
    business = register(staff, owner=owner, phone="+6281111111111", email="warung@example.id", nib="9120101234567")
    assign_mentor(business=business, mentor=people[Role.MENTOR], starts_on=make.day("2021-02-01"), by=staff)
    return business


def address_of(page, business):
    if page == "participant_detail":
        return reverse(page, args=[business.owner.pk])
    return reverse(
        page, args=[] if page in ("business_list", "business_register", "participant_list") else [business.number]
    )


def listed(page):
    """The numbers in a list, in order."""
    return re.findall(r'href="/usaha/(JP-\d{8})/"', page.content.decode())


# Who enters


@pytest.mark.parametrize("page", ROLES_OF)
@pytest.mark.parametrize("role", Role)
def test_each_page_opens_for_its_roles_alone(signed_in, people, known, page, role):
    answer = signed_in(people[role]).get(address_of(page, known))

    assert answer.status_code == (200 if role in ROLES_OF[page] else 403)


@pytest.mark.parametrize(
    "page",
    [page for page in ROLES_OF if page.startswith("business_") and page not in ("business_list", "business_register")],
)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.MENTOR])
def test_a_business_outside_one_s_rows_is_no_page(signed_in, known, page, role):
    stranger = make.user(role, at="Menteng")

    answer = signed_in(stranger).get(address_of(page, known))

    assert answer.status_code == (404 if role in ROLES_OF[page] else 403)


def test_a_mentor_of_the_centre_sees_their_caseload_alone(signed_in, people, known, staff):
    neighbour = register(staff, name="Lain")

    mentor = signed_in(people[Role.MENTOR])

    assert listed(mentor.get("/usaha/")) == [known.number]
    assert mentor.get(f"/usaha/{neighbour.number}/").status_code == 404


def test_an_officer_sees_what_is_placed_at_their_centre_alone(signed_in, people, known, staff):
    elsewhere = register(staff, kelurahan=make.kelurahan("Menteng"))

    assert listed(signed_in(people[Role.OFFICER]).get("/usaha/")) == [known.number]
    assert listed(signed_in(staff).get("/usaha/")) == [elsewhere.number, known.number]


@pytest.mark.parametrize("number", ["JP-00000012", "JP-99999997", "JP-1"])
def test_a_number_that_is_mistyped_or_nobody_s_is_no_page(signed_in, staff, number):
    assert signed_in(staff).get(f"/usaha/{number}/").status_code == 404


def test_a_number_in_lower_case_is_the_same_page(signed_in, staff, known):
    assert signed_in(staff).get(f"/usaha/{known.number.lower()}/").status_code == 200


# What each role reads


PERSONAL = ["Siti Aminah", "0812-3456-7890", "siti@example.id", "Jalan Rumah 7", "0811-1111-1111", "warung@example.id", "Jalan Juanda 1", "3199••", "9120101234567"]  # fmt: skip


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICER, Role.MENTOR])
def test_those_who_work_with_the_owner_read_everything_but_the_whole_nik(signed_in, people, known, role):
    page = signed_in(people[role]).get(f"/usaha/{known.number}/").content.decode()

    assert [text for text in PERSONAL if text not in page] == []
    assert known.owner.nik.in_full() not in page


@pytest.mark.parametrize("page", ["business_list", "business_detail"])
def test_an_official_reads_initials_and_nothing_personal(signed_in, people, known, staff, page):
    text = signed_in(people[Role.OFFICIAL]).get(address_of(page, known)).content.decode()

    assert [personal for personal in PERSONAL if personal in text] == []
    assert known.name in text
    assert "S. A." in text


@pytest.mark.parametrize("address", ["/usaha/", "/peserta/"])
def test_no_list_shows_a_whole_nik(signed_in, staff, known, address):
    assert known.owner.nik.in_full() not in signed_in(staff).get(address).content.decode()


def test_the_record_shows_its_steps_with_day_and_evidence(signed_in, staff, known):
    make.trained(known, "2021-03-01", "2021-03-02")

    page = signed_in(staff).get(f"/usaha/{known.number}/")

    assert [(step.stage.label, step.on) for step in page.context["steps"]] == [
        ("registered", make.day("2021-01-04")),
        ("trained", make.day("2021-03-02")),
        ("mentored", None),
    ]
    assert page.context["steps"][0].evidence.title == "Registered at the counter"


def test_the_record_tells_what_happened_newest_first(signed_in, staff, known):
    move_business(
        business=known, kelurahan=make.kelurahan("Menteng"), address="", starts_on=make.day("2021-05-01"), by=staff
    )
    close_business(business=known, closed_on=make.day("2021-06-01"), reason="retired", by=staff)

    timeline = signed_in(staff).get(f"/usaha/{known.number}/?riwayat=fakta").context["timeline"]

    kelurahan = make.kelurahan("Menteng").name
    mentor = known.assignments.get().mentor.username
    assert [entry.title for entry in timeline] == [
        "Closed",
        f"Moved to {kelurahan}, Menteng",
        f"Followed by {mentor}",
        "Registered",
    ]


def test_a_voided_registration_says_why_and_offers_nothing_to_do(signed_in, people, known, staff):
    void_business(business=known, reason="Entered twice", by=staff)

    page = signed_in(staff).get(f"/usaha/{known.number}/")

    assert page.context["actions"] == []
    assert "Entered twice" in page.content.decode()
    assert "Entered twice" not in signed_in(people[Role.OFFICIAL]).get(f"/usaha/{known.number}/").content.decode()
    assert signed_in(staff).get(f"/usaha/{known.number}/ubah/").status_code == 403
    assert listed(signed_in(staff).get("/usaha/")) == []


@pytest.mark.parametrize(("end", "words"), [(None, "not yet"), ("void", "not counted"), ("merge", "not counted")])
def test_a_stage_of_a_business_that_counts_no_more_is_not_one_to_come(signed_in, staff, known, end, words):
    if end == "void":
        void_business(business=known, reason="x", by=staff)
    elif end == "merge":
        merge_businesses(survivor=register(staff, name="Lain"), double=known, reason="x", by=staff)

    page = signed_in(staff).get(f"/usaha/{known.number}/").content.decode()

    assert set(re.findall(r'<span class="soft">(not \w+)</span>', page)) == {words}


def test_a_merged_business_leads_to_the_one_that_counts(signed_in, staff, known):
    double = register(staff, name="Warung Siti")
    merge_businesses(survivor=known, double=double, reason="same", by=staff)

    page = signed_in(staff).get(f"/usaha/{double.number}/").content.decode()

    assert f'href="/usaha/{known.number}/"' in page


# Narrowing


def test_the_list_is_narrowed_by_centre_sector_and_stage(signed_in, staff):
    trained = register(staff, name="A", sector=Sector.FASHION)
    make.trained(trained, "2021-03-01")
    both = register(staff, name="B", kelurahan=make.kelurahan("Menteng"))
    make.trained(both, "2021-03-01")
    make.visit(both, "2021-04-01")
    neither = register(staff, name="C")
    client = signed_in(staff)

    def numbers(query):
        return listed(client.get(f"/usaha/?{query}"))

    assert numbers("pusat=31.71.01") == [neither.number, trained.number]
    assert numbers("sektor=fesyen") == [trained.number]
    assert numbers("tahap=2") == [both.number, trained.number]
    assert numbers("tahap=3") == [both.number]
    assert numbers("tahap=23") == [both.number]
    assert numbers("pusat=31.71.01&tahap=2") == [trained.number]


@pytest.mark.parametrize(
    "query", ["pusat=99", "sektor=x", "tahap=x", "q=%00", "nomor=%00", "setelah=x", "pusat=31.74.01"]
)
def test_a_spoiled_address_is_still_a_page(signed_in, people, known, query):
    assert signed_in(people[Role.OFFICER]).get(f"/usaha/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("siti", True),
        ("SITI bu", True),
        ("Kedai Siti", True),
        ("sit", True),
        ("bu", True),
        ("s", False),
        ("budi", False),
    ],
)
def test_words_find_names_that_hold_them_all(signed_in, staff, known, words, found):
    register(staff, owner=person(name="Tono Wijaya"), name="Bengkel Tono")

    assert listed(signed_in(staff).get("/usaha/", {"q": words})) == ([known.number] if found else [])


def test_nothing_found_says_what_to_do(signed_in, staff, known):
    page = signed_in(staff).get("/usaha/?q=zzz").content.decode()

    assert "No business you may see matches. Try fewer words, or take a filter away." in page


# The search box


@pytest.mark.parametrize(
    "typed",
    [
        lambda business: business.number,
        lambda business: business.number.lower().replace("-", " "),
        lambda business: business.number.removeprefix("JP-"),
        lambda business: business.slip.lower(),
        lambda business: business.nib,
        lambda business: business.owner.nik.in_full(),
        lambda business: f"NIK: {business.owner.nik.in_full()}",
        lambda business: "0812 3456 7890",
        lambda business: business.phone,
    ],
)
def test_a_number_goes_straight_to_its_record(signed_in, people, known, staff, typed):
    register(staff, name="Lain")

    answer = signed_in(people[Role.OFFICER]).post("/usaha/", {"q": typed(known)})

    assert (answer.status_code, answer["Location"]) == (302, f"/usaha/{known.number}/")


def test_a_number_of_several_goes_to_the_list_of_them(signed_in, staff, known):
    owner = person(nik=known.owner.nik)
    second = register(staff, owner=owner, name="Katering")
    register(staff, name="Lain")
    client = signed_in(staff)

    page = client.post("/usaha/", {"q": known.owner.nik.in_full()}, follow=True)

    assert page.redirect_chain == [(f"/usaha/?nomor={known.number}%2C{second.number}", 302)]
    assert listed(page) == [second.number, known.number]


def test_words_go_to_an_address_that_can_be_kept(signed_in, staff):
    assert signed_in(staff).post("/usaha/", {"q": "bu siti"})["Location"] == "/usaha/?q=bu+siti"
    assert signed_in(staff).post("/usaha/", {"q": " "})["Location"] == "/usaha/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("JP-00000014", "No business has this number: a digit is mistyped."),
        ("3199013002900001", "Digits 7 to 12 of this NIK are not a date of birth."),
        ("319901440290000", "NIK has 16 digits, this one has 15."),
        ("3,17101E+15", "No business you may see has this number."),
        ("081299999999", "No business you may see has this number."),
    ],
)
def test_a_number_that_leads_nowhere_stays_in_the_box_and_stands_in_no_address(signed_in, staff, typed, said):
    page = signed_in(staff).post("/usaha/", {"q": typed})

    assertContains(page, f'name="q" id="id_search" value="{typed}"', count=1)
    assertContains(page, f'<ul class="errorlist" id="id_search_error"><li>{said}</li></ul>', count=1, html=True)
    assertContains(page, typed, count=1)


def test_a_number_outside_one_s_rows_finds_nothing(signed_in, known):
    stranger = signed_in(make.user(Role.OFFICER, at="Menteng"))

    for typed in (known.number, known.nib, known.owner.nik.in_full(), known.phone):
        assertContains(stranger.post("/usaha/", {"q": typed}), "No business you may see has this number.", count=1)


def test_an_official_finds_no_business_by_a_person_s_number(signed_in, people, known):
    official = signed_in(people[Role.OFFICIAL])

    for typed in (known.owner.nik.in_full(), known.phone, known.owner.phone):
        assertContains(official.post("/usaha/", {"q": typed}), "No business you may see has this number.", count=1)
    assert official.post("/usaha/", {"q": known.number})["Location"] == f"/usaha/{known.number}/"


# Participants


def test_a_person_s_page_shows_the_businesses_one_may_see(signed_in, people, known, staff):
    elsewhere = register(staff, owner=person(nik=known.owner.nik), name="Cabang", kelurahan=make.kelurahan("Menteng"))
    stranger = Participant.objects.create(
        nik=make.nik(), name="Budi", name_key="budi", sex="male", born_on=make.day("1990-08-17")
    )
    officer = signed_in(people[Role.OFFICER])

    assert listed(officer.get(f"/peserta/{known.owner.pk}/")) == [known.number]
    assert listed(signed_in(staff).get(f"/peserta/{known.owner.pk}/")) == [elsewhere.number, known.number]
    assert officer.get(f"/peserta/{stranger.pk}/").status_code == 404
    assert [person.name for person in officer.get("/peserta/").context["rows"]] == ["Siti Aminah"]


# What a page costs


@pytest.mark.parametrize(
    ("address", "role"),
    [("/usaha/", role) for role in READERS] + [("/peserta/", role) for role in READERS - {Role.OFFICIAL}],
)
def test_a_list_costs_the_same_for_1_row_and_for_25(
    signed_in, people, known, staff, address, role, django_assert_max_num_queries
):
    client = signed_in(people[role])
    client.get(address)

    with django_assert_max_num_queries(8) as one:
        client.get(address)
    for number in range(24):
        business = register(staff, name=f"Usaha {number}")
        assign_mentor(business=business, mentor=people[Role.MENTOR], starts_on=make.day("2021-02-01"), by=staff)
    with django_assert_max_num_queries(8) as many:
        page = client.get(address)

    assert len(page.context["page"]) == 25
    assert len(many) == len(one)


def test_a_record_costs_the_same_with_one_fact_and_with_many(signed_in, staff, known, django_assert_max_num_queries):
    client = signed_in(staff)
    client.get(f"/usaha/{known.number}/")

    with django_assert_max_num_queries(35) as few:
        client.get(f"/usaha/{known.number}/")
    for month in range(3, 9):
        assign_mentor(
            business=known,
            mentor=make.user(Role.MENTOR, at="Gambir"),
            starts_on=make.day(f"2021-{month:02}-01"),
            by=staff,
        )
        move_business(
            business=known, kelurahan=make.kelurahan("Gambir"), address=f"Jalan {month}", starts_on=make.day(f"2021-{month:02}-01"), by=staff
        )  # fmt: skip
    with django_assert_max_num_queries(35) as many:
        client.get(f"/usaha/{known.number}/")

    assert len(many) == len(few)
