"""The page of what may be padding: for city staff alone, with the rows behind each and what people found who looked."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import SignalLook
from tests import make
from tests.shown import as_shown, faults_of, text_of

pytestmark = pytest.mark.django_db

LIST = "/dasbor/tanda/"
NOTHING_TO_SAY = "Nothing to look at."
OTHERS = [role for role in Role if role != Role.STAFF]


@pytest.fixture
def busy_day():
    """Thirteen visits by one mentor on one day; answers the address of its page."""
    mentor = make.user(Role.MENTOR)
    for _ in range(13):
        visited(mentor)
    return mentor, f"{LIST}kunjungan/{mentor.pk}-2021-10-05/?bulan=2021-10&lama=bulan"


def visited(mentor) -> None:
    make.visit(make.business(on="2021-01-04"), "2021-10-05", mentor=mentor)


def note(client, address: str, reason: str = "Bazar di kelurahan; sudah ditanyakan."):
    return client.post(address, as_shown(client.get(address)) | {"reason": reason})


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_city_staff_is_shown_it(reading, busy_day, role):
    reader = reading(role)

    assert [reader.get(address).status_code for address in (LIST, busy_day[1])] == [403, 403]
    assert LIST not in reader.get(reverse("today"), follow=True).content.decode()


def test_the_page_says_what_was_seen_and_leads_to_exactly_its_rows(reading, busy_day):
    mentor, address = busy_day
    reader = reading()

    page = reader.get(f"{LIST}?bulan=2021-10&lama=bulan")
    behind = reader.get(address)

    assert "13 visits to 13 businesses in one day" in text_of(page)
    assert f'<a href="{address.replace("&", "&amp;")}" data-count="13">' in page.content.decode()
    assert 'data-count="13"' in behind.content.decode()
    assert set(behind.context["page"]) == set(mentor.visits.all())


def test_it_is_a_list_to_look_at_and_no_verdict(reading):
    assert "A list to look at, never a verdict" in text_of(reading().get(LIST))


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("?bulan=2021-10&lama=bulan", "2021-10-01", "2021-10-31"),
        ("?bulan=2021-10", "2020-11-01", "2021-10-31"),
        ("?bulan=2020-02&lama=tahun", "2019-03-01", "2020-02-29"),
    ],
)
def test_it_is_of_the_months_asked_for(reading, query, first, last):
    period = reading().get(LIST + query).context["form"].period

    assert (period.first, period.last) == (make.day(first), make.day(last))


def test_where_nothing_is_found_it_says_so_and_leads_to_when_there_was(reading):
    make.business(on="2021-10-05")

    page = reading().get(f"{LIST}?bulan=2026-10&lama=bulan")

    assert "The last registration before it is of 5 October 2021." in text_of(page)
    assert '<a class="button quiet" href="?bulan=2021-10&amp;lama=bulan">' in page.content.decode()
    assert text_of(page).count(NOTHING_TO_SAY) == 7


def test_what_somebody_looked_at_goes_to_the_lower_list_with_what_they_found(reading, busy_day):
    reader, (mentor, address) = reading(), busy_day

    answer = note(reader, address)

    page = reader.get(f"{LIST}?bulan=2021-10&lama=bulan")
    assert answer.status_code == 302
    assert [section.found for section in page.context["sections"]] == [[]] * 7
    assert [(each.who, each.looks[0].note) for each in page.context["looked_at"]] == [
        (mentor, "Bazar di kelurahan; sudah ditanyakan.")
    ]


def test_it_comes_back_when_there_are_more_rows(reading, busy_day):
    reader, (mentor, address) = reading(), busy_day
    note(reader, address)

    visited(mentor)

    page = reader.get(f"{LIST}?bulan=2021-10&lama=bulan")
    assert sum(len(section.found) for section in page.context["sections"]) == 1
    assert page.context["looked_at"] == []
    assert "Bazar di kelurahan" in text_of(page)


def test_what_was_looked_at_stays_when_its_rows_are_voided(reading, busy_day):
    reader, (mentor, address) = reading(), busy_day
    note(reader, address)

    mentor.visits.update(voided_at="2021-11-02 09:00+07", void_reason="salah catat")

    page = reader.get(f"{LIST}?bulan=2021-10&lama=bulan")
    assert [look.note for look in page.context["gone"]] == ["Bazar di kelurahan; sudah ditanyakan."]
    assert "No longer seen" in text_of(page)
    assert reader.get(f"{LIST}?bulan=2021-09&lama=bulan").context["gone"] == []
    assert reader.get(address).status_code == 404


def test_a_look_says_who_when_and_how_much_there_was(reading, busy_day):
    mentor, address = busy_day
    note(reading(), address)

    look = SignalLook.objects.get()

    assert (look.kind, look.key, look.number, look.by.role) == ("kunjungan", f"{mentor.pk}-2021-10-05", 13, Role.STAFF)
    assert (look.first_on, look.last_on) == (make.day("2021-10-05"), make.day("2021-10-05"))


def test_a_note_sent_twice_is_one(reading, busy_day):
    reader, (_, address) = reading(), busy_day
    shown = as_shown(reader.get(address)) | {"reason": "Sudah ditanyakan."}

    for _ in range(2):
        reader.post(address, shown)

    assert SignalLook.objects.count() == 1


@pytest.mark.parametrize("said", ["", "  ", "--", "NIK 3199101708900001 dipakai dua kali"])
def test_a_note_says_something_and_holds_no_nik(reading, busy_day, said):
    answer = note(reading(), busy_day[1], said)

    assert list(faults_of(answer)) == ["reason"]
    assert SignalLook.objects.count() == 0


@pytest.mark.parametrize("statement", ["UPDATE {} SET note = 'lain'", "DELETE FROM {}"])
def test_a_look_is_never_changed_by_the_web_nor_by_the_owner(reading, busy_day, statement, as_owner):
    note(reading(), busy_day[1])

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("pendampingan_signallook"))

    assert SignalLook.objects.count() == 1


@pytest.mark.parametrize("mentors", [1, 5])
def test_the_page_takes_as_many_queries_however_much_there_is(reading, django_assert_num_queries, mentors):
    for mentor in [make.user(Role.MENTOR) for _ in range(mentors)]:
        for _ in range(13):
            visited(mentor)
    reader = reading()
    reader.get(LIST)

    with django_assert_num_queries(19):
        reader.get(f"{LIST}?bulan=2021-10&lama=bulan")


def test_its_rows_are_as_many_as_it_says_over_several_pages(reading):
    mentor = make.user(Role.MENTOR)
    for _ in range(30):
        visited(mentor)
    reader = reading()
    address = f"{LIST}kunjungan/{mentor.pk}-2021-10-05/"

    first = reader.get(address, {"bulan": "2021-10"})
    second = reader.get(f"{address}{first.context['page'].older}")

    assert first.context["found"].number == 30
    assert {*first.context["page"], *second.context["page"]} == set(mentor.visits.all())
    assert second.context["page"].older is None


def tick(people: int) -> str:
    """So many were ticked on one day, of whom one has withdrawn since; the class has a seat for each of the others."""
    held = make.session("2021-10-05", capacity=people)
    for _ in range(people):
        make.attendance(make.enrolment(held, make.business()))
    held.enrolments.filter(pk=held.enrolments.first().pk).update(status=EnrolmentStatus.WITHDRAWN)
    held.capacity = people - 1
    held.save(update_fields=["capacity"])
    return f"{LIST}kehadiran/{held.days.get().pk}/"


def visit(often: int) -> str:
    mentor = make.user(Role.MENTOR)
    for _ in range(often):
        visited(mentor)
    return f"{LIST}kunjungan/{mentor.pk}-2021-10-05/"


def call(owners: int) -> str:
    first, *_ = [make.business(on="2021-10-05", phone=f"+62840{owners:08}") for _ in range(owners)]
    return f"{LIST}telepon/{first.number}/"


@pytest.mark.parametrize(("happen", "few", "many"), [(tick, 2, 9), (visit, 13, 20), (call, 4, 11)])
def test_the_rows_take_as_many_queries_however_many_they_are(reading, happen, few, many):
    reader, queries = reading(), {}
    for number in (few, many):
        address = happen(number)
        reader.get(address, {"bulan": "2021-10"})
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address, {"bulan": "2021-10"}).context["found"].number == number
        queries[number] = len(asked)

    assert queries[few] == queries[many]


NONSENSE = ["-1", "9" * 23, "2021-13", "0001-01", "9999-12", "\x00", "x" * 5000]


@pytest.mark.parametrize("name", ["bulan", "lama", "pusat", "setelah", "sebelum"])
def test_nonsense_in_the_address_is_answered(reading, busy_day, name):
    reader, (_, address) = reading(), busy_day

    assert {reader.get(LIST, {name: text}).status_code for text in NONSENSE} == {200}
    path = address.partition("?")[0]
    assert {reader.get(path, {"bulan": "2021-10"} | {name: text}).status_code for text in NONSENSE} <= {200, 404}


@pytest.mark.parametrize("path", ["lain/1/", "kunjungan/x/", f"kunjungan/{'9' * 3000}/", "telepon/JP-99999999/"])
def test_what_is_no_signal_is_not_found(reading, path):
    assert reading().get(LIST + path).status_code == 404


@pytest.mark.parametrize("field", ["reason", "key"])
def test_nonsense_in_a_note_is_refused_or_taken_as_text(reading, busy_day, field):
    reader, (_, address) = reading(), busy_day
    typed = as_shown(reader.get(address)) | {"reason": "sebab"}

    assert {reader.post(address, typed | {field: text}).status_code for text in NONSENSE} <= {200, 302}
