"""The table of the centres and their map, as the city's page shows them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from tests import make
from tests.city import grown_city, main_target

pytestmark = pytest.mark.django_db

DAY = "per=2022-04-30&diketahui=lalu"


@pytest.fixture
def reader():
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.user(Role.OFFICIAL), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def city():
    """Shares for three of the four centres where somebody is registered."""
    grown_city()
    main_target(100, Gambir=10, Tebet=10, Koja=10)


def order(page) -> list[str]:
    """Where anybody is registered, as the table has them."""
    return [row.centre.name for row in page.context["table"].rows if row.registered.figure.value]


def row_of(page, centre: str) -> str:
    """What is read of one row, from its rank on."""
    row = re.search(rf">{centre}</a></th>(.*?)</tr>", page.content.decode(), re.DOTALL)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


# The table


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("kota", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("-kota", ["Tebet", "Koja", "Senen", "Gambir"]),
        ("pusat", ["Gambir", "Koja", "Senen", "Tebet"]),
        ("peringkat", ["Gambir", "Koja", "Tebet", "Senen"]),
        ("-peringkat", ["Koja", "Tebet", "Gambir", "Senen"]),
        ("-terdaftar", ["Gambir", "Koja", "Tebet", "Senen"]),
        ("terdaftar", ["Senen", "Koja", "Tebet", "Gambir"]),
        ("-pertumbuhan", ["Koja", "Gambir", "Tebet", "Senen"]),
        ("pertumbuhan", ["Tebet", "Gambir", "Koja", "Senen"]),
        ("-penduduk", ["Gambir", "Tebet", "Koja", "Senen"]),
        ("-target", ["Gambir", "Koja", "Tebet", "Senen"]),
        ("-terlatih", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("-didampingi", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("-bagian_terlatih", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("-bagian_didampingi", ["Gambir", "Senen", "Koja", "Tebet"]),
        ("apa-saja", ["Gambir", "Senen", "Koja", "Tebet"]),
    ],
)
def test_rows_come_in_the_order_asked_for_equals_by_code_and_dashes_last(reader, city, word, expected):
    assert order(reader.get(f"/dasbor/?{DAY}&urut={word}")) == expected


def test_a_row_says_rank_change_growth_and_shares_in_words(reader, city):
    page = reader.get(f"/dasbor/?{DAY}")

    # Rank; registered, trained, mentored; of the share; per 1,000; growth; of the registered; city.
    assert row_of(page, "Gambir") == "1 ▲ 1 up 1 5 0 0 50.0 % 0.1 +150.0 % 0.0 % 0.0 % Jakarta Pusat"
    assert row_of(page, "Tebet") == "2 ▼ 1 down 1 3 0 0 30.0 % 0.0 0.0 % 0.0 % 0.0 % Jakarta Selatan"
    assert row_of(page, "Koja") == "2 ▲ 1 up 1 3 0 0 30.0 % 0.0 +200.0 % 0.0 % 0.0 % Jakarta Utara"
    assert row_of(page, "Senen") == "– – 1 0 0 – 0.0 – 0.0 % 0.0 % Jakarta Pusat"
    assert row_of(page, "Cakung") == "– – 0 0 0 – – – – – Jakarta Timur"
    # 6 were registered a year before, of 100.
    assert "12 0 0 12.0 % 0.0 +100.0 % 0.0 % 0.0 %" in " ".join(
        re.sub(r"<[^>]+>", " ", page.content.decode().partition("<tfoot>")[2]).split()
    )


def test_a_rank_that_did_not_change_says_so(reader, city):
    assert row_of(reader.get("/dasbor/?per=2022-04-30&diketahui=kini"), "Koja").startswith("2 = unchanged 3")


def test_the_page_says_what_ranks_go_by_and_since_when(reader, city):
    page = reader.get(f"/dasbor/?{DAY}")

    assertContains(page, "Ranked by how much of its share of the target each has registered.")
    assertContains(page, "Growth and change of rank: against the figures as of 30 April 2021, as reported then.")


def test_without_shares_ranks_go_by_inhabitants_and_the_target_has_no_column(reader):
    grown_city()

    page = reader.get(f"/dasbor/?{DAY}&urut=peringkat")

    assertContains(page, "Ranked by how many each has registered per 1,000 inhabitants.")
    assertNotContains(page, "urut=-target")
    assertNotContains(page, "peta=target")
    assert order(page) == ["Gambir", "Tebet", "Koja", "Senen"]


def test_heads_and_choices_keep_the_day_the_knowledge_and_each_other(reader, city):
    page = reader.get(f"/dasbor/?{DAY}&peta=jumlah&urut=-terdaftar")

    assertContains(
        page, f'aria-sort="descending"><a href="?{DAY}&peta=jumlah&urut=terdaftar#centres">'.replace("&", "&amp;")
    )
    assertContains(page, f'aria-sort="none"><a href="?{DAY}&peta=jumlah&urut=pusat#centres">'.replace("&", "&amp;"))
    assertContains(page, f'href="?{DAY}&peta=target&urut=-terdaftar#map"'.replace("&", "&amp;"))
    assertContains(page, '<input type="hidden" name="urut" value="-terdaftar">', html=True)
    assertContains(page, '<input type="hidden" name="peta" value="jumlah">', html=True)


# The map


def tile(page, centre: str) -> tuple[str, str]:
    """A tile's class and what it says."""
    return re.search(rf'class="tile (q\d)"[^>]* title="{centre}"><b>(.*?)</b>', page.content.decode()).groups()


