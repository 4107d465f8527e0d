"""The dashboards as pages: what stands on them, word for word, for whom, and at what cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from pendampingan.models import LedgerLine
from tests import make
from tests.city import main_target, varied_city

pytestmark = pytest.mark.django_db

SPEECH = "/dasbor/?per=2021-10-25&diketahui=lalu"


@pytest.fixture
def reading(reading):
    """An official's browser, unless another role is said."""
    return lambda role=Role.OFFICIAL, *language, **words: reading(role, *language, **words)


@pytest.fixture
def speech(as_owner):
    """What the speech of 25 October 2021 said, a thousandth of it: 281 registered, 176 trained, 155 mentored of 200."""
    main_target(200, Gambir=100)
    reached = [(1, number) for number in range(281)] + [(2, number) for number in range(176)]
    LedgerLine.objects.bulk_create(
        LedgerLine(
            business_id=number,
            centre=make.centre("Gambir" if number % 2 else "Tebet"),
            stage=stage,
            effective_on=make.day("2021-10-01"),
            recorded_at="2021-10-02 10:00+07",
            delta=1,
            evidence_kind="business",
            evidence_id=number,
            reason="recorded",
        )
        for stage, number in [*reached, *((3, number) for number in range(155))]
    )


def text_of(page):
    """What is read on the page, without tags and with single spaces."""
    main = re.search(r"<main.*?</main>", page.content.decode(), re.DOTALL)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("&#x27;", "'")


# What stands there


def test_the_figures_of_the_speech_in_indonesian(reading, speech):
    text = text_of(reading(language="id").get(SPEECH))

    for words in (
        "Capaian kota Per 25 Oktober 2021, sebagaimana dilaporkan saat itu.",
        "Target 200 wirausaha baru: terlampaui menurut yang terdaftar; belum tercapai menurut yang terlatih dan didampingi.",
        "Terdaftar terlampaui 281 terdaftar 140,5 % dari target 200",
        "Terlatih belum 176 terlatih 88,0 % dari target 200",
        "Didampingi belum 155 didampingi 77,5 % dari target 200",
    ):
        assert words in text


def test_the_figures_of_the_speech_in_english(reading, speech):
    text = text_of(reading(language="en").get(SPEECH))

    for words in (
        "The city's progress As of 25 October 2021, as reported then.",
        "The target of 200 new entrepreneurs: passed by the registered; not reached by the trained and mentored.",
        "Registered passed 281 registered 140.5 % of the target of 200",
        "Trained not yet 176 trained 88.0 % of the target of 200",
        "Mentored not yet 155 mentored 77.5 % of the target of 200",
    ):
        assert words in text


def test_a_card_says_what_the_target_still_needs_until_its_last_day(reading, speech):
    running = text_of(reading().get(SPEECH))
    over = text_of(reading().get("/dasbor/?per=2023-01-01&diketahui=lalu"))

    # Of 432 days, 14.2 months.
    for words in (
        "88.0 % of the target of 200 24 more by 31 December 2022: 2 a month; the last year brought 15 a month",
        "77.5 % of the target of 200 45 more by 31 December 2022: 4 a month; the last year brought 13 a month",
    ):
        assert words in running
    assert running.count("more by") == 2
    assert "more by" not in over


def test_a_card_says_how_it_grew_since_the_same_day_a_year_earlier(reading):
    varied_city()
    make.clock("2022-04-30 09:00")
    make.business(on="2022-04-29")
    make.trained(make.business(on="2022-04-29"), "2022-04-29")
    official = reading()

    reported = text_of(official.get("/dasbor/?per=2022-04-30&diketahui=lalu"))
    known = official.get("/dasbor/31.71.01/?per=2022-04-30&diketahui=kini")

    # Of the 8 reported then, one was merged and one voided since; one came late; two are new.
    assert "30 April 2021: 8 registered ; since then +1 (+12.5 %)" in reported
    assert "30 April 2021: 5 trained ; since then 0 (0.0 %)" in reported
    assert "30 April 2021: 3 registered ; since then +2 (+66.7 %)" in text_of(known)
    assertContains(
        known, 'href="/dasbor/daftar/?tahap=terdaftar&amp;pusat=31.71.01&amp;per=2021-04-30&amp;diketahui=kini"'
    )


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (100, "The target of 100 new entrepreneurs: passed by the registered, trained and mentored."),
        (155, "The target of 155 new entrepreneurs: passed by the registered and trained; reached exactly by the mentored."),
        (281, "The target of 281 new entrepreneurs: reached exactly by the registered; not reached by the trained and mentored."),
        (300, "The target of 300 new entrepreneurs: not reached by the registered, trained and mentored."),
    ],
)  # fmt: skip
def test_the_verdict_follows_from_the_numbers(reading, speech, target, sentence):
    main_target(target)

    assertContains(reading().get(SPEECH), sentence)


