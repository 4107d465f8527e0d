"""manage.py load_reference boundaries: all outlines of a file, or none with every fault named by its feature."""

import json

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from umkm.models import Boundary

pytestmark = pytest.mark.django_db

CORNERS = [[106.8, -6.2], [106.81, -6.2], [106.81, -6.21], [106.8, -6.21], [106.8, -6.2]]
#: The same from 106 east and 4.5 south on, in steps of 10 m: 110.67 and 111.32 km a degree.
PATH = "M8854 18924l110 0 0 112-110 0z"


def feature(code="31.71.01", geometry=None, **more):
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": geometry or {"type": "Polygon", "coordinates": [CORNERS]},
        **more,
    }


def moved(east=0.0, south=0.0):
    return [[longitude + east, latitude - south] for longitude, latitude in CORNERS]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def load(tmp_path, capsys, as_owner):
    """Load a file of this content: its exit status, the last line, and what is wrong."""

    def load(content):
        file = tmp_path / "batas.geojson"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        status, why = 0, ""
        try:
            call_command("load_reference", "boundaries", str(file))
        except CommandError as refused:
            status, why = refused.returncode, str(refused).removeprefix(f"{file} was not loaded: ")
        except SystemExit as refused:
            status = refused.code
        said = capsys.readouterr()
        return status, said.out.strip(), why or said.err.strip()

    return load


def drawn():
    return dict(Boundary.objects.values_list("centre__name", "path"))


def test_a_feature_becomes_the_outline_of_its_centre(load):
    assert load(collection(feature())) == (0, "1 new, 0 changed, 0 unchanged, 0 refused", "")

    boundary = Boundary.objects.get()
    assert (boundary.centre, boundary.path) == (make.centre("Gambir"), PATH)
    assert (boundary.left, boundary.top, boundary.right, boundary.bottom) == (8854, 18924, 8964, 19036)


def test_several_parts_holes_and_heights_are_taken(load):
    high = [[*position, 12.5] for position in CORNERS]
    hole = [[106.804, -6.204], [106.806, -6.204], [106.806, -6.206], [106.804, -6.206], [106.804, -6.204]]

    load(collection(feature(geometry={"type": "MultiPolygon", "coordinates": [[high, hole], [moved(east=0.1)]]})))

    assert drawn() == {"Gambir": f"{PATH}M8898 18969l22 0 0 22-22 0zM9960 18924l111 0 0 112-111 0z"}


def test_the_same_file_twice_changes_nothing_and_another_replaces_all(load):
    load(collection(feature(), feature("31.74.01", polygon(moved(south=0.1)))))

    again = load(collection(feature(), feature("31.74.01", polygon(moved(south=0.1)))))
    other = load(collection(feature("31.74.01", polygon(moved(south=0.05))), feature("31.72.03", polygon(moved(0.1)))))

    assert again[1] == "0 new, 0 changed, 2 unchanged, 0 refused"
    assert other[1] == "1 new, 1 changed, 0 unchanged, 1 removed, 0 refused"
    assert drawn() == {
        "Tebet": "M8854 19481l110 0 0 111-110 0z",
        "Koja": "M9960 18924l111 0 0 112-111 0z",
    }


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (feature("31.99.99"), "code “31.99.99” is no kecamatan of the city (31.71.01 is one)"),
        (feature(3171), "code “3171” is no kecamatan of the city (31.71.01 is one)"),
        (feature(properties={"kode": "31.71.01"}), "it has no property “code”"),
        (feature(properties=None), "it has no property “code”"),
        ([], "it has no property “code”"),
        (feature("31.74.01"), "code 31.74.01 stands in an earlier feature already"),
        (feature() | {"geometry": None}, "it has no geometry"),
        (feature(geometry={"type": "Polygon"}), "it has no geometry"),
        (feature(geometry={"type": "Polygon", "coordinates": "x"}), "it has no geometry"),
        (feature(geometry={"type": "Point", "coordinates": [106.8, -6.2]}), "its geometry is a Point, not a Polygon or MultiPolygon"),
        (feature(geometry=polygon()), "its geometry is empty"),
        (feature(geometry={"type": "MultiPolygon", "coordinates": [[CORNERS], []]}), "its geometry is empty"),
        (feature(geometry=polygon(CORNERS[:4])), "a ring is open: its last position has to be its first"),
        (feature(geometry=polygon(CORNERS[:2] + CORNERS[:1])), "a ring has fewer than four positions"),
        (feature(geometry=polygon([CORNERS[0]] * 5)), "a ring encloses nothing"),
        (feature(geometry=polygon([*CORNERS[:4], None])), "a position is not two numbers"),
        (feature(geometry=polygon([*CORNERS[:4], ["106.8", "-6.2"]])), "a position is not two numbers"),
        (feature(geometry=polygon([[latitude, longitude] for longitude, latitude in CORNERS])), "position -6.2, 106.8 is not around Jakarta: degrees are asked for, first 106 to 108 east, then -7 to -4.5 north"),
        (feature(geometry=polygon([[700_000, 9_310_000]] * 5)), "position 700000, 9310000 is not around Jakarta: degrees are asked for, first 106 to 108 east, then -7 to -4.5 north"),
        (feature(geometry=polygon([[float("nan"), -6.2], *CORNERS[1:]])), "position nan, -6.2 is not around Jakarta: degrees are asked for, first 106 to 108 east, then -7 to -4.5 north"),
    ],
)  # fmt: skip
def test_a_faulty_feature_is_named_and_nothing_is_written(load, wrong, reason):
    load(collection(feature("31.72.03")))

    answer = load(collection(feature("31.74.01"), wrong))

    assert answer == (1, "0 new, 0 changed, 0 unchanged, 1 refused", f"feature 2: {reason}\nNothing was written.")
    assert drawn() == {"Koja": PATH}


def test_every_fault_is_shown_at_once(load):
    _status, last, why = load(collection(feature("x"), feature(), feature(geometry=polygon(CORNERS[:4]))))

    assert last == "0 new, 0 changed, 0 unchanged, 2 refused"
    assert [line.partition(":")[0] for line in why.splitlines()] == ["feature 1", "feature 3", "Nothing was written."]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is not JSON (Expecting value: line 1 column 1 (char 0))."),
        (b"kode;nama", "it is not JSON (Expecting value: line 1 column 1 (char 0))."),
        (b"\xff\xfe{}", "it is not text in UTF-8."),
        (b"[]", "it is not a GeoJSON FeatureCollection."),
        (b'{"type": "Topology"}', "it is not a GeoJSON FeatureCollection."),
        (b'{"type": "FeatureCollection"}', "it has no features."),
        (b'{"type": "FeatureCollection", "features": []}', "it has no features."),
        (b'{"type": "FeatureCollection", "features": {}}', "it has no features."),
    ],
)
def test_a_file_that_is_no_collection_of_features_says_so(load, content, why):
    assert load(content) == (2, "", why)


def test_a_file_nested_without_end_says_so(load):
    assert load(b"[" * 100_000)[0] == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=9) | st.just(CORNERS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "properties", "code"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(JSON, st.sampled_from(["Polygon", "MultiPolygon"]))
def test_no_geometry_at_all_breaks_the_command(load, anything, kind):
    for wrong in (anything, feature(geometry=anything), feature(geometry={"type": kind, "coordinates": anything})):
        status, _last, _why = load(collection(wrong))

        assert status in (0, 1)
