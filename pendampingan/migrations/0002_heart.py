from django.db import migrations

from jakpreneur.sqlfiles import install

FACTS = (
    "trainingsession",
    "sessionday",
    "enrolment",
    "attendance",
    "mentoringvisit",
    "target",
    "measure",
    "publishedfigure",
)


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0001_facts"), ("umkm", "0003_business_rules")]

    operations = [
        *install(
            __file__,
            "0002_implied.sql",
            "0002_ledger.sql",
            "0002_tally.sql",
            "0002_facts.sql",
            "0002_check.sql",
            undo="""
                DROP VIEW difference, ledger_difference, tally_difference, progress_difference;
                DROP FUNCTION attendance_is_possible(), visit_is_possible(), enrolment_is_possible(),
                    day_is_possible() CASCADE;
                DROP FUNCTION fold_tally();
                DROP FUNCTION tally_ledger() CASCADE;
                DROP TRIGGER refuse_change ON pendampingan_ledger;
                DROP FUNCTION post_updated_businesses(), post_inserted_placements(), post_updated_placements(),
                    post_updated_sessions(), post_updated_days(), post_updated_enrolments(),
                    post_inserted_attendance(), post_updated_attendance(), post_inserted_visits(),
                    post_updated_visits() CASCADE;
                DROP FUNCTION post_ledger(bigint[], text[]), hold_businesses(bigint[]), hold_classes(bigint[]),
                    cause_of_update(timestamptz, timestamptz), day_is_over(date), ledger_day_key(date);
                DROP VIEW implied, reached, completed, counted;
            """,
        ),
        *(
            migrations.RunSQL(
                f"SELECT keep_history('pendampingan_{fact}')", f"SELECT drop_history('pendampingan_{fact}')"
            )
            for fact in FACTS
        ),
    ]
