"""What visits were about becomes codes of the list; a text that fits no topic becomes one of the same name."""

from django.db import migrations
from django.utils.text import slugify


def fill(apps, schema_editor):
    Topic = apps.get_model("pendampingan", "Topic")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT unnest(topics) FROM pendampingan_mentoringvisit ORDER BY 1")
        texts = [text for (text,) in cursor.fetchall()]
        for text in texts:
            topic = Topic.objects.filter(code=text).first() or Topic.objects.filter(name__iexact=text).first()
            if topic is None:
                topic = Topic.objects.create(code=free(Topic, slugify(text)[:36] or "topik"), name=text)
            if topic.code != text:
                cursor.execute(
                    "UPDATE pendampingan_mentoringvisit SET topics = array_replace(topics, %s, %s) WHERE %s = ANY (topics)",
                    [text, topic.code, text],
                )


def free(Topic, code: str) -> str:
    """The code, with a number where another topic has it already."""
    taken = set(Topic.objects.values_list("code", flat=True))
    return next(each for n in range(len(taken) + 1) if (each := f"{code}-{n + 1}" if n else code) not in taken)


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0011_topics_no_longer_text")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
