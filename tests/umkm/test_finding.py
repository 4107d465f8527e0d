"""Lists are searched, narrowed, sorted and counted: whatever is asked, the reader gets exactly their rows."""

import re
from html import unescape

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import person, register
from umkm.choices import Disability, Sector, Sex
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import close_business, void_business
from umkm.rules.merger import merge_businesses
from umkm.spelling import distance
from umkm.views import list_page

pytestmark = pytest.mark.django_db


def listed(page):
    """The numbers in a list, in order."""
    return re.findall(r'href="/usaha/(JP-\d{8})/"', page.content.decode())


def people(page):
    return [person.name for person in page.context["rows"]]


def walked(client, address, *, back=False):
    """The rows of all pages, forward to the last; `back`: from there to the first again."""
    pages, page = [], client.get(address)
    turns = ["next", "prev"] if back else ["next"]
    for turn in turns:
        pages = [page]
        while link := re.search(rf'rel="{turn}" href="([^"]+)"', page.content.decode()):
            page = client.get(address.partition("?")[0] + unescape(link[1]))
            pages.append(page)
    return [row.pk for page in (pages[::-1] if back else pages) for row in page.context["rows"]]


# Filters: beside the row that must show stands one that could leak


def two(staff, first=None, second=None):
    """Two businesses that differ in what is given."""
    return register(staff, name="A", **(first or {})), register(staff, name="B", **(second or {}))


def outside(staff):
    home = person(name="Luar", home_city="Depok")
    return two(staff, {"owner": home}, {"owner": person(kelurahan=make.kelurahan())})


def of_a_man(staff):
    return two(staff, {"owner": person(name="Budi", sex=Sex.MALE)})


def trained(staff):
    one, other = two(staff)
    make.trained(one, "2021-03-01")
    return one, other


def both(staff):
    one, other = two(staff)
    for business in (one, other):
        make.trained(business, "2021-03-01")
    make.visit(one, "2021-04-01")
    return one, other


def closed(staff):
    one, other = two(staff)
    close_business(business=one, closed_on=make.day("2021-06-01"), reason="tutup", by=staff)
    return one, other


def voided(staff):
    one, other = two(staff)
    void_business(business=one, reason="keliru", by=staff)
    return one, other


def merged(staff):
    one, other = two(staff)
    merge_businesses(survivor=other, double=one, reason="sama", by=staff)
    return one, other


def contested(staff):
    return make.contested(), register(staff)