def test_without_a_main_target_there_is_no_verdict_and_no_share(reading, speech):
    target = main_target(200)
    target.is_main = False
    target.save(update_fields=["is_main"])

    page = reading().get(SPEECH)

    assert page.context["verdict"] is None
    assertNotContains(page, "of the target of")
    assertContains(page, 'data-count="281"')


def test_a_centre_is_held_against_its_share(reading, speech):
    gambir = text_of(reading().get("/dasbor/31.71.01/?per=2021-10-25&diketahui=lalu"))
    tebet = text_of(reading().get("/dasbor/31.74.01/?per=2021-10-25&diketahui=lalu"))

    assert "Progress of Gambir Jakarta Pusat, as of 25 October 2021, as reported then." in gambir
    assert "The centre's share of the target, 100: passed by the registered" in gambir
    assert "140 registered 140.0 % of the target of 100" in gambir
    assert "target" not in tebet
    assert "141 registered" in tebet


def test_a_centre_that_there_is_not_is_no_page(reading):
    assert reading().get("/dasbor/31.71.99/").status_code == 404


def test_a_demo_shows_what_was_announced_and_where_to_check_it(reading, as_owner):
    assertNotContains(reading().get("/dasbor/"), "Announced")
    Installation.objects.update(kind=Installation.Kind.DEMO)

    assertContains(
        reading(language="id").get("/dasbor/"),
        '<a href="/dasbor/?per=2021-10-25&amp;diketahui=lalu">'
        "Diumumkan 25 Okt 2021: 281.000 / 176.000 / 155.000 · target 200.000</a>",
        html=True,
    )
    assertContains(
        reading(language="en").get("/dasbor/"), "Announced 25 Oct 2021: 281,000 / 176,000 / 155,000 · target 200,000"
    )


def test_what_was_announced_keeps_its_target_once_dashboards_have_another(reading, as_owner):
    Installation.objects.update(kind=Installation.Kind.DEMO)
    main_target(150)

    assertContains(reading(language="en").get("/dasbor/"), "281,000 / 176,000 / 155,000 · target 200,000")


def test_the_map_and_the_table_say_the_rate_of_each_centre(reading, speech):
    page = reading(language="id").get(SPEECH).content.decode()

    # 140 of 90,638 inhabitants, 141 of 231,318.
    assert re.search(r'title="Gambir"><b>1,5</b><span>Gambir</span>', page)
    assert re.search(r'title="Tebet"><b>0,6</b><span>Tebet</span>', page)
    assert page.count('class="tile q0"') == 42


def test_an_empty_city_says_so(reading):
    text = text_of(reading().get("/dasbor/?per=2021-10-25"))

    assert "Nothing was recorded by this day." in text
    assert "0 registered 0.0 % of the target of 200,000" in text


# The day and the knowledge


def test_without_parameters_it_is_today_as_known_now(reading):
    make.clock("2021-10-26 00:30")

    text = text_of(reading().get("/dasbor/"))

    assert "As of 26 October 2021, as known now. The day is not over: provisional." in text


@pytest.mark.parametrize("page", ["/dasbor/", "/dasbor/31.71.01/", "/dasbor/daftar/"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("per=kemarin", "Enter a day, such as 25/10/2021."),
        ("per=2021-02-30", "Enter a day, such as 25/10/2021."),
        ("per=2021-10-27", "27 October 2021 lies in the future; today is 26 October 2021."),
        ("per=9999-12-31", "31 December 9999 lies in the future; today is 26 October 2021."),
        ("per=%00", "Enter a day, such as 25/10/2021."),
        (
            "diketahui=%00",
            "“\x00” is neither kini (as known now) nor lalu (as reported then), nor a day such as 2021-10-31.",
        ),
        ("diketahui=2021-10-27", "27 October 2021 lies in the future; today is 26 October 2021."),
        (
            "diketahui=besok",
            "“besok” is neither kini (as known now) nor lalu (as reported then), nor a day such as 2021-10-31.",
        ),
    ],
)
def test_what_is_no_day_or_no_knowledge_is_said_beside_its_field(reading, page, query, sentence):
    make.clock("2021-10-26 12:00")

    text = text_of(reading().get(f"{page}?{query}"))

    assert text.count(sentence) == 2  # in the summary and beside the field
    assert "s of 26 October 2021, as known now" in text


