"""The report of a month: provisional until it is closed, fixed from then on, and what became known since after it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from jakpreneur.audit.models import Installation
from pendampingan.choices import Basis
from pendampingan.counts.as_of import AsOf
from pendampingan.counts.city import city_counts
from pendampingan.counts.group import STEPS, Group
from pendampingan.counts.report import known_now_of, month_states, report_of, revisions_of
from pendampingan.models import MonthClose
from pendampingan.rules.month import close_month
from pendampingan.rules.visit import void_visit
from tests import make
from tests.city import main_target
from tests.pdf import pages
from tests.shown import text_of
from tests.sql import owners_rights
from umkm.rules.business import void_business
from umkm.rules.merger import merge_businesses
from umkm.rules.placement import move_business

pytestmark = pytest.mark.django_db

JANUARY, FEBRUARY, MARCH = (make.day(f"2021-0{month}-01") for month in (1, 2, 3))
NEAR = make.day("2021-03-20")


@pytest.fixture
def staff():
    return make.user()


@pytest.fixture
def busy():
    """Six of Gambir by the end of January and one of Koja in February, one class and two visits; it is 2 March 2021."""
    main_target(10)
    make.clock("2021-01-20 09:00")
    businesses = [make.business(on="2021-01-04") for _ in range(6)]
    make.clock("2021-02-20 09:00")
    businesses.append(make.business(on="2021-02-03", at="Koja"))
    held = make.session("2021-02-01", "2021-02-02")
    for business in businesses[:2]:
        make.attendance(make.enrolment(held, business))
    visits = [make.visit(business, "2021-02-10") for business in businesses[1:3]]
    make.clock("2021-03-02 10:00")
    return businesses, visits


def values(figures):
    return tuple((figures[step].value, figures[step].added) for step in STEPS)


def of_centre(report, name):
    (row,) = [row for row in report.centres if row.centre.name == name]
    return values(row.figures)


def change_everything(busy, staff):
    """After the close: one of Koja is entered late, a double is merged, one is voided, one moves, a visit is voided."""
    businesses, visits = busy
    make.clock("2021-03-20 10:00")
    with acting(by=staff, reason="lembar tertinggal"):
        make.business(on="2021-02-11", at="Koja")
    merge_businesses(survivor=businesses[0], double=businesses[3], reason="usaha yang sama", by=staff)
    void_business(business=businesses[4], reason="salah daftar", by=staff)
    void_visit(visit=visits[1], reason="salah usaha", by=staff)


# Counts


def test_an_open_month_is_told_as_known_now(busy):
    report = report_of(FEBRUARY)

    assert report.close is None
    assert values(report.figures) == ((7, 1), (2, 2), (2, 2))
    assert of_centre(report, "Koja") == ((1, 1), (0, 0), (0, 0))
    assert (report.target, report.attained(Group.REGISTERED).share) == (10, 0.7)
    assert (report.done.classes, report.done.people, report.done.visits) == (1, 2, 2)
    assert len(report.centres) == 44


def test_closing_a_month_changes_nothing_of_its_report_but_that_it_is_fixed(busy, staff):
    before = report_of(FEBRUARY)

    close = close_month(month=FEBRUARY, note=" dua pusat belum lengkap ", by=staff)

    after = report_of(FEBRUARY)
    assert (after.close, after.close.closed_by, after.close.note) == (close, staff, "dua pusat belum lengkap")
    assert (after.centres, after.target, after.target_source, after.done) == (
        before.centres,
        before.target,
        before.target_source,
        before.done,
    )


def test_the_report_of_a_closed_month_stays_whatever_comes_later(busy, staff):
    close_month(month=FEBRUARY, by=staff)
    before = report_of(FEBRUARY)

    change_everything(busy, staff)
    main_target(20)

    assert report_of(FEBRUARY) == before
    assert values(before.figures) == ((7, 1), (2, 2), (2, 2))


def test_revisions_are_what_came_after_the_close_by_cause_and_lead_to_what_is_known_now(busy, staff):
    close = close_month(month=FEBRUARY, by=staff)

    change_everything(busy, staff)

    revisions = revisions_of(close)
    assert [(each.cause.name, tuple(each.nets.values()), each.lines) for each in revisions.by_cause] == [
        ("LATE", (1, 0, 0), 1),
        ("VOIDED", (-1, 0, -1), 2),
        ("MERGED", (-1, 0, 0), 1),
    ]
    fixed, now = report_of(FEBRUARY).figures, known_now_of(FEBRUARY).reached
    assert {step: fixed[step].value + revisions.nets[step] for step in STEPS} == {
        step: now.count(step) for step in STEPS
    }
    assert now == city_counts(AsOf(make.day("2021-02-28"), Basis.NOW)).reached


def test_what_takes_effect_after_the_month_is_no_revision_of_it(busy, staff):
    close = close_month(month=FEBRUARY, by=staff)

    make.clock("2021-03-20 10:00")
    make.business(on="2021-03-01")
    move_business(business=busy[0][5], kelurahan=make.kelurahan("Tebet"), address="Jalan B 2", starts_on=NEAR, by=staff)

    assert revisions_of(close).by_cause == ()


def test_a_move_after_the_close_changes_centres_and_not_the_city(busy, staff):
    close = close_month(month=FEBRUARY, by=staff)
    before = report_of(FEBRUARY)

    make.clock("2021-03-20 10:00")
    with acting(by=staff, reason="baru dilaporkan"):
        move_business(
            business=busy[0][5],
            kelurahan=make.kelurahan("Tebet"),
            address="Jalan B 2",
            starts_on=make.day("2021-02-15"),
            by=staff,
        )

    assert [(each.cause.name, each.lines) for each in revisions_of(close).by_cause] == [("MOVED", 2)]
    assert set(revisions_of(close).nets.values()) == {0}
    assert report_of(FEBRUARY) == before


def test_the_months_run_from_the_first_of_the_ledger_to_the_last_one_over(busy, staff):
    close_month(month=JANUARY, by=staff)
    change_everything(busy, staff)

    states = month_states(make.day("2021-04-15"))

    assert [(state.month, bool(state.close), tuple(state.values.values()), state.after_close) for state in states] == [
        (MARCH, False, (6, 2, 1), None),
        (FEBRUARY, False, (6, 2, 1), None),
        (JANUARY, True, (6, 0, 0), 2),
    ]


def test_a_registry_without_a_line_has_no_month():
    assert month_states(make.day("2021-04-15")) == []


# Pages


def test_an_open_month_says_that_it_is_provisional_and_opens_its_rows(busy, reading):
    page = reading().get("/laporan/2021-02/")

    assert "Report of February 2021 provisional" in text_of(page)
    assert "Registered 7 registered +1 70.0 %" in text_of(page)
    assert "/dasbor/daftar/?tahap=terdaftar&amp;per=2021-02-28&amp;diketahui=kini" in page.content.decode()


def test_a_closed_month_lists_what_came_after_it(busy, staff, reading):
    close_month(month=FEBRUARY, note="dua pusat belum lengkap", by=staff)
    change_everything(busy, staff)

    words = text_of(reading().get("/laporan/2021-02/"))

    assert "Report of February 2021 closed Closed on 2 March 2021 10:00 WIB by" in words
    assert "Note: dua pusat belum lengkap" in words
    assert "Registered 7 +1 70.0 % 6 registered −1" in words
    assert "Voided −1 0 −1 2" in words
    assert "Together −1 0 −1 4" in words
    assert f"{busy[0][4].number} Registered Gambir 4 Jan 2021 −1 Voided salah daftar" in words
    assert "All lines that you may see: 4" in words


def test_the_pages_speak_indonesian(busy, staff, reading):
    close_month(month=FEBRUARY, by=staff)
    reader = reading(language="id")

    assert "Laporan bulanan" in text_of(reader.get("/laporan/"))
    assert "Laporan Februari 2021 ditutup" in text_of(reader.get("/laporan/2021-02/"))
    assert "Tidak ada yang dicatat untuk bulan ini sejak ditutup." in text_of(reader.get("/laporan/2021-02/"))
    assert "Tutup Januari 2021" in text_of(reader.get("/laporan/2021-01/tutup/"))


@pytest.mark.parametrize("role", list(Role))
def test_everybody_reads_the_figures(busy, staff, reading, role):
    close_month(month=JANUARY, by=staff)
    reader = reading(role)

    assert "January 2021 closed 2 March 2021 6 0 0" in text_of(reader.get("/laporan/"))
    assert "Registered 6 +6 60.0 %" in text_of(reader.get("/laporan/2021-01/"))


def test_lines_after_the_close_name_a_business_to_those_alone_who_may_see_it(busy, staff, reading):
    close_month(month=FEBRUARY, by=staff)
    change_everything(busy, staff)
    readers = {
        "staff": reading(),
        "official": reading(Role.OFFICIAL),
        "gambir": reading(Role.OFFICER, at="Gambir"),
        "koja": reading(Role.OFFICER, at="Koja"),
        "mentor": reading(Role.MENTOR, at="Gambir"),
        "admin": reading(Role.ADMIN),
    }

    listed = {name: text_of(reader.get("/laporan/2021-02/")).count("JP-") for name, reader in readers.items()}
    printed = {
        name: "".join(pages(reader.get("/laporan/2021-02.pdf").content)).count("JP-")
        for name, reader in readers.items()
    }

    assert listed == {"staff": 4, "official": 4, "gambir": 3, "koja": 1, "mentor": 0, "admin": 0}
    assert printed == listed


@pytest.mark.parametrize(
    ("role", "at", "number"),
    [(Role.STAFF, None, 4), (Role.OFFICIAL, None, 4), (Role.OFFICER, "Gambir", 3), (Role.OFFICER, "Koja", 1)],
)
def test_all_lines_are_as_many_as_their_heading_says(busy, staff, reading, role, at, number):
    close_month(month=FEBRUARY, by=staff)
    change_everything(busy, staff)

    page = reading(role, at=at).get("/laporan/2021-02/baris/").content.decode()

    assert f'data-count="{number}"' in page
    assert page.count("<tr>") == number + 1


@pytest.mark.parametrize("word", ["0000-00", "2021-13", "2020-12", "2021-03", "9999-12", "2021-00"])
@pytest.mark.parametrize("page", ["{}/", "{}.pdf", "{}/baris/"])
def test_a_month_there_is_not_is_not_found(busy, reading, page, word):
    assert reading().get(f"/laporan/{page.format(word)}").status_code == 404


@pytest.mark.parametrize("word", ["0000-00", "2021-13", "2020-12", "2021-04", "9999-12"])
def test_a_month_there_is_not_is_not_closed(busy, reading, word):
    assert reading().post(f"/laporan/{word}/tutup/").status_code == 404


def test_an_open_month_has_no_lines_after_its_close(busy, reading):
    assert reading().get("/laporan/2021-02/baris/").status_code == 404


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_pages_cost_the_same_queries_for_a_few_lines_and_for_many(busy, staff, reading):
    close_month(month=FEBRUARY, by=staff)
    change_everything(busy, staff)
    reader = reading()
    addresses = ("/laporan/", "/laporan/2021-02/", "/laporan/2021-02/baris/", "/laporan/2021-02.pdf")
    needed = {address: queries_of(reader, address) for address in addresses}

    with acting(by=staff, reason="lembar tertinggal"):
        for at in ("Koja", "Tebet", "Senen"):
            for _ in range(20):
                make.business(on="2021-02-11", at=at)

    assert {address: queries_of(reader, address) for address in addresses} == needed
    assert text_of(reader.get("/laporan/2021-02/")).count("JP-") == 50


# Closing


def test_staff_close_a_month_with_a_note(busy, staff, reading):
    reader = reading()
    page = reader.get("/laporan/2021-02/tutup/")

    answer = reader.post("/laporan/2021-02/tutup/", {"note": "dua pusat belum lengkap"}, follow=True)

    assert "a closed month is not opened again" in text_of(page)
    assert answer.redirect_chain == [("/laporan/2021-02/", 302)]
    assert "The month is closed: its report stays as it is." in text_of(answer)
    assert list(MonthClose.objects.values_list("month", "note")) == [(FEBRUARY, "dua pusat belum lengkap")]


def test_a_month_that_is_closed_is_not_closed_again(busy, staff, reading):
    close_month(month=FEBRUARY, by=staff)
    reader = reading()

    assert reader.get("/laporan/2021-02/tutup/").headers["Location"] == "/laporan/2021-02/"
    assert "Somebody has closed this month before." in text_of(reader.post("/laporan/2021-02/tutup/"))
    assert MonthClose.objects.count() == 1


def test_a_month_that_is_not_over_is_refused_in_words(busy, reading):
    reader = reading()

    for page in (reader.get("/laporan/2021-03/tutup/"), reader.post("/laporan/2021-03/tutup/")):
        assert text_of(page).count("This month is not over yet.") == 1
    assert MonthClose.objects.count() == 0


@pytest.mark.parametrize("note", ["x" * 201, "\x00", "NIK 3199 0157 0890 0001"])
def test_a_note_that_is_none_closes_nothing(busy, reading, note):
    page = reading().post("/laporan/2021-02/tutup/", {"note": note})

    assert (page.status_code, MonthClose.objects.count()) == (200, 0)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STAFF])
def test_nobody_but_staff_closes_a_month(busy, reading, role):
    reader = reading(role)

    assert reader.post("/laporan/2021-02/tutup/").status_code == 403
    assert "/tutup/" not in reader.get("/laporan/2021-02/").content.decode()
    assert MonthClose.objects.count() == 0


# On paper


def test_the_paper_says_what_was_fixed_and_after_it_what_came_since(busy, staff, reading):
    close_month(month=FEBRUARY, note="dua pusat <belum> lengkap", by=staff)
    change_everything(busy, staff)

    answer = reading().get("/laporan/2021-02.pdf")
    text = " ".join("\n".join(pages(answer.content)).split())

    assert answer.headers["Content-Disposition"] == 'inline; filename="laporan-2021-02.pdf"'
    assert "Laporan Februari 2021 · dicetak pada 20 Maret 2021 Halaman 1" in text
    assert "Catatan: dua pusat <belum> lengkap" in text
    assert "Terdaftar 7 +1 70,0 %" in text
    assert "Dicatat setelah penutupan, sampai 20 Maret 2021" in text
    assert "Jumlah −1 0 −1 4 Diketahui kini 6 2 1" in text
    assert f"{busy[0][4].number} Terdaftar Gambir 4 Jan 2021 −1" in text


def test_the_paper_of_an_open_month_says_that_it_is_provisional(busy, reading):
    text = " ".join(pages(reading().get("/laporan/2021-02.pdf").content))

    assert "Sementara: bulan ini belum ditutup" in text
    assert "setelah penutupan" not in text


def test_each_page_is_numbered_and_of_a_demo_says_that_its_data_are_made_up(busy, staff, reading):
    close_month(month=FEBRUARY, by=staff)
    make.clock("2021-03-20 10:00")
    with acting(by=staff, reason="lembar tertinggal"):
        for _ in range(40):
            make.business(on="2021-02-11")
    reader = reading()

    real = pages(reader.get("/laporan/2021-02.pdf").content)
    with owners_rights():
        Installation.objects.update(kind=Installation.Kind.DEMO)
    answer = reader.get("/laporan/2021-02.pdf")
    demo = pages(answer.content)

    assert ([f"Halaman {number}" in text for number, text in enumerate(real, start=1)]) == [True] * len(real)
    assert len(real) > 2
    assert (["Data contoh" in text for text in real], ["Data contoh" in text for text in demo]) == (
        [False] * len(real),
        [True] * len(demo),
    )
    assert answer.headers["Content-Disposition"] == 'inline; filename="laporan-2021-02-data-contoh.pdf"'
