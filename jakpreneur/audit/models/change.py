"""Every change to a fact, whoever made it and by whatever path."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One row of one table, written or rewritten once: who, when, why, and the columns before and after.

    Written by `history.sql` alone, for forms, bulk loads and SQL typed by hand alike. A changed row has on both sides
    just the columns that differ. A new row has neither: it stands in its own table, and whatever is changed later says
    what was there before. Sealed columns stay sealed here too.
    """

    class Action(models.TextChoices):
        INSERT = "I", _("recorded")
        UPDATE = "U", _("changed")

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("when"))
    action = models.CharField(max_length=1, choices=Action)
    table = models.TextField(db_column="table_name")
    row = models.BigIntegerField(db_column="row_id")
    actor = models.ForeignKey(
        "accounts.User", on_delete=models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    request = models.TextField(_("request or command"))
    reason = models.TextField(_("reason"))
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["table", "row", "id"], name="change_of_a_row")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.table} {self.row}"
