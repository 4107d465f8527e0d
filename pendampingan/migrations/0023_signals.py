"""What staff found who looked at what may be padding; ticks by the moment of their entry."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting
from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0022_samples"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignalLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pendaftaran", "many registrations by one clerk in one hour"),
                            ("telepon", "one phone number of many owners"),
                            ("alamat", "one address of many owners"),
                            ("kunjungan", "many visits by one mentor in a day"),
                            ("catatan", "the same notes word for word"),
                            ("akhir-bulan", "a month typed on its last evening"),
                            ("kehadiran", "attendance above capacity"),
                        ],
                        editable=False,
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(editable=False, max_length=60)),
                ("first_on", models.DateField(editable=False, verbose_name="from")),
                ("last_on", models.DateField(editable=False, verbose_name="to")),
                ("number", models.PositiveIntegerField(editable=False, verbose_name="number")),
                ("note", models.TextField(verbose_name="what was found")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=jakpreneur.acting.LedgerClock(), editable=False, verbose_name="when"
                    ),
                ),
            ],
            options={
                "verbose_name": "look at a signal",
                "verbose_name_plural": "looks at signals",
            },
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["recorded_at"], name="attendance_by_entry"),
        ),
        migrations.AddField(
            model_name="signallook",
            name="by",
            field=models.ForeignKey(
                db_default=jakpreneur.acting.ActingUser(),
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked at by",
            ),
        ),
        migrations.AddIndex(
            model_name="signallook",
            index=models.Index(fields=["first_on", "last_on"], name="signal_look_by_day"),
        ),
        migrations.AddConstraint(
            model_name="signallook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["pendaftaran", "telepon", "alamat", "kunjungan", "catatan", "akhir-bulan", "kehadiran"],
                    )
                ),
                name="signal_look_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signallook",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("key", ""), _negated=True), ("number__gte", 1)),
                name="signal_look_is_of_something",
                violation_error_message="There is nothing to look at any more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="signallook",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="signal_look_runs_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="signallook",
            constraint=models.CheckConstraint(
                condition=models.Q(("note__regex", "[[:alpha:]]{3}")),
                name="signal_look_says_what_was_found",
                violation_error_message="Say in a few words what you found.",
            ),
        ),
        *install(__file__, "0023_signals.sql", undo="DROP TRIGGER refuse_change ON pendampingan_signallook"),
    ]
