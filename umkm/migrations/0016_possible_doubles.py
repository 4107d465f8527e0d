import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0015_handover"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PossibleDouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "default_permissions": ("view",),
            },
        ),
        migrations.AddIndex(
            model_name="business",
            index=models.Index(
                condition=models.Q(("merged_into", None), ("status", "contested"), ("voided_at", None)),
                fields=["id"],
                name="business_contested",
            ),
        ),
        migrations.AddField(
            model_name="possibledouble",
            name="first",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.business",
            ),
        ),
        migrations.AddField(
            model_name="possibledouble",
            name="second",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="umkm.business",
            ),
        ),
        migrations.AddIndex(
            model_name="possibledouble",
            index=models.Index(fields=["first"], name="possible_double_by_first"),
        ),
        migrations.AddConstraint(
            model_name="possibledouble",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="possible_double_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="possibledouble",
            constraint=models.UniqueConstraint(fields=("second", "first"), name="possible_double_once"),
        ),
        *install(
            __file__,
            "0016_doubles.sql",
            undo="""
                DROP FUNCTION find_doubles_of_new(), find_doubles_of_changed() CASCADE;
                DROP FUNCTION find_doubles(bigint[]);
                DROP VIEW may_be_one;
            """,
        ),
    ]
