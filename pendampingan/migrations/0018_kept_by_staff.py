"""Targets, measures and published figures are corrected by new rows, and refuse what is mistyped."""

import datetime

import django.db.models.deletion
from django.db import migrations, models

import jakpreneur.acting
from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0017_what_stays"),
        ("umkm", "0028_disclosed_for_a_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="pendampingan.measure",
                verbose_name="in place of",
            ),
        ),
        migrations.AddField(
            model_name="publishedfigure",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="pendampingan.publishedfigure",
                verbose_name="in place of",
            ),
        ),
        migrations.AddField(
            model_name="target",
            name="replaces",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="pendampingan.target",
                verbose_name="in place of",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                fields=("replaces",),
                name="measure_replaced_once",
                violation_error_message="Somebody has corrected this before. Look at what stands now.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", None), ("replaces__lt", models.F("id")), _connector="OR"),
                name="measure_replaces_an_earlier_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("code", ""), _negated=True),
                    models.Q(("indonesian", ""), _negated=True),
                    models.Q(("english", ""), _negated=True),
                ),
                name="measure_is_worded",
                violation_error_message="Say what the measure is called, in both languages.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_from__gte", datetime.date(2017, 10, 16))),
                name="measure_since_the_programme",
                violation_error_message="The programme did not exist before 16 October 2017: check the year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.UniqueConstraint(
                fields=("replaces",),
                name="publishedfigure_replaced_once",
                violation_error_message="Somebody has corrected this before. Look at what stands now.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", None), ("replaces__lt", models.F("id")), _connector="OR"),
                name="publishedfigure_replaces_an_earlier_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__range", (1, 100000000))),
                name="published_value_is_possible",
                violation_error_message="Enter a whole number from 1 to 100 million.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("as_of__gte", datetime.date(2017, 10, 16))),
                name="published_since_the_programme",
                violation_error_message="The programme did not exist before 16 October 2017: check the year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("as_of__lte", jakpreneur.acting.LedgerToday())),
                name="published_by_today",
                violation_error_message="This day is still to come.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                fields=("replaces",),
                name="target_replaced_once",
                violation_error_message="Somebody has corrected this before. Look at what stands now.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaces", None), ("replaces__lt", models.F("id")), _connector="OR"),
                name="target_replaces_an_earlier_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("value__range", (1, 100000000))),
                name="target_value_is_possible",
                violation_error_message="Enter a whole number from 1 to 100 million.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__gte", datetime.date(2017, 10, 16))),
                name="target_since_the_programme",
                violation_error_message="The programme did not exist before 16 October 2017: check the year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__lt", datetime.date(2100, 1, 1))),
                name="target_ends_this_century",
                violation_error_message="The period ends after this century: check the year.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="measure",
            name="measure_once_a_period",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("code", "valid_from"),
                name="measure_once_a_period",
                nulls_distinct=False,
                violation_error_message="There already is a measure of this name from this day on.",
            ),
        ),
        *install(
            __file__,
            "0018_targets.sql",
            undo="DROP FUNCTION replaced_is_voided(), target_share_is_of_city() CASCADE;",
        ),
    ]