@pytest.mark.parametrize(
    ("word", "title", "gambir", "tebet", "senen", "cakung"),
    [
        ("jumlah", "Registered businesses", "5", "3", "1", "0"),
        ("target", "Registered, in percent of the centre&#x27;s share of the target", "50.0", "30.0", "–", "–"),
        ("penduduk", "Registered per 1,000 inhabitants", "0.1", "0.0", "0.0", "–"),
        ("pertumbuhan", "Registered: growth in a year, in percent", "150.0", "0.0", "–", "–"),
        ("x", "Registered per 1,000 inhabitants", "0.1", "0.0", "0.0", "–"),
        ("%00", "Registered per 1,000 inhabitants", "0.1", "0.0", "0.0", "–"),
    ],
)
def test_tiles_say_what_the_centres_are_compared_by(reader, city, word, title, gambir, tebet, senen, cakung):
    page = reader.get(f"/dasbor/?{DAY}&peta={word}")

    assertContains(page, f'id="map">{title}</h2>')
    assert [tile(page, name)[1] for name in ("Gambir", "Tebet", "Senen", "Cakung")] == [gambir, tebet, senen, cakung]


@pytest.mark.parametrize(("word", "chosen"), [("jumlah", "Number"), ("target", "Of the target"), ("x", "Per 1,000")])
def test_the_choice_that_is_shown_is_marked(reader, city, word, chosen):
    page = reader.get(f"/dasbor/?{DAY}&peta={word}").content.decode()

    assert re.findall(r'class="chip"[^>]* aria-current="true">(.*?)</a>', page) == [chosen]


@pytest.mark.parametrize(
    ("word", "gap"),
    [
        ("target", "no share of the target"),
        ("penduduk", "nobody registered"),
        ("pertumbuhan", "nobody registered a year earlier"),
    ],
)
def test_the_legend_says_why_a_centre_has_a_dash(reader, city, word, gap):
    page = reader.get(f"/dasbor/?{DAY}&peta={word}")

    assertContains(page, f'<li><span class="swatch q0"></span>{gap}</li>', html=True)
    assert tile(page, "Cakung") == ("q0", "–")


def test_a_tile_opens_its_centre_on_the_same_day(reader, city):
    page = reader.get(f"/dasbor/?{DAY}&peta=jumlah")

    assertContains(page, 'q5" href="/dasbor/31.71.01/?per=2022-04-30&amp;diketahui=lalu" title="Gambir">')


# What it costs


def test_any_order_and_map_cost_the_same_number_of_queries_however_many_businesses(reader):
    def queries(address):
        reader.get(address)
        with CaptureQueriesContext(connection) as made:
            reader.get(address)
        return len(made)

    make.business(on="2021-02-01")
    before = queries("/dasbor/")
    for centre in ("Gambir", "Gambir", "Tebet", "Koja", "Senen"):
        make.trained(make.business(at=centre, on="2021-02-01"), "2021-02-02")

    assert {queries(f"/dasbor/?urut={word}&peta={by}") for word, by in (("", ""), ("-terlatih", "pertumbuhan"))} == {
        before
    }
