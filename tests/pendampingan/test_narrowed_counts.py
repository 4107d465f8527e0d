"""The businesses behind a number as known now, narrowed to those of one kind."""

import datetime

import pytest
from pytest_django.asserts import assertContains

from jakpreneur.accounts.models import Role
from pendampingan.counts.aspect import AGE, ASPECTS, CHANNEL, NOVELTY, SCALE, SECTOR, SEX, years_before
from pendampingan.counts.group import Group
from pendampingan.counts.known_now import known_now
from pendampingan.counts.narrowing import Narrowing
from tests import make
from tests.city import varied_city
from umkm.choices import Channel, Sector, Sex

pytestmark = pytest.mark.django_db

MAY = make.day("2021-05-31")


def names(rows):
    return sorted(rows.values_list("business__name", flat=True))


def kinds_of(aspect, *businesses, day=MAY):
    """Of which kind each business is, by the one narrowing that it is in."""
    found = {}
    for kind in aspect.kinds:
        for name in names(Narrowing({aspect: kind}).of(Group.REGISTERED, day)):
            assert name not in found
            found[name] = kind
    return [found[business.name] for business in businesses]


# Of which kind a business is


def test_sector_channel_and_sex_are_as_the_record_says():
    him = make.participant(sex=Sex.MALE)
    first = make.business(sector=Sector.FISHERY, channel=Channel.ONLINE)
    second = make.business(sector=Sector.CRAFT, channel=Channel.IMPORT, owner=him)

    assert kinds_of(SECTOR, first, second) == ["perikanan", "kriya"]
    assert kinds_of(CHANNEL, first, second) == ["online", "import"]
    assert kinds_of(SEX, first, second) == ["female", "male"]


def test_scale_follows_from_capital_or_sales_and_may_be_unstated():
    words = [{"capital": 1_000_000_000}, {"capital": 1_000_000_001}, {"annual_sales": 15_000_000_001}, {}]

    businesses = [make.business(**each) for each in words]

    assert kinds_of(SCALE, *businesses) == ["micro", "small", "medium", "unstated"]


def test_a_business_is_new_or_had_traded_before_or_does_not_say():
    started = ["2021-01-03", "2021-01-04", "2021-01-05", None]

    businesses = [make.business(on="2021-01-04", started_on=on and make.day(on)) for on in started]

    assert kinds_of(NOVELTY, *businesses) == ["naik-kelas", "baru", "baru", "unstated"]


@pytest.mark.parametrize(
    ("born", "group"),
    [
        ("1996-06-01", "di-bawah-25"),
        ("1996-05-31", "25-34"),
        ("1986-06-01", "25-34"),
        ("1986-05-31", "35-44"),
        ("1976-05-31", "45-54"),
        ("1966-05-31", "55-64"),
        ("1956-06-01", "55-64"),
        ("1956-05-31", "65-ke-atas"),
    ],
)
def test_an_owner_is_as_old_as_on_the_day_asked_for(born, group):
    business = make.business(owner=make.participant(born_on=make.day(born)))

    assert kinds_of(AGE, business) == [group]


@pytest.mark.parametrize(
    ("day", "years", "born"),
    [
        ("2021-02-28", 25, "1996-02-28"),
        ("2024-02-29", 25, "1999-02-28"),
        ("2024-02-29", 24, "2000-02-29"),
        ("0020-02-29", 25, "0001-02-28"),
    ],
)
def test_years_before_a_day(day, years, born):
    assert years_before(make.day(day), years) == make.day(born)


# Which businesses are counted


def test_each_group_is_what_is_known_now_of_that_day():
    city = varied_city()

    assert len(known_now(Group.REGISTERED, make.day("2021-06-30"))) == 7
    assert {group: len(known_now(group, make.day("2021-02-28"))) for group in Group} == {
        Group.REGISTERED: 7,
        Group.TRAINED: 4,
        Group.MENTORED: 4,
        Group.BOTH: 3,
        Group.ONLY_TRAINED: 1,
        Group.ONLY_MENTORED: 1,
        Group.NEITHER: 2,
    }
    assert city.moved.name in names(known_now(Group.MENTORED, make.day("2021-02-15")))
    assert city.moved.name not in names(known_now(Group.MENTORED, make.day("2021-02-14")))


