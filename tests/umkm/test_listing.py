"""What lists are narrowed by follows from the facts at every step, by whatever path they were written."""

import pytest

from tests import make
from tests.city import varied_city
from tests.sql import rows
from tests.umkm.registering import person, register
from umkm.choices import BusinessStatus, Channel, Sector, Sex
from umkm.models import Business, Listing, NameWord, Participant
from umkm.rules.business import close_business, edit_business
from umkm.rules.contest import decide_contest
from umkm.rules.participant import edit_participant
from umkm.scale import ANNUAL_SALES, CAPITAL, scale_of

pytestmark = pytest.mark.django_db

#: Where a listing is not what the facts say.
DIFFERENCES = """
    SELECT * FROM listed FULL JOIN umkm_listing l USING (business_id)
    WHERE (listed.digits, listed.called, listed.name_key, listed.registered_on, listed.kelurahan_id, listed.centre_id,
           listed.sector, listed.scale, listed.state, listed.has_nib, listed.trained, listed.mentored, listed.owner_key, listed.sex,
           listed.lives_outside, listed.channel, listed.started_on, listed.born_on)
          IS DISTINCT FROM
          (l.digits, l.called, l.name_key, l.registered_on, l.kelurahan_id, l.centre_id, l.sector, l.scale, l.state,
           l.has_nib, l.trained, l.mentored, l.owner_key, l.sex, l.lives_outside, l.channel, l.started_on, l.born_on)
"""


@pytest.fixture
def staff():
    return make.user()


def test_whatever_happened_each_listing_is_what_the_facts_say():
    varied_city()
    make.contested()

    assert rows(DIFFERENCES) == []
    assert Listing.objects.count() == Business.objects.count()
    assert {state for (state,) in Listing.objects.values_list("state")} == {"active", "contested", "voided", "merged"}


def test_an_edit_of_a_business_reaches_its_listing(staff):
    business = register(staff)

    edit_business(
        business=business, name="Kopi Tuku", sector=Sector.TRADE, nib="9120101234567", annual_sales=3 * 10**9, by=staff
    )
    close_business(business=business, closed_on=make.day("2021-06-01"), reason="tutup", by=staff)

    listing = Listing.objects.get()
    assert rows(DIFFERENCES) == []
    assert (listing.called, listing.name_key, listing.sector, listing.has_nib, listing.scale, listing.state) == (
        "kopi tuku", "kopi tuku", "perdagangan", True, "small", "closed",
    )  # fmt: skip


def test_a_new_name_reaches_the_listing_where_it_has_the_same_words(staff):
    business = register(staff, name="Warung Bu Tini")

    edit_business(business=business, name="Tini, Bu", by=staff)

    assert rows(DIFFERENCES) == []
    assert Listing.objects.values_list("called", "name_key").get() == ("tini, bu", "bu tini")


@pytest.mark.parametrize(("name", "called"), [("“Es” Teler", "es” teler"), ("--- 77 Motor", "77 motor"), ("!!!", "")])
def test_a_name_is_listed_from_its_first_letter_or_digit_on(name, called):
    assert rows("SELECT called_by(%s)", [name]) == [(called,)]


def test_a_name_that_grows_in_small_letters_still_fits():
    assert len(rows("SELECT called_by(%s)", ["İ" * 120])[0][0]) == 120


def test_an_edit_of_a_person_reaches_the_listings_of_all_they_own_and_no_others(staff):
    siti = person(kelurahan=make.kelurahan())
    first, second = register(staff, owner=siti, name="A"), register(staff, owner=siti, name="B")
    other = register(staff, owner=person(name="Budi", sex="male"), name="C")

    edit_participant(participant=first.owner, name="Siti Rahma", kelurahan=None, home_city="Depok", by=staff)

    assert rows(DIFFERENCES) == []
    assert list(Listing.objects.order_by("digits").values_list("business", "owner_key", "lives_outside", "sex")) == [
        (first.pk, "siti rahma", True, Sex.FEMALE),
        (second.pk, "siti rahma", True, Sex.FEMALE),
        (other.pk, "budi", False, Sex.MALE),
    ]


def test_a_contest_decided_gives_the_listing_its_owner(staff):
    business = make.contested()
    before = Listing.objects.get(business=business)

    decide_contest(business=business, owner=make.participant("Tuti"), reason="sah", by=staff)

    after = Listing.objects.get(business=business)
    assert (before.owner_key, before.sex, before.born_on, before.state) == ("siti lain", "unstated", None, "contested")
    assert (after.owner_key, after.sex, after.born_on, after.state) == (
        "tuti", "female", make.day("1990-08-17"), "active",
    )  # fmt: skip


def test_rows_written_in_bulk_are_listed_too(staff):
    first, second = make.business(), make.business()

    Business.objects.filter(pk__in=[first.pk, second.pk]).update(sector=Sector.TECHNOLOGY)
    Business.objects.filter(pk=second.pk).update(channel=Channel.ONLINE, started_on=make.day("2019-05-01"))
    Participant.objects.update(sex=Sex.MALE)
    Participant.objects.filter(pk=second.owner_id).update(born_on=make.day("1970-01-31"))

    assert rows(DIFFERENCES) == []
    assert set(Listing.objects.values_list("sector", "sex")) == {("teknologi", "male")}


@pytest.mark.parametrize("basis", ["capital", "annual_sales"])
def test_the_database_knows_the_scale_by_the_bounds_of_the_decree(basis):
    bounds = {"capital": CAPITAL, "annual_sales": ANNUAL_SALES}[basis]
    amounts = [0, *(bound + step for bound, _ in bounds for step in (-1, 0, 1))]

    for amount in amounts:
        figures = {"capital": None, "annual_sales": 1, basis: amount}
        in_sql = rows("SELECT scale_of(%s, %s)::text", [figures["capital"], figures["annual_sales"]])
        assert (amount, in_sql) == (amount, [(scale_of(**figures)[0].value,)])
    assert rows("SELECT scale_of(NULL, NULL)::text") == [("unstated",)]


@pytest.mark.parametrize(
    ("enum", "words"),
    [
        ("listing_sector", Sector.values),
        ("listing_sex", [*Sex.values, "unstated"]),
        ("listing_state", [*BusinessStatus.values, "voided", "merged"]),
        ("listing_channel", Channel.values),
        ("listing_scale", ["micro", "small", "medium", "large", "unstated"]),
    ],
)
def test_the_closed_lists_of_the_database_are_those_of_the_code(enum, words):
    assert rows("SELECT enumlabel::text FROM pg_enum WHERE enumtypid = %s::regtype ORDER BY enumsortorder", [enum]) == [
        (word,) for word in words
    ]


def test_the_words_of_names_are_learnt_once_without_numbers(staff):
    register(staff, owner=person(name="Siti Aminah"), name="Kopi Siti 2021 No 7")
    register(staff, owner=person(name="Siti Rahma"), name="Kopi Baru")

    assert sorted(NameWord.objects.values_list("word", flat=True)) == ["aminah", "baru", "kopi", "rahma", "siti"]
