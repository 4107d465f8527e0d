"""The topics of pendampingan/data/, and one for each text that a class was about."""

import csv
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

TOPICS = Path(__file__).parent.parent / "data" / "topics.csv"


def fill(apps, schema_editor):
    Topic, TrainingSession = (apps.get_model("pendampingan", name) for name in ("Topic", "TrainingSession"))
    with open(TOPICS, encoding="utf-8", newline="") as file:
        Topic.objects.bulk_create(Topic(**row) for row in csv.DictReader(file))
    known = {topic.name.lower(): topic for topic in Topic.objects.all()}
    codes = {topic.code for topic in known.values()}
    classes = TrainingSession.objects.exclude(topic_text="")
    for text in classes.order_by("topic_text").values_list("topic_text", flat=True).distinct():
        if text.lower() not in known:
            code = free(slugify(text)[:36] or "topik", codes)
            known[text.lower()] = Topic.objects.create(code=code, name=text)
            codes.add(code)
        classes.filter(topic_text=text).update(topic=known[text.lower()])


def free(code: str, taken: set[str]) -> str:
    """The code, with a number where two texts make the same one."""
    return next(each for n in range(len(taken) + 1) if (each := f"{code}-{n + 1}" if n else code) not in taken)


def empty(apps, schema_editor):
    Topic, TrainingSession = (apps.get_model("pendampingan", name) for name in ("Topic", "TrainingSession"))
    for topic in Topic.objects.all():
        TrainingSession.objects.filter(topic=topic).update(topic_text=topic.name, topic=None)
    Topic.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("pendampingan", "0009_topics")]

    operations = [migrations.RunPython(fill, empty)]
