"""The registered businesses that may be one: the list of pairs, one pair side by side, and what is decided about it."""

import re
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jakpreneur.accounts.models import Role
from pendampingan.counts.recount import recount
from tests import make
from tests.shown import as_shown
from tests.umkm.registering import person, refusal, register
from umkm.choices import BusinessStatus
from umkm.models import Business, Distinction, PossibleDouble
from umkm.rules.business import close_business, edit_business, void_business
from umkm.rules.distinction import distinguish
from umkm.rules.doubles import doubles_of_registered
from umkm.rules.merger import merge_businesses, unmerge_business
from umkm.rules.placement import correct_placement, move_business

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in):
    return signed_in(make.user(Role.OFFICER, at="Gambir"))


def twins(name="Warung Bu Siti", *at, owner=None) -> list[Business]:
    """Two businesses of one name that nobody decided about: as an import long ago left them."""
    places = at or ("Gambir", "Gambir")
    return [make.business(name, at=place, **({"owner": owner} if owner else {})) for place in places]


def pairs() -> list[tuple[int, int]]:
    return sorted(PossibleDouble.objects.undecided().values_list("first", "second"))


def listed(page) -> list[tuple[str, ...]]:
    """The numbers of each pair in the list, as its link to the comparison names them."""
    return re.findall(r'href="/usaha/ganda/(JP-\d{8})/(JP-\d{8})/"', page.content.decode())


def address(one, other) -> str:
    return f"/usaha/ganda/{one.number}/{other.number}/"


# Which pairs there are


def test_a_pair_is_found_whatever_makes_it_one_and_goes_with_it(staff):
    one, other = make.business("Warung Bu Siti"), make.business("Lain")
    steps = []

    def step(rule, **words):
        rule(by=staff, **words)
        steps.append(pairs() == [(one.pk, other.pk)])

    step(edit_business, business=other, name="Toko Siti, Bu")
    step(move_business, business=other, kelurahan=make.kelurahan("Tebet"), address="", starts_on=make.day("2021-06-01"))
    moved = other.placements.get(starts_on="2021-06-01")
    step(correct_placement, placement=moved, kelurahan=make.kelurahan("Gambir"), reason="typed wrong")
    step(close_business, business=other, closed_on=make.day("2021-07-01"), reason="retired")
    step(merge_businesses, survivor=one, double=other, reason="one stall")
    step(unmerge_business, business=other, reason="two stalls")
    step(void_business, business=other, reason="wrong")

    # Taken apart again, they are told apart.
    assert steps == [True, False, True, True, False, False, False]
    assert PossibleDouble.objects.count() == 0


def test_a_contested_one_makes_a_pair_once_it_is_decided(staff):
    one, contested = make.business("Warung Bu Siti"), make.contested("Warung Bu Siti")
    before = pairs()

    Business.objects.filter(pk=contested.pk).update(owner=make.participant(), status=BusinessStatus.ACTIVE)

    assert (before, pairs()) == ([], [(one.pk, contested.pk)])


