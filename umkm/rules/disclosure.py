"""A masked number is shown in full, and that is kept."""

import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from umkm.choices import Sealed
from umkm.identifiers import Secret
from umkm.models import Business, Disclosure, Participant

#: Of a NIK or NPWP, however it is spaced: what is sealed everywhere is not written out in a reason.
LONG_NUMBER = re.compile(r"(?:\d[\s.\-]*){15}")


@rule
def disclose(*, what: Sealed, of: Participant | Business, reason: str, ask: UUID, by: User) -> Secret:
    """The number in full, for `by` to read once. Raises beside `reason`, and for an `ask` that was answered already."""
    if LONG_NUMBER.search(reason):
        raise ValidationError({"reason": _("Leave the number itself out of the reason.")})
    subject = "participant" if what == Sealed.NIK else "business"
    Disclosure.objects.create(what=what, reason=reason.strip(), ask=ask, **{subject: of})
    return getattr(of, what)