FILTERS = {
    "kota=31.71": lambda staff: two(staff, {}, {"kelurahan": make.kelurahan("Tebet")}),
    "pusat=31.71.01": lambda staff: two(staff, {}, {"kelurahan": make.kelurahan("Menteng")}),
    "kelurahan=31.74.01.1001": lambda staff: two(staff, {"kelurahan": make.kelurahan("Tebet")}),
    "sektor=jasa": lambda staff: two(staff, {"sector": Sector.SERVICES}),
    "skala=small": lambda staff: two(staff, {"annual_sales": 3 * 10**9}, {"annual_sales": 10**9}),
    "skala=unstated": lambda staff: two(staff, {}, {"annual_sales": 10**9}),
    "tahap=1": lambda staff: (register(staff), make.contested()),
    "tahap=2": trained,
    "tahap=3": both,
    "tahap=23": both,
    "belum=2": lambda staff: trained(staff)[::-1],
    "belum=3": lambda staff: both(staff)[::-1],
    "belum=23": lambda staff: both(staff)[::-1],
    "tahap=2&belum=3": lambda staff: both(staff)[::-1],
    "sejak=2021-02-01": lambda staff: two(staff, {"registered_on": make.day("2021-02-01")}),
    "sampai=2021-01-04": lambda staff: two(staff, {}, {"registered_on": make.day("2021-01-05")}),
    "sejak=01/02/2021&sampai=01-02-2021": lambda staff: two(staff, {"registered_on": make.day("2021-02-01")}),
    "status=active": lambda staff: closed(staff)[::-1],
    "status=closed": closed,
    "status=contested": contested,
    "status=voided": voided,
    "status=merged": merged,
    "": lambda staff: voided(staff)[::-1],
    "kelamin=male": of_a_man,
    "kelamin=female": lambda staff: of_a_man(staff)[::-1],
    "nib=ada": lambda staff: two(staff, {"nib": "9120101234567"}),
    "nib=tanpa": lambda staff: two(staff, {"nib": "9120101234567"})[::-1],
    "luar=ya": outside,
    "luar=tidak": lambda staff: outside(staff)[::-1],
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_shows_what_it_says_and_nothing_else(desk, staff, query):
    shown, _hidden = FILTERS[query](staff)

    assert listed(desk.get(f"/usaha/?{query}")) == [shown.number]


@pytest.mark.parametrize("query", [query for query in FILTERS if query])
def test_each_filter_that_is_on_is_a_chip_that_takes_it_off(desk, staff, query):
    FILTERS[query](staff)

    page = desk.get(f"/usaha/?{query}")

    names = [part.partition("=")[0] for part in query.split("&")]
    chips = page.context["chips"]
    assert len(chips) == len(names)
    assert [name for chip in chips for name in names if f"{name}=" not in chip.url] == names
    assert [desk.get(f"/usaha/{chip.url}").status_code for chip in chips] == [200] * len(chips)


def test_a_chip_says_what_is_on_in_words(desk):
    page = desk.get("/usaha/?pusat=31.71.01&sejak=2021-02-01&nib=ada&tahap=2&q=kopi")

    assert [chip.text for chip in page.context["chips"]] == [
        "Words: kopi",
        "Centre: Gambir",
        "Stage reached: Trained",
        "NIB: Has one",
        "Registered from: 1 February 2021",
    ]


PEOPLE = {
    "kelamin=male": lambda staff: (person(name="Budi", sex=Sex.MALE), person(name="Tuti")),
    "luar=ya": lambda staff: (person(name="Budi", home_city="Depok"), person(name="T", kelurahan=make.kelurahan())),
    "luar=tidak": lambda staff: (person(name="Budi", kelurahan=make.kelurahan()), person(name="T", home_city="Depok")),
    "disabilitas=yes": lambda staff: (person(name="Budi", disability=Disability.YES), person(name="Tuti")),
    "q=budi": lambda staff: (person(name="Pak Budi"), person(name="Tuti")),
}


@pytest.mark.parametrize("query", PEOPLE)
def test_people_are_narrowed_too(desk, staff, query):
    shown, hidden = PEOPLE[query](staff)
    register(staff, owner=shown, name="A")
    register(staff, owner=hidden, name="B")

    assert people(desk.get(f"/peserta/?{query}")) == [shown.name]


def test_people_are_told_apart_by_what_they_are_in_which_business(desk, staff):
    owned = register(staff, owner=person(name="Pemilik"))
    member = make.member(owned)
    register(staff, owner=person(name="Lain"), kelurahan=make.kelurahan("Tebet"))

    assert people(desk.get("/peserta/?usaha=anggota")) == [member.name]
    assert people(desk.get("/peserta/?usaha=pemilik&urut=nama")) == ["Lain", "Pemilik"]
    assert people(desk.get("/peserta/?pusat=31.71.01&urut=nama")) == ["Pemilik", member.name]
    assert people(desk.get("/peserta/?pusat=31.74.01")) == ["Lain"]


# Whose rows


@pytest.mark.parametrize(
    "query", ["", "sektor=kuliner", "urut=nama", "urut=tanggal", "q=kopi", "q=kpoi", "mirip=2&q=kopi"]
)
def test_an_officer_and_a_mentor_see_their_own_rows_whatever_they_ask(signed_in, staff, query):
    here = register(staff, name="Kopi Kita")
    neighbour = register(staff, name="Kopi Tetangga")
    register(staff, name="Kopi Jauh", kelurahan=make.kelurahan("Menteng"))
    mentor = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=here, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)
    officer = make.user(Role.OFFICER, at="Gambir")

    assert set(listed(signed_in(officer).get(f"/usaha/?{query}"))) == {here.number, neighbour.number}
    assert listed(signed_in(mentor).get(f"/usaha/?{query}")) == [here.number]


