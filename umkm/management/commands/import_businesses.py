"""`manage.py import_businesses FILE`: the import door from a shell."""

import sys
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import current_request
from jakpreneur.sheet import Unreadable
from umkm.access import DESK
from umkm.imports.businesses import BusinessFile, handed_back
from umkm.imports.row import Fault, told
from umkm.models import Centre


class Command(BaseCommand):
    help = (
        "Register and update the businesses of a file, CSV or XLSX. Rows with a fault are left out and told, all others are "
        "written, in one transaction. The same file twice changes nothing. Exit status: 0 where nothing was refused, 1 where "
        "something was, 2 where the file cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="do all but write")
        parser.add_argument("--as", dest="username", metavar="USER", help="who acts; an officer enters for own centres")
        parser.add_argument("--errors", type=Path, metavar="OUT", help="write the refused rows there, with the reasons")
        parser.add_argument(
            "--accept-doubles",
            action="store_true",
            help="take what may be a business that is registered already for another one, and remember that",
        )

    def handle(self, *, file, dry_run, username, errors, accept_doubles, **options):
        by = self._acting(username)
        centres = None
        if by and by.role == Role.OFFICER:
            centres = list(Centre.objects.visible_to(by).values_list("pk", flat=True))
        named = current_request.set("manage.py import_businesses")
        try:
            sheet = BusinessFile(file)
            with self._handed_back(errors, file):
                for heading in sheet.unknown:
                    self.stderr.write(_("The column “%(name)s” is not read.") % {"name": told("", heading)})
                with self._progress(sheet.rows) as tell:
                    outcome = sheet.take_in(
                        centres=centres, accept_doubles=accept_doubles, write=not dry_run, by=by, tell=tell
                    )
                if errors and outcome.faults:
                    sheet.write_refused(outcome.faults, errors)
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror}", returncode=2) from error
        except Unreadable as refused:
            raise CommandError(f"{file}: {refused.sentence}", returncode=2) from refused
        finally:
            current_request.reset(named)
        for fault in outcome.faults:
            self.stderr.write(in_words(fault))
        taken = outcome.taken
        self.stdout.write(
            f"{taken.new} new, {taken.unchanged} unchanged, {taken.updated} updated, {outcome.refused} refused"
        )
        if outcome.refused:
            sys.exit(1)

    def _acting(self, username: str | None) -> User | None:
        if username is None:
            return None
        by = User.objects.filter(username=username, is_active=True).first()
        if by is None or by.role not in DESK:
            raise CommandError(_("%(user)s is nobody who enters businesses.") % {"user": username}, returncode=2)
        return by

    def _handed_back(self, errors: Path | None, file: Path):
        """Where the refused rows are to stand, before anything is written elsewhere: there it may be that nobody can write."""
        if errors is None:
            return nullcontext()
        if errors.exists() and errors.samefile(file):
            raise CommandError(
                _("%(file)s is the file itself: name another one for the refused rows.") % {"file": errors},
                returncode=2,
            )
        return handed_back(errors)

    @contextmanager
    def _progress(self, rows: int):
        console = Console(file=self.stderr._out)
        if not console.is_terminal:
            yield lambda count: None
            return
        with Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
            task = bar.add_task("", total=rows)
            yield lambda count: bar.advance(task, count)


def in_words(fault: Fault) -> str:
    """ "row 5, telepon “021”: …", without what is not told."""
    where = ", ".join(filter(None, (_("row %(row)s") % {"row": fault.row}, fault.column)))
    return f"{where} “{fault.value}”: {fault.reason}" if fault.value else f"{where}: {fault.reason}"
