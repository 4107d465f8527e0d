"""Seal the days that are over, write the chain for safekeeping elsewhere, and compare it with what was kept there."""

import csv
from contextlib import nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pendampingan.counts.seals import COLUMNS, chain, first_unlike, links
from pendampingan.rules.seal import seal_days


class Command(BaseCommand):
    help = (
        "Seals every day that is over, which the worker does too. With --export writes the chain, a line a day: its date, "
        "how many ledger lines, and its seal. With --compare holds a file written so against the chain, and exits with 1 "
        "where the chain does not have all of it."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument(
            "--export",
            nargs="?",
            const="-",
            metavar="FILE",
            help="where to write the chain as CSV; - is standard output",
        )
        kept.add_argument("--compare", type=Path, metavar="FILE", help="what --export wrote earlier")

    def handle(self, *, export, compare, **options):
        sealed = seal_days()
        if export:
            self._export(export)
        if compare:
            self._compare(compare)
        if export != "-":
            there = chain()
            reach = f", from {there.first} to {there.last}" if there.days else ""
            self.stdout.write(f"{sealed:,} days sealed now, {there.days:,} in all{reach}.")

    def _export(self, name: str) -> None:
        try:
            with nullcontext(self.stdout) if name == "-" else open(name, "w", newline="") as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(COLUMNS)
                table.writerows(links())
        except OSError as error:
            raise CommandError(f"{name} was not written: {error.strerror}.", returncode=2) from error

    def _compare(self, path: Path) -> None:
        try:
            table = [tuple(row) for row in csv.reader(path.read_text().splitlines())]
        except (OSError, ValueError, csv.Error) as error:
            raise CommandError(f"{path} is not a chain: {error}.", returncode=2) from error
        if table[:1] != [COLUMNS]:
            raise CommandError(f"{path} is not a chain: its columns are not {', '.join(COLUMNS)}.", returncode=2)
        if day := first_unlike(table[1:]):
            raise CommandError(f"The chain is another one than in {path}, from {day} on.")
        self.stdout.write(f"The chain has all {len(table) - 1:,} days of {path}.")
