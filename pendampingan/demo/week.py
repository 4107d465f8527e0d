"""The week around the day the city is loaded: work to do on every desk."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from random import Random

from pendampingan.demo.city import City, Hands
from pendampingan.demo.people import address, birth, nik, person, phone
from pendampingan.demo.statements import named_statements
from pendampingan.demo.table import Stream, line, sealed
from umkm.identifiers import fold
from umkm.sealing import seal

STATEMENTS = Path(__file__).parent / "week.sql"
#: In each centre so many newcomers bear the name of another's business.
DOUBLES = 2

#: For the statements of week.sql: who works where, the newcomers, and the businesses that their names repeat.
AT_HAND = f"""
    CREATE TEMP TABLE demo_desk (centre_id smallint, officer_id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE demo_team (centre_id smallint, nth integer, user_id bigint) ON COMMIT DROP;
    CREATE TEMP TABLE demo_newcomer (id bigint, centre_id smallint, turn integer, officer_id bigint, nik bytea, name text,
                                     name_key text, sex text, born_on date, phone text, address text) ON COMMIT DROP;
    CREATE TEMP TABLE demo_twin ON COMMIT DROP AS
    SELECT * FROM (
        SELECT p.centre_id, row_number() OVER (PARTITION BY p.centre_id ORDER BY b.id)::integer AS turn, b.name, b.name_key,
               b.kelurahan_id, b.sector, b.owner_id
        FROM umkm_progress p JOIN umkm_business b ON b.id = p.business_id
        WHERE p.registered_on IS NOT NULL AND b.status = 'active'
    ) living WHERE turn <= {DOUBLES};
"""


class Week:
    """The six days before today, and today: the second day of a class in every centre."""

    def __init__(self, cursor, city: City, hands: Hands, centres: list[int]) -> None:
        self.cursor, self.city, self.hands, self.centres = cursor, city, hands, centres
        self.sql = named_statements(STATEMENTS)

    def live(self) -> None:
        """Day by day, each with the database's clock on it; the last one is now."""
        self._lay_out()
        self.cursor.execute("SELECT ledger_clock(), max(id) FROM pendampingan_trainingsession")
        now, last_session = self.cursor.fetchone()
        words = {"last_session": last_session}
        self._set("actor", str(self.hands.staff))
        for days_ago, names in (
            (6, ["caseloads", "newcomers:1", "doubles:1"]),
            (5, ["follow_ups"]),
            (3, ["newcomers:2", "doubles:2"]),
            (1, ["classes", "days", "enrolments", "attendance"]),
            (0, ["contested"]),
        ):
            self._set("clock", (now - datetime.timedelta(days_ago)).isoformat() if days_ago else "")
            for name in names:
                name, _, turn = name.partition(":")
                self.cursor.execute(self.sql[name], words | {"turn": int(turn or 0)})
        self._set("actor", "")
        self.cursor.execute(
            "SELECT setval(pg_get_serial_sequence('umkm_participant', 'id'), max(id)) FROM umkm_participant"
        )

    def _set(self, name: str, value: str) -> None:
        self.cursor.execute("SELECT set_config(%s, %s, true)", [f"jakpreneur.{name}", value])

    def _lay_out(self) -> None:
        self.cursor.execute(AT_HAND)
        desks = (line(centre, officer) for centre, officer in zip(self.centres, self.hands.officers, strict=True))
        teams = (
            line(centre, nth, mentor)
            for centre, team in zip(self.centres, self.hands.mentors, strict=True)
            for nth, mentor in enumerate(team)
        )
        for table, rows in (("demo_desk", desks), ("demo_team", teams), ("demo_newcomer", self._newcomers())):
            self.cursor.copy_expert(f"COPY {table} FROM STDIN", Stream(rows))

    def _newcomers(self) -> Iterator[str]:
        rng, number = Random(f"{self.city.seed} newcomers"), self.city.people + len(self.city.members)
        for centre, officer in zip(self.centres, self.hands.officers, strict=True):
            for turn in range(1, DOUBLES + 1):
                number += 1
                (sex, name), born = person(rng), birth(number, rng)
                secret = sealed(seal(nik(number, sex, born), "nik"))
                born_on = "{}-{:02}-{:02}".format(*born)
                yield line(
                    number, centre, turn, officer, secret, name, fold(name), sex, born_on, phone(number), address(rng)
                )
