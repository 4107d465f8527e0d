"""Prove the numbers: recompute everything from the facts and compare."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from pendampingan.counts.recount import recount
from pendampingan.counts.seals import chain


class Command(BaseCommand):
    help = (
        "Recomputes every count from the facts and compares the ledger, the tally and each business's progress; verifies "
        "the chain of sealed days, and names the first one that does not fit. "
        "Prints the first differences with their businesses' numbers, and exits with 1 if there is one."
    )
    requires_system_checks = []

    def handle(self, **options):
        began = monotonic()
        found = recount()
        checked = f"{found.lines:,} lines of {found.businesses:,} businesses in {monotonic() - began:.1f} s"
        if found.differences:
            for sentence in found.first:
                self.stdout.write(sentence)
            raise CommandError(f"{found.differences:,} differences from the facts; checked {checked}.")
        sealed = chain()
        seals = f" The seals of {sealed.days:,} days to {sealed.last} fit." if sealed.days else ""
        self.stdout.write(f"Ledger, tally and progress are what the facts say: checked {checked}.{seals}")
