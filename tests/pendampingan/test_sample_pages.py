"""The pages on which samples are drawn, called and entered, and the error rate beside the figures."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jakpreneur.accounts.models import Role
from jakpreneur.acting import acting
from pendampingan.models import PublishedFigure, Sample, Sampled
from pendampingan.rules.citation import cite
from pendampingan.rules.sample import Answer, enter_results
from tests import make
from tests.shown import as_shown, faults_of, text_of

pytestmark = pytest.mark.django_db

GAMBIR = "31.71.01"


@pytest.fixture
def staff():
    return make.user(username="rina")


@pytest.fixture
def desk(reading):
    return reading(username="siti")


@pytest.fixture
def five():
    """Five businesses of Gambir and Tebet, registered and recorded by 1 March 2021; it is 1 April 2021, 9 o'clock."""
    make.clock("2021-03-01 09:00")
    made = [
        make.business(f"Dapur {n}", at=at, phone=f"+62812000000{n}")
        for n, at in enumerate(["Gambir"] * 3 + ["Tebet"] * 2)
    ]
    make.clock("2021-04-01 09:00")
    return made


@pytest.fixture
def sample(five):
    return make.sample(*five)


def answered(sample: Sample, *answers: Answer | None, by) -> None:
    given = {position: answer for position, answer in enumerate(answers, start=1) if answer}
    enter_results(sample=sample, answers=given, by=by)


CONFIRMED, MISSED, WRONG = Answer("confirmed", ""), Answer("not_reached", ""), Answer("wrong", "bukan usahanya")


# Drawing


def test_the_page_begins_with_the_figure_that_it_was_opened_from(desk, five):
    shown = as_shown(desk.get(f"/sampel/baru/?tahap=terlatih&pusat={GAMBIR}&per=2021-03-15&diketahui=lalu"))

    seed = shown.pop("seed")
    assert re.fullmatch("[0-9a-f]{8}", seed)
    assert shown == {
        "group": "terlatih",
        "centre": GAMBIR,
        "per": "2021-03-15",
        "known_on": "2021-03-15",
        "size": "100",
    }


@pytest.mark.parametrize(
    ("asked", "per", "known_on"),
    [
        ("", "2021-03-31", "2021-03-31"),
        ("?per=2021-04-01&diketahui=lalu", "2021-03-31", "2021-03-31"),
        ("?per=2021-03-01", "2021-03-01", "2021-03-31"),
        ("?per=2021-03-01&diketahui=2021-03-09", "2021-03-01", "2021-03-09"),
    ],
)
def test_the_knowledge_of_today_is_pinned_to_the_day_before(desk, five, asked, per, known_on):
    shown = as_shown(desk.get(f"/sampel/baru/{asked}"))

    assert (shown["per"], shown["known_on"]) == (per, known_on)


def test_drawn_twice_it_is_one_sample(desk, five):
    typed = as_shown(desk.get("/sampel/baru/")) | {"size": "3"}

    first, second = (desk.post("/sampel/baru/", typed) for _ in range(2))

    sample = Sample.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/sampel/{sample.pk}/"
    assert (sample.population, sample.seed, Sampled.objects.count()) == (5, typed["seed"], 3)


def test_stratified_each_centre_has_its_part(desk, five):
    desk.post("/sampel/baru/", as_shown(desk.get("/sampel/baru/")) | {"size": "5", "stratified": "on"})

    assert [row.centre.name for row in Sampled.objects.order_by("position")] == ["Gambir"] * 3 + ["Tebet"] * 2


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        ({"size": "0"}, {"size": ["Ensure this value is greater than or equal to 1."]}),
        ({"size": "1001"}, {"size": ["Ensure this value is less than or equal to 1000."]}),
        ({"seed": "a b"}, {"seed": ["A seed has letters without accents, digits and hyphens alone."]}),
        ({"known_on": "2021-03-30"}, {"known_on": ["A figure cannot be known before its day."]}),
        ({"known_on": "2021-04-01"}, {"known_on": ["This day is not over yet."]}),
        ({"known_on": "9999-12-31"}, {"known_on": ["This day is not over yet."]}),
        (
            {"centre": GAMBIR, "stratified": "on"},
            {"stratified": ["Only a sample of the city is stratified by centre."]},
        ),
        ({"group": "terlatih"}, {"group": ["No business stands behind this figure: there is none to draw."]}),
        (
            {"per": "0021-03-01"},
            {"per": ["The programme did not exist before 16 October 2017: check the year."]},
        ),
    ],
)
def test_what_cannot_be_drawn_is_said_beside_its_field(desk, five, typed, faults):
    page = desk.post("/sampel/baru/", as_shown(desk.get("/sampel/baru/")) | typed)

    assert faults_of(page) == faults
    assert not Sample.objects.exists()


