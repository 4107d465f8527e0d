"""The real map of the centres: where it lies, what it says, and that it is only there where outlines are."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from pendampingan.charts.areas import Frame, area_map
from pendampingan.charts.shades import Shade
from tests import make
from tests.city import drawn_square, grown_city, main_target
from umkm.models import Boundary, Centre

DAY = "per=2022-04-30&diketahui=lalu"


# Where it lies


def shade(number: int, city: str = "31.71") -> Shade:
    return Shade(Centre(pk=number, city_code=city), None, 0)


def square(left: int, top: int, size: int = 100) -> Boundary:
    return Boundary(left=left, top=top, right=left + size, bottom=top + size)


def test_the_frame_holds_every_area():
    drawn = area_map([shade(1), shade(2)], {1: square(1000, 500), 2: square(1200, 300)})

    assert (drawn.frame, drawn.inset) == (Frame(1000, 300, 300, 300), None)
    assert drawn.frame.view_box == "1000 300 300 300"


def test_the_islands_are_in_an_inset_left_of_the_city():
    city, far = square(1000, 2000, 1000), square(1500, 100, 400)

    drawn = area_map([shade(1), shade(2, "31.01")], {1: city, 2: far})

    # 22 in 100 of the city's width, and 4 between.
    assert drawn.inset.place == Frame(740, 2000, 220, 1000)
    assert drawn.inset.frame == Frame(1500, 100, 400, 400)
    assert drawn.frame == Frame(740, 2000, 1260, 1000)
    assert [[area.shade.centre.pk for area in areas] for areas in (drawn.areas, drawn.inset.islands)] == [[1], [2]]


def test_a_centre_without_an_outline_is_missing():
    drawn = area_map([shade(1), shade(2)], {1: square(0, 0)})

    assert [each.centre.pk for each in drawn.missing] == [2]


@pytest.mark.parametrize("outlines", [{}, {2: square(0, 0)}], ids=["none", "the islands alone"])
def test_without_the_city_there_is_no_map(outlines):
    assert area_map([shade(1), shade(2, "31.01")], outlines) is None


# What it says


@pytest.fixture
def reader(db):
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.user(Role.OFFICIAL), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def outlined(as_owner):
    """A city that grew, with squares for three of its centres and an island."""
    grown_city()
    for column, centre in enumerate(("Gambir", "Tebet", "Koja")):
        drawn_square(centre, left=9000 + 100 * column)
    drawn_square("Kepulauan Seribu Utara", left=5000, top=8000)


def test_where_no_outline_was_loaded_no_map_is_offered(reader):
    page = reader.get("/dasbor/?bentuk=wilayah")

    assertNotContains(page, "Show the real map")
    assertContains(page, 'class="tiles"')


def test_a_link_leads_from_the_tiles_to_the_areas_and_back(reader, outlined):
    tiles = reader.get(f"/dasbor/?{DAY}&peta=jumlah&urut=-terdaftar")
    areas = reader.get(f"/dasbor/?{DAY}&peta=jumlah&urut=-terdaftar&bentuk=wilayah")

    kept = f"{DAY}&peta=jumlah&urut=-terdaftar".replace("&", "&amp;")
    assertContains(tiles, f'<a href="?{kept}&amp;bentuk=wilayah#map">Show the real map</a>')
    assertContains(areas, f'<a href="?{kept}#map">Show equal tiles with their figures</a>')
    assertNotContains(areas, 'class="tiles"')
    assertContains(areas, '<input type="hidden" name="bentuk" value="wilayah">', html=True)
    assertContains(areas, f'<a href="?{kept.replace("-terdaftar", "pusat")}&amp;bentuk=wilayah#centres">Centre</a>')


def test_an_area_opens_its_centre_and_says_its_figure_in_the_class_of_its_tile(reader, outlined):
    page = reader.get(f"/dasbor/?{DAY}&peta=jumlah&bentuk=wilayah")

    day = DAY.replace("&", "&amp;")
    assertContains(
        page,
        f'<a class="q5" href="/dasbor/31.71.01/?{day}"><title>Gambir: 5</title><path d="M9000 18000l99 0 0 99-99 0z"/></a>',
        html=True,
    )
    assertContains(
        page,
        f'<a class="q1" href="/dasbor/31.01.01/?{day}"><title>Kepulauan Seribu Utara: 0</title>'
        '<rect x="5000" y="8000" width="99" height="99"/><path class="islands" d="M5000 8000l99 0 0 99-99 0z"/></a>',
        html=True,
    )


def test_an_area_of_which_nothing_can_be_said_has_a_dash(reader, outlined):
    main_target(100, Gambir=10)

    page = reader.get(f"/dasbor/?{DAY}&peta=target&bentuk=wilayah").content.decode()

    assert dict(re.findall(r'<a class="(q\d)"[^>]*><title>(.*?)</title>', page)) == {
        "q1": "Gambir: 50.0",
        "q0": "Kepulauan Seribu Utara: –",
    }


def test_the_figures_are_written_as_in_jakarta_and_the_drawing_is_not(reader, outlined):
    page = reader.get(f"/dasbor/?{DAY}&peta=penduduk&bentuk=wilayah", headers={"accept-language": "id"})

    assertContains(page, "<title>Gambir: 0,1</title>")
    # 44 to the left of the city's 299, of which 66 for the islands and 12 between.
    assertContains(page, 'viewBox="8922 18000 377 99"')


def test_centres_without_an_outline_are_named(reader, outlined):
    page = reader.get(f"/dasbor/?{DAY}&bentuk=wilayah")

    assertContains(page, "Without an outline, so only among the tiles and in the table:")
    assert page.content.decode().partition("in the table:")[2].partition("</p>")[0].count(",") == 39


@pytest.mark.parametrize("shape", ["", "x", "%00", "petak"])
def test_any_other_shape_is_tiles(reader, outlined, shape):
    assertContains(reader.get(f"/dasbor/?bentuk={shape}"), 'class="tiles"')


def test_the_map_costs_the_same_for_four_outlines_and_for_44(reader, outlined):
    def queries():
        with CaptureQueriesContext(connection) as made:
            reader.get(f"/dasbor/?{DAY}&bentuk=wilayah")
        return len(made)

    queries()
    before = queries()
    drawn = set(Boundary.objects.values_list("centre__name", flat=True))
    for centre in Centre.objects.exclude(name__in=drawn):
        drawn_square(centre.name, left=9000 + 100 * centre.pk)

    assert queries() == before