STEPS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(
            [
                {"name": "Warung Bu Siti", "name_key": "bu siti"},
                {"name": "Bengkel Tono", "name_key": "tono"},
                {"owner": 0},
                {"owner": 1},
                {"kelurahan": "Gambir"},
                {"kelurahan": "Tebet"},
                {"void_reason": "salah"},
                {"void_reason": ""},
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_pairs_are_those_that_the_rule_finds_whatever_is_done_by_whatever_path(db, steps):
    """The view in SQL and the rule in Python say one thing. NIBs and phones stay out: these are refused, those only warn."""
    before = transaction.savepoint()
    owners = [make.participant("Siti"), make.participant("Ani")]
    places = {place: make.kelurahan(place) for place in ("Gambir", "Tebet")}
    businesses = [make.business(f"Usaha {letter}", owner=owners[0]) for letter in "ABCD"]
    try:
        for which, change in steps:
            with suppress(IntegrityError), transaction.atomic():
                apply(businesses[which], change, owners, places)

        found = {
            tuple(sorted((business.pk, double.business.pk)))
            for business in Business.objects.living().select_related("owner", "kelurahan")
            for double in doubles_of_registered(business)
        }
        assert set(pairs()) == found
    finally:
        transaction.savepoint_rollback(before)


def apply(business, change, owners, places) -> None:
    """By plain updates, as SQL typed by hand would."""
    row = Business.objects.filter(pk=business.pk)
    match change:
        case {"owner": index}:
            row.update(owner=owners[index])
        case {"kelurahan": place}:
            row.update(kelurahan=places[place])
            business.placements.update(kelurahan=places[place])
        case {"void_reason": reason}:
            row.update(voided_at=timezone.now() if reason else None, void_reason=reason)
        case _:
            row.update(**change)


@pytest.mark.parametrize("counted", [False, True])
def test_a_load_into_a_city_that_nobody_has_counted_yet_is_not_compared_row_with_row(counted, as_owner):
    """Planned as for a few, these 5,000 took 13 seconds, and the demo city hours; as a load they take 20 ms. Counted while it
    was empty, the table looks smaller still."""
    siti = make.participant()
    if counted:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE umkm_business")
    before = transaction.savepoint()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '6s'")
        cursor.execute(
            """
            INSERT INTO umkm_business (name, name_key, owner_id, claimed_name, kelurahan_id, sector, kbli, nib, phone,
                                       email, shop_links, registered_on, channel, status)
            SELECT 'Usaha ' || n %% 4999, n %% 4999, %s, '', 1 + n / 4999, 'kuliner', '', '', '', '', '{}', '2021-01-04',
                   'import', 'active'
            FROM generate_series(1, 5000) n
            """,
            [siti.pk],
        )

    found = PossibleDouble.objects.count()
    transaction.savepoint_rollback(before)  # They have no place, which is asked at the end.
    assert found == 1


# The list


def test_the_newest_pair_comes_first_with_why(desk):
    siti = make.participant("Siti")
    old, new = twins("Warung A"), twins("Warung B", "Gambir", "Tebet", owner=siti)

    page = desk.get("/usaha/ganda/")

    assert listed(page) == [tuple(each.number for each in pair) for pair in (new, old)]
    whys = re.findall(r'data-label="Why">(.*?)</td>', page.content.decode())
    assert whys == ["The same owner and the same name", "The same name in the same kelurahan"]


def test_what_is_decided_leaves_the_list_and_its_count(desk, staff):
    one, other = twins()
    assertContains(desk.get("/usaha/ganda/"), '<span data-count="1">')

    distinguish(one=one, other=other, reason="two stalls", by=staff)

    page = desk.get("/usaha/ganda/")
    assert listed(page) == []
    assertContains(page, '<span data-count="0">')
    assertContains(page, "No two businesses look like one.")


def test_an_officer_reads_the_pairs_of_which_they_see_both(officer):
    here = twins("Warung A")
    siti = make.participant("Siti")
    twins("Warung B", "Gambir", "Tebet", owner=siti)
    twins("Warung C", "Tebet", "Tebet")

    page = officer.get("/usaha/ganda/")

    assert listed(page) == [tuple(each.number for each in here)]
    assert page.context["total"] == 1


@pytest.mark.parametrize("number_of_pairs", [1, 25])
def test_the_list_costs_the_same_for_one_and_for_25(desk, django_assert_num_queries, number_of_pairs):
    for number in range(number_of_pairs):
        twins(f"Warung {number}")
    desk.get("/usaha/ganda/")

    with django_assert_num_queries(7):
        page = desk.get("/usaha/ganda/")

    assert len(listed(page)) == number_of_pairs


def test_the_list_pages_both_ways(desk):
    for number in range(27):
        twins(f"Warung {number}")

    first = desk.get("/usaha/ganda/")
    second = desk.get("/usaha/ganda/" + first.context["page"].older)
    again = desk.get("/usaha/ganda/" + second.context["page"].newer)

    assert (len(listed(first)), len(listed(second)), listed(again)) == (25, 2, listed(first))


def test_today_counts_the_pairs_that_are_there_to_decide(signed_in, desk, officer):
    twins()
    twins("Warung C", "Tebet", "Tebet")

    assertContains(desk.get("/"), '<a href="/usaha/ganda/" data-count="2">')
    assertContains(officer.get("/"), '<a href="/usaha/ganda/" data-count="1">')
    assertNotContains(signed_in(make.user(Role.OFFICER, at="Menteng")).get("/"), "/usaha/ganda/")


@pytest.mark.parametrize("role", [Role.MENTOR, Role.OFFICIAL, Role.ADMIN])
def test_the_other_roles_do_not_enter(signed_in, role):
    client = signed_in(make.user(role))

    assert [client.get(page).status_code for page in ("/usaha/ganda/", address(*twins()))] == [403, 403]


# One pair


def test_a_pair_stands_side_by_side(desk):
    one, other = twins()

    page = desk.get(address(other, one))

    assert (page.context["first"], page.context["second"]) == (one, other)
    assertContains(page, "<td><mark>Warung Bu Siti</mark></td><td><mark>Warung Bu Siti</mark></td>")
    assertNotContains(page, one.owner.nik.in_full())


@pytest.mark.parametrize("survivor", [0, 1])
def test_they_are_one_and_the_chosen_number_survives(desk, survivor):
    both = twins()
    kept, gone = both[survivor], both[1 - survivor]

    page = desk.post(address(*both), {"merge": "1", "one-survivor": kept.number, "one-reason": "one stall"})

    assertRedirects(page, f"/usaha/{kept.number}/")
    gone.refresh_from_db()
    assert gone.merged_into == kept
    assert (pairs(), recount().first) == ([], [])


def test_they_are_two_and_nobody_is_asked_again(officer):
    one, other = twins()

    page = officer.post(address(one, other), {"part": "1", "two-reason": "two stalls"})

    assertRedirects(page, "/usaha/ganda/")
    decided = Distinction.objects.get()
    assert (decided.first, decided.second, decided.reason) == (one, other, "two stalls")
    assertContains(officer.get(address(one, other)), "two stalls")


def test_who_told_them_apart_is_overruled_by_a_merger(staff):
    one, other = twins()
    distinguish(one=one, other=other, reason="two stalls", by=staff)

    merge_businesses(survivor=one, double=other, reason="one stall after all", by=staff)

    decided = Distinction.objects.get()
    assert (decided.voided_by, decided.void_reason) == (staff, "one stall after all")


@pytest.mark.parametrize(
    ("typed", "form", "faults"),
    [
        ({"merge": "1"}, "merger", {"survivor": "This field is required.", "reason": "This field is required."}),
        (
            {"merge": "1", "one-survivor": "JP-00000013", "one-reason": "one stall"},
            "merger",
            {"survivor": "Select a valid choice. JP-00000013 is not one of the available choices."},
        ),
        ({"part": "1", "two-reason": " "}, "distinction", {"reason": "This field is required."}),
        ({"part": "1", "two-reason": "\0"}, "distinction", {"reason": "Null characters are not allowed."}),
    ],
)
def test_a_decision_needs_its_reason_and_nothing_typed_is_lost(desk, typed, form, faults):
    page = desk.post(address(*twins()), typed)

    assert {field: " ".join(errors) for field, errors in page.context[form].errors.items()} == faults
    shown = page.context[form]
    assert {name: shown[name.partition("-")[2]].value() for name in typed if "-" in name} == {
        name: value for name, value in typed.items() if "-" in name
    }
    assert (Distinction.objects.count(), Business.objects.exclude(merged_into=None).count()) == (0, 0)


def test_who_comes_second_is_told(desk, staff):
    one, other = twins()
    merge_businesses(survivor=one, double=other, reason="one stall", by=staff)

    merging = desk.post(address(one, other), {"merge": "1", "one-survivor": other.number, "one-reason": "x"})
    parting = desk.post(address(one, other), {"part": "1", "two-reason": "x"})
    looking = desk.get(address(one, other), follow=True)

    assertContains(merging, f"{other.number} is voided, merged or contested, and takes no part in a merger.")
    assertContains(parting, f"This business was merged into {one.number}: record it there.")
    assertContains(looking, "This pair was decided about meanwhile.")


def test_a_pair_that_one_does_not_see_both_of_is_no_page(desk, officer):
    one, other = twins("Warung B", "Gambir", "Tebet", owner=make.participant("Siti"))

    answers = [
        client.post(page, {"merge": "1", "one-survivor": one.number, "one-reason": "x"}).status_code
        for client, page in (
            (officer, address(one, other)),
            (desk, address(one, one)),
            (desk, "/usaha/ganda/JP-99999999/JP-00000013/"),
            (desk, f"/usaha/ganda/{one.number}/%00/"),
        )
    ]

    assert answers == [404] * 4
    assert Business.objects.exclude(merged_into=None).count() == 0


# From the record


def test_the_record_leads_to_the_pairs_that_nobody_decided_about(desk, staff):
    one, other, told = (*twins(), make.business("Warung Bu Siti"))
    for alike in (one, other):
        distinguish(one=alike, other=told, reason="two stalls", by=staff)

    records = [desk.get(f"/usaha/{business.number}/") for business in (one, other, told)]

    assert [listed(page) for page in records] == [[(one.number, other.number)]] * 2 + [[]]
    assertContains(records[0], f'{other.name}, <span class="num">{other.number}</span>')


@pytest.mark.parametrize(("role", "at"), [(Role.OFFICER, "Gambir"), (Role.OFFICIAL, None)])
def test_only_who_may_decide_both_is_led_to_a_pair(signed_in, role, at):
    one, other = twins("Warung B", "Gambir", "Tebet", owner=make.participant("Siti"))
    desk, reader = signed_in(make.user(Role.STAFF)), signed_in(make.user(role, **({"at": at} if at else {})))

    assert listed(desk.get(f"/usaha/{one.number}/")) == [(one.number, other.number)]
    assert listed(reader.get(f"/usaha/{one.number}/")) == []


# Taking a merger apart


def test_staff_take_a_merger_apart_from_the_merged_business_s_record(desk, staff):
    one, other = twins()
    merge_businesses(survivor=one, double=other, reason="one stall", by=staff)
    assertContains(desk.get(f"/usaha/{other.number}/"), f'href="/usaha/{other.number}/pisah/"')

    page = desk.post(f"/usaha/{other.number}/pisah/", {"reason": "two stalls"})

    assertRedirects(page, f"/usaha/{other.number}/")
    other.refresh_from_db()
    assert other.merged_into is None
    assert list(Distinction.objects.values_list("first", "second", "reason")) == [(one.pk, other.pk, "two stalls")]
    assert (pairs(), recount().first) == ([], [])


def test_a_business_that_is_not_merged_is_not_taken_apart_nor_by_an_officer(desk, officer, staff):
    one, other = twins()
    merge_businesses(survivor=one, double=other, reason="one stall", by=staff)

    assert desk.get(f"/usaha/{one.number}/pisah/").status_code == 403
    assert officer.get(f"/usaha/{other.number}/pisah/").status_code == 403
    assertNotContains(officer.get(f"/usaha/{other.number}/"), "pisah")


def test_what_would_be_an_exact_double_does_not_come_apart(staff):
    siti = person()
    one = register(staff, owner=siti, name="A")
    other = register(staff, owner=siti, name="B")
    merge_businesses(survivor=one, double=other, reason="one", by=staff)
    edit_business(business=one, name="B", by=staff)

    assert refusal(unmerge_business, business=other, reason="two", by=staff) == {
        "name": "This owner already has a business of this name in this kelurahan."
    }


# Changes that make two alike


def test_an_edit_that_makes_a_business_like_another_one_is_saved_and_told(desk, staff):
    known = register(staff, name="Warung Bu Siti")
    other = register(staff, name="Lain")
    shown = as_shown(desk.get(f"/usaha/{other.number}/ubah/"))

    page = desk.post(f"/usaha/{other.number}/ubah/", shown | {"name": "Toko Bu Siti"}, follow=True)

    assertContains(
        page, f"It may be the same business as {known.number}: the same name in the same kelurahan. Compare them"
    )
    assert pairs() == [(known.pk, other.pk)]
