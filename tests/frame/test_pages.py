"""The frame of every page: language, menu, today, sample data, and what is shown when something is wrong."""

import pytest
from django.template.loader import get_template, render_to_string
from django.utils.translation import override
from pytest_django.asserts import assertContains, assertInHTML, assertNotContains, assertRedirects, assertTemplateUsed

from jakpreneur import navigation
from jakpreneur import today as day
from jakpreneur.accounts.models import Role
from jakpreneur.audit.models import Installation
from jakpreneur.navigation import MenuEntry, MenuItem, menu_for
from jakpreneur.today import Panel
from tests import make


@pytest.fixture
def staff(client, db):
    client.force_login(make.user(Role.STAFF))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


class TestLanguage:
    @pytest.mark.parametrize(
        ("asked", "shown"),
        [("", "id"), ("nl,ja;q=0.8", "id"), ("en-GB,en;q=0.9", "en"), ("id,en;q=0.8", "id"), ("*", "id")],
    )
    def test_it_is_the_browsers_else_indonesian(self, client, db, asked, shown):
        response = client.get("/masuk/", headers={"Accept-Language": asked} if asked else {})

        assertContains(response, f'<html lang="{shown}">')

    def test_the_readers_choice_outlives_the_browsers(self, client, db):
        chosen = client.post("/bahasa/", {"language": "en", "next": "/masuk/?next=/%3Fper%3D2021-10-25"})

        assertRedirects(chosen, "/masuk/?next=/%3Fper%3D2021-10-25")
        assertContains(client.get("/masuk/", headers={"Accept-Language": "id"}), '<html lang="en">')

    def test_the_switch_leads_back_to_the_same_page(self, client, db):
        response = client.get("/masuk/?next=/dasbor/", headers={"Accept-Language": "en"})

        assertContains(response, '<input type="hidden" name="next" value="/masuk/?next=/dasbor/">', html=True)
        assertContains(
            response,
            '<button type="submit" class="button plain" name="language" value="id" lang="id">Bahasa Indonesia</button>',
        )

    def test_it_leads_to_no_other_host(self, client, db):
        assertRedirects(
            client.post("/bahasa/", {"language": "en", "next": "https://evil.example/"}), "/", target_status_code=302
        )


class TestMenu:
    @pytest.fixture
    def items(self, monkeypatch):
        items = [
            MenuItem("Dashboard", "choose_language", [Role.STAFF, Role.OFFICIAL], order=70),
            MenuItem("Today", "today", Role, order=0),
            MenuItem("Accounts", "admin:index", [Role.ADMIN], order=90),
        ]
        monkeypatch.setattr(navigation, "menu", items)

    @pytest.mark.django_db
    def test_each_role_sees_its_own_pages_in_order(self, items):
        assert [entry.label for entry in menu_for(make.user(Role.STAFF), "/")] == ["Today", "Dashboard"]
        assert [entry.label for entry in menu_for(make.user(Role.MENTOR), "/")] == ["Today"]
        assert [entry.label for entry in menu_for(make.user(Role.ADMIN), "/")] == ["Today", "Accounts"]

    @pytest.mark.django_db
    def test_the_page_below_an_item_makes_it_the_current_one(self, items):
        entries = menu_for(make.user(Role.STAFF), "/bahasa/31.71.01/")

        assert entries == [MenuEntry("Today", "/", False), MenuEntry("Dashboard", "/bahasa/", True)]

    def test_nobody_sees_nothing(self, items, client):
        assert menu_for(None, "/") == []


class TestToday:
    def test_it_shows_the_panels_of_the_role_that_have_something_to_say(self, staff, monkeypatch):
        panels = [
            Panel("Second", "components/notice.html", lambda user: user.role, [Role.STAFF], order=2),
            Panel("First", "components/notice.html", lambda user: [], Role, order=1),
            Panel("Silent", "components/notice.html", lambda user: None, [Role.STAFF], order=3),
            Panel("Not mine", "components/notice.html", lambda user: 1, [Role.MENTOR], order=0),
        ]
        monkeypatch.setattr(day, "panels", panels)

        shown = staff.get("/").context["panels"]

        assert [(panel.title, panel.content) for panel in shown] == [("First", []), ("Second", Role.STAFF)]

    def test_a_day_without_work_says_so(self, staff, monkeypatch):
        monkeypatch.setattr(day, "panels", [])

        assertContains(staff.get("/"), "Nothing is waiting for you today.")


class TestSampleData:
    def test_a_demo_database_says_so_on_every_page(self, client, db, as_owner):
        Installation.objects.update_or_create(defaults={"kind": Installation.Kind.DEMO})

        assertContains(client.get("/masuk/"), '<div class="sample">')
        assertContains(client.get("/nowhere/"), '<div class="sample">', status_code=404)

    def test_any_other_does_not(self, client, db):
        assertNotContains(client.get("/masuk/"), "sample")


@pytest.mark.urls("tests.frame.urls")
class TestWhenSomethingIsWrong:
    def test_an_unknown_address(self, staff):
        response = staff.get("/nowhere/")

        assertTemplateUsed(response, "404.html")
        assertContains(response, "<h1>Nothing is here</h1>", status_code=404, html=True)

    def test_a_page_of_another_role(self, client, db):
        client.force_login(make.user(Role.MENTOR))

        response = client.get("/some/thing/", headers={"Accept-Language": "en"})

        assertTemplateUsed(response, "403.html")
        assertContains(response, "<h1>This page is not yours</h1>", status_code=403, html=True)

    def test_a_request_that_makes_no_sense(self, staff):
        assertContains(
            staff.get("/suspicious/"), "<h1>The request could not be understood</h1>", status_code=400, html=True
        )

    def test_a_form_that_was_open_too_long(self, client, db):
        client.handler.enforce_csrf_checks = True

        response = client.post("/masuk/", {"username": "x"}, headers={"Accept-Language": "en"})

        assertTemplateUsed(response, "403_csrf.html")
        assertContains(response, "<h1>This form was open too long</h1>", status_code=403, html=True)

    def test_a_fault_of_our_own(self, staff):
        staff.raise_request_exception = False

        assertContains(staff.get("/broken/"), "<h1>Something broke on our side</h1>", status_code=500, html=True)

    @pytest.mark.parametrize(("language", "heading"), [("en", "Something broke on our side")])
    def test_the_page_for_that_needs_no_database(self, language, heading):
        with override(language):
            assertInHTML(f"<h1>{heading}</h1>", get_template("500.html").render())


class TestCount:
    """DESIGN §6: a number that opens onto the rows behind it, or plain text."""

    def count(self, **words):
        with override("id"):
            return render_to_string("components/count.html", words).strip()

    def test_with_an_address_it_is_a_link(self):
        assert self.count(value=281000, url="/dasbor/daftar/?tahap=1") == (
            '<a href="/dasbor/daftar/?tahap=1" data-count="281000">281.000</a>'
        )

    def test_without_one_it_is_text(self):
        assert self.count(value=281000, label="terdaftar") == (
            '<span data-count="281000">281.000<span class="out-of-sight"> terdaftar</span></span>'
        )

    def test_zero_is_a_number_and_nothing_is_not(self):
        assert self.count(value=0) == '<span data-count="0">0</span>'
        assert self.count(value=None) == "<span>–</span>"