@pytest.mark.parametrize("nonsense", ["\x00", "9" * 30, "-1", "x" * 5000])
def test_nonsense_draws_nothing(desk, five, nonsense):
    shown = as_shown(desk.get("/sampel/baru/"))

    answers = {desk.post("/sampel/baru/", shown | {name: nonsense}).status_code for name in shown if name != "seed"}

    assert answers == {200}
    assert not Sample.objects.exists()
    assert {desk.get("/sampel/baru/", {name: nonsense}).status_code for name in ("tahap", "pusat")} == {404}
    assert {desk.get("/sampel/baru/", {name: nonsense}).status_code for name in ("per", "diketahui")} == {200}


# Reading


def test_the_sample_says_how_it_was_drawn_and_opens_the_figure(desk, sample):
    page = desk.get(f"/sampel/{sample.pk}/")

    assert "Registered, the whole city, as of 1 March 2021, as known on 31 March 2021" in text_of(page)
    (count,) = re.findall(r'href="([^"]+)" data-count="5"', page.content.decode())
    behind = desk.get(count.replace("&amp;", "&"))
    assert '<h1><span data-count="5">5</span>' in behind.content.decode()


def test_the_rate_stands_once_all_results_are_entered(desk, sample, staff):
    answered(sample, CONFIRMED, CONFIRMED, WRONG, MISSED, by=staff)
    before = text_of(desk.get(f"/sampel/{sample.pk}/"))

    answered(sample, None, None, None, None, CONFIRMED, by=staff)

    assert "Error rate only once all results are entered" in before
    after = text_of(desk.get(f"/sampel/{sample.pk}/"))
    assert "Error rate 25.0 % (95 %: 4.6–69.9 %)" in after
    assert "Not reached 1 (20.0 %)" in after


def test_officials_read_results_without_people_and_notes(reading, sample, staff):
    answered(sample, WRONG, by=staff)

    page = text_of(reading(Role.OFFICIAL).get(f"/sampel/{sample.pk}/"))

    assert "Wrong" in page
    assert [word for word in ("Siti Aminah", "bukan usahanya", "rina", "0812", "Enter results") if word in page] == []
    assert "S. A." in page


@pytest.mark.parametrize("part", ["lembar/", "hasil/"])
def test_officials_neither_call_nor_enter(reading, sample, part):
    assert reading(Role.OFFICIAL).get(f"/sampel/{sample.pk}/{part}").status_code == 403


def test_a_corrected_result_says_from_what_to_what_and_by_whom(desk, sample, staff):
    answered(sample, CONFIRMED, by=staff)
    answered(sample, WRONG, by=staff)

    assert "No. 1: result changed from confirmed to wrong , by rina, city" in text_of(desk.get(f"/sampel/{sample.pk}/"))


def test_without_a_correction_none_is_headed(desk, sample, staff):
    answered(sample, CONFIRMED, by=staff)

    assert "Results that were corrected" not in text_of(desk.get(f"/sampel/{sample.pk}/"))


# The call sheet


def test_the_sheet_says_what_is_to_be_confirmed_and_shows_no_nik(desk, five):
    with acting(by=None):
        make.clock("2021-03-02 09:00")
        enrolled = make.enrolment(make.session("2021-02-01", "2021-02-02"), five[0])
        make.attendance(enrolled)
        make.visit(five[0], "2021-02-10", mentor=make.user(Role.MENTOR, username="agus"))
        make.clock("2021-04-01 09:00")
    registered, both = make.sample(five[0]), make.sample(five[0], group="terlatih-dan-didampingi")

    one, other = (desk.get(f"/sampel/{sample.pk}/lembar/") for sample in (registered, both))

    assert "Registered on 4 January 2021 in Gambir." in text_of(one)
    assert (
        "Siti Aminah attended the class “Kelas dasar” on 2 days from 1 February 2021 to 2 February 2021."
        " Visited on 10 February 2021 by agus, on site."
    ) in text_of(other)
    assert "Jalan Contoh 1" in text_of(one)
    assert "0812-0000-000" in text_of(one)
    assert "3199" not in one.content.decode()


# Entering


def entry(desk, sample, **typed):
    """What the browser sends from the page as it is, with this typed."""
    return as_shown(desk.get(f"/sampel/{sample.pk}/hasil/")) | typed


