"""Certificates, and their numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting
import pendampingan.models.certificate
import umkm.models.business
from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0013_visits"),
        ("umkm", "0023_facts_since_the_programme"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *install(
            __file__,
            "0014_certificate_numbers.sql",
            undo="DROP FUNCTION certificate_number(); DROP SEQUENCE pendampingan_certificate_number;",
        ),
        migrations.CreateModel(
            name="Certificate",
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
                (
                    "number",
                    models.CharField(
                        db_default=pendampingan.models.certificate.NextCertificateNumber(),
                        editable=False,
                        max_length=11,
                        unique=True,
                        verbose_name="certificate number",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        db_default=umkm.models.business.SlipCode(),
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                (
                    "issued_on",
                    models.DateField(
                        db_default=jakpreneur.acting.LedgerToday(), editable=False, verbose_name="issued on"
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(editable=False, null=True, verbose_name="withdrawn")),
                (
                    "withdrawal_reason",
                    models.TextField(blank=True, default="", editable=False, verbose_name="reason for withdrawing"),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="pendampingan.enrolment",
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
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "verbose_name_plural": "certificates",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("void_reason", ""), ("voided_at", None)),
                            models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="certificate_voided_with_reason",
                        violation_error_message="Say why this is voided.",
                    ),
                    models.UniqueConstraint(
                        fields=("enrolment",),
                        name="certificate_once",
                        violation_error_message="This person has a certificate of this class.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^SJ-\\d{8}$")), name="certificate_number_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawal_reason", ""), ("withdrawn_at", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False), models.Q(("withdrawal_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="certificate_withdrawn_with_reason",
                        violation_error_message="Say why the certificate is withdrawn.",
                    ),
                ],
            },
        ),
        *install(__file__, "0014_certificates.sql", undo="DROP FUNCTION certificate_keeps_its_number() CASCADE;"),
        migrations.RunSQL(
            "SELECT keep_history('pendampingan_certificate')", "SELECT drop_history('pendampingan_certificate')"
        ),
    ]
