"""Closing a month: its report stays as it is from then on."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import Role, User
from jakpreneur.acting import LONG_NUMBER, rule
from pendampingan.models import MonthClose


@rule
def close_month(*, month: datetime.date, note: str = "", by: User) -> MonthClose:
    """The month that begins that day is closed, and its figures are fixed as the ledger has them at this moment.

    Raises where it is not over, was closed before, or somebody has been saving for three seconds.
    """
    if by.role != Role.STAFF:
        raise PermissionDenied
    if LONG_NUMBER.search(note):
        raise ValidationError({"note": _("Leave the number itself out of the note: everybody reads it, and it stays.")})
    return MonthClose.objects.create(month=month, note=note.strip())
