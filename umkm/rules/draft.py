"""What a clerk typed of a registration: kept, discarded, and turned into a business once."""

import datetime
import json
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock, rule
from umkm.models import Business, Draft
from umkm.rules.business import register_business

#: How long an unfinished draft waits for its clerk, and a finished one remembers its business.
KEPT_FOR = datetime.timedelta(days=7)
#: Characters; more than all fields of a registration can hold.
MOST_TYPED = 40_000
#: Unfinished drafts of one clerk; the form offers only the newest, and the oldest make room.
MOST_DRAFTS = 50

#: Field of the registration form → what was typed there, as a form sends it.
Typed = dict[str, list[str]]


@rule
def keep_draft(*, key: uuid.UUID, typed: Typed, by: User) -> Draft:
    """Keep what was typed so far, and of the clerk's unfinished drafts the newest. One that is a business stays.

    Raises for more text than the form has room for, and where the key is another clerk's.
    """
    if len(json.dumps(typed)) > MOST_TYPED:
        raise ValidationError(_("This is too much text to keep as a draft."), code="too_much")
    Draft.objects.bulk_create([Draft(key=key, clerk=by, typed=typed, saved_at=LedgerClock())], ignore_conflicts=True)
    draft = held_draft(key, by)
    if draft.business_id is None:
        draft.typed, draft.saved_at = typed, LedgerClock()
        draft.save(update_fields=["typed", "saved_at"])
        draft.refresh_from_db(fields=["saved_at"])
        Draft.objects.filter(pk__in=Draft.objects.of(by).unfinished().values("pk")[MOST_DRAFTS:]).delete()
    return draft


@rule
def discard_draft(*, key: uuid.UUID, by: User) -> None:
    """The clerk wants nothing of it; a business that it became stays."""
    Draft.objects.of(by).unfinished().filter(key=key).delete()


@rule
def register_draft(*, key: uuid.UUID, checked: str, by: User, **registration: Any) -> Business:
    """Make the draft a business, as `register_business` does; a draft that is one already answers that one.

    `checked`: the draft's fingerprint when the clerk read it over. Raises where another window changed it since.
    Two at once wait for each other at the draft's row, and one transaction holds both sides: whatever ends it half-way
    leaves the draft and no business.
    """
    draft = held_draft(key, by)
    if draft.business_id is None:
        if checked != draft.fingerprint:
            raise changed()
        draft.business = register_business(**registration, by=by)
        draft.typed = None
        draft.save(update_fields=["business", "typed"])
    return draft.business


def drop_old_drafts() -> None:
    """Remove the drafts that nobody came back to."""
    Draft.objects.older_than(KEPT_FOR).delete()


def changed() -> ValidationError:
    return ValidationError(_("What was typed has changed in another window since. Check it again."), code="changed")


def held_draft(key: uuid.UUID, by: User) -> Draft:
    """The clerk's own draft, kept for this transaction."""
    draft = Draft.objects.of(by).select_for_update(no_key=True).filter(key=key).first()
    if draft is None:
        raise ValidationError(_("This draft is not kept any more."), code="no_draft")
    return draft
