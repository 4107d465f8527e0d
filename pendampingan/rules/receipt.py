"""Doing once what may be sent twice: the network may lose an answer, and the sender cannot tell that from a loss of
what was sent."""

import datetime
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import rule
from pendampingan.models import Receipt

#: How long an answer is remembered.
KEPT_FOR = datetime.timedelta(days=90)
#: What waited longer on a phone is not taken, so that nothing is sent again after its receipt is gone.
WAITS_FOR = datetime.timedelta(days=60)
#: How far a phone's clock may be ahead of ours; further, nobody can tell how long it has waited.
AHEAD = datetime.timedelta(days=1)

#: What is answered: ids, numbers and marks, nothing of a person.
Answer = dict[str, Any]


@rule
def once(*, key: uuid.UUID, content: Any, write: Callable[[], Answer], by: User) -> Answer:
    """Do `write` and remember under `key` what it answers; sent again, answer the same and write nothing.

    `content`: all that `write` goes by, in what JSON can hold. A twin at the same moment waits at the key for the first
    one's answer. What `write` refuses leaves no receipt: nothing was written, so sending again does no harm.
    Raises where the key came with other content before, or from somebody else.
    """
    digest = _digest(content)
    Receipt.objects.bulk_create([Receipt(key=key, sender=by, digest=digest)], ignore_conflicts=True)
    receipt = Receipt.objects.get(pk=key)
    if (receipt.sender_id, receipt.digest) != (by.pk, digest):
        raise ValidationError(_("Something else was sent under this key before."), code="other_content")
    if receipt.answer is None:
        receipt.answer = write()
        receipt.save(update_fields=["answer"])
    return receipt.answer


def answered(*, key: uuid.UUID, content: Any, by: User) -> Answer | None:
    """What was answered to exactly this before, for who cannot send it again; None where nothing was."""
    receipt = Receipt.objects.filter(pk=key, sender=by, digest=_digest(content)).first()
    return receipt and receipt.answer


def refuse_mistimed(made_at: datetime.datetime) -> None:
    """Raises for what has waited too long on the phone it was made on, and where its clock says what cannot be."""
    if made_at > timezone.now() + AHEAD:
        raise ValidationError(
            _("The clock of this phone is more than a day ahead. Set it, look whether this holds, and send it again."),
            code="to_come",
        )
    if made_at < timezone.now() - WAITS_FOR:
        raise ValidationError(_("This has waited for more than 60 days. Look whether it still holds."), code="too_old")


def drop_old_receipts() -> None:
    """Remove those that nobody can send again."""
    Receipt.objects.older_than(KEPT_FOR).delete()


def _digest(content: Any) -> str:
    """Another one for other content; tells nothing of it."""
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True)
    return salted_hmac("receipt", text, algorithm="sha256").hexdigest()
