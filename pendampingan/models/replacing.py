"""What is corrected by a new row: the wrong one is voided and stays, and the right one names it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Replacing(models.Model):
    """A fact that may stand in the place of one that was wrong. `replaced_is_voided` (targets.sql) holds of that one."""

    replaces = models.ForeignKey(
        "self",
        verbose_name=_("in place of"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="replacements",
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["replaces"],
                name="%(class)s_replaced_once",
                violation_error_message=_("Somebody has corrected this before. Look at what stands now."),
            ),
            # So that no two rows can each stand in the place of the other.
            models.CheckConstraint(
                name="%(class)s_replaces_an_earlier_one", condition=Q(replaces=None) | Q(replaces__lt=F("id"))
            ),
        ]
