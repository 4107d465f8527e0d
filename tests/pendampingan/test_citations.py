"""A figure that is cited has a permanent address: what it said stays, and what became of it is said."""

import csv
import re
from hashlib import sha256
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.behind import behind
from pendampingan.counts.citations import as_of_cited, citable, recounted
from pendampingan.counts.city import reached_as_of
from pendampingan.counts.group import Group
from pendampingan.models import Citation, LedgerLine
from pendampingan.models.citation import FIGURES
from pendampingan.rules.citation import cite
from pendampingan.rules.seal import seal_days
from tests import make
from tests.city import DAYS, varied_city
from tests.shown import text_of
from tests.sql import rows
from tests.umkm.registering import refusal
from umkm.models import Business
from umkm.rules.business import void_business

pytestmark = pytest.mark.django_db

TODAY = make.day("2021-06-30")
YESTERDAY = make.day("2021-06-29")


@pytest.fixture(autouse=True)
def nobody_has_looked_yet():
    cache.clear()


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def city():
    return varied_city()


@pytest.fixture
def stranger():
    """A browser of nobody, reading English."""
    return Client(headers={"accept-language": "en"})


def cited(group=Group.REGISTERED, at=None, day="2021-02-28", known_on=None, by=None) -> Citation:
    return cite(
        figure=group.value,
        centre=at and make.centre(at),
        day=make.day(day),
        known_on=make.day(known_on or day),
        by=by or make.user(),
    )


def page_of(reader, citation, code=None):
    return reader.get(reverse("citation", args=[code or citation.code]))


def sent(reader, **words):
    return reader.post(reverse("figure_cite"), {"tahap": "terdaftar", "per": "2021-02-28", "diketahui": "lalu"} | words)


def numbers(group: Group, as_of: AsOf, centre=None) -> list[str]:
    """Of the businesses in the figure, as its list is read from the ledger, sorted by Python."""
    ids = [row.business_id for row in behind(group, as_of, centre)]
    return sorted(Business.objects.filter(pk__in=ids).values_list("number", flat=True))


