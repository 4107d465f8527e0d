"""Brings the demo city into an empty database: in one transaction, so that a load that is killed leaves nothing; its days that
are over are sealed afterwards, by the worker if not here."""

import datetime
import gc
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

from django.apps import apps
from django.db import connection
from django.db.models import Sum

from jakpreneur.accounts.models import User
from jakpreneur.acting import acting, current_request
from jakpreneur.audit.models import Installation
from pendampingan.choices import Basis
from pendampingan.demo import ledger, words
from pendampingan.demo.accounts import sign_ins
from pendampingan.demo.activity import Activity
from pendampingan.demo.city import City, Hands
from pendampingan.demo.days import FIRST, ISO, stamp
from pendampingan.demo.lives import Place
from pendampingan.demo.people import pick
from pendampingan.demo.plan import Plan, shares
from pendampingan.demo.register import Register
from pendampingan.demo.sample import draw_and_call
from pendampingan.demo.statements import named_statements
from pendampingan.demo.steps import Steps
from pendampingan.demo.table import Stream, Table, line
from pendampingan.demo.week import Week
from pendampingan.models import Tally, Target, Topic
from pendampingan.rules.seal import seal_days
from umkm.choices import Stage
from umkm.models import Agency, Centre, Kelurahan

SQL = Path(__file__).parent
#: Tables that migrations fill.
REFERENCE = {
    "umkm.centre",
    "umkm.centrealias",
    "umkm.kelurahan",
    "umkm.agency",
    "umkm.kbli",
    "pendampingan.target",
    "pendampingan.measure",
    "pendampingan.topic",
    "pendampingan.publishedfigure",
}
#: The first month that is not closed: the reports before it are fixed.
OPEN_FROM = datetime.date(2021, 10, 1)
#: So that two loads at once do not mix.
ONE_LOAD = 7202


class NotEmpty(Exception):
    """The database holds something that is not reference data; says what."""


def load(plan: Plan, seed: int, steps: Steps) -> bool:
    """Load a city of this plan. False where one is there already; raises NotEmpty where anything else is."""
    named = current_request.set("manage.py demo")
    gc.disable()  # millions of small objects, none of them in a ring
    try:
        with acting(by=None), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOAD])
            if Installation.current_kind() == Installation.Kind.DEMO:
                return False
            _refuse_what_is_there()
            _Loading(cursor, plan, seed, steps).load()
    finally:
        gc.enable()
        current_request.reset(named)
    with steps.step("seals"):
        seal_days()
    with steps.step("vacuum"), connection.cursor() as cursor:
        cursor.execute(
            "VACUUM (ANALYZE) pendampingan_tally, pendampingan_ledger, umkm_progress, umkm_business, umkm_listing,"
            " umkm_participant, umkm_personlisting, umkm_nameword"
        )
    return True


def reported(on: str) -> dict[Stage, int]:
    """What was reported of each stage on a day."""
    tallies = Tally.objects.filter(basis=Basis.THEN, day__lte=on).values_list("stage")
    return {Stage(stage): total for stage, total in tallies.annotate(Sum("net"))}


def _refuse_what_is_there() -> None:
    models = [User, *apps.get_app_config("umkm").get_models(), *apps.get_app_config("pendampingan").get_models()]
    for model in models:
        if model._meta.label_lower not in REFERENCE and model._default_manager.exists():
            raise NotEmpty(model._meta.db_table)
    if Installation.objects.exists():
        raise NotEmpty(Installation._meta.db_table)


