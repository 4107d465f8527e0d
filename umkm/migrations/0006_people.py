from django.db import migrations

from jakpreneur.sqlfiles import install


class Migration(migrations.Migration):
    dependencies = [("umkm", "0005_registered_since_the_programme")]

    operations = install(
        __file__, "0006_people.sql", undo="DROP FUNCTION membership_not_of_owner(), owner_is_no_member() CASCADE;"
    )
