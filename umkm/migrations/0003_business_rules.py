from django.db import migrations

from jakpreneur.sqlfiles import install

FACTS = ("participant", "business", "membership", "placement", "assignment", "consent")


class Migration(migrations.Migration):
    dependencies = [("umkm", "0002_facts")]

    operations = [
        *install(
            __file__,
            "0003_business.sql",
            undo="""
                ALTER TABLE umkm_business DROP CONSTRAINT business_number_check_digit;
                DROP FUNCTION business_is_placed(), business_merged_into_living(), business_keeps_its_number(),
                    kelurahan_keeps_its_centre() CASCADE;
            """,
        ),
        *(
            migrations.RunSQL(f"SELECT keep_history('umkm_{fact}')", f"SELECT drop_history('umkm_{fact}')")
            for fact in FACTS
        ),
    ]
