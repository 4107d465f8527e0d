"""`manage.py load_reference KIND FILE`: the official lists of a city."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from umkm.reference import KINDS
from umkm.reference.file import Faulty, Unreadable

MOST_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Load an official list: new rows are added, others put right, none is taken away, but for boundaries, which "
        "replace those that were there. The same file twice changes nothing. A file with a fault in it is refused whole. "
        "Exit status: 0, 1 with faults, 2 where it cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "kind",
            choices=sorted(KINDS),
            help="which list: kbli has code,title,division,division_title;"
            " boundaries is GeoJSON in WGS84, a Polygon or MultiPolygon a kecamatan, its code as the property “code”",
        )
        parser.add_argument("file", type=Path)

    def handle(self, *, kind, file, **options):
        try:
            loaded = KINDS[kind](file)
        except Unreadable as refused:
            raise CommandError(f"{file} was not loaded: {refused}.", returncode=2) from refused
        except Faulty as refused:
            self._say(refused.faults)
            self.stdout.write(f"0 new, 0 changed, 0 unchanged, {len(refused.faults)} refused")
            sys.exit(1)
        removed = f"{loaded.removed} removed, " if loaded.removed else ""
        self.stdout.write(
            f"{loaded.new} new, {loaded.changed} changed, {loaded.unchanged} unchanged, {removed}0 refused"
        )

    def _say(self, faults):
        for fault in faults[:MOST_SHOWN]:
            self.stderr.write(f"{fault.where}: {fault.reason}")
        if len(faults) > MOST_SHOWN:
            self.stderr.write(f"and {len(faults) - MOST_SHOWN} more")
        self.stderr.write("Nothing was written.")
