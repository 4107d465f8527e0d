"""Drafts of registrations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import umkm.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("umkm", "0012_disclosure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(editable=False, unique=True)),
                ("typed", umkm.sealing.SealedJSONField(null=True, purpose="draft")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="umkm.business",
                        verbose_name="business",
                    ),
                ),
                (
                    "clerk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="clerk",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "constraints": [
                    models.CheckConstraint(
                        name="draft_is_typed_or_registered",
                        condition=models.Q(("business", None), ("typed__isnull", False))
                        | models.Q(("business__isnull", False), ("typed__isnull", True)),
                        violation_error_message="A draft holds what was typed until it is a business, and nothing of it after.",
                    ),
                    models.UniqueConstraint(
                        fields=("business",),
                        name="draft_registered_once",
                        violation_error_message="This business came from another draft.",
                    ),
                ],
            },
        ),
    ]
