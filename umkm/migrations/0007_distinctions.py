import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0006_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Distinction",
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
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.business",
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
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="umkm.business"
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
                "verbose_name": "distinction",
                "verbose_name_plural": "distinctions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="distinction_voided_with_reason",
                        violation_error_message="Say why this is voided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="distinction_of_two",
                        violation_error_message="A business is not told apart from itself.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at", None)),
                        fields=("first", "second"),
                        name="distinction_once",
                        violation_error_message="Somebody has decided already that these are two businesses.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="distinction_says_why",
                        violation_error_message="Say why they are two businesses.",
                    ),
                ],
            },
        ),
        migrations.RunSQL("SELECT keep_history('umkm_distinction')", "SELECT drop_history('umkm_distinction')"),
    ]
