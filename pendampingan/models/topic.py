"""What a class or a visit is about."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

KNOWN = _("There is such a topic already.")


class TopicQuerySet(models.QuerySet):
    def offered(self, besides: "Topic | None" = None):
        """What can be chosen now; `besides` is chosen already and stays, retired or not."""
        return self.filter(Q(retired_on=None) | Q(pk=besides.pk if besides else None))

    def named(self, codes):
        """Those of these codes, retired or not."""
        return self.filter(code__in=codes).order_by("name")

    def for_list(self):
        """Those offered in order of name, then the retired ones."""
        return self.order_by(F("retired_on").asc(nulls_first=True), "name")


class Topic(models.Model):
    """One subject of the list that staff keep. Classes refer to it, visits by its code, so it is retired, never deleted."""

    id = models.SmallAutoField(primary_key=True)
    code = models.SlugField(_("code"), max_length=40, editable=False, db_index=False)
    name = models.CharField(_("name"), max_length=80)
    retired_on = models.DateField(_("retired on"), null=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="topic_code_once", violation_error_message=KNOWN),
            models.UniqueConstraint(Lower("name"), name="topic_name_once", violation_error_message=KNOWN),
            models.CheckConstraint(
                name="topic_is_named",
                condition=~Q(name="") & ~Q(code=""),
                violation_error_message=_("Give the topic a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