def test_an_officer_is_offered_their_own_places_and_no_lapsed_ones(signed_in, staff):
    gone = register(staff)
    void_business(business=gone, reason="keliru", by=staff)
    officer = signed_in(make.user(Role.OFFICER, at="Gambir"))

    page = officer.get("/usaha/?pusat=31.74.01&status=voided")

    assert listed(page) == []
    assert [fault.partition(":")[0] for fault in page.context["filter"].faults] == ["Centre", "Status"]
    assert [code for code, _ in page.context["filter"].form.fields["pusat"].choices] == ["", "31.71.01"]


def test_an_official_finds_nothing_by_the_owner(signed_in, staff):
    register(staff, owner=person(name="Siti Aminah", sex=Sex.FEMALE, home_city="Depok"), name="Kopi Kita")
    official = signed_in(make.user(Role.OFFICIAL))

    for query in ("q=siti", "q=aminah", "q=amniah", "q=s", "mirip=2&q=siti"):
        assert (query, listed(official.get(f"/usaha/?{query}"))) == (query, [])
    assert len(listed(official.get("/usaha/?q=kopi"))) == 1
    assert "kelamin" not in official.get("/usaha/").context["filter"].form.fields
    assert "luar" not in official.get("/usaha/").context["filter"].form.fields


# Words


@pytest.mark.parametrize("typed", ["siti kopi", "KOPI, Siti", "kop sit", "kedai kopi siti", "ratna", "ratna senja"])
def test_every_word_is_in_the_business_s_name_or_its_owner_s(desk, staff, typed):
    meant = register(staff, owner=person(name="Siti Ratna"), name="Kedai Kopi Senja")
    register(staff, owner=person(name="Budi"), name="Bengkel Mobil")

    assert listed(desk.get("/usaha/", {"q": typed})) == [meant.number]


@pytest.mark.parametrize(
    "typed", ["singkng", "sinkgong", "sngkong mak", "sinkong nyus", "keripik singkong mac nyuss", "kripik"]
)
def test_mistyped_words_are_forgiven_and_the_page_says_so(desk, staff, typed):
    meant = register(staff, name="Keripik Singkong Mak Nyuss")
    register(staff, owner=person(name="Budi"), name="Bengkel Mobil")

    page = desk.get("/usaha/", {"q": typed})

    assert listed(page) == [meant.number]
    assert f"Nothing is called “{typed}”. These are spelt alike." in page.content.decode()


@pytest.mark.parametrize(("words", "found"), [("toko", ["Fotokopi"]), ("warung", [])])
def test_words_of_the_type_alone_say_why_they_find_little(desk, staff, words, found):
    register(staff, name="Fotokopi")
    register(staff, name="Warung Bu Siti")

    page = desk.get("/usaha/", {"q": words})
    assert [business.name for business in page.context["rows"]] == found
    assertContains(page, f"“{words}” tells the type of business, and names are found without it.")
    assertNotContains(page, "Try fewer words")


def test_a_mistyped_type_alone_says_why_it_finds_nothing(desk, staff):
    register(staff, name="Warung Bu Siti")

    page = desk.get("/usaha/?q=warng")

    assert listed(page) == []
    assertContains(page, "Nothing is called “warng”. If “warung” is meant: that tells the type of business")
    assertNotContains(page, "Try fewer words")


def test_a_type_beside_a_name_needs_no_explaining(desk, staff):
    register(staff, name="Warung Bu Siti")

    assertNotContains(desk.get("/usaha/?q=warung+siti"), "tells the type of business")


def test_a_mistyped_type_keeps_no_name_from_being_found(desk, staff):
    meant = register(staff, name="Warung Nasi Bu Siti")
    register(staff, name="Sate Pak Budi")

    assert listed(desk.get("/usaha/?q=wrung+nasi")) == [meant.number]


