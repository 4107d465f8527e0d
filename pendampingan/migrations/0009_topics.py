"""The list of topics, and the column that classes refer to it by; the text that stood there is still beside it."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Lower

KNOWN = "There is such a topic already."


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0008_seats")]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                ("code", models.SlugField(db_index=False, editable=False, max_length=40, verbose_name="code")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("retired_on", models.DateField(editable=False, null=True, verbose_name="retired on")),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "constraints": [
                    models.UniqueConstraint(fields=["code"], name="topic_code_once", violation_error_message=KNOWN),
                    models.UniqueConstraint(Lower("name"), name="topic_name_once", violation_error_message=KNOWN),
                    models.CheckConstraint(
                        name="topic_is_named",
                        condition=~Q(name="") & ~Q(code=""),
                        violation_error_message="Give the topic a name.",
                    ),
                ],
            },
        ),
        migrations.RenameField("trainingsession", "topic", "topic_text"),
        migrations.AddField(
            "trainingsession",
            "topic",
            models.ForeignKey(
                "pendampingan.Topic",
                verbose_name="topic",
                on_delete=django.db.models.deletion.PROTECT,
                null=True,
                blank=True,
                db_index=False,
                related_name="+",
            ),
        ),
    ]
