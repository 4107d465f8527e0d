"""Months are closed: their reports are fixed, and what comes later says why."""

import datetime
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting

# Before PostgreSQL 18 no column is added to a table whose rows a function takes.
DROP_SEALED = "DROP VIEW seal_difference; DROP FUNCTION sealed_text(pendampingan_ledger);"
DROP_CHECK = "DROP VIEW ledger_difference, tally_difference, progress_difference;"
DROP_MONTHS = """
    DROP VIEW reported;
    DROP FUNCTION close_month(), fix_figures(), late_lines_say_why() CASCADE;
    DROP FUNCTION activity_of(date), closed_before();
    DROP TRIGGER refuse_change ON pendampingan_monthclose;
    DROP TRIGGER refuse_change ON pendampingan_reportedfigure;
"""


def sql(*names: str) -> str:
    return "".join((Path(__file__).parent / "sql" / name).read_text() for name in names)


def again(table: str, name: str) -> str:
    """The file of an append-only table, over the functions, views and triggers that stand, since others call them."""
    anew = sql(name)
    for what in ("FUNCTION", "TRIGGER", "VIEW"):
        anew = anew.replace(f"CREATE {what}", f"CREATE OR REPLACE {what}")
    return f"DROP TRIGGER refuse_change ON {table};" + anew


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0024_citations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            "DROP VIEW difference;" + DROP_SEALED, again("pendampingan_seal", "0021_seal.sql") + sql("0021_check.sql")
        ),
        migrations.CreateModel(
            name="MonthClose",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="month")),
                (
                    "closed_at",
                    models.DateTimeField(
                        db_default=jakpreneur.acting.LedgerClock(), editable=False, verbose_name="closed"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_default=jakpreneur.acting.ActingUser(),
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="note")),
                ("target_value", models.PositiveIntegerField(editable=False, null=True, verbose_name="target")),
                (
                    "target_source",
                    models.CharField(
                        db_default="", default="", editable=False, max_length=200, verbose_name="legal source"
                    ),
                ),
                (
                    "classes",
                    models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="classes"),
                ),
                ("people", models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="people")),
                ("visits", models.PositiveIntegerField(db_default=0, default=0, editable=False, verbose_name="visits")),
            ],
            options={
                "verbose_name": "closed month",
                "verbose_name_plural": "closed months",
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("month__day", 1)), name="monthclose_of_a_whole_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", datetime.date(2017, 10, 1))),
                        name="monthclose_since_the_programme",
                        violation_error_message="The programme did not exist before 16 October 2017: check the year.",
                    ),
                    models.UniqueConstraint(
                        fields=("month",),
                        name="monthclose_once",
                        violation_error_message="Somebody has closed this month before.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "close",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="pendampingan.monthclose",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.centre",
                    ),
                ),
                (
                    "stage",
                    models.SmallIntegerField(
                        choices=[
                            (1, "registered"),
                            (2, "trained"),
                            (3, "mentored"),
                            (4, "licensed"),
                            (5, "marketed"),
                            (6, "reporting finances"),
                            (7, "financed"),
                            (23, "trained and mentored"),
                        ],
                        verbose_name="stage",
                    ),
                ),
                ("value", models.IntegerField(verbose_name="at the end of the month")),
                ("added", models.IntegerField(verbose_name="added in the month")),
            ],
            options={
                "verbose_name": "reported figure",
                "verbose_name_plural": "reported figures",
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("close", "centre", "stage"), name="reportedfigure_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="ledgerline",
            name="note",
            field=models.TextField(db_default="", default="", verbose_name="note"),
        ),
        migrations.AddIndex(
            model_name="ledgerline",
            index=models.Index(
                condition=models.Q(("note", ""), _negated=True),
                fields=["effective_on", "recorded_at"],
                name="ledger_after_close",
            ),
        ),
        migrations.RunSQL(sql("0025_months.sql"), DROP_MONTHS),
        migrations.RunSQL(
            again("pendampingan_ledger", "0025_ledger.sql") + again("pendampingan_seal", "0025_seal.sql"),
            again("pendampingan_ledger", "0021_ledger.sql") + DROP_SEALED,
        ),
        migrations.RunSQL(
            DROP_CHECK + sql("0025_check.sql"), "DROP VIEW difference, report_difference, unexplained;" + DROP_CHECK
        ),
    ]