@pytest.mark.parametrize(("role", "there"), [(Role.STAFF, 1), (Role.OFFICER, 1), (Role.MENTOR, 0), (Role.OFFICIAL, 0)])
def test_the_list_leads_those_who_decide_to_what_is_to_decide(signed_in, role, there):
    page = signed_in(make.user(role)).get("/usaha/").content.decode()

    assert [page.count(f'href="{address}"') for address in ("/usaha/ganda/", "/usaha/sengketa/")] == [there, there]


def test_what_is_spelt_so_comes_before_what_is_spelt_alike(desk, staff):
    alike = register(staff, name="Kopi Senja")
    meant = register(staff, name="Kopi Senda")

    exact = desk.get("/usaha/?q=senda")

    assert listed(exact) == [meant.number]
    assert "spelt alike." not in exact.content.decode()
    wider = re.search(r'href="(\?[^"]+)">Also show names that are spelt alike', exact.content.decode())
    assert listed(desk.get(f"/usaha/{unescape(wider[1])}")) == [meant.number, alike.number]


def test_short_words_alone_begin_the_name_that_is_left_without_words_of_type(desk):
    for name in ("Kopi Tuku", "Warung Kopi", "Toko Bakso Ko"):
        make.business(name)

    assert [row.name for row in desk.get("/usaha/?q=ko&urut=nama").context["rows"]] == ["Kopi Tuku", "Warung Kopi"]


def test_people_are_found_by_mistyped_names(desk, staff):
    register(staff, owner=person(name="Siti Aminah"))
    register(staff, owner=person(name="Budi Santoso"), name="B")

    assert people(desk.get("/peserta/?q=amniah")) == ["Siti Aminah"]
    assert people(desk.get("/peserta/?q=santoso")) == ["Budi Santoso"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("siti", "siti", 0),
        ("siti", "siit", 1),
        ("siti", "sti", 1),
        ("siti", "sitti", 1),
        ("siti", "sari", 2),
        ("", "ab", 2),
    ],
)
def test_letters_are_added_dropped_changed_or_swapped(one, other, far):
    assert distance(one, other) == far


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_distance_is_the_same_both_ways(one, other):
    assert distance(one, other) == distance(other, one)


# The search box of people


@pytest.mark.parametrize(
    "typed", [lambda one: one.nik.in_full(), lambda one: f"NIK {one.nik.in_full()}", lambda one: "0812 3456 7890"]
)
def test_a_person_s_number_goes_straight_to_the_person(desk, staff, typed):
    owner = register(staff, owner=person(phone="+6281234567890")).owner
    register(staff, owner=person(name="Budi"), name="B")

    assert desk.post("/peserta/", {"q": typed(owner)})["Location"] == f"/peserta/{owner.pk}/"


def test_a_phone_of_several_people_goes_to_the_list_of_them(desk, staff):
    owners = [register(staff, owner=person(name=name, phone="+6281234567890"), name=name).owner for name in "AB"]
    register(staff, owner=person(name="C"), name="C")

    page = desk.post("/peserta/", {"q": "081234567890"}, follow=True)

    assert page.redirect_chain == [(f"/peserta/?orang={owners[0].pk}%2C{owners[1].pk}", 302)]
    assert sorted(people(page)) == ["A", "B"]


def test_a_person_outside_one_s_rows_is_not_found(signed_in, staff):
    owner = register(staff, owner=person(phone="+6281234567890")).owner
    stranger = signed_in(make.user(Role.OFFICER, at="Menteng"))

    for typed in (owner.nik.in_full(), owner.phone):
        page = stranger.post("/peserta/", {"q": typed})
        assertContains(page, "Nobody you may see has this number.", count=1)
        assertContains(page, f'value="{typed}"', count=1)


# Orders and pages


