"""What an owner agrees to: asked apart, never ticked by itself, withdrawn at any time, with the words it was about."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from jakpreneur.accounts.models import Role
from tests import make
from tests.umkm.registering import refusal, register, registered
from tests.umkm.test_registration_page import faults, typed
from umkm.choices import ConsentPurpose
from umkm.consent_texts import TEXTS, current, text_of
from umkm.models import Business, Consent
from umkm.rules.assignment import assign_mentor
from umkm.rules.business import void_business
from umkm.rules.consent import record_consent

pytestmark = pytest.mark.django_db
VERSION = "2026-11"


@pytest.fixture
def staff():
    return make.user(Role.STAFF, username="sari")


@pytest.fixture
def business(staff):
    return register(staff)


def rows():
    return list(Consent.objects.order_by("pk").values_list("purpose", "partner", "given", "text_version"))


def publication(business, given, by, **words):
    words = {"purpose": "publication", "text_version": VERSION} | words
    return record_consent(business=business, given=given, by=by, **words)


# The texts


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: f"{text.purpose} {text.version}")
def test_a_text_says_in_both_languages_what_the_law_asks_for(text):
    asked = ["What is used", "What for", "Who sees it", "How long", "If not", "Withdrawing", "Who answers for it"]

    assert [heading.english for heading, _words in text.points] == asked
    for words in (text.agreed, *[words for point in text.points for words in point]):
        assert words.indonesian.strip()
        assert words.english.strip()
        assert words.indonesian != words.english


def test_a_text_is_read_in_the_reader_s_language():
    text = current("publication")

    with translation.override("id"):
        assert str(text.agreed) == "Pemilik setuju usahanya dimuat di direktori umum Jakpreneur."
    assert str(text.agreed) == "The owner agrees that the business is shown in the public Jakpreneur directory."


def test_each_purpose_has_a_text_and_each_version_stays_readable():
    assert {current(purpose).purpose for purpose in ConsentPurpose} == set(ConsentPurpose)
    assert len({(text.purpose, text.version) for text in TEXTS}) == len(TEXTS)
    assert text_of("sharing", VERSION).purpose == "sharing"
    assert text_of("sharing", "1999-01") is None


def test_a_version_fits_its_column():
    assert max(len(text.version) for text in TEXTS) <= Consent._meta.get_field("text_version").max_length


# The rule


def test_what_holds_already_is_not_written_again(staff, business):
    first = publication(business, True, staff)
    again = publication(business, True, staff)
    publication(business, False, staff)
    publication(business, False, staff)

    assert again == first
    assert rows() == [("publication", "", True, VERSION), ("publication", "", False, VERSION)]


def test_withdrawing_what_was_never_given_writes_nothing(staff, business):
    assert publication(business, False, staff) is None
    assert rows() == []


def test_agreeing_to_a_newer_text_is_a_row_of_its_own(staff, business):
    publication(business, True, staff, text_version="2020-01")
    publication(business, True, staff)

    assert [version for *_rest, version in rows()] == ["2020-01", VERSION]


def test_a_consent_for_one_partner_is_apart_from_that_for_all(staff, business):
    publication(business, True, staff, purpose="sharing", partner="Bank Jakarta")
    publication(business, True, staff, purpose="sharing")
    publication(business, False, staff, purpose="sharing")

    held = {(row.purpose, row.partner): row.given for row in business.consents.newest()}
    assert held == {("sharing", "Bank Jakarta"): True, ("sharing", ""): False}


def test_nothing_is_recorded_for_a_voided_registration(staff, business):
    void_business(business=business, reason="x", by=staff)

    said = {"business": "This registration was voided: nothing more is recorded for it."}
    assert refusal(publication, business=business, given=True, by=staff) == said


def test_registering_records_what_was_agreed_to_in_the_same_breath(staff):
    business = register(staff, consents={"publication": VERSION, "sharing": VERSION})

    assert rows() == [("publication", "", True, VERSION), ("sharing", "", True, VERSION)]
    assert {row.recorded_by for row in business.consents.all()} == {staff}


def test_a_registration_that_is_refused_records_no_consent(staff):
    register(staff, nib="9120101234567")

    assert refusal(register, by=staff, nib="9120101234567", consents={"publication": VERSION}) == {
        "nib": "This NIB is already another business's."
    }
    assert rows() == []


# While registering


def test_the_boxes_are_apart_empty_and_beside_their_text(desk):
    page = desk.get("/usaha/baru/")

    for name in ("consent_publication", "consent_sharing"):
        assertContains(
            page,
            f'<input type="checkbox" name="{name}" value="{VERSION}" aria-describedby="id_{name}_helptext" id="id_{name}">',
            html=True,
        )
    assertContains(page, "The owner agrees that the data is shared with partners of Jakpreneur.")
    assertContains(page, f"Text {VERSION}, after UU 27/2022 Art. 20–22.", count=2)


def test_on_the_form_a_text_unfolds_and_what_is_agreed_to_stands_before_it(desk):
    page = desk.get("/usaha/baru/").content.decode()
    folds = re.findall(r'<fieldset class="field consent.*?<details(.*?)</details>', page, re.DOTALL)
    folded = " ".join(folds)

    assert len(folds) == 2
    assert [text in folded for text in ("Who answers for it", "Text 2026-11, after UU 27/2022")] == [True, True]
    assert "The owner agrees that" not in folded
    assert re.findall(r"What that means: text (\S+) in full", page) == [VERSION, VERSION]


def test_nothing_ticked_is_nothing_agreed_to(desk):
    registered(desk, typed())

    assert (Business.objects.count(), rows()) == (1, [])


def test_what_was_ticked_is_recorded_with_the_text_that_was_read(desk):
    registered(desk, typed(consent_publication=VERSION))

    assert rows() == [("publication", "", True, VERSION)]


@pytest.mark.parametrize("sent", ["on", "1999-01", "x\x00", "x" * 5000])
def test_a_tick_without_a_version_we_know_is_of_today_s_text(desk, sent):
    registered(desk, typed(consent_sharing=sent))

    assert rows() == [("sharing", "", True, VERSION)]


def test_the_check_page_names_a_consent_like_every_other_answer(desk):
    page = desk.post("/usaha/baru/", typed(consent_publication=VERSION), follow=True)

    assertContains(page, "<dt>Publication in the directory</dt>", html=True)


def test_a_tick_stays_when_something_else_is_wrong(desk):
    page = desk.post("/usaha/baru/", typed(name="", consent_sharing=VERSION))

    assert faults(page) == {"name": "This field is required."}
    ticked = f'name="consent_sharing" value="{VERSION}" aria-describedby="id_consent_sharing_helptext" id="id_consent_sharing"'
    assertContains(page, f'<input type="checkbox" {ticked} checked>', html=True)


# On the page of its own


def address(business):
    return f"/usaha/{business.number}/persetujuan/"


def said(purpose="publication", given="1", **words):
    return {"purpose": purpose, "given": given, "text_version": VERSION, "partner": ""} | words


def test_a_consent_is_given_and_withdrawn_and_its_history_says_by_whom(desk, business):
    given = desk.post(address(business), said(), follow=True)
    withdrawn = desk.post(address(business), said(given="0"), follow=True)

    assertRedirects(given, address(business))
    assert [str(message) for message in given.context["messages"]] == ["The consent was recorded."]
    assert [str(message) for message in withdrawn.context["messages"]] == ["The withdrawal was recorded."]
    assert rows() == [("publication", "", True, VERSION), ("publication", "", False, VERSION)]
    assertContains(withdrawn, "Recorded by sari", count=2)
    assertContains(withdrawn, f"<summary>Text {VERSION}</summary>", count=2)


def test_withdrawing_is_offered_only_where_it_was_given(desk, staff, business):
    before = desk.get(address(business))
    publication(business, True, staff)
    after = desk.get(address(business))

    assertContains(before, "The owner agrees<span", count=2)
    assertNotContains(before, "The owner withdraws it")
    assertContains(after, "The owner agrees<span", count=1)
    assertContains(after, "The owner withdraws it", count=1)


def test_an_older_text_is_named_and_the_newer_one_asked_for(desk, staff, business):
    publication(business, True, staff, text_version="2020-01")

    page = desk.get(address(business))

    assertContains(page, "The owner agreed to text 2020-01. Above stands a newer one.")
    assertContains(page, "Text 2020-01 is not kept here.")
    assertContains(page, "The owner agrees<span", count=2)


def test_a_consent_for_one_partner_is_shown_and_withdrawn_by_itself(desk, staff, business):
    publication(business, True, staff, purpose="sharing", partner="Bank Jakarta")
    publication(business, True, staff, purpose="sharing")

    assertContains(desk.get(address(business)), "Sharing with partners: Bank Jakarta")
    desk.post(address(business), said("sharing", "0", partner="Bank Jakarta"))

    assert {(row.partner, row.given) for row in business.consents.newest()} == {("Bank Jakarta", False), ("", True)}


@pytest.mark.parametrize(
    "words",
    [
        {},
        said(purpose="x"),
        said(given="x"),
        said(text_version="1999-01"),
        said(partner="x" * 41),
        said(partner="x\x00"),
        said(partner="Bank"),
    ],
)
def test_what_no_button_sends_writes_nothing(desk, business, words):
    page = desk.post(address(business), words)

    assert (page.status_code, rows()) == (200, [])


def test_who_may_open_the_page(signed_in, staff, business):
    elsewhere = signed_in(make.user(Role.OFFICER, at="Menteng"))
    here = signed_in(make.user(Role.OFFICER, at="Gambir"))
    mentor = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=business, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)

    answers = [
        client.get(address(business)).status_code
        for client in (here, elsewhere, signed_in(mentor), signed_in(make.user(Role.OFFICIAL)))
    ]

    assert answers == [200, 404, 403, 403]


def test_a_voided_registration_s_page_is_closed(desk, staff, business):
    void_business(business=business, reason="x", by=staff)

    assert (desk.get(address(business)).status_code, desk.post(address(business), said()).status_code) == (403, 403)


# On the record


def test_the_record_says_what_holds_to_those_who_work_with_the_owner(signed_in, desk, staff, business):
    publication(business, True, staff)
    mentor = make.user(Role.MENTOR, at="Gambir")
    assign_mentor(business=business, mentor=mentor, starts_on=make.day("2021-02-01"), by=staff)
    record = f"/usaha/{business.number}/"

    for client, may_change in ((desk, True), (signed_in(mentor), False)):
        page = client.get(record)
        assertContains(page, "<h2>Consents</h2>")
        assertContains(page, "Consent given: publication in the directory")
        assert (address(business) in page.content.decode()) == may_change
    official = signed_in(make.user(Role.OFFICIAL)).get(record)
    assertNotContains(official, "<h2>Consents</h2>")


def test_the_pages_cost_the_same_for_one_consent_and_twenty_five(desk, staff, business):
    def cost():
        costs = []
        for page in (address(business), f"/usaha/{business.number}/"):
            with CaptureQueriesContext(connection) as asked:
                desk.get(page)
            costs.append(len(asked))
        return costs

    publication(business, True, staff)
    cost()  # the first page of a session also writes that
    one = cost()
    for number in range(24):
        publication(business, True, staff, purpose="sharing", partner=f"Bank {number}")

    assert cost() == one
