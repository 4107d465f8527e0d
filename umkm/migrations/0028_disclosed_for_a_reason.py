from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

PROVE_WHERE_IT_HOLDS = """
do $$ begin
    alter table umkm_disclosure validate constraint disclosure_has_a_reason;
exception when check_violation then
    null;
end $$
"""


class Migration(migrations.Migration):
    """Of new disclosures more than a letter is asked; what was written before stays, and is not judged by it.

    Where nothing older stands against it, as in every new database, it is proved to hold of all.
    """

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
        migrations.RunSQL(PROVE_WHERE_IT_HOLDS, migrations.RunSQL.noop),
    ]
