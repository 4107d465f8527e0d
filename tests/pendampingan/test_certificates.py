"""Certificates: who gets one, when it holds, what the public page says, and the paper itself."""

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone, translation

from jakpreneur.accounts.models import Role
from pendampingan.models import Attendance, Certificate
from pendampingan.rules.attendance import tick_attendance
from pendampingan.rules.certificate import issue_certificates, reissue_certificate, withdraw_certificate
from pendampingan.rules.session import cancel_session, close_session
from tests import make
from tests.pdf import pages
from tests.umkm.registering import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nobody_has_looked_yet():
    cache.clear()


@pytest.fixture
def within_a_minute():
    """All of the test happens at one moment."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def officer(client):
    user = make.user(Role.OFFICER, at="Gambir")
    client.force_login(user)
    client.cookies["language"] = "en"
    return user


def closed_class(by, *, passed=1, absent=0, **words):
    """A closed class of two days: some came on both, some on the first only."""
    session = make.session("2021-03-01", "2021-03-02", **words)
    first, second = session.days.order_by("held_on")
    people = [make.enrolment(session, make.business()) for _ in range(passed + absent)]
    tick_attendance(day=first, enrolments=people, by=by)
    tick_attendance(day=second, enrolments=people[:passed], by=by)
    return close_session(session=session, by=by)


def issued(by, **words):
    """The certificate of a class that one person passed."""
    [certificate] = issue_certificates(session=closed_class(by, **words), by=by)
    return certificate


def valid(certificate):
    return Certificate.objects.for_record().get(pk=certificate.pk).valid


def look(client, code):
    client.cookies["language"] = "en"
    return client.get(reverse("certificate_public", args=[code]))


def url(name, certificate):
    return reverse(name, args=[certificate.enrolment.session_id, certificate.enrolment_id])


# Issuing


def test_whoever_passed_gets_a_certificate_once_and_whoever_missed_a_day_none(officer):
    session = closed_class(officer, passed=2, absent=1)

    first, second = issue_certificates(session=session, by=officer), issue_certificates(session=session, by=officer)

    assert ([each.enrolment.attendance.count() for each in first], second) == ([2, 2], [])


def test_numbers_follow_one_another_and_codes_do_not(officer):
    first, second = issued(officer), issued(officer)

    assert [number[:3] for number in (first.number, second.number)] == ["SJ-", "SJ-"]
    assert int(second.number[3:10]) == int(first.number[3:10]) + 1
    assert first.code != second.code


def test_a_class_that_is_not_closed_gives_no_certificates(officer):
    said = refusal(issue_certificates, session=make.session("2021-03-01"), by=officer)

    assert said == {"__all__": "Certificates are issued once the class is closed."}


# Whether it holds


def test_a_certificate_holds_until_it_is_withdrawn_and_holds_again_under_its_number(officer):
    certificate = issued(officer)
    before = (certificate.number, certificate.code)

    held = valid(certificate)
    withdraw_certificate(certificate=certificate, reason="salah nama", by=officer)
    withdrawn = valid(certificate)
    again = reissue_certificate(certificate=certificate, by=officer)

    assert (held, withdrawn, valid(certificate)) == (True, False, True)
    assert (again.number, again.code) == before


def test_a_certificate_of_a_cancelled_class_does_not_hold_and_is_not_issued_again(officer):
    certificate = issued(officer)
    withdraw_certificate(certificate=certificate, reason="salah nama", by=officer)
    cancel_session(session=certificate.enrolment.session, reason="tidak pernah diadakan", by=make.user(Role.STAFF))

    said = refusal(reissue_certificate, certificate=certificate, by=officer)

    assert said == {"__all__": "This person has not passed the class, or it was cancelled."}
    assert (valid(certificate), Certificate.objects.get().withdrawal_reason) == (False, "salah nama")


def test_a_certificate_does_not_hold_once_a_day_is_voided_by_whatever_way(officer):
    certificate = issued(officer)
    make.reopened(certificate.enrolment.session)
    tick = Attendance.objects.order_by("pk").first()

    Attendance.objects.filter(pk=tick.pk).update(voided_at=tick.recorded_at, void_reason="tidak hadir")

    assert not valid(certificate)


def test_withdrawing_twice_and_issuing_again_what_holds_are_refused(officer):
    certificate = issued(officer)

    again = refusal(reissue_certificate, certificate=certificate, by=officer)
    withdraw_certificate(certificate=certificate, reason="salah nama", by=officer)
    twice = refusal(withdraw_certificate, certificate=certificate, reason="lagi", by=officer)

    assert again == {"__all__": "This certificate was not withdrawn: print it again."}
    assert twice == {"__all__": "This certificate was withdrawn before."}


# The public page


def test_a_stranger_reads_whether_it_holds_initials_class_and_date_and_nothing_else(client, officer):
    certificate = issued(officer)
    client.logout()

    page = look(client, certificate.code.lower())

    body = page.content.decode()
    facts = body[body.index("<h1>") : body.index("</dl>")]
    business = certificate.enrolment.business
    assert ">valid<" in facts
    assert "<dd>S. A.</dd>" in facts
    assert "<dd>Kelas dasar</dd>" in facts
    assert "<dd>1 March 2021 – 2 March 2021</dd>" in facts
    assert [secret in body for secret in ("Siti", business.name, business.number, certificate.number, "Gambir")] == [
        False
    ] * 5
    assert page.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("how", ["withdrawn", "cancelled"])
def test_the_public_page_says_withdrawn_and_not_why(client, officer, how):
    certificate = issued(officer)
    if how == "withdrawn":
        withdraw_certificate(certificate=certificate, reason="ketahuan titip absen", by=officer)
    else:
        session = certificate.enrolment.session
        cancel_session(session=session, reason="ketahuan titip absen", by=make.user(Role.STAFF))
    client.logout()

    body = look(client, certificate.code).content.decode()

    assert (">withdrawn<" in body, ">valid<" in body, "titip" in body) == (True, False, False)


@pytest.mark.parametrize("code", ["ABCDEFGHJKMN", "x", "9" * 300, "JP-00000013"])
def test_a_code_that_nobody_has_is_not_found(client, code):
    page = look(client, code)

    assert page.status_code == 404
    assert "No such certificate" in page.content.decode()


def test_the_61st_look_in_a_minute_is_refused_and_another_address_still_looks(client, officer, within_a_minute):
    certificate = issued(officer)
    client.logout()

    codes = [look(client, certificate.code).status_code for _ in range(61)]
    elsewhere = client.get(reverse("certificate_public", args=[certificate.code]), REMOTE_ADDR="192.0.2.7")

    assert codes == [200] * 60 + [429]
    assert elsewhere.status_code == 200


def test_who_is_signed_in_is_not_counted(client, officer, within_a_minute):
    certificate = issued(officer)

    assert {look(client, certificate.code).status_code for _ in range(61)} == {200}


# The desk's pages


def test_an_officer_issues_the_certificates_of_a_class_and_sees_how_they_stand(client, officer):
    session = closed_class(officer, passed=2, absent=1)

    before = client.get(reverse("certificate_list", args=[session.pk]))
    after = client.post(reverse("certificate_list", args=[session.pk]), follow=True)

    assert (before.context["missing"], before.context["printable"]) == (2, 0)
    assert [str(message) for message in after.context["messages"]] == ["Certificates issued: 2."]
    assert (after.context["missing"], after.context["printable"]) == (0, 2)


def test_an_officer_withdraws_with_a_reason_and_issues_again(client, officer):
    certificate = issued(officer)

    without = client.post(url("certificate_withdraw", certificate), {"reason": " "})
    client.post(url("certificate_withdraw", certificate), {"reason": "salah nama"})
    withdrawn = valid(certificate)
    client.post(url("certificate_reissue", certificate))

    assert without.context["form"].errors == {"reason": ["This field is required."]}
    assert (withdrawn, valid(certificate)) == (False, True)


@pytest.mark.parametrize(
    "name",
    ["certificate_print", "certificate_withdraw", "certificate_reissue", "certificate_list", "certificates_print"],
)
def test_another_centres_certificates_are_not_there(client, officer, name):
    certificate = issued(make.user(), at="Tebet")
    one = name in ("certificate_print", "certificate_withdraw", "certificate_reissue")
    address = url(name, certificate) if one else reverse(name, args=[certificate.enrolment.session_id])

    answer = client.post(address) if name == "certificate_reissue" else client.get(address)

    assert answer.status_code == 404


@pytest.mark.parametrize("people", [1, 40])
def test_the_list_costs_the_same_for_1_person_and_40(client, officer, django_assert_num_queries, people):
    session = closed_class(officer, passed=people)
    issue_certificates(session=session, by=officer)
    client.get(reverse("today"))

    with django_assert_num_queries(7):
        client.get(reverse("certificate_list", args=[session.pk]))


# The paper


def test_the_paper_has_number_name_business_class_days_and_the_way_to_its_public_page(client, officer):
    certificate = issued(officer)

    answer = client.get(url("certificate_print", certificate))

    [text] = pages(answer.content)
    lines = [line.strip() for line in text.splitlines()]
    address = f"http://testserver/sertifikat/{certificate.code}/"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{certificate.number}.pdf"'
    wanted = [
        certificate.number,
        "Siti Aminah",
        certificate.enrolment.business.name,
        "Kelas dasar",
        "1 Maret 2021 – 2 Maret 2021",
        address,
    ]
    assert [line for line in lines if line in wanted] == wanted


def test_a_whole_class_is_one_file_of_those_that_hold_and_whose_names_the_reader_sees(client, officer):
    session = make.session("2021-03-01")
    names = ["Ani Holds", "Budi Withdrawn", "Citra Far"]
    for name, at in zip(names, ["Gambir", "Gambir", "Tebet"], strict=True):
        business = make.business(at=at, owner=make.participant(name))
        make.attendance(make.enrolment(session, business))
    close_session(session=session, by=officer)
    _ani, budi, _citra = issue_certificates(session=session, by=officer)
    withdraw_certificate(certificate=budi, reason="salah nama", by=officer)

    texts = pages(client.get(reverse("certificates_print", args=[session.pk])).content)
    client.force_login(make.user(Role.STAFF))
    for_staff = pages(client.get(reverse("certificates_print", args=[session.pk])).content)

    assert [[name for name in names if name in text] for text in texts] == [["Ani Holds"]]
    assert [[name for name in names if name in text] for text in for_staff] == [["Ani Holds"], ["Citra Far"]]


def test_a_withdrawn_certificate_is_not_printed(client, officer):
    certificate = issued(officer)
    withdraw_certificate(certificate=certificate, reason="salah nama", by=officer)

    assert client.get(url("certificate_print", certificate)).status_code == 404
    assert client.get(reverse("certificates_print", args=[certificate.enrolment.session_id])).status_code == 404
