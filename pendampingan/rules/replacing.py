"""What is wrong is voided and stays; what is right is a new row in its place."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerClock
from pendampingan.models import Kept

Row = TypeVar("Row", bound=Kept)


def hold_standing(row: Row) -> Row:
    """The row as it is now, kept for this transaction; refused where somebody was there before, with what they did."""
    held = type(row).objects.select_for_update(no_key=True).get(pk=row.pk)
    if held.replacements.exists():
        raise ValidationError(_("Somebody has corrected this before. Look at what stands now."), code="voided")
    if held.voided_at:
        raise ValidationError(_("Somebody has voided this before."), code="voided")
    return held


def void(held: Row, reason: str, by: User) -> None:
    held.voided_at, held.voided_by, held.void_reason = LedgerClock(), by, reason.strip()
    held.save(update_fields=["voided_at", "voided_by", "void_reason"])


def replace(held: Row, reason: str, by: User, **facts: object) -> Row:
    """Void the row, and put one that says `facts` in its place; refused where that would say the same."""
    if all(getattr(held, name) == value for name, value in facts.items()):
        raise ValidationError(_("Nothing was changed."), code="same")
    kept = {
        field.name: getattr(held, field.name)
        for field in held._meta.concrete_fields
        if field.editable and not field.primary_key
    }
    void(held, reason, by)
    return type(held).objects.create(**kept | facts, replaces=held)