def behind_its_back(statement: str) -> None:
    """Run a statement on the ledger with its triggers off, as only its owner can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE; SET ROLE NONE; ALTER TABLE pendampingan_ledger DISABLE TRIGGER USER"
        )
        cursor.execute(statement)
        cursor.execute("ALTER TABLE pendampingan_ledger ENABLE TRIGGER USER")


# What is counted


def test_the_database_adds_and_takes_away_the_stages_that_groups_do():
    there = {name: dict(rows("SELECT stage, sign FROM stages_of(%s)", [name])) for name in FIGURES}

    assert there == {group.value: {int(stage): sign for stage, sign in group.stages.items()} for group in Group}


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("at", [None, "Gambir", "Tebet", "Koja", "Senen"])
def test_a_citation_holds_how_many_there_are_and_the_hash_of_their_numbers(city, group, at):
    by = make.user()
    for day in DAYS[:4]:
        for known_on in DAYS[:5]:
            if known_on < day:
                continue
            citation = cited(group, at, day, known_on, by=by)

            as_of = as_of_cited(citation)
            found = numbers(group, as_of, citation.centre)
            assert citation.value == len(found) == reached_as_of(as_of, citation.centre).count(group)
            assert citation.sha256 == sha256("\n".join(found).encode()).hexdigest()


def test_what_came_and_went_since_is_told_business_by_business(city):
    citation = cited(Group.REGISTERED)

    now = recounted(citation)

    before, after = (set(numbers(Group.REGISTERED, AsOf(citation.day, basis))) for basis in (Basis.THEN, Basis.NOW))
    assert (now.came, now.went) == (len(after - before), len(before - after)) == (1, 2)
    assert now.value_now == len(after)
    assert (now.intact, now.unchanged) == (True, False)


def test_the_same_figure_cited_twice_has_one_address(city):
    by, other = make.user(), make.user(Role.OFFICIAL)

    codes = {cited(by=by).code, cited(by=other).code}

    assert len(codes) == Citation.objects.count() == 1
    assert Citation.objects.get().cited_by == by


def test_nothing_is_cited_with_the_knowledge_of_a_day_that_is_not_over(city):
    said = refusal(cite, figure="terdaftar", centre=None, day=TODAY, known_on=TODAY, by=make.user())

    assert said["__all__"].startswith("A figure is cited with the knowledge of a day that is over")


def test_nobody_makes_a_figure_up(city):
    citation = Citation.objects.create(
        figure="terdaftar",
        day=make.day("2021-02-28"),
        known_on=make.day("2021-02-28"),
        value=1_000_000,
        sha256="0" * 64,
    )

    citation.refresh_from_db()
    assert (citation.value, recounted(citation).intact) == (8, True)


@pytest.mark.parametrize("change", ["UPDATE pendampingan_citation SET value = 7", "DELETE FROM pendampingan_citation"])
def test_what_is_cited_stays(city, as_owner, change):
    cited()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        rows(change)

    assert refused.value.__cause__.diag.constraint_name == "pendampingan_citation_is_kept"


@pytest.mark.parametrize(
    ("asked", "per", "known_on"),
    [
        (AsOf(make.day("2021-02-28"), Basis.THEN), "2021-02-28", "2021-02-28"),
        (AsOf(make.day("2021-02-28"), Basis.NOW), "2021-02-28", "2021-06-29"),
        (AsOf(make.day("2021-02-28"), Basis.NOW, pinned=make.day("2021-03-31")), "2021-02-28", "2021-03-31"),
        (AsOf(make.day("2021-02-28"), Basis.NOW, pinned=make.day("2021-01-31")), "2021-01-31", "2021-01-31"),
        (AsOf(TODAY, Basis.NOW, provisional=True), "2021-06-29", "2021-06-29"),
        (AsOf(TODAY, Basis.THEN, provisional=True), "2021-06-29", "2021-06-29"),
    ],
)
def test_what_is_known_now_is_cited_as_known_on_the_last_day_that_was_over(asked, per, known_on):
    as_of = citable(asked, today=TODAY)

    assert (as_of.per, as_of.known_on) == (make.day(per), make.day(known_on))


# The public page


def test_a_stranger_reads_how_many_where_when_and_whether_it_still_holds(city, stranger):
    citation = cited(Group.REGISTERED)

    said = text_of(page_of(stranger, citation, citation.code.lower()))

    assert "8 businesses registered The whole city, as of 28 February 2021, as reported then." in said
    assert "As is known today about 28 February 2021 it is 7. What was cited holds" in said
    assert "Came since: 1 . Went since: 2 ." in said
    assert f"Hash of the business numbers {citation.sha256} Seal of 28 February 2021 Not sealed yet." in said


def test_a_stranger_reaches_nothing_else_and_gets_no_session(city, stranger):
    citation = cited(by=make.user(username="pengutip"))

    page = page_of(stranger, citation)

    body = page.content.decode()
    assert [
        link for link in ("/dasbor/", "/usaha/", "bertambah/", "berkurang/", "perubahan/", "pengutip") if link in body
    ] == []
    assert [number for number in Business.objects.values_list("number", flat=True) if number in body] == []
    assert set(page.cookies) == {"csrf"}  # of the form that chooses the language
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_figure_that_is_the_same_today_says_so(stranger):
    make.clock("2021-02-01 09:00")
    make.business(on="2021-02-01")
    make.clock("2021-03-01 09:00")

    said = text_of(page_of(stranger, cited(day="2021-02-28")))

    assert "1 business registered" in said
    assert "Unchanged. Counted anew it is the same businesses" in said


def test_the_seal_of_the_knowledge_day_stands_on_it(city, stranger):
    citation = cited()
    seal_days()

    seal = rows("SELECT sha256 FROM pendampingan_seal WHERE day = '2021-02-28'")[0][0]
    assert f"Seal of 28 February 2021 {seal}" in text_of(page_of(stranger, citation))


def test_a_ledger_altered_afterwards_is_said_loudly(city, stranger):
    citation = cited()
    behind_its_back(
        f"DELETE FROM pendampingan_ledger WHERE id = {LedgerLine.objects.filter(stage=1).earliest('id').pk}"
    )

    said = text_of(page_of(stranger, citation))

    assert (
        "The ledger was altered. Counted anew with the knowledge of 28 February 2021 it is not the businesses" in said
    )
    assert "now it gives 7" in said
    assert "Unchanged" not in said


def test_other_businesses_of_the_same_number_are_an_altered_ledger_too(city, stranger):
    citation = cited()
    made = make.business(on="2021-01-04")
    behind_its_back(
        "UPDATE pendampingan_ledger SET recorded_at = '2021-02-01' WHERE id ="
        f" (SELECT max(id) FROM pendampingan_ledger WHERE business_id = {made.pk});"
        f"DELETE FROM pendampingan_ledger WHERE id = {LedgerLine.objects.filter(stage=1).earliest('id').pk}"
    )

    now = recounted(citation)

    assert (now.value, now.intact) == (citation.value, False)
    assert "The ledger was altered." in text_of(page_of(stranger, citation))


def test_of_very_few_businesses_a_stranger_gets_no_hash(city, stranger, reading):
    citation = cited(Group.TRAINED)

    few = cited(Group.TRAINED, at="Tebet", day="2021-05-31")
    assert (citation.value, few.value) == (5, 2)
    assert [each.sha256 in text_of(page_of(stranger, each)) for each in (citation, few)] == [True, False]
    assert "Of fewer than 5 businesses" in text_of(page_of(stranger, few))
    assert few.sha256 in text_of(page_of(reading(Role.STAFF), few))


@pytest.mark.parametrize("code", ["ABCDEFGHJKMN", "x", "9" * 300, "JP-00000013"])
def test_a_code_that_nobody_has_is_not_found(stranger, code):
    page = page_of(stranger, None, code)

    assert page.status_code == 404
    assert "No such citation" in text_of(page)


def test_the_21st_look_in_a_minute_is_refused_and_who_is_signed_in_is_not_counted(city, stranger, reading):
    citation, staff = cited(), reading(Role.STAFF)

    with time_machine.travel(timezone.now(), tick=False):
        codes = [page_of(stranger, citation).status_code for _ in range(21)]
        signed_in = {page_of(staff, citation).status_code for _ in range(21)}

    assert (codes, signed_in) == ([200] * 20 + [429], {200})


@pytest.mark.parametrize("businesses", [1, 5])
def test_the_page_asks_the_same_whatever_the_number(stranger, django_assert_num_queries, businesses):
    make.clock("2021-02-01 09:00")
    for _ in range(businesses):
        make.business(on="2021-02-01")
    make.clock("2021-03-01 09:00")
    citation = cited(day="2021-02-28")
    page_of(stranger, citation)

    with django_assert_num_queries(7):
        page_of(stranger, citation)


# Which ones, for those who may see them


def linked(page) -> list[str]:
    body = page.content.decode()
    return [way for way in ("bertambah", "berkurang") if f"/{way}/" in body]


@pytest.mark.parametrize(
    ("role", "where", "at", "opens"),
    [
        (Role.STAFF, None, None, True),
        (Role.OFFICIAL, None, None, True),
        (Role.OFFICER, "Gambir", None, False),
        (Role.OFFICER, "Gambir", "Gambir", True),
        (Role.OFFICER, "Gambir", "Tebet", False),
        (Role.MENTOR, "Gambir", "Gambir", False),
        (Role.ADMIN, None, None, False),
    ],
)
def test_which_came_and_went_opens_to_those_who_see_the_rows(city, reading, role, where, at, opens):
    citation, reader = cited(at=at), reading(role, at=where)

    came = reader.get(reverse("citation_changes", args=[citation.code, "bertambah"])).status_code

    assert linked(page_of(reader, citation)) == (["bertambah", "berkurang"] if opens else [])
    assert came == (200 if opens else 403 if role in (Role.MENTOR, Role.ADMIN) else 404)


def test_they_are_listed_with_the_reason(city, reading):
    citation, reader = cited(), reading(Role.STAFF)

    came, went = (
        text_of(reader.get(reverse("citation_changes", args=[citation.code, way])))
        for way in ("bertambah", "berkurang")
    )

    assert "1 business came since" in came
    assert f"{city.late.number} recorded, entered on 2 Jun 2021" in came
    assert "2 businesses went since" in went
    assert f"{city.double.number} merged, entered on 3 May 2021" in went
    assert f"{city.voided.number} voided, entered on 4 May 2021" in went


def test_a_way_leads_to_why_it_changed_and_ends_at_the_number_known_now(city, reading):
    citation, reader = cited(), reading(Role.STAFF)

    why = unescape(re.search(r'href="(/dasbor/perubahan/[^"]+)"', page_of(reader, citation).content.decode())[1])

    change = reader.get(why).context["change"]
    assert (change.first, change.second, change.group, change.centre) == (
        as_of_cited(citation),
        AsOf(citation.day, Basis.NOW),
        Group.REGISTERED,
        None,
    )


def test_they_are_listed_page_by_page(reading):
    make.clock("2021-02-01 09:00")
    gone = [make.business(f"Kedai {n}", on="2021-02-01") for n in range(30)]
    make.clock("2021-03-01 09:00")
    citation, staff = cited(day="2021-02-28"), make.user()
    for business in gone:
        void_business(business=business, reason="salah daftar", by=staff)
    reader = reading(Role.STAFF)

    first = reader.get(reverse("citation_changes", args=[citation.code, "berkurang"]))
    second = reader.get(reverse("citation_changes", args=[citation.code, "berkurang"]) + first.context["page"].older)

    listed = [row.business.pk for page in (first, second) for row in page.context["rows"]]
    assert listed == [business.pk for business in gone]


@pytest.mark.parametrize("code", ["ABCDEFGHJKMN", "x", "9" * 300])
def test_no_changes_of_a_code_that_nobody_has(reading, code):
    assert reading(Role.STAFF).get(reverse("citation_changes", args=[code, "bertambah"])).status_code == 404


def test_the_hash_can_be_worked_out_from_the_list_as_a_file(city, reading):
    citation, reader = cited(), reading(Role.STAFF)

    file = reader.get("/dasbor/daftar.csv?tahap=terdaftar&per=2021-02-28&diketahui=lalu")

    _heading, *listed = csv.reader(b"".join(file.streaming_content).decode().splitlines())
    assert sha256("\n".join(sorted(row[0] for row in listed)).encode()).hexdigest() == citation.sha256


# Citing from a page


def test_a_button_cites_and_leads_to_the_page(city, reading):
    reader = reading(Role.OFFICER, at="Gambir")

    answer = sent(reader, pusat="31.71.01", tahap="didampingi")

    citation = Citation.objects.get()
    assert (citation.figure, citation.centre, citation.day, citation.known_on) == (
        "didampingi",
        make.centre(),
        make.day("2021-02-28"),
        make.day("2021-02-28"),
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/kutip/{citation.code}/")


def test_the_figure_of_today_is_cited_of_yesterday(city, reading):
    sent(reading(Role.STAFF), per="", diketahui="")

    assert list(Citation.objects.values_list("day", "known_on")) == [(YESTERDAY, YESTERDAY)]


@pytest.mark.parametrize(
    "words",
    [
        {"tahap": "x"},
        {"tahap": "\x00"},
        {"pusat": "99.99.99"},
        {"pusat": "\x00"},
        {"per": "9999-12-31"},
        {"per": "\x00"},
        {"per": "-1"},
        {"diketahui": "besok"},
        {"diketahui": "9999-12-31"},
    ],
)
def test_nonsense_cites_nothing(city, reading, words):
    assert (sent(reading(Role.STAFF), **words).status_code, Citation.objects.count()) == (404, 0)


@pytest.mark.parametrize("role", [Role.MENTOR, Role.ADMIN])
def test_who_opens_no_count_cites_none(city, reading, role):
    assert (sent(reading(role)).status_code, Citation.objects.count()) == (403, 0)


PLACES = {
    "/dasbor/": (None, ["terdaftar", "terlatih", "didampingi"]),
    "/dasbor/31.71.01/": ("Gambir", ["terdaftar", "terlatih", "didampingi"]),
    "/dasbor/daftar/": (None, ["terlatih-tanpa-pendampingan"]),
}


@pytest.mark.parametrize("page", PLACES)
def test_a_page_offers_its_figures_and_shows_the_address_of_those_that_were_cited(city, reading, page):
    (at, figures), reader = PLACES[page], reading(Role.STAFF)
    query = {"per": "2021-02-28", "diketahui": "lalu", "tahap": figures[-1]}
    before = reader.get(page, query).content.decode()

    citation = cited(Group(figures[-1]), at)
    after = reader.get(page, query).content.decode()

    offered = [figure for figure in figures if f'name="tahap" value="{figure}"><input' in before or len(figures) == 1]
    assert offered == figures
    assert (before.count('class="qr print"'), after.count('class="qr print"')) == (0, 1)
    assert f"http://testserver/kutip/{citation.code}/" in after


def test_a_reader_who_cites_nothing_still_reads_what_was_cited(city, reading):
    reader, query = reading(Role.MENTOR, at="Gambir"), {"per": "2021-02-28", "diketahui": "lalu"}
    before = text_of(reader.get("/dasbor/", query))

    citation = cited()
    after = text_of(reader.get("/dasbor/", query))

    assert ("Cite" in before, citation.code in after, "Cite :" in after) == (False, True, False)


def test_a_figure_by_kind_says_that_it_cannot_be_cited(city, reading):
    page = reading(Role.STAFF).get("/dasbor/daftar/?tahap=terdaftar&per=2021-02-28&sektor=kuliner")

    assert "A figure by kind cannot be cited" in text_of(page)
    assert 'action="/kutip/"' not in page.content.decode()