def test_a_business_is_counted_at_its_place_of_today():
    city = varied_city()

    assert city.moved.name in names(known_now(Group.REGISTERED, make.day("2021-02-28"), make.centre("Tebet")))
    assert city.moved.name not in names(known_now(Group.REGISTERED, make.day("2021-02-28"), make.centre("Gambir")))


def test_a_narrowing_is_of_all_the_kinds_it_names():
    woman, man = make.participant(), make.participant(sex=Sex.MALE)
    make.business("Dapur Satu", owner=woman)
    make.business("Dapur Dua", owner=man)
    make.business("Anyam Tiga", owner=man, sector=Sector.CRAFT)

    assert names(Narrowing({SECTOR: "kuliner", SEX: "male"}).of(Group.REGISTERED, MAY)) == ["Dapur Dua"]
    assert len(Narrowing().of(Group.REGISTERED, MAY)) == 3


# In an address, and as a page


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.word)
def test_what_an_address_says_is_read_again(aspect):
    for kind in aspect.kinds:
        narrowing = Narrowing({aspect: kind})
        assert Narrowing.read(narrowing.parameters) == narrowing


def test_an_address_without_a_kind_asks_for_the_whole_count():
    assert Narrowing.read({"tahap": "terlatih", "sektor": ""}) is None
    assert Narrowing.read(Narrowing().parameters) == Narrowing()


def test_the_heading_says_in_words_of_what_kind_they_are(reading):
    make.business("Dapur Satu")
    make.business("Anyam Dua", sector=Sector.CRAFT)

    page = reading().get("/dasbor/daftar/?sektor=kriya&jalur=counter&per=2021-05-31&diketahui=lalu")

    assertContains(page, "Sector: crafts; channel: at the counter; at their place of today.")
    assertContains(page, "The whole city, as of 31 May 2021, as known now.")
    assertContains(page, '<h1><span data-count="1">1</span> business registered</h1>', html=True)
    assertContains(page, "Anyam Dua")
    assert "Dapur Satu" not in page.content.decode()


def test_another_day_keeps_the_kinds_and_what_the_dashboard_knew(reading):
    page = reading().get("/dasbor/daftar/?sektor=kriya&jalur=counter&pusat=31.71.01&per=2021-05-31&diketahui=lalu")

    for name, value in (("sektor", "kriya"), ("jalur", "counter"), ("pusat", "31.71.01"), ("diketahui", "lalu")):
        assertContains(page, f'<input type="hidden" name="{name}" value="{value}">', html=True)
    assertContains(page, 'href="/dasbor/31.71.01/?per=2021-05-31&amp;diketahui=lalu"')
    assert "segments" not in page.content.decode()


@pytest.mark.parametrize("query", ["sektor=tambang", "skala=raksasa", "umur=25", "letak=dulu", "kelamin=%00"])
def test_a_kind_that_there_is_not_is_no_page(reading, query):
    assert reading().get(f"/dasbor/daftar/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["kelamin=female", "umur=25-34", "sektor=kuliner&umur=25-34"])
@pytest.mark.parametrize(("role", "status"), [(Role.STAFF, 200), (Role.OFFICIAL, 403), (Role.OFFICER, 200)])
def test_who_sees_no_people_opens_no_list_that_tells_of_them(reading, role, status, query):
    reader = reading(role, at="Gambir" if role == Role.OFFICER else None)

    assert reader.get(f"/dasbor/daftar/?{query}&pusat=31.71.01").status_code == status


def test_an_early_day_has_nobody(reading):
    assertContains(reading().get("/dasbor/daftar/?umur=65-ke-atas&per=0001-01-01"), 'data-count="0"')
    assert names(Narrowing({AGE: "di-bawah-25"}).of(Group.REGISTERED, datetime.date.min)) == []
