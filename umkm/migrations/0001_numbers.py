from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    initial = True

    dependencies = [("audit", "0002_clock_and_history")]

    operations = [
        TrigramExtension(),
        *install(
            __file__,
            "0001_numbers.sql",
            undo="DROP FUNCTION business_number(), slip_code(), damm(text); DROP SEQUENCE umkm_business_number;",
        ),
    ]
