"""Receipts of what came with a key."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import jakpreneur.acting


class Migration(migrations.Migration):
    dependencies = [
        ("pendampingan", "0004_visits_by_day"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.JSONField(null=True)),
                (
                    "received_at",
                    models.DateTimeField(db_default=jakpreneur.acting.LedgerClock(), verbose_name="received"),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "indexes": [models.Index(fields=["received_at"], name="receipt_by_age")],
            },
        ),
    ]
