"""The reason of a line stands in the index of counts, so that why a count changed is read without the ledger itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0025_months")]

    operations = [
        migrations.RemoveIndex(model_name="ledgerline", name="ledger_by_count"),
        migrations.AddIndex(
            model_name="ledgerline",
            index=models.Index(
                fields=["stage", "centre", "effective_on"],
                include=["business", "delta", "recorded_at", "reason"],
                name="ledger_by_count",
            ),
        ),
    ]
