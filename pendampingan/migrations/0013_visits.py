"""A visit is changed on its day alone, and is about topics of the list."""

from django.db import migrations

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0012_topics_of_visits")]

    operations = install(
        __file__, "0013_visits.sql", undo="DROP FUNCTION visit_changes_on_its_day(), visit_topics_are_known() CASCADE"
    )
