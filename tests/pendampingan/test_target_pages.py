"""The pages on which staff keep the city's targets and their shares, and the measures."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jakpreneur.accounts.models import Role
from pendampingan.counts.attainment import targets
from pendampingan.models import Measure, Receipt, Target
from pendampingan.rules.target import correct_target, make_main, share_out, void_target
from tests import make
from tests.city import main_target
from tests.shown import as_shown, faults_of, text_of
from umkm.models import Centre

pytestmark = pytest.mark.django_db

TYPED = {"value": "300.000", "starts_on": "2023-01-01", "ends_on": "2026-12-31", "source": "RPD 2023-2026", "note": ""}
VOIDED = {"voided_at": "2021-03-01 00:00+07", "void_reason": "salah catat"}
GAMBIR, TEBET, KOJA = "31.71.01", "31.74.01", "31.72.03"


@pytest.fixture
def staff():
    return make.user(username="rina")


@pytest.fixture
def desk(reading):
    return reading(username="siti")


@pytest.fixture
def main():
    """200 for the city: 30 for Gambir, 20 for Tebet."""
    return main_target(200, Gambir=30, Tebet=20)


def notices(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def history(page) -> list[tuple[str, str]]:
    """Each line of what happened, the newest first: what, and in which words."""
    return [(entry.title, entry.text) for entry in page.context["history"]]


# The list


def test_the_list_shows_each_target_with_its_shares_and_their_gap(desk, main):
    page = text_of(desk.get("/target/"))

    assert (
        "200 main 12 October 2018 to 31 December 2022 Pergub 102/2018 Art. 4; 25 Oct 2021 speech new entrepreneurs by 2022"
        " 50 for 2 centres 150 too few"
    ) in page
    assert "278,971 16 October 2017 to 31 December 2022 RPJMD 2017-2022 as revised (kompas)" in page
    assert "Licensed Licensed, businesses always the programme's association, 2018 (mediaindonesia)" in page
    assert "Voided targets" not in page


def test_a_city_without_targets_and_measures_says_what_to_do(desk):
    Target.objects.update(**VOIDED)
    Measure.objects.update(**VOIDED)

    page = text_of(desk.get("/target/"))

    assert "No target is on record. Dashboards are held against none until one is added" in page
    assert "No measure is on record." in page
    assert "Voided targets (2)" in page
    assert "Voided measures (6)" in page


def test_a_city_whose_main_target_was_voided_is_told(desk, main, staff):
    void_target(target=main, reason="dobel", by=staff)

    assert "None of them is the main target, so dashboards are held against none." in text_of(desk.get("/target/"))


def test_the_list_and_a_target_cost_the_same_for_one_share_and_for_44(desk, main, staff):
    def queries():
        found = []
        for address in ("/target/", f"/target/{main.pk}/", f"/target/{main.pk}/bagian/"):
            with CaptureQueriesContext(connection) as captured:
                desk.get(address)
            found.append(len(captured))
        return found

    share_out(target=main, shares={make.centre("Koja"): 4}, by=staff)
    queries()
    before = queries()
    share_out(target=main, shares=dict.fromkeys(Centre.objects.all(), 5), reason="rata", by=staff)

    assert queries() == before


# A new target


def test_a_target_is_added_and_its_page_tells_by_whom(desk):
    page = desk.post("/target/baru/", TYPED, follow=True)

    target = Target.objects.get(value=300_000)
    assert page.redirect_chain == [(f"/target/{target.pk}/", 302)]
    assert notices(page) == ["The target was saved."]
    assert history(page) == [
        ("Recorded", "value: 300,000; from: 1 January 2023; to: 31 December 2026; legal source: RPD 2023-2026")
    ]
    assert [entry.by for entry in page.context["history"]] == ["by siti, city"]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"value": "0"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"value": "-5"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"value": "9" * 30}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"value": "dua ratus"}, {"value": ["Enter a whole number from 1 to 100 million."]}),
        ({"source": "   "}, {"source": ["This field is required."]}),
        ({"ends_on": "2022-12-31"}, {"ends_on": ["The period ends before it starts."]}),
        ({"ends_on": "2126-12-31"}, {"ends_on": ["The period ends after this century: check the year."]}),
        ({"ends_on": "31 Desember"}, {"ends_on": ["Enter a day, such as 25/10/2021."]}),
        (
            {"starts_on": "0021-10-25", "source": "", "value": ""},
            {
                "starts_on": ["The programme did not exist before 16 October 2017: check the year."],
                "source": ["This field is required."],
                "value": ["This field is required."],
            },
        ),
    ],
)
def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(desk, typed, wrong):
    page = desk.post("/target/baru/", TYPED | typed)

    assert faults_of(page) == wrong
    shown = as_shown(page)
    assert {name: shown[name].strip() for name in TYPED} == {
        name: value.strip() for name, value in (TYPED | typed).items()
    }


def test_a_target_that_is_sent_twice_is_one(desk):
    typed = as_shown(desk.get("/target/baru/")) | TYPED

    pages = [desk.post("/target/baru/", typed) for _ in range(2)]

    assert len({page["location"] for page in pages}) == 1
    assert (Target.objects.filter(value=300_000).count(), Receipt.objects.count()) == (1, 1)


def test_another_target_from_the_same_page_is_refused(desk):
    typed = as_shown(desk.get("/target/baru/")) | TYPED
    desk.post("/target/baru/", typed)

    page = desk.post("/target/baru/", typed | {"value": "400.000"})

    assert faults_of(page) == {"__all__": ["This page was saved before. Open it anew to save something else."]}
    assert not Target.objects.filter(value=400_000).exists()


# Correcting and voiding


def test_a_correction_shows_what_stands_and_leads_to_what_stands_in_its_place(desk, main):
    address = f"/target/{main.pk}/koreksi/"
    typed = as_shown(desk.get(address))
    assert (typed["value"], typed["starts_on"], typed["note"]) == ("200", "2018-10-12", "new entrepreneurs by 2022")

    page = desk.post(address, typed | {"value": "250", "note": "", "reason": "salah ketik"}, follow=True)

    target = Target.objects.get(value=250)
    assert page.redirect_chain == [(f"/target/{target.pk}/", 302)]
    assert history(page)[0] == (
        "Corrected",
        "value changed from 200 to 250; note changed from new entrepreneurs by 2022 to nothing. Reason: salah ketik",
    )
    before = text_of(desk.get(f"/target/{main.pk}/"))
    assert "Reason: salah ketik What stands in its place" in before
    assert "Void this target" not in before


def test_a_correction_that_is_sent_twice_is_one(desk, main):
    address = f"/target/{main.pk}/koreksi/"
    typed = as_shown(desk.get(address)) | {"value": "250", "reason": "salah ketik"}

    pages = [desk.post(address, typed) for _ in range(2)]

    assert [page["location"] for page in pages] == [f"/target/{Target.objects.get(value=250).pk}/"] * 2


def test_who_corrects_what_was_corrected_meanwhile_is_told_and_loses_nothing(desk, main, staff):
    address = f"/target/{main.pk}/koreksi/"
    typed = as_shown(desk.get(address)) | {"value": "260", "reason": "salah ketik"}
    correct_target(target=main, value=250, reason="salah", by=staff)

    page = desk.post(address, typed)

    assert faults_of(page) == {"__all__": ["Somebody has corrected this before. Look at what stands now."]}
    assert as_shown(page)["value"] == "260"


@pytest.mark.parametrize("action", ["koreksi", "batal", "utama", "bagian"])
def test_a_voided_target_is_read_and_not_changed(desk, main, staff, action):
    void_target(target=main, reason="dobel", by=staff)

    page = desk.get(f"/target/{main.pk}/{action}/", follow=True)

    assert page.redirect_chain == [(f"/target/{main.pk}/", 302)]
    assert "Reason: dobel" in text_of(page)
    assert "Gambir 30 Tebet 20 Sum of the shares 50" in text_of(page)


def test_a_target_is_voided_for_a_reason(desk, main):
    address = f"/target/{main.pk}/batal/"
    assert "It is the main target: dashboards are held against none" in text_of(desk.get(address))

    without = desk.post(address, as_shown(desk.get(address)))
    page = desk.post(address, as_shown(desk.get(address)) | {"reason": "tidak pernah ditetapkan"}, follow=True)

    assert faults_of(without) == {"reason": ["This field is required."]}
    assert history(page)[0] == ("Voided", "tidak pernah ditetapkan")
    assert targets().main is None


def test_what_was_changed_by_hand_in_sql_is_told_too(desk):
    other = Target.objects.get(value=278_971)
    for words in ({"value": 280_000}, VOIDED, {"voided_at": None, "void_reason": ""}):
        Target.objects.filter(pk=other.pk).update(**words)

    assert history(desk.get(f"/target/{other.pk}/"))[:3] == [
        ("Stands again", ""),
        ("Voided", "salah catat"),
        ("Value changed from 278,971 to 280,000", ""),
    ]


def test_no_nik_stays_in_a_reason(desk, main):
    address = f"/target/{main.pk}/batal/"

    page = desk.post(address, as_shown(desk.get(address)) | {"reason": f"kata {make.nik().digits_in_full}"})

    assert faults_of(page) == {"reason": ["Leave the number itself out of the reason."]}


# The main one


def test_making_a_target_the_main_one_is_said_before_it_is_done(desk, main):
    other = Target.objects.get(value=278_971)
    asked = desk.get(f"/target/{other.pk}/utama/")
    assert (
        "From now on dashboards are held against 278,971 by RPJMD 2017-2022 as revised (kompas)"
        " instead of 200 by Pergub 102/2018 Art. 4; 25 Oct 2021 speech."
    ) in text_of(asked)

    page = desk.post(f"/target/{other.pk}/utama/", as_shown(asked), follow=True)

    assert targets().main == other
    assert history(page)[0] == ("Made the main target", "")
    assert history(desk.get(f"/target/{main.pk}/"))[0] == ("No longer the main target", "")


def test_who_saw_another_main_target_is_told_and_can_decide_again(desk, main, staff):
    other = correct_target(target=Target.objects.get(value=278_971), value=280_000, reason="dibulatkan", by=staff)
    third = Target.objects.create(value=9, starts_on="2023-01-01", ends_on="2026-12-31", source="RPD")
    asked = as_shown(desk.get(f"/target/{third.pk}/utama/"))
    make_main(target=other, instead_of=main.pk, by=staff)

    told = desk.post(f"/target/{third.pk}/utama/", asked)
    desk.post(f"/target/{third.pk}/utama/", as_shown(told))

    assert faults_of(told) == {"__all__": ["Somebody has changed the main target meanwhile. Look at what stands now."]}
    assert "instead of 280,000 by RPJMD" in text_of(told)
    assert targets().main == third


# Shares


def test_all_shares_are_on_one_page_with_their_sum_and_gap(desk, main):
    page = desk.get(f"/target/{main.pk}/bagian/")

    shown = as_shown(page)
    fields = {name: value for name, value in shown.items() if re.fullmatch(r"\d\d\.\d\d\.\d\d", name)}
    assert len(fields) == 44
    assert {code: value for code, value in fields.items() if value} == {GAMBIR: "30", TEBET: "20"}
    assert "Sum of the shares 50 Gap to the target of the city 150 too few" in text_of(page)


def test_shares_are_entered_changed_and_taken_away(desk, main):
    address = f"/target/{main.pk}/bagian/"
    typed = as_shown(desk.get(address)) | {GAMBIR: "1.000", TEBET: "", KOJA: "5", "reason": "sesuai SK"}

    page = desk.post(address, typed, follow=True)

    assert notices(page) == ["Shares that changed: 3."]
    assert "Koja 5 Sum of the shares 1,005 Gap to the target of the city 805 too many" in text_of(page)
    assert history(page)[:2] == [
        ("Shares entered or changed", "Gambir 1,000 instead of 30; Koja 5. Reason: sesuai SK"),
        ("Shares taken away", "Tebet 20. Reason: sesuai SK"),
    ]


def test_what_is_wrong_with_shares_stands_beside_each_and_nothing_typed_is_lost(desk, main):
    address = f"/target/{main.pk}/bagian/"
    typed = as_shown(desk.get(address)) | {GAMBIR: "0", TEBET: "banyak", KOJA: "5"}

    page = desk.post(address, typed)

    impossible = ["Enter a whole number from 1 to 100 million."]
    assert faults_of(page) == {GAMBIR: impossible, TEBET: impossible}
    assert {code: as_shown(page)[code] for code in (GAMBIR, TEBET, KOJA)} == {GAMBIR: "0", TEBET: "banyak", KOJA: "5"}
    assert targets().shares.keys() == {make.centre("Gambir").pk, make.centre("Tebet").pk}


def test_shares_are_added_up_without_being_saved(desk, main):
    address = f"/target/{main.pk}/bagian/"
    typed = as_shown(desk.get(address)) | {KOJA: "150", "look": "ya"}

    page = desk.post(address, typed)

    assert "Sum of the shares 200 Gap to the target of the city none" in text_of(page)
    assert not main.shares.filter(centre=make.centre("Koja")).exists()


def test_a_share_that_changes_needs_a_reason(desk, main):
    address = f"/target/{main.pk}/bagian/"

    page = desk.post(address, as_shown(desk.get(address)) | {GAMBIR: "31"})

    assert faults_of(page) == {"reason": ["Say why shares change that stand already."]}


def test_shares_that_two_change_are_told_and_those_of_others_are_kept(desk, main, staff):
    address = f"/target/{main.pk}/bagian/"
    typed = as_shown(desk.get(address)) | {GAMBIR: "31", "reason": "sesuai SK"}
    share_out(target=main, shares={make.centre("Gambir"): 40, make.centre("Koja"): 7}, reason="SK lain", by=staff)

    told = desk.post(address, typed)
    desk.post(address, as_shown(told))

    assert faults_of(told) == {GAMBIR: ["rina set 40 here meanwhile. Save again to keep what you typed."]}
    standing = main.shares.standing().values_list("centre__name", "value")
    assert dict(standing) == {"Gambir": 31, "Tebet": 20, "Koja": 7}


def test_shares_that_are_sent_twice_change_once(desk, main):
    address = f"/target/{main.pk}/bagian/"
    typed = as_shown(desk.get(address)) | {GAMBIR: "31", "reason": "sesuai SK"}

    pages = [desk.post(address, typed, follow=True) for _ in range(2)]

    assert [notices(page) for page in pages] == [["Shares that changed: 1."], ["Shares that changed: 0."]]


def test_a_share_has_no_page_of_its_own(desk, main):
    share = main.shares.first()

    assert {desk.get(f"/target/{share.pk}/{action}").status_code for action in ("", "koreksi/", "bagian/")} == {404}


# Measures

DEFINED = {
    "indonesian": "Dipasarkan", "english": "Marketed", "stage": "5", "unit": "business",
    "source": "", "valid_from": "2022-01-01", "valid_to": "",
}  # fmt: skip


def test_a_measure_is_added_without_a_source_where_none_was_found(desk):
    page = desk.post("/target/ukuran/baru/", DEFINED, follow=True)

    assert (Measure.objects.get(code="marketed").source, notices(page)) == ("", ["The measure was saved."])
    assert "Source none found Valid from 1 January 2022" in text_of(page)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"english": ""}, {"english": ["This field is required."]}),
        ({"english": "!?"}, {"english": ["Say what the measure is called, in both languages."]}),
        ({"stage": "8"}, {"stage": ["Select a valid choice. 8 is not one of the available choices."]}),
        ({"valid_to": "2021-12-31"}, {"valid_to": ["The period ends before it starts."]}),
        (
            {"valid_from": "0021-01-01"},
            {"valid_from": ["The programme did not exist before 16 October 2017: check the year."]},
        ),
    ],
)
def test_what_is_wrong_with_a_measure_stands_beside_its_field(desk, typed, wrong):
    assert faults_of(desk.post("/target/ukuran/baru/", DEFINED | typed)) == wrong


def test_a_measure_is_corrected_and_its_page_tells_what_stood_before(desk):
    measure = Measure.objects.get(code="trained")
    address = f"/target/ukuran/{measure.pk}/koreksi/"

    page = desk.post(
        address, as_shown(desk.get(address)) | {"source": "Pergub 2/2020", "reason": "ditemukan"}, follow=True
    )

    assert Measure.objects.standing().get(code="trained").replaces == measure
    assert history(page)[0] == ("Corrected", "source changed from nothing to Pergub 2/2020. Reason: ditemukan")


def test_a_voided_measure_is_read_and_counts_no_longer(desk):
    measure = Measure.objects.get(code="financed")
    address = f"/target/ukuran/{measure.pk}/batal/"

    page = desk.post(address, as_shown(desk.get(address)) | {"reason": "tidak dipakai"}, follow=True)

    assert history(page)[0] == ("Voided", "tidak dipakai")
    assert "Voided measures (1) Financed tidak dipakai" in text_of(desk.get("/target/"))


# Whose pages these are


@pytest.mark.parametrize(("role", "leads"), [(Role.STAFF, True), (Role.OFFICIAL, False), (Role.OFFICER, False)])
def test_the_dashboard_leads_staff_alone_to_what_they_keep(reading, role, leads):
    page = reading(role, at="Gambir").get("/dasbor/").content.decode()

    for name in ("target_list", "figure_list"):
        assert (f'href="{reverse(name)}' in page) == leads
