from django.db import migrations


class Migration(migrations.Migration):
    """The listings that took a home for outside that was not stated."""

    dependencies = [("umkm", "0018_listing_homes")]

    operations = [
        migrations.RunSQL(
            "UPDATE umkm_listing l SET lives_outside = now.lives_outside FROM listed now"
            " WHERE now.business_id = l.business_id AND now.lives_outside <> l.lives_outside",
            migrations.RunSQL.noop,
        )
    ]
