from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0010_topics_of_classes")]

    operations = [migrations.RemoveField("trainingsession", "topic_text")]
