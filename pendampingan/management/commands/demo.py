"""`manage.py demo`: a made-up city in an empty database."""

import time

from django.core.management.base import BaseCommand, CommandError

from pendampingan.demo.load import NotEmpty, load, reported
from pendampingan.demo.plan import FULL_SIZE, SMALLEST, Plan
from pendampingan.demo.steps import Steps
from umkm.choices import Stage


class Command(BaseCommand):
    help = "Fill an empty database with a made-up city. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "--businesses",
            type=int,
            default=FULL_SIZE,
            metavar="N",
            help=f"how many are registered on 25 October 2021, by the reports of that day (default {FULL_SIZE})",
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same city (default 1)")

    def handle(self, *, businesses, seed, **options):
        if businesses < SMALLEST:
            raise CommandError(f"A city has at least {SMALLEST} businesses: its stories need that many.")
        began = time.monotonic()
        try:
            is_new = load(Plan(businesses), seed, Steps(self.stdout))
        except NotEmpty as there:
            raise CommandError(
                f"This database already holds other data ({there}). The demo city needs one that is empty but for "
                "reference data: create a database, run `manage.py migrate`, and try again."
            ) from None
        if not is_new:
            self.stdout.write("The demo city is already there.")
            return
        reached = reported("2021-10-25")
        self.stdout.write(
            f"The demo city is there after {time.monotonic() - began:.0f} s. On 25 October 2021 it reports "
            f"{reached[Stage.REGISTERED]:,} registered, {reached[Stage.TRAINED]:,} trained, "
            f"{reached[Stage.MENTORED]:,} mentored."
        )