@pytest.mark.parametrize("order", ["nomor", "-nomor", "nama", "-nama", "tanggal", "-tanggal"])
def test_every_row_is_on_one_page_in_every_order_there_and_back(desk, order):
    made = [
        make.business(
            ["Kopi", "Teh", "Kopi Susu"][number % 3], on=f"2021-01-0{number % 2 + 1}", owner=make.participant()
        )
        for number in range(55)
    ]
    turned = order.startswith("-")
    keys = {
        "nomor": lambda business: business.number,
        "nama": lambda business: (business.name.lower(), business.pk),
        "tanggal": lambda business: (business.registered_on, business.pk),
    }

    expected = [one.pk for one in sorted(made, key=keys[order.removeprefix("-")], reverse=turned)]
    for query in (f"urut={order}", f"urut={order}&sampai=2022-01-01&sejak=2021-01-01", f"urut={order}&sektor=kuliner"):
        assert walked(desk, f"/usaha/?{query}") == expected
        assert walked(desk, f"/usaha/?{query}", back=True) == expected


def test_names_are_sorted_as_they_are_written_from_their_first_letter_on(desk):
    for name in ("Warung Ayu", '"Teh" Poci', "(Kopi) Tuku", "toko Zaki", "Bengkel Wati"):
        make.business(name)

    page = desk.get("/usaha/?urut=nama")

    assert [row.name for row in page.context["rows"]] == [
        "Bengkel Wati", "(Kopi) Tuku", "\"Teh\" Poci", "toko Zaki", "Warung Ayu",
    ]  # fmt: skip


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    names=st.lists(st.sampled_from(["Kopi", "Teh", "Roti"]), min_size=26, max_size=55),
    order=st.sampled_from(["nama", "-nama"]),
)
def test_ties_are_neither_lost_nor_shown_twice(desk, names, order):
    with transaction.atomic():
        made = {make.business(name, at="Senen").pk for name in names}

        rows = walked(desk, f"/usaha/?urut={order}")
        transaction.set_rollback(True)  # so that the next example begins with an empty list

    assert sorted(rows) == sorted(made)


def test_the_head_says_how_the_list_is_sorted_and_turns_it_round(desk, staff):
    two(staff)

    page = desk.get("/usaha/?urut=nama&sektor=kuliner")

    heads = page.context["heads"]
    assert {word: head.now for word, head in heads.items()} == {"nomor": "none", "nama": "ascending", "tanggal": "none"}
    assert (heads["nama"].url, heads["nomor"].url) == ("?sektor=kuliner&urut=-nama", "?sektor=kuliner&urut=nomor")


# The total


def test_the_total_of_one_page_is_there_at_once_and_of_more_in_a_fragment(desk, staff):
    for number in range(26):
        make.business(f"Kopi {number}", at="Senen")

    one, many = desk.get("/usaha/?pusat=31.71.01").content.decode(), desk.get("/usaha/").content.decode()
    fragment = desk.get("/usaha/?hitung=1", headers={"HX-Request": "true"}).content.decode()
    whole = desk.get("/usaha/?hitung=1").content.decode()

    assert "data-count" not in many
    assert 'hx-get="?hitung=1"' in many
    assert '<a href="/usaha/?hitung=1" data-count="26">26</a>' in fragment
    assert "<html" not in fragment
    assert '<a href="/usaha/?hitung=1" data-count="26">26</a>' in whole
    assert "data-count" not in one


def test_a_total_counts_what_is_found_alike(desk, staff):
    for number in range(26):
        make.business(f"Senja {number}")
    make.business("Bengkel")

    page = desk.get("/usaha/?q=snja")

    assert len(listed(page)) == 25
    address = page.context["count_address"]
    assert 'data-count="26"' in desk.get(f"/usaha/{address}", headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    ("path", "nothing"),
    [
        ("/usaha/", "There is no business here yet."),
        ("/peserta/", "There is nobody here yet: people come in with their business."),
    ],
)
def test_a_list_of_nothing_says_what_to_do(desk, path, nothing):
    page = desk.get(path)

    assertContains(page, nothing)
    assertContains(page, '<a class="button quiet" href="/usaha/baru/">Register a business</a>')


