"""Keeping a record: what its page shows, section by section, and what may be done about each place it was at."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from tests import make
from tests.shown import as_shown
from tests.umkm.registering import person, refusal, register
from umkm.models import Business
from umkm.rules.business import close_business
from umkm.rules.placement import move_business, void_move

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(staff):
    return register(staff, owner=person("Siti Aminah", phone="+6281234567890"), capital=5_000_000)


@pytest.fixture
def moved(staff, business):
    """The business, moved from Gambir to Menteng and on to Tebet."""
    for centre, on in (("Menteng", "2021-03-01"), ("Tebet", "2021-05-01")):
        move_business(
            business=business,
            kelurahan=make.kelurahan(centre),
            address=f"Jalan {centre}",
            starts_on=make.day(on),
            by=staff,
        )
    business.refresh_from_db()
    return business


def record(client, business):
    return client.get(f"/usaha/{business.number}/")


def shown(page):
    """Heading → label → value of each group of facts."""
    return {group.title: {fact.label: str(fact.value) for fact in group.stated()} for group in page.context["groups"]}


def links(page):
    return {address for group in page.context["groups"] for _, address in group.links}


# The record


def test_the_record_shows_all_in_sections_and_names_what_is_not_stated(desk, business):
    page = record(desk, business)

    assert list(shown(page)) == ["Owner", "Place", "Activity", "Business", "Size", "Registration"]
    assert shown(page)["Size"]["Capital"] == "Rp5,000,000"
    size = next(group for group in page.context["groups"] if group.title == "Size")
    assert size.unstated() == "Annual sales, Women at work, Men at work"
    assertContains(page, "Not stated: Annual sales, Women at work, Men at work")


def test_each_section_leads_to_its_own_edit_for_those_who_may(desk, signed_in, business):
    address = f"/usaha/{business.number}"

    assert {f"{address}/ubah/{section}/" for section in ("usaha", "kegiatan", "skala", "pendaftaran")} <= links(
        record(desk, business)
    )
    assert {f"{address}/alamat/", f"{address}/pindah/"} <= links(record(desk, business))
    assert links(record(signed_in(make.user(Role.OFFICIAL)), business)) == set()


def test_a_home_outside_jakarta_is_marked(desk, staff):
    outside = register(staff, owner=person(home_city="Bekasi"))
    inside = register(staff, name="Dalam", owner=person(kelurahan=make.kelurahan()))

    assertContains(record(desk, outside), "outside Jakarta</span>")
    assertNotContains(record(desk, inside), "outside Jakarta</span>")


def test_every_place_stands_with_its_dates(desk, moved):
    place = shown(record(desk, moved))["Place"]

    assert place["There since"] == "1 May 2021"
    assert place["Until 1 May 2021"] == "Jalan Menteng, Menteng"
    assert place["Until 1 March 2021"] == "Jalan Juanda 1, Gambir"


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MENTOR, Role.OFFICIAL])
def test_the_whole_history_is_for_whoever_sees_the_record(signed_in, people_of, business, role):
    client = signed_in(people_of[role])

    assert client.get(f"/usaha/{business.number}/riwayat/").status_code == record(client, business).status_code == 200
    elsewhere = Business.objects.get(pk=register(make.user(Role.STAFF), name="B", kelurahan=make.kelurahan("Tebet")).pk)
    expected = 200 if role == Role.OFFICIAL else 404
    assert client.get(f"/usaha/{elsewhere.number}/riwayat/").status_code == expected


@pytest.fixture
def people_of(staff, business):
    mentor = make.user(Role.MENTOR, at="Gambir")
    business.assignments.create(mentor=mentor, starts_on=make.day("2021-02-01"))
    return {
        Role.OFFICER: make.user(Role.OFFICER, at="Gambir"),
        Role.MENTOR: mentor,
        Role.OFFICIAL: make.user(Role.OFFICIAL),
    }


# Edit by section


@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("usaha", {"name", "started_on", "nib", "npwp", "phone", "email", "shop_links"}),
        ("kegiatan", {"sector", "kbli"}),
        ("skala", {"capital", "annual_sales", "workers_women", "workers_men"}),
        ("pendaftaran", {"registered_on"}),
    ],
)
def test_a_section_is_edited_by_itself_and_the_rest_stays(desk, business, section, fields):
    address = f"/usaha/{business.number}/ubah/{section}/"
    page = desk.get(address)

    assert set(page.context["form"].fields) == fields
    assert desk.post(address, as_shown(page)).status_code == 302
    before = Business.objects.values().get()
    desk.post(f"/usaha/{business.number}/ubah/skala/", as_shown(desk.get(f"/usaha/{business.number}/ubah/skala/")) | {"capital": "7.000.000"})  # fmt: skip
    assert Business.objects.values().get() == before | {"capital": 7_000_000}


def test_an_unknown_section_is_no_page(desk, business):
    assert desk.get(f"/usaha/{business.number}/ubah/rahasia/").status_code == 404


# Places


def test_an_earlier_place_is_corrected_and_the_newest_stays(desk, moved):
    earlier = moved.placements.get(starts_on="2021-03-01")
    address = f"/usaha/{moved.number}/alamat/{earlier.pk}/"

    sent = as_shown(desk.get(address)) | {
        "kelurahan": make.kelurahan("Cakung").code,
        "starts_on": "2021-02-01",
        "reason": "salah catat",
    }
    assert desk.post(address, sent).status_code == 302

    earlier.refresh_from_db()
    moved.refresh_from_db()
    assert (earlier.kelurahan.centre.name, earlier.starts_on) == ("Cakung", make.day("2021-02-01"))
    assert moved.kelurahan.centre.name == "Tebet"
    assert recount().first == []


def test_a_move_that_never_was_is_voided_and_the_place_before_holds_again(desk, moved):
    newest = moved.placements.get(starts_on="2021-05-01")
    address = f"/usaha/{moved.number}/pindah/{newest.pk}/batal/"

    page = desk.get(address)
    refused = desk.post(address, {"reason": " "})
    saved = desk.post(address, {"reason": "usaha lain"})

    assertContains(page, "From that day on the business is at Jalan Menteng, ")
    assert list(refused.context["form"].errors) == ["reason"]
    assert saved["Location"] == f"/usaha/{moved.number}/"
    moved.refresh_from_db()
    newest.refresh_from_db()
    assert (moved.kelurahan.centre.name, newest.void_reason) == ("Menteng", "usaha lain")
    assert record(desk, moved).context["place"].address == "Jalan Menteng"
    assert recount().first == []


def test_a_move_in_between_is_voided_too(moved, staff):
    void_move(placement=moved.placements.get(starts_on="2021-03-01"), reason="keliru", by=staff)

    moved.refresh_from_db()
    assert moved.kelurahan.centre.name == "Tebet"
    assert recount().first == []


def test_the_first_place_is_no_move_and_a_voided_one_is_not_voided_again(desk, moved, staff):
    first = moved.placements.get(starts_on=None)
    newest = moved.placements.get(starts_on="2021-05-01")
    void_move(placement=newest, reason="keliru", by=staff)

    assert desk.get(f"/usaha/{moved.number}/pindah/{first.pk}/batal/").status_code == 404
    assert desk.get(f"/usaha/{moved.number}/pindah/{newest.pk}/batal/").status_code == 404
    assert refusal(void_move, placement=newest, reason="lagi", by=staff) == {
        "__all__": "This move was voided meanwhile."
    }
    assert refusal(void_move, placement=first, reason="lagi", by=staff) == {
        "__all__": "A business keeps its first place; correct it instead."
    }


def test_a_place_of_another_business_is_no_page(desk, moved, staff):
    other = register(staff, name="Lain")

    assert desk.get(f"/usaha/{other.number}/alamat/{moved.placements.first().pk}/").status_code == 404


def test_an_officer_voids_a_move_to_their_centre_and_leaves_it(signed_in, moved):
    newest = moved.placements.get(starts_on="2021-05-01")
    officer = signed_in(make.user(Role.OFFICER, at="Tebet"))

    answer = officer.post(f"/usaha/{moved.number}/pindah/{newest.pk}/batal/", {"reason": "bukan di sini"})

    assert answer["Location"] == "/usaha/"
    assert record(officer, moved).status_code == 404


# Closing


def test_closing_what_somebody_closed_meanwhile_says_who_and_keeps_what_was_typed(desk, business):
    budi = make.user(Role.STAFF, username="budi")
    close_business(business=business, closed_on=make.day("2021-06-01"), reason="pindah kota", by=budi)

    page = desk.post(f"/usaha/{business.number}/tutup/", {"closed_on": "2021-07-01", "reason": "pensiun"})

    assertContains(page, "budi closed this business, at ")
    assert (as_shown(page)["closed_on"], as_shown(page)["reason"]) == ("2021-07-01", "pensiun")


def test_a_change_says_what_will_happen_and_leads_back(desk, business):
    make.trained(business, "2021-03-01")

    page = desk.get(f"/usaha/{business.number}/batal/")

    assertContains(page, "It leaves every count: registered since 4 January 2021, trained since 1 March 2021.")
    assertContains(page, f'<a href="/usaha/{business.number}/">Leave without saving</a>', html=True)


@pytest.mark.parametrize("page", ["ubah", "ubah/usaha", "alamat", "pindah", "tutup", "buka", "batal", "riwayat"])
@pytest.mark.parametrize("nonsense", [{"name": "\0", "reason": "\0"}, {"reason": "x" * 3_000_000}, {"starts_on": "9999-99-99", "closed_on": "0000-00-00", "registered_on": "1"}, {"kelurahan": ["1", "2"]}])  # fmt: skip
def test_no_nonsense_breaks_a_page(desk, business, page, nonsense):
    answer = desk.post(f"/usaha/{business.number}/{page}/", nonsense)

    assert answer.status_code in (200, 302, 400, 405, 413)
