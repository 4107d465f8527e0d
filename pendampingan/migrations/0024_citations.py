"""Figures are cited: each has a permanent address."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import jakpreneur.acting
import umkm.models.business
from jakpreneur.sqlfiles import install

FIGURES = (
    "terdaftar",
    "terlatih",
    "didampingi",
    "terlatih-dan-didampingi",
    "terlatih-tanpa-pendampingan",
    "didampingi-tanpa-pelatihan",
    "terdaftar-saja",
)


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0023_signals"),
        ("umkm", "0030_evidence_of_progress"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("figure", models.CharField(editable=False, max_length=40, verbose_name="figure")),
                ("day", models.DateField(editable=False, verbose_name="as of the day")),
                ("known_on", models.DateField(editable=False, verbose_name="with the knowledge of")),
                ("value", models.BigIntegerField(db_default=0, editable=False, verbose_name="businesses")),
                (
                    "sha256",
                    models.CharField(db_default="", editable=False, max_length=64, verbose_name="SHA-256"),
                ),
                (
                    "cited_at",
                    models.DateTimeField(
                        db_default=jakpreneur.acting.LedgerClock(), editable=False, verbose_name="cited"
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.centre",
                    ),
                ),
                (
                    "cited_by",
                    models.ForeignKey(
                        db_default=jakpreneur.acting.ActingUser(),
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="cited by",
                    ),
                ),
            ],
            options={
                "verbose_name": "cited figure",
                "verbose_name_plural": "cited figures",
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "known_on", "centre", "figure"), name="citation_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(condition=Q(figure__in=FIGURES), name="citation_of_a_known_figure"),
                    models.CheckConstraint(condition=Q(day__lte=F("known_on")), name="citation_about_no_later_day"),
                ],
            },
        ),
        *install(
            __file__,
            "0024_citations.sql",
            undo="""
                DROP TRIGGER refuse_change ON pendampingan_citation;
                DROP FUNCTION citation_is_counted() CASCADE;
                DROP FUNCTION recounted(text, smallint, date, date), stages_of(text);
            """,
        ),
    ]