class _Loading:
    def __init__(self, cursor, plan: Plan, seed: int, steps: Steps) -> None:
        self.cursor, self.plan, self.seed, self.steps = cursor, plan, seed, steps
        self.centres = list(Centre.objects.order_by("code"))
        self.sql = named_statements(SQL / "city.sql")

    def load(self) -> None:
        Installation.objects.create(kind=Installation.Kind.DEMO)
        self.cursor.execute("SET LOCAL work_mem = '128MB'")
        with self.steps.step("people who sign in"):
            hands = sign_ins(self.centres, self.seed)
            self._share_targets()
        with self.steps.step("what happened to whom"):
            city = City.of(self.plan, self._places(), self.seed)
        with self.steps.step("triggers off"):
            self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self._triggers(on=False)
            keys = self._drop_keys()
        register = Register(city, hands)
        topics = dict(Topic.objects.values_list("code", "pk"))
        activity = Activity(city, hands, list(_agencies()), topics, [centre.pk for centre in self.centres])
        for table in chain(register.tables(), activity.tables()):
            self._copy(table)
        with self.steps.step("voided and closed"):
            self._void(city, hands)
            self.cursor.execute(self.sql["close"])
            self._set_sequences(city)
        with self.steps.step("keys"):
            self._add_keys(keys)
        with self.steps.step("statistics"):
            self.cursor.execute("ANALYZE")
        self._ledger(city, hands)
        with self.steps.step("progress"):
            self.cursor.execute(self.sql["progress"])
            self.cursor.execute(self.sql["people"])
            self.cursor.execute("ANALYZE umkm_progress, pendampingan_ledger, pendampingan_tally")
        with self.steps.step("closed months"):
            self.cursor.execute(self.sql["closed months"], {"staff": hands.staff})
            self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with events to come is not altered
            self.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        with self.steps.step("triggers on"):
            self.cursor.execute(self.sql["placed"])
            self._triggers(on=True)
        with self.steps.step("the week around today"):
            Week(self.cursor, city, hands, [centre.pk for centre in self.centres]).live()
        with self.steps.step("tallies"):
            self.cursor.execute("SELECT fold_tally()")
        with self.steps.step("a sample of the mentored"):
            draw_and_call(User.objects.get(pk=hands.staff))

    def _places(self) -> list[Place]:
        numbers = {centre.pk: n for n, centre in enumerate(self.centres)}
        kelurahan = Kelurahan.objects.order_by("code")
        return [Place(place.pk, numbers[place.centre_id], place.population) for place in kelurahan]

    def _share_targets(self) -> None:
        """Each centre's share of the main target follows its inhabitants; they add up to it."""
        main = Target.objects.standing().get(is_main=True)
        values = shares(main.value, [centre.population for centre in self.centres])
        Target.objects.bulk_create(
            Target(
                value=value,
                starts_on=main.starts_on,
                ends_on=main.ends_on,
                source=main.source,
                note="by inhabitants",
                centre=centre,
                city_target=main,
            )
            for centre, value in zip(self.centres, values, strict=True)
        )

    def _triggers(self, *, on: bool) -> None:
        """Those that post, and close months, since lines and closes come with their own times; and those that list people and
        look at each place one by one, instead of which `city.sql` does so for all at once. Audit stays on."""
        self.cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
            "WHERE tgname IN ('post_insert', 'post_update', 'list_insert_people', 'list_update_people', 'business_is_placed',"
            " 'close_month', 'fix_figures')"
        )
        for table, trigger in self.cursor.fetchall():
            self.cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER {trigger}")

    def _drop_keys(self) -> list[tuple[str, str, str]]:
        """Foreign keys off: looked up row by row they take longer than everything else together; added again at the
        end they are proved by one join each."""
        self.cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid::regclass::text ~ '^(umkm|pendampingan)_' ORDER BY 1, 2"
        )
        keys = self.cursor.fetchall()
        for table, name, _ in keys:
            self.cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        return keys

    def _add_keys(self, keys: list[tuple[str, str, str]]) -> None:
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, definition in keys:
            self.cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        self.cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def _copy(self, table: Table, label: str = "") -> None:
        with self.steps.step(label or table.name.split("_", 1)[1], table.expected) as tell:
            self.cursor.copy_expert(
                f"COPY {table.name} ({table.columns}) FROM STDIN", Stream(table.rows, tell), 1 << 16
            )

    def _void(self, city: City, hands: Hands) -> None:
        self.cursor.execute(
            "CREATE TEMP TABLE demo_void (id bigint, voided_at timestamptz, voided_by_id bigint, void_reason text) "
            "ON COMMIT DROP"
        )
        rng = Random(f"{self.seed} void reasons")
        rows = [
            line(
                life.id,
                stamp(life.fate.voided),
                hands.staff,
                words.IMPORT_UNDONE if life.fate.import_undone else pick(rng, words.VOID_REASONS),
            )
            for life in city.lives
            if life.fate and life.fate.voided
        ]
        self.cursor.copy_expert("COPY demo_void FROM STDIN", Stream(rows))
        self.cursor.execute(self.sql["void"])

    def _set_sequences(self, city: City) -> None:
        """Rows came with their ids; the next ones go on from there."""
        tables = [
            "umkm_participant",
            "umkm_business",
            "umkm_placement",
            *(
                model._meta.db_table
                for model in apps.get_app_config("pendampingan").get_models()
                if model._meta.auto_field  # a receipt has the key of its sender
            ),
        ]
        for table in tables:
            self.cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
        self.cursor.execute("SELECT setval('umkm_business_number', %s)", [len(city.lives)])

    def _ledger(self, city: City, hands: Hands) -> None:
        self.cursor.execute("CREATE TEMP TABLE demo_line (LIKE pendampingan_ledger) ON COMMIT DROP")
        self.cursor.execute("ALTER TABLE demo_line ALTER id DROP NOT NULL, ALTER note DROP NOT NULL")
        columns = "business_id, stage, centre_id, effective_on, evidence_kind, evidence_id, recorded_at, delta, reason, actor_id"
        self._copy(
            Table("demo_line", columns, self._lines(city, hands), len(city.lives) * 8 // 3), "what was known when"
        )
        with self.steps.step("ledger"):
            said = {"late": list(words.WHY_LATE), "kinds": len(words.WHY_LATE), "mended": words.MENDED_LATE}
            self.cursor.execute(self.sql["closes"], {"first": FIRST.replace(day=1), "open_from": OPEN_FROM})
            self.cursor.execute(self.sql["ledger"], said)

    def _lines(self, city: City, hands: Hands) -> Iterator[str]:
        centres = [centre.pk for centre in self.centres]
        for life in city.lives:
            mentor = hands.mentor(life.visits[0].centre, life.visits[0].mentor) if life.visits else None
            for known in ledger.lines(life):
                if known.reason not in (ledger.RECORDED, ledger.EARLIER_EVIDENCE):
                    actor = hands.staff
                elif known.kind == ledger.VISIT:
                    actor = mentor
                else:
                    actor = hands.officers[known.centre]
                yield line(
                    known.business,
                    known.stage,
                    centres[known.centre],
                    ISO[known.effective_on],
                    known.kind,
                    known.evidence,
                    stamp(known.moment),
                    known.delta,
                    str(known.reason),
                    actor,
                )


def _agencies() -> Iterator[int]:
    """The leading one first."""
    return (agency.pk for agency in Agency.objects.order_by("id"))
