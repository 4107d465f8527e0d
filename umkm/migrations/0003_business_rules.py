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
                DROP FUNCTION business_is_placed(), business_merged_into_living(), business_keeps_its_number() CASCADE;
            """,
        ),
        *(
            migrations.RunSQL(
                f"SELECT keep_history('umkm_{fact}')",
                f"""DROP TRIGGER audit_insert ON umkm_{fact};
                    DROP TRIGGER audit_update ON umkm_{fact};
                    DROP TRIGGER refuse_delete ON umkm_{fact};""",
            )
            for fact in FACTS
        ),
    ]
