"""Photos of signed sheets."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0014_certificates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SheetPhoto",
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
                ("jpeg", models.BinaryField(verbose_name="photo")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="pendampingan.sessionday"
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
                "verbose_name": "photo of a signed sheet",
                "verbose_name_plural": "photos of signed sheets",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sheetphoto_voided_with_reason",
                        violation_error_message="Say why this is voided.",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("jpeg"), 600000
                        ),
                        name="photo_is_small",
                        violation_error_message="This photo is too large.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT keep_history('pendampingan_sheetphoto')", "SELECT drop_history('pendampingan_sheetphoto')"
        ),
    ]
