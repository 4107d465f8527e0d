"""What the upper floor adds to a business's page: for its roles, in its order, nothing where there is nothing to say."""

import pytest

from jakpreneur.accounts.models import Role
from tests import make
from umkm import panels
from umkm.choices import Stage
from umkm.panels import Entry, Evidence, Panel, evidence_for, panels_for, timeline_for


@pytest.fixture
def empty(monkeypatch):
    for name in ("panels", "timeline", "evidence"):
        monkeypatch.setattr(panels, name, [])


def test_a_panel_is_shown_to_its_roles_in_its_order_where_it_has_something_to_say(empty):
    everybody = tuple(Role)
    panels.panels += [
        Panel("second", "b.html", lambda business, user: business, everybody, 20),
        Panel("first", "a.html", lambda business, user: user.role, everybody, 10),
        Panel("silent", "c.html", lambda business, user: None, everybody, 15),
        Panel("of others", "d.html", lambda business, user: business, [Role.STAFF], 5),
    ]
    mentor = make.User(role=Role.MENTOR)

    shown = [(panel.title, panel.template, panel.content) for panel in panels_for("business", mentor)]

    assert shown == [("first", "a.html", Role.MENTOR), ("second", "b.html", "business")]


def test_the_timeline_is_of_all_readers_newest_first(empty):
    panels.timeline += [
        lambda business, user: [Entry(make.day("2021-01-01"), "old"), Entry(make.day("2021-03-01"), "new")],
        lambda business, user: [Entry(make.day("2021-02-01"), "between")],
    ]

    assert [entry.title for entry in timeline_for("business", None)] == ["new", "between", "old"]


def test_the_evidence_is_that_of_all_readers(empty):
    panels.evidence += [
        lambda business, user: {Stage.REGISTERED: Evidence("at the counter")},
        lambda business, user: {Stage.TRAINED: Evidence("a class", "/pelatihan/1/")},
    ]

    assert evidence_for("business", None) == {
        Stage.REGISTERED: Evidence("at the counter"),
        Stage.TRAINED: Evidence("a class", "/pelatihan/1/"),
    }