def test_a_day_is_shown_with_the_knowledge_of_any_other(reading):
    varied_city()
    page = reading().get("/dasbor/?per=2021-03-11&diketahui=2021-03-12")
    opened = "/dasbor/daftar/?tahap=terdaftar&pusat=31.71.01&per=2021-03-11&diketahui=2021-03-12"

    assert "As of 11 March 2021, as known on 12 March 2021." in text_of(page)
    assertContains(page, opened.replace("&", "&amp;"))
    assertContains(reading().get(opened), '<span data-count="3">3</span>')


@pytest.mark.parametrize(
    ("known", "words"),
    [("2021-10-26", "as known now"), ("2021-05-01", "as reported then"), ("2021-10-27", "as known now")],
)
def test_knowledge_of_its_own_day_is_that_of_the_reports_and_of_today_is_that_of_now(reading, known, words):
    make.clock("2021-10-26 12:00")

    assert f"As of 1 May 2021, {words}" in text_of(reading().get(f"/dasbor/?per=2021-05-01&diketahui={known}"))


def test_one_wrong_parameter_leaves_the_other(reading):
    make.clock("2021-10-26 12:00")

    assert "As of 26 October 2021, as reported then" in text_of(reading().get("/dasbor/?per=x&diketahui=lalu"))
    assert "As of 1 May 2021, as known now" in text_of(reading().get("/dasbor/?per=2021-05-01&diketahui=x"))


@pytest.mark.parametrize("day", ["0001-01-01", "1/5/2021", "01-05-2021"])
def test_a_day_long_ago_or_written_as_people_write_it_is_a_day(reading, day):
    assertNotContains(reading().get("/dasbor/", {"per": day}), 'role="alert"')


def test_a_late_entry_and_a_void_part_what_was_reported_from_what_is_known(reading):
    varied_city()
    reader = reading()

    reported = text_of(reader.get("/dasbor/?per=2021-04-30&diketahui=lalu"))
    known = text_of(reader.get("/dasbor/?per=2021-04-30&diketahui=kini"))

    assert "8 registered" in reported
    assert "7 registered" in known
    assert "5 trained" in reported
    assert "4 trained" in known


def test_the_switch_and_the_day_keep_each_other(reading):
    page = reading().get("/dasbor/daftar/?tahap=terlatih&pusat=31.71.01&per=2021-04-30&diketahui=lalu&setelah=x")

    assertContains(page, 'href="?tahap=terlatih&amp;pusat=31.71.01&amp;per=2021-04-30&amp;diketahui=kini"')
    for name, value in (("tahap", "terlatih"), ("pusat", "31.71.01"), ("diketahui", "lalu")):
        assertContains(page, f'<input type="hidden" name="{name}" value="{value}">', html=True)
    assertContains(page, 'name="per" value="2021-04-30"')


# For whom


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", ["/dasbor/", "/dasbor/31.71.01/", "/dasbor/data.csv"])
def test_everybody_reads_the_figures(reading, role, page):
    assert reading(role).get(page).status_code == 200


@pytest.mark.parametrize(
    ("role", "city", "own", "other"),
    [
        (Role.STAFF, 200, 200, 200),
        (Role.OFFICIAL, 200, 200, 200),
        (Role.OFFICER, 404, 200, 404),
        (Role.MENTOR, 403, 403, 403),
        (Role.ADMIN, 403, 403, 403),
    ],
)
def test_the_rows_open_to_those_who_may_see_them_all(reading, role, city, own, other):
    reader = reading(role, at="Gambir" if role in (Role.OFFICER, Role.MENTOR) else None)

    assert reader.get("/dasbor/daftar/").status_code == city
    assert reader.get("/dasbor/daftar/?pusat=31.71.01").status_code == own
    assert reader.get("/dasbor/daftar/?pusat=31.74.01").status_code == other


@pytest.mark.parametrize("query", ["tahap=semua", "tahap=1", "pusat=31.71.99", "pusat=x", "pusat=%00"])
def test_a_list_of_nothing_we_count_is_no_page(reading, query):
    assert reading().get(f"/dasbor/daftar/?{query}").status_code == 404


def test_an_official_reads_initials_and_opens_the_record(reading):
    business = make.business("Dapur Melati", owner=make.participant("Siti Aminah"), on="2021-01-04")

    official = reading(Role.OFFICIAL).get("/dasbor/daftar/")
    staff = reading(Role.STAFF).get("/dasbor/daftar/")

    assertNotContains(official, "Siti Aminah")
    assertContains(official, ">S. A.</td>")
    assertContains(official, f'href="/usaha/{business.number}/"')
    assertContains(staff, "Siti Aminah")