def results(sample) -> list[str]:
    return list(sample.businesses.order_by("position").values_list("result", flat=True))


def test_only_what_was_changed_is_written_and_sent_twice_it_is_done_once(desk, sample):
    typed = entry(desk, sample, result_1="confirmed", result_3="wrong", note_3="pindah")

    first, second = (desk.post(f"/sampel/{sample.pk}/hasil/", typed) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert results(sample) == ["confirmed", "", "wrong", "", ""]
    assert Sampled.objects.get(sample=sample, position=3).note == "pindah"
    assert "Results that changed: 0." in text_of(desk.get(f"/sampel/{sample.pk}/hasil/"))


def test_what_is_wrong_is_said_and_a_note_belongs_to_a_result(desk, sample):
    page = desk.post(f"/sampel/{sample.pk}/hasil/", entry(desk, sample, result_1="wrong", note_2="tidak diangkat"))

    assert faults_of(page) == {
        "note_1": ["Say in the note what is wrong."],
        "result_2": ["A note belongs to a result: choose one."],
    }
    assert results(sample) == [""] * 5


def test_a_nik_in_a_note_is_refused_beside_it(desk, sample):
    page = desk.post(
        f"/sampel/{sample.pk}/hasil/", entry(desk, sample, result_1="wrong", note_1="NIK 3199010101900001")
    )

    assert faults_of(page) == {"note_1": ["Leave the number itself out of the note."]}


def test_whoever_made_the_entries_is_told_beside_the_business_and_has_no_field(reading, client):
    make.clock("2021-03-01 09:00")
    clerk = make.user(username="budi")
    with acting(by=clerk):
        mine = make.business()
    theirs = make.business()
    make.clock("2021-04-01 09:00")
    sample = make.sample(mine, theirs)
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["language"] = "en"

    page = client.get(f"/sampel/{sample.pk}/hasil/")
    client.post(f"/sampel/{sample.pk}/hasil/", as_shown(page) | {"result_1": "confirmed", "result_2": "confirmed"})

    assert text_of(page).count("You made these entries: somebody else enters the result.") == 1
    assert results(sample) == ["", "confirmed"]


def test_of_two_at_once_the_second_is_told_and_may_keep_what_they_typed(desk, sample, staff):
    typed = entry(desk, sample, result_1="confirmed", result_2="confirmed")
    answered(sample, WRONG, by=staff)

    told = desk.post(f"/sampel/{sample.pk}/hasil/", typed)
    between = results(sample)
    again = desk.post(f"/sampel/{sample.pk}/hasil/", as_shown(told))

    assert faults_of(told) == {
        "result_1": [
            "rina entered “wrong (bukan usahanya)” here, 1 April 2021 09:00 WIB. Save again to keep what you typed."
        ]
    }
    assert between == ["wrong", "", "", "", ""]
    assert again.status_code == 302
    assert results(sample) == ["confirmed", "confirmed", "", "", ""]


@pytest.mark.parametrize("nonsense", ["\x00", "9" * 30, "x" * 5000])
def test_nonsense_is_entered_nowhere(desk, sample, nonsense):
    for name in ("result_1", "note_1"):
        assert desk.post(f"/sampel/{sample.pk}/hasil/", entry(desk, sample, **{name: nonsense})).status_code == 200
    assert results(sample) == [""] * 5


def test_the_page_after_the_last_open_one_comes_by_itself(desk):
    make.clock("2021-03-01 09:00")
    many = [make.business() for _ in range(30)]
    make.clock("2021-04-01 09:00")
    sample = make.sample(*many)

    saved = desk.post(
        f"/sampel/{sample.pk}/hasil/", entry(desk, sample, **{f"result_{n}": "confirmed" for n in range(1, 26)})
    )
    following = desk.get(saved.headers["Location"])

    assert [row.drawn.position for row, _asked in following.context["rows"]] == [26, 27, 28, 29, 30]


# Beside the figures


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICIAL, Role.OFFICER, Role.MENTOR])
def test_the_rate_stands_beside_the_figure_and_opens_for_who_reads_samples(reading, sample, staff, role):
    answered(sample, CONFIRMED, CONFIRMED, CONFIRMED, WRONG, MISSED, by=staff)

    page = reading(role, at="Gambir" if role == Role.OFFICER else None).get("/dasbor/")

    words = "25.0 % wrong (95 %: 4.6–69.9 %), sample of 1 Apr 2021 of the figure of 1 Mar 2021, 4 of 5 reached"
    assert text_of(page).count(words) == 1
    assert (f'href="/sampel/{sample.pk}/"' in page.content.decode()) == (role in (Role.STAFF, Role.OFFICIAL))


