"""Imports go one way: from the ground up, room by room. There is no list of exceptions."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
FLOORS = ("jakpreneur", "umkm", "pendampingan")

#: Each row may import from the rows above it; rooms of one row do not import each other.
ROOMS = (
    ("choices", "identifiers"),
    ("consent_texts", "scale", "sealing", "slip"),
    ("models",),
    ("access", "counts", "rules", "panels"),
    ("lookup", "spelling"),
    ("beside", "charts", "demo", "facts", "filters", "known", "navigation", "periodic", "templatetags", "verdict"),
    ("exports", "figures", "finding", "forms", "history", "reference"),
    ("imports",),
    ("centre_table", "change_table", "cohort_table", "report_table", "today"),
    ("change_files", "printing"),
    ("admin", "management", "views"),
    ("urls",),
    ("apps",),
)
LEVEL = {room: level for level, row in enumerate(ROOMS) for room in row}


def modules(floor: str) -> list[Path]:
    return [file for file in (HOUSE / floor).rglob("*.py") if "migrations" not in file.parts]


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole_floor = node.module in FLOORS
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if whole_floor else {node.module}
    return {name for name in found if name.split(".")[0] in FLOORS}


def place(name: str) -> tuple[str, str]:
    """The floor and the room of a module."""
    floor, room, *_ = [*name.split("."), ""]
    return floor, room


@pytest.mark.parametrize("floor", FLOORS)
def test_no_floor_imports_one_above_it(floor):
    above = FLOORS[FLOORS.index(floor) + 1 :]

    upwards = {(str(file), name) for file in modules(floor) for name in imports(file) if place(name)[0] in above}

    assert upwards == set()


@pytest.mark.parametrize("floor", ["umkm", "pendampingan"])
def test_every_room_has_its_place(floor):
    rooms = {place(".".join(file.relative_to(HOUSE).with_suffix("").parts))[1] for file in modules(floor)}

    assert rooms - {"__init__"} - LEVEL.keys() == set()


@pytest.mark.parametrize("floor", ["umkm", "pendampingan"])
def test_rooms_import_from_the_rows_above_them(floor):
    wrong = set()
    for file in modules(floor):
        _, room = place(".".join(file.relative_to(HOUSE).with_suffix("").parts))
        for name in imports(file):
            other_floor, other = place(name)
            if other not in LEVEL or (other_floor, other) == (floor, room):
                continue
            # A room stands on the same room one floor down.
            allowed = LEVEL[other] < LEVEL[room] or (other_floor != floor and other == room)
            if other_floor != "jakpreneur" and not allowed:
                wrong.add((str(file.relative_to(HOUSE)), name))

    assert wrong == set()


def test_imports_stand_at_the_top():
    inside = {
        (str(file.relative_to(HOUSE)), node.lineno)
        for floor in FLOORS
        for file in modules(floor)
        for function in ast.walk(ast.parse(file.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    assert inside == set()


WRITES = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete", "update"}


def test_facts_are_written_in_rules_alone():
    """A form's save() hands on to its rule; a queryset's writes stand in rules, and in the loader of the demo city."""
    outside = {
        (str(file.relative_to(HOUSE)), call.lineno)
        for floor in ("umkm", "pendampingan")
        for file in modules(floor)
        if not {"rules", "demo"} & set(file.parts)
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and "objects" in ast.unparse(call.func.value)
    }

    assert outside == set()
