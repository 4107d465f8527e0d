"""Samples of the businesses behind a figure, and what asking them came to."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting
from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0021_sealed_days"),
        ("umkm", "0035_find_doubles_by_hashes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
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
                ("group", models.CharField(max_length=30, verbose_name="figure")),
                ("per", models.DateField(verbose_name="as of the day")),
                ("known_on", models.DateField(verbose_name="as known on")),
                ("size", models.PositiveSmallIntegerField(verbose_name="size")),
                ("seed", models.CharField(max_length=40, verbose_name="seed")),
                ("stratified", models.BooleanField(default=False, verbose_name="stratified by centre")),
                ("population", models.PositiveIntegerField(verbose_name="businesses behind the figure")),
                (
                    "centre",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.centre",
                        verbose_name="centre",
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
                "verbose_name": "sample",
                "verbose_name_plural": "samples",
            },
        ),
        migrations.CreateModel(
            name="Sampled",
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
                ("position", models.PositiveSmallIntegerField(verbose_name="no.")),
                (
                    "made_by",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, editable=False, size=None
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("confirmed", "confirmed"), ("not_reached", "not reached"), ("wrong", "wrong")],
                        default="",
                        max_length=11,
                        verbose_name="result",
                    ),
                ),
                ("note", models.CharField(blank=True, default="", max_length=300, verbose_name="note")),
                ("entered_at", models.DateTimeField(editable=False, null=True, verbose_name="entered")),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.business",
                        verbose_name="business",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.centre",
                        verbose_name="centre",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
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
                    "sample",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="businesses",
                        to="pendampingan.sample",
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
                "verbose_name": "sampled business",
                "verbose_name_plural": "sampled businesses",
            },
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at", None)),
                    models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="sample_voided_with_reason",
                violation_error_message="Say why this is voided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        (
                            "terdaftar",
                            "terlatih",
                            "didampingi",
                            "terlatih-dan-didampingi",
                            "terlatih-tanpa-pendampingan",
                            "didampingi-tanpa-pelatihan",
                            "terdaftar-saja",
                        ),
                    )
                ),
                name="sample_group_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("per__gte", datetime.date(2017, 10, 16))),
                name="sample_since_the_programme",
                violation_error_message="The programme did not exist before 16 October 2017: check the year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("known_on__gte", models.F("per"))),
                name="sample_known_after_its_day",
                violation_error_message="A figure cannot be known before its day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("known_on__lt", jakpreneur.acting.LedgerToday())),
                name="sample_of_a_day_that_is_over",
                violation_error_message="A sample is drawn of a day that is over: by tomorrow today has other entries.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__range", (1, 1000))),
                name="sample_size_is_possible",
                violation_error_message="A sample has 1 to 1,000 businesses.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed__regex", "^[0-9A-Za-z-]+$")),
                name="sample_seed_is_plain",
                violation_error_message="A seed has letters without accents, digits and hyphens alone.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("stratified", False), ("centre", None), _connector="OR"),
                name="sample_strata_are_of_the_city",
                violation_error_message="Only a sample of the city is stratified by centre.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("population__gte", 1)),
                name="sample_of_somebody",
                violation_error_message="No business stands behind this figure: there is none to draw.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(
                fields=("group", "centre", "per", "known_on", "size", "seed", "stratified"),
                name="sample_drawn_once",
                nulls_distinct=False,
                violation_error_message="This very sample was drawn before.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_reason", ""), ("voided_at", None)),
                    models.Q(("voided_at__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="sampled_voided_with_reason",
                violation_error_message="Say why this is voided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.UniqueConstraint(fields=("sample", "position"), name="sampled_position_once"),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.UniqueConstraint(fields=("sample", "business"), name="sampled_once"),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="sampled_position_counts_from_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["", "confirmed", "not_reached", "wrong"])),
                name="sampled_result_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entered_at", None), ("entered_by", None), ("note", ""), ("result", "")),
                    models.Q(
                        models.Q(("result", ""), _negated=True),
                        ("entered_at__isnull", False),
                        ("entered_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="sampled_result_has_its_author",
                violation_error_message="A note belongs to a result: choose one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", "wrong"), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="sampled_wrong_says_what",
                violation_error_message="Say in the note what is wrong.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entered_by", None),
                    models.Q(("made_by__contains", [models.F("entered_by")]), _negated=True),
                    _connector="OR",
                ),
                name="sampled_result_by_another",
                violation_error_message="Somebody other than who made its entries enters the result.",
            ),
        ),
        *install(
            __file__,
            "0022_samples.sql",
            undo="DROP FUNCTION sampled_knows_its_makers(), sample_keeps_its_draw(), sample_is_whole() CASCADE;"
            " DROP FUNCTION evidence_of_sampled(bigint, bigint), stages_asked_about(text);",
        ),
        *(
            migrations.RunSQL(f"SELECT keep_history('{table}')", f"SELECT drop_history('{table}')")
            for table in ("pendampingan_sample", "pendampingan_sampled")
        ),
    ]