def test_the_rate_stands_beside_announced_and_cited_figures(client, desk, sample, staff):
    answered(sample, CONFIRMED, CONFIRMED, CONFIRMED, WRONG, MISSED, by=staff)
    PublishedFigure.objects.create(as_of="2021-01-20", stage=1, value=5, source="antara")
    citation = cite(
        figure="terdaftar", centre=None, day=make.day("2021-03-01"), known_on=make.day("2021-03-01"), by=staff
    )

    for address in ("/dasbor/rekonsiliasi/", f"/kutip/{citation.code}/"):
        assert text_of(desk.get(address)).count("25.0 % wrong (95 %: 4.6–69.9 %)") == 1
    stranger = client.get(f"/kutip/{citation.code}/", headers={"accept-language": "en"})
    assert "25.0 % wrong (95 %: 4.6–69.9 %)" in text_of(stranger)
    assert "/sampel/" not in stranger.content.decode()


def test_a_centre_s_page_and_list_show_its_own_sample(desk, five, staff):
    sample = make.sample(*five[:3], centre=make.centre())
    answered(sample, *[CONFIRMED] * 3, by=staff)

    pages = {
        address: "0.0 % wrong (95 %: 0.0–56.1 %)" in text_of(desk.get(address))
        for address in ("/dasbor/", f"/dasbor/{GAMBIR}/", "/dasbor/daftar/", f"/dasbor/daftar/?pusat={GAMBIR}")
    }

    assert list(pages.values()) == [False, True, False, True]


def test_a_group_without_a_card_shows_its_rate_among_the_steps(desk, five, staff):
    answered(make.sample(*five, group="terdaftar-saja"), *[CONFIRMED] * 5, by=staff)

    assert "Registered, neither trained nor mentored 0.0 % wrong (95 %: 0.0–43.4 %)" in text_of(desk.get("/dasbor/"))


def test_before_all_results_are_entered_the_figure_says_how_many_are(desk, sample, staff):
    answered(sample, CONFIRMED, by=staff)

    words = "sample of 1 Apr 2021 of the figure of 1 Mar 2021: 1 of 5 results entered, no rate yet"
    assert words in text_of(desk.get("/dasbor/daftar/"))


def test_where_nobody_was_reached_there_is_no_rate(desk, sample, staff):
    answered(sample, *[MISSED] * 5, by=staff)

    assert "of 1 Mar 2021: none of 5 reached" in text_of(desk.get("/dasbor/"))


def test_the_list_of_a_figure_leads_staff_to_a_sample_of_it(reading, five):
    address = f"/dasbor/daftar/?tahap=terdaftar&pusat={GAMBIR}&per=2021-03-15&diketahui=2021-03-20"
    link = f'href="/sampel/baru/?tahap=terdaftar&amp;pusat={GAMBIR}&amp;per=2021-03-15&amp;diketahui=2021-03-20"'

    pages = [reading(role).get(address).content.decode() for role in (Role.STAFF, Role.OFFICIAL)]

    assert [link in page for page in pages] == [True, False]
    assert (
        link.replace("&amp;diketahui", "&amp;sektor=jasa&amp;diketahui")
        not in reading().get(f"{address}&sektor=jasa").content.decode()
    )


# What it costs


@pytest.mark.parametrize("part", ["", "lembar/", "hasil/"])
def test_a_sample_costs_the_same_for_one_business_and_for_twenty(desk, part):
    desk.get("/sampel/")  # keeps the session for a while
    make.clock("2021-03-01 09:00")
    many = [make.business() for _ in range(20)]
    for business in many:
        make.trained(business, "2021-02-01")
        make.visit(business, "2021-02-10")
    make.clock("2021-04-01 09:00")
    costs = []

    for number in (1, 20):
        sample = make.sample(*many[:number], group="terlatih-dan-didampingi")
        with CaptureQueriesContext(connection) as queries:
            desk.get(f"/sampel/{sample.pk}/{part}")
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_the_list_costs_the_same_for_one_sample_and_for_twenty(desk, five):
    desk.get("/sampel/")  # keeps the session for a while
    costs = []

    for seed in range(20):
        make.sample(*five, seed=str(seed))
        if seed in (0, 19):
            with CaptureQueriesContext(connection) as queries:
                desk.get("/sampel/")
            costs.append(len(queries))

    assert costs[0] == costs[1]
