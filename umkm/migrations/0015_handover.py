import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0014_voided_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=jakpreneur.acting.LedgerClock(), editable=False, verbose_name="recorded"
                    ),
                ),
                ("voided_at", models.DateTimeField(editable=False, null=True, verbose_name="voided")),
                (
                    "void_reason",
                    models.TextField(
                        blank=True, db_default="", default="", editable=False, verbose_name="reason for voiding"
                    ),
                ),
                ("handed_over_on", models.DateField(verbose_name="changed hands on")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "business",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="umkm.business"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="umkm.participant",
                        verbose_name="owner before",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_default=jakpreneur.acting.ActingUser(),
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="umkm.participant",
                        verbose_name="owner after",
                    ),
                ),
                (
                    "voided_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="voided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of owner",
                "verbose_name_plural": "changes of owner",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="handover_voided_with_reason",
                        violation_error_message="Say why this is voided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="handover_between_two",
                        violation_error_message="This person owns the business already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("handed_over_on__lte", jakpreneur.acting.LedgerToday())),
                        name="handover_by_today",
                        violation_error_message="The change of owner lies in the future.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="handover_has_a_reason",
                        violation_error_message="Say how the business changed hands.",
                    ),
                ],
            },
        ),
        migrations.RunSQL("SELECT keep_history('umkm_handover')", "SELECT drop_history('umkm_handover')"),
    ]
