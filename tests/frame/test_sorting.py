"""What a sorted list's heads say, and where they lead."""

import pytest
from django.http import QueryDict

from jakpreneur.sorting import Sorting

ORDERS = {"nama": ("name", "id"), "jumlah": ("number", "id")}


def heads(query: str):
    """Each head's link and what aria-sort says, of a list with names from A on and the highest numbers first."""
    sorting = Sorting(ORDERS, "nama", QueryDict(query), falling={"jumlah"})
    return {word: (head.url, head.now) for word, head in sorting.heads.items()}


@pytest.mark.parametrize(
    ("query", "name", "number"),
    [
        ("", ("?urut=-nama", "ascending"), ("?urut=-jumlah", "none")),
        ("urut=-nama", ("?urut=nama", "descending"), ("?urut=-jumlah", "none")),
        ("urut=-jumlah", ("?urut=nama", "none"), ("?urut=jumlah", "descending")),
        ("urut=jumlah", ("?urut=nama", "none"), ("?urut=-jumlah", "ascending")),
    ],
)
def test_a_head_sorts_by_its_column_and_then_turns_it_round(query, name, number):
    assert heads(query) == {"nama": name, "jumlah": number}


@pytest.mark.parametrize("word", ["", "x", "-", "--nama", "name", "-x", "%00"])
def test_what_names_no_order_is_the_first_one(word):
    assert heads(f"urut={word}")["nama"] == ("?urut=-nama", "ascending")


def test_a_head_keeps_what_else_the_address_says_and_starts_anew():
    assert heads("per=2021-10-25&setelah=x")["nama"][0] == "?per=2021-10-25&urut=-nama"
