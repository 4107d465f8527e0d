"""The last seats of a class, asked for by twenty officers at once, each over a connection of their own to a real server."""

from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from jakpreneur.accounts.models import Role
from pendampingan.choices import EnrolmentStatus
from pendampingan.models import Enrolment
from tests import make

SECRET = "s" * 32  # of the forms, the same in the cookie and in what is sent


def cookies_of(user) -> str:
    """What the browser of somebody who has signed in sends along."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"


def test_twenty_enrol_at_once_into_five_seats_and_none_is_lost_or_there_twice(site, at_once):
    session, businesses = make.session("2021-03-01", capacity=5), [make.business() for _ in range(20)]
    cookies = [cookies_of(make.user(Role.OFFICER, at="Gambir")) for _ in businesses]

    def enrol(business, cookie):
        sent = urlencode({"business": business.number, "csrfmiddlewaretoken": SECRET})
        told = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line = HTTPConnection(urlsplit(site).netloc)
        line.request("POST", f"/pelatihan/{session.pk}/", sent, told)
        return line.getresponse().status

    answers = at_once(*(lambda pair=pair: enrol(*pair) for pair in zip(businesses, cookies, strict=True)))

    statuses = Enrolment.objects.order_by("status").values_list("status", flat=True)
    assert answers == [HTTPStatus.FOUND] * 20
    assert list(statuses) == [EnrolmentStatus.ENROLLED] * 5 + [EnrolmentStatus.WAITLISTED] * 15
    assert set(Enrolment.objects.values_list("business", flat=True)) == {each.pk for each in businesses}
    queue = list(session.enrolments.waiting())
    assert queue == sorted(queue, key=lambda each: each.recorded_at)
    call_command("check_ledger")
