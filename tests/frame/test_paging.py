"""Lists of any length, a page at a time, forward and back."""

import datetime
from itertools import chain

import pytest
from django.db.models.functions import Lower
from django.test import RequestFactory

from jakpreneur.accounts.models import Role, User
from jakpreneur.paging import page_of

pytestmark = pytest.mark.django_db

KEY = ("last_name", "id")


def people(count, *, name=lambda number: f"name {number:03}"):
    """So many users; their last names, in order, are what a test reads off a page."""
    return User.objects.bulk_create(
        User(username=str(number), last_name=name(number), role=Role.STAFF) for number in range(count)
    )


def page(query="", *, key=KEY, rows=None, **words):
    return page_of(
        rows if rows is not None else User.objects.all(), RequestFactory().get(f"/list/{query}"), key=key, **words
    )


def walked(**words):
    """The pages from first to last, then back to the first again, as lists of ids."""
    there, here = [], page(**words)
    while True:
        there.append([row.pk for row in here])
        if not here.older:
            break
        here = page(here.older, **words)
    back = [[row.pk for row in here]]
    while here.newer:
        here = page(here.newer, **words)
        back.append([row.pk for row in here])
    return there, back[::-1]


def flat(pages):
    return list(chain.from_iterable(pages))


@pytest.mark.parametrize(("count", "lengths"), [(0, [0]), (1, [1]), (25, [25]), (26, [25, 1]), (60, [25, 25, 10])])
def test_every_row_is_on_exactly_one_page_there_and_back(count, lengths):
    ids = [person.pk for person in people(count)]

    there, back = walked()

    assert [len(rows) for rows in there] == lengths
    assert flat(there) == ids
    assert back == there


def test_rows_that_share_a_name_are_neither_lost_nor_shown_twice():
    ids = [person.pk for person in people(60, name=lambda number: "Siti" if number < 55 else "Tuti")]

    there, back = walked()

    assert flat(there) == ids
    assert back == there


def test_a_list_can_run_from_the_newest():
    ids = [person.pk for person in people(60, name=lambda number: str(number // 7 % 3))]
    names = {person.pk: person.last_name for person in User.objects.all()}

    there, back = walked(key=("-last_name", "id"))

    assert flat(there) == sorted(sorted(ids), key=lambda pk: names[pk], reverse=True)
    assert back == there


def test_a_key_may_have_one_column_or_three():
    ids = [person.pk for person in people(60, name=lambda number: str(number % 2))]

    assert flat(walked(key=("id",))[0]) == ids
    assert flat(walked(key=("-id",))[0]) == ids[::-1]
    assert flat(walked(key=("role", "last_name", "-id"))[0]) == ids[58::-2] + ids[59::-2]


def test_a_key_may_be_a_moment_to_the_microsecond_or_an_annotation():
    ids = [person.pk for person in people(30)]
    noon = datetime.datetime(2021, 10, 25, 12, tzinfo=datetime.UTC)
    for number, pk in enumerate(ids):
        User.objects.filter(pk=pk).update(date_joined=noon + datetime.timedelta(microseconds=number // 2))

    assert flat(walked(key=("date_joined", "id"))[0]) == ids
    assert flat(walked(key=("lower", "id"), rows=User.objects.annotate(lower=Lower("last_name")))[0]) == ids


def test_the_list_keeps_its_filters_from_page_to_page():
    people(60)

    second = page(page("?sektor=jasa&sektor=kriya").older)
    assert second.older.startswith("?sektor=jasa&sektor=kriya&setelah=")
    assert second.newer.startswith("?sektor=jasa&sektor=kriya&sebelum=")


@pytest.mark.parametrize("query", ["?setelah=garbage", "?sebelum=", "?sebelum=W10:1abc:xyz", "?setelah=%00"])
def test_a_spoiled_cursor_leads_to_the_first_page(query):
    ids = [person.pk for person in people(26)]

    assert [row.pk for row in page(query)] == ids[:25]


def test_a_cursor_of_another_list_leads_to_the_first_page():
    ids = [person.pk for person in people(60)]
    foreign = page(key=("id",)).older

    assert [row.pk for row in page(foreign)] == ids[:25]


def test_a_page_whose_rows_are_gone_becomes_the_first_page():
    ids = [person.pk for person in people(26)]
    second = page().older

    left = page(second, rows=User.objects.exclude(pk=ids[25]))

    assert [row.pk for row in left] == ids[:25]


def test_going_back_past_the_start_gives_a_full_first_page():
    ids = [person.pk for person in people(60)]
    second = page(page().older)

    first = page(second.newer, rows=User.objects.exclude(pk__in=ids[:10]))

    assert [row.pk for row in first] == ids[10:35]
    assert first.newer is None


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_costs_one_query(count, django_assert_num_queries):
    people(count)

    with django_assert_num_queries(1):
        page()