def test_a_former_centre_keeps_number_name_and_date_but_not_the_record(reading):
    city = varied_city()
    officer = reading(Role.OFFICER, at="Gambir")

    page = officer.get("/dasbor/daftar/?tahap=terdaftar&pusat=31.71.01&per=2021-02-28&diketahui=lalu")
    moved = re.search(rf"<tr>(?:(?!</tr>).)*{city.moved.number}.*?</tr>", page.content.decode(), re.DOTALL)[0]

    assert re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", moved)).split() == [
        *city.moved.name.split(), "moved", "away", city.moved.number, "–", "–", "–", "7", "Jan", "2021", "–", "–",
    ]  # fmt: skip
    assert f"/usaha/{city.moved.number}/" not in page.content.decode()
    assert f"/usaha/{city.double.number}/" in page.content.decode()
    assert officer.get(f"/usaha/{city.moved.number}/").status_code == 404


def test_moved_merged_and_voided_ones_are_listed_and_marked(reading):
    city = varied_city()

    page = reading(Role.STAFF).get("/dasbor/daftar/?per=2021-02-28&diketahui=lalu").content.decode()
    marks = {
        business: re.search(rf"{business.number}/.*?</th>", page, re.DOTALL)[0]
        for business in (city.moved, city.double, city.voided, city.survivor)
    }

    assert "moved to Tebet" in marks[city.moved]
    assert "merged" in marks[city.double]
    assert "voided" in marks[city.voided]
    assert 'class="tag' not in marks[city.survivor]


def test_the_day_of_an_official_begins_with_the_city(reading):
    make.clock("2021-10-26 12:00")
    make.business(on="2021-10-01")

    page = reading(Role.OFFICIAL).get("/")

    assertContains(page, 'href="/dasbor/daftar/?tahap=terdaftar&amp;per=2021-10-26&amp;diketahui=kini" data-count="1"')
    assertNotContains(reading(Role.MENTOR).get("/"), "data-count")


# The file


def test_the_file_is_the_table_of_the_44_centres(reading):
    varied_city()

    answer = reading().get("/dasbor/data.csv?per=2021-04-30&diketahui=lalu")
    lines = answer.content.decode("utf-8").split("\r\n")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="capaian-per-2021-04-30-diketahui-lalu.csv"'
    assert (len(lines), lines[-1]) == (46, "")
    assert [line for line in lines if not line.endswith(",0,0,0")] == [
        "kode,pusat,kota,penduduk,terdaftar,terlatih,didampingi",
        "31.71.01,Gambir,Jakarta Pusat,90638,4,2,2",
        "31.72.03,Koja,Jakarta Utara,342279,2,2,0",
        "31.74.01,Tebet,Jakarta Selatan,231318,2,1,2",
        "",
    ]


def test_a_demo_s_file_says_that_it_is_a_sample(reading, as_owner):
    Installation.objects.update(kind=Installation.Kind.DEMO)

    answer = reading().get("/dasbor/data.csv?per=2021-04-30")

    assert 'filename="capaian-per-2021-04-30-diketahui-kini-data-contoh.csv"' in answer["Content-Disposition"]


def test_no_file_is_made_of_a_day_that_is_none(reading):
    answer = reading().get("/dasbor/data.csv?per=kemarin")

    assert (answer.status_code, answer.content.decode()) == (400, "Enter a day, such as 25/10/2021.")


# What it costs


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.OFFICER])
@pytest.mark.parametrize(
    "page", ["/dasbor/", "/dasbor/31.71.01/", "/dasbor/data.csv", "/dasbor/daftar/?pusat=31.71.01"]
)
def test_a_page_costs_the_same_for_one_business_and_for_many_all_over_the_city(reading, page, role):
    reader = reading(role, at="Gambir" if role == Role.OFFICER else None)
    make.trained(make.business(), "2021-02-01")
    before = queries_of(reader, page)

    for centre in ("Gambir", "Gambir", "Tebet", "Koja", "Senen"):
        business = make.business(at=centre)
        make.trained(business, "2021-02-01")
        make.visit(business, "2021-03-01")

    assert queries_of(reader, page) == before


def test_a_city_of_many_years_travels_light(reading):
    make.clock("2018-10-12 09:00")
    make.business(on="2018-10-12")
    make.clock("2026-11-24 09:00")

    page = reading().get("/dasbor/", headers={"accept-encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 20_000


def test_dashboards_read_tallies_and_no_facts(reading):
    varied_city()
    reader = reading()
    reader.get("/dasbor/")

    with CaptureQueriesContext(connection) as queries:
        reader.get("/dasbor/")

    read = {table for query in queries for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    assert read - {"django_session", "accounts_user", "audit_installation"} == {
        "pendampingan_citation",
        "pendampingan_measure",
        "pendampingan_publishedfigure",
        "pendampingan_sample",
        "pendampingan_sampled",
        "pendampingan_tally",
        "pendampingan_target",
        "umkm_boundary",
        "umkm_centre",
    }
