"""Which businesses came, went, moved or count from another day between two moments."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jakpreneur.accounts.models import Role
from pendampingan.counts.behind import behind, counted
from pendampingan.counts.change import Cause, Change, parts_of
from pendampingan.counts.changed_businesses import Fate, businesses_with, changed_businesses, fates
from pendampingan.counts.group import Group
from pendampingan.forms.change import GROUPS
from tests import make
from tests.city import varied_city
from tests.pendampingan.test_change import MOMENTS, now, then
from tests.shown import text_of
from umkm.models import Centre

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return varied_city()


def told(change: Change) -> dict[Fate, set[int]]:
    return {
        fate: {row.business_id for row in businesses_with(fate, change)}
        for fate in Fate
        if fate.is_told_of(change.centre)
    }


def numbers(change: Change) -> dict[Fate, int]:
    return dict(fates(change, sum(part.lines for part in parts_of(change))))


def expected(change: Change) -> dict[Fate, set[int]]:
    """The same, from the lists of businesses behind both counts."""
    first, second = (
        {
            each.business.pk: (each.centre, each.since)
            for each in counted(
                [row.business_id for row in behind(change.group, moment, change.centre)], change.group, moment
            )
        }
        for moment in (change.first, change.second)
    )
    both = first.keys() & second.keys()
    moved = {pk for pk in both if first[pk][0] != second[pk][0]} if change.centre is None else set()
    return {
        Fate.CAME: second.keys() - first.keys(),
        Fate.WENT: first.keys() - second.keys(),
        Fate.MOVED: moved,
        Fate.OTHER_DAY: {pk for pk in both - moved if first[pk][1] != second[pk][1]},
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=MOMENTS, second=MOMENTS, group=st.sampled_from(GROUPS))
def test_each_business_has_the_fate_that_both_lists_tell_of_it(city, first, second, group):
    change = Change(first, second, group)

    fate = told(change)

    assert {each: fate[each] for each in fate if each != Fate.AS_BEFORE} == expected(change)
    assert fate[Fate.AS_BEFORE] == set(change.lines.values_list("business_id", flat=True)) - set().union(
        *(fate[each] for each in Fate if each != Fate.AS_BEFORE)
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=MOMENTS,
    second=MOMENTS,
    group=st.sampled_from(GROUPS),
    place=st.sampled_from([None, "Gambir", "Tebet", "Koja"]),
)
def test_as_many_are_counted_as_are_listed_and_each_has_one_fate(city, first, second, group, place):
    change = Change(first, second, group, place and Centre.objects.get(name=place))

    fate = told(change)

    assert numbers(change) == {each: len(businesses) for each, businesses in fate.items()}
    assert max(Counter(pk for businesses in fate.values() for pk in businesses).values(), default=1) == 1
    net = sum(part.net for part in parts_of(change))
    assert len(fate[Fate.CAME]) - len(fate[Fate.WENT]) == net


@pytest.mark.parametrize("moments", list(product(("2021-01-31", "2021-03-11", "2021-06-30"), repeat=2)))
def test_at_one_centre_those_came_and_went_that_its_lists_tell(city, moments):
    for place, known in product(("Gambir", "Tebet", "Koja"), (then, now)):
        change = Change(known(moments[0]), now(moments[1]), Group.REGISTERED, make.centre(place))

        fate, lists = told(change), expected(change)

        assert (fate[Fate.CAME], fate[Fate.WENT]) == (lists[Fate.CAME], lists[Fate.WENT])


def test_a_business_is_told_where_it_was_where_it_is_and_why(city):
    change = Change(then("2021-02-28"), then("2021-03-31"), Group.REGISTERED)

    (row,) = changed_businesses(change, [city.moved.pk])

    assert (row.business, row.before.centre.name, row.after.centre.name, row.causes) == (
        city.moved, "Gambir", "Tebet", (Cause.MOVED,),
    )  # fmt: skip
    assert str(row.before.since) == str(row.after.since) == "2021-01-07"


def test_one_that_is_counted_no_more_stands_nowhere(city):
    (row,) = changed_businesses(Change(then("2021-02-28"), now("2021-06-30"), Group.REGISTERED), [city.voided.pk])

    assert (row.before.centre.name, row.after, row.causes) == ("Koja", None, (Cause.VOIDED,))


# The pages

MOVE = "dari=2021-02-28&dari_diketahui=lalu&sampai=2021-03-31&sampai_diketahui=lalu"


def test_the_page_counts_the_fates_and_opens_their_businesses(city, reading):
    staff = reading()

    page = text_of(staff.get(f"/dasbor/perubahan/?{MOVE}"))
    moved = text_of(staff.get(f"/dasbor/perubahan/usaha/?{MOVE}&ubah=pindah"))

    assert (
        "Came to be counted 0 came to be counted Is counted no more 0 is counted no more Is counted at another centre 1"
        in page
    )
    assert "1 business: is counted at another centre Registered, the whole city" in moved
    assert f"{city.moved.number} Siti Aminah Gambir, since 7 Jan 2021 Tebet, since 7 Jan 2021 moved" in moved


def test_a_former_centre_reads_of_who_left_number_days_and_reasons(city, reading):
    page = reading(Role.OFFICER, at="Gambir").get(f"/dasbor/perubahan/usaha/?{MOVE}&pusat=31.71.01&ubah=pergi")

    assert f"{city.moved.name} moved away {city.moved.number} – Gambir, since 7 Jan 2021 not counted moved" in text_of(
        page
    )
    assert f"/usaha/{city.moved.number}/" not in page.content.decode()


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        (Role.OFFICIAL, "ubah=datang", 200),
        (Role.OFFICER, "ubah=datang&pusat=31.71.01", 200),
        (Role.OFFICER, "ubah=datang&pusat=31.74.01", 404),
        (Role.OFFICER, "ubah=datang", 404),
        (Role.STAFF, "", 404),
        (Role.STAFF, "ubah=x", 404),
        (Role.STAFF, "ubah=pindah&pusat=31.71.01", 404),
        (Role.MENTOR, "ubah=datang", 403),
        (Role.ADMIN, "ubah=datang", 403),
    ],
)
def test_it_is_read_by_those_who_may_see_all_of_it(reading, role, query, status):
    reader = reading(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)

    assert reader.get(f"/dasbor/perubahan/usaha/?{query}").status_code == status


def test_nobody_is_said(city, reading):
    page = reading().get(f"/dasbor/perubahan/usaha/?{MOVE}&ubah=datang")

    assert "No business stands behind this number." in text_of(page)
