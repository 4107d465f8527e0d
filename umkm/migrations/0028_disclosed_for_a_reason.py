from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Of new disclosures more than a letter is asked; what was written before stays, and is not judged by it."""

    dependencies = [("umkm", "0027_people_of_moved_businesses")]

    operations = [
        migrations.RemoveConstraint("disclosure", "disclosure_has_a_reason"),
        AddConstraintNotValid(
            "disclosure",
            models.CheckConstraint(
                name="disclosure_has_a_reason",
                condition=Q(reason__regex=r"\S.{8,}\S") & Q(reason__regex=r"[[:alpha:]]{3}"),
                violation_error_message=(
                    "Say in a few words what the number is needed for, such as “compared with the KTP at the counter”."
                ),
            ),
        ),
    ]