@pytest.mark.parametrize(("rows", "said"), [(26, False), (25, False), (27, True)])
@pytest.mark.parametrize("path", ["/usaha/", "/peserta/"])
def test_more_than_anybody_reads_through_says_what_to_do(desk, monkeypatch, path, rows, said):
    monkeypatch.setattr(list_page, "MANY", 26)
    for number in range(rows):
        make.business(f"Kopi {number}", owner=make.participant(f"Siti {number}"))

    page = desk.get(f"{path}?hitung=1").content.decode()

    assert ("Too many to read through: give a word of the name, or narrow the list." in page) == said


# Nonsense


@pytest.mark.parametrize("path", ["/usaha/", "/peserta/"])
@pytest.mark.parametrize(
    "query",
    [
        "pusat=99", "kota=x", "kelurahan=%00", "sektor=%00", "skala=x", "tahap=x", "belum=99", "status=gone", "kelamin=x",
        "nib=x", "luar=x", "sejak=0000-00-00", "sampai=99999-01-01", "sejak=2021-02-01&sampai=2021-01-01", "q=%00",
        "q=" + "a" * 3000, "q=" + "a+" * 400, "q=%25_%5C", "nomor=%00", "nomor=JP-99999999999999999999,x,,", "nomor=JP-٠٠٠٠٠٠٠١",
        "orang=x,99999999999999999999,%00", "orang=" + "9" * 5000, "urut=x", "urut=--nama", "urut=%00", "setelah=x", "sebelum=%00", "mirip=x&q=kopi",
        "mirip=2", "hitung=%00", "usaha=x", "disabilitas=x", "pusat=31.71.01&pusat=31.71.02", "tahap=2&belum=2",
    ],
)  # fmt: skip
def test_whatever_stands_in_the_address_the_page_answers(desk, staff, path, query):
    register(staff)

    assert desk.get(f"{path}?{query}").status_code == 200
    assert desk.get(f"{path}?{query}&hitung=1", headers={"HX-Request": "true"}).status_code == 200


def test_a_fault_in_the_address_is_said_in_a_sentence_and_kept_in_no_link(desk, staff):
    register(staff)

    page = desk.get("/usaha/?sektor=batu&sejak=2021-02-01&sampai=2021-01-01&pusat=31.71.01")

    assert page.context["filter"].faults == [
        "Sector: There is no such choice here: take one from the menu.",
        "Registered until: The last day lies before the first one.",
    ]
    assert [chip.url for chip in page.context["chips"]] == ["?sejak=2021-02-01", "?pusat=31.71.01"]


@pytest.mark.parametrize("path", ["/usaha/", "/peserta/"])
def test_a_person_s_number_in_an_address_is_taken_out_of_it(desk, staff, path):
    register(staff)

    page = desk.get(f"{path}?q=3199014708900001&urut=nama", follow=True)

    assert page.redirect_chain == [(f"{path}?urut=nama", 302)]
    assert [str(message) for message in page.context["messages"]] == [
        "Type a number into the search box: it does not belong in an address."
    ]


def test_a_search_of_ten_thousand_letters_is_a_page(desk):
    assert desk.post("/usaha/", {"q": "kopi " * 2000}, follow=True).status_code == 200
    assert desk.post("/peserta/", {"q": "9" * 10_000}, follow=True).status_code == 200


# What a page costs


@pytest.mark.parametrize("query", ["", "q=kopi&sektor=kuliner", "q=kpoi&pusat=31.71.01", "q=zzzz", "urut=nama&luar=ya"])
@pytest.mark.parametrize("path", ["/usaha/", "/peserta/"])
def test_a_list_costs_at_most_ten_queries_and_the_same_for_1_row_and_25(
    signed_in, path, query, django_assert_max_num_queries
):
    client = signed_in(make.user(Role.OFFICER, at="Gambir"))
    make.business("Kopi", owner=make.participant("Kopi"))
    client.get(f"{path}?{query}")

    with django_assert_max_num_queries(10) as one:
        client.get(f"{path}?{query}")
    for _ in range(30):
        make.business("Kopi", owner=make.participant("Kopi"))
    with django_assert_max_num_queries(10) as many:
        client.get(f"{path}?{query}")

    assert len(many) == len(one)
