import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting
from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0011_list_what_is_there"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("nik", "NIK"), ("claimed_nik", "claimed NIK"), ("npwp", "NPWP")],
                        max_length=11,
                        verbose_name="what",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=jakpreneur.acting.LedgerClock(), editable=False, verbose_name="when"
                    ),
                ),
                ("ask", models.UUIDField(editable=False)),
                (
                    "business",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="umkm.business",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_default=jakpreneur.acting.ActingUser(),
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="shown to",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="umkm.participant",
                    ),
                ),
            ],
            options={
                "verbose_name": "disclosure",
                "verbose_name_plural": "disclosures",
                "indexes": [models.Index(fields=["by", "-id"], name="disclosure_by_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("business", None), ("participant__isnull", False), ("what", "nik")),
                            models.Q(
                                ("business__isnull", False),
                                ("participant", None),
                                ("what__in", ["claimed_nik", "npwp"]),
                            ),
                            _connector="OR",
                        ),
                        name="disclosure_of_one_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "\\S")),
                        name="disclosure_has_a_reason",
                        violation_error_message="Say why the number is needed.",
                    ),
                    models.UniqueConstraint(
                        fields=("ask",),
                        name="disclosure_once_an_ask",
                        violation_error_message="It was shown already, once. Say again why it is needed.",
                    ),
                ],
            },
        ),
        *install(__file__, "0012_disclosure.sql", undo="DROP TRIGGER refuse_change ON umkm_disclosure"),
    ]
