from django.db import migrations

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_installation_and_changes")]

    operations = install(
        __file__,
        "0002_clock.sql",
        "0002_history.sql",
        undo="""
            DROP FUNCTION append_only(regclass), keep_history(regclass), drop_history(regclass);
            DROP TRIGGER refuse_change ON audit_change;
            DROP FUNCTION refuse_change(), audit_update(), audit_insert(), audit_request(), audit_reason();
            DROP FUNCTION acting_user(), ledger_today(), jakarta_day(timestamptz), ledger_clock();
        """,
    )
