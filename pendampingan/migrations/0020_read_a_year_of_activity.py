"""What a year of activity is read from stands in indexes: ticks by day, and the figures of visits."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0019_strength")]

    operations = [
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["day", "voided_at"], name="attendance_by_day"),
        ),
        migrations.AlterField(
            model_name="attendance",
            name="day",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="pendampingan.sessionday",
            ),
        ),
        migrations.AddIndex(
            model_name="mentoringvisit",
            index=models.Index(
                fields=["visited_on", "id"],
                include=["centre", "mentor", "business", "monthly_sales"],
                name="visit_figures",
                condition=models.Q(voided_at=None),
            ),
        ),
    ]
