"""Of what kinds the businesses of each step are, against answers written out by hand."""

import pytest

from jakpreneur.accounts.models import Role
from pendampingan.counts.aspect import AGE, CHANNEL, SCALE, SECTOR, SEX
from pendampingan.counts.breakdown import breakdown
from pendampingan.counts.group import STEPS
from tests import make
from umkm.choices import Channel, Sector, Sex

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """Two culinary businesses of women in Gambir, the first trained and mentored; one of a man of 70, who crafts in Tebet."""
    first = make.business(capital=2_000_000_000)
    make.trained(first, "2021-02-01")
    make.visit(first, "2021-02-10")
    make.business(channel=Channel.IMPORT)
    him = make.participant(sex=Sex.MALE, born_on=make.day("1951-01-01"))
    make.trained(make.business(at="Tebet", sector=Sector.CRAFT, owner=him), "2021-03-01")
    make.contested()


def told(day, centre=None):
    """The steps of each kind that somebody is of, by aspect."""
    found = breakdown(make.day(day), centre and make.centre(centre))
    return {
        aspect: {
            kind: steps for kind, reached in kinds.items() if any(steps := tuple(reached.count(step) for step in STEPS))
        }
        for aspect, kinds in found.items()
    }


def test_each_aspect_parts_the_businesses_of_each_step(city):
    assert told("2021-03-31") == {
        SECTOR: {"kuliner": (2, 1, 1), "kriya": (1, 1, 0)},
        SCALE: {"small": (1, 1, 1), "unstated": (2, 1, 0)},
        CHANNEL: {"counter": (2, 2, 1), "import": (1, 0, 0)},
        SEX: {"female": (2, 1, 1), "male": (1, 1, 0)},
        AGE: {"25-34": (2, 1, 1), "65-ke-atas": (1, 1, 0)},
    }


def test_a_step_counts_from_its_day_on(city):
    assert told("2021-02-09")[SECTOR] == {"kuliner": (2, 1, 0), "kriya": (1, 0, 0)}
    assert told("2021-01-03")[SECTOR] == {}


def test_a_centre_counts_the_businesses_at_it(city):
    assert told("2021-03-31", "Tebet")[SEX] == {"male": (1, 1, 0)}


@pytest.mark.parametrize(("role", "opens"), [(Role.STAFF, True), (Role.OFFICIAL, False)])
def test_what_tells_of_owners_opens_no_rows_for_who_sees_no_people(reading, city, role, opens):
    page = reading(role).get("/dasbor/rincian/?per=2021-03-31&diketahui=lalu").content.decode()

    assert "tahap=terlatih&amp;sektor=kriya&amp;per=2021-03-31&amp;diketahui=lalu" in page
    assert ("tahap=terlatih&amp;kelamin=male&amp;" in page) == opens
    assert ("tahap=terlatih&amp;umur=65-ke-atas&amp;" in page) == opens
