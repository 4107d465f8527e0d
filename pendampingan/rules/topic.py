"""The list of topics that staff keep."""

from django.utils.text import slugify

from jakpreneur.accounts.models import User
from jakpreneur.acting import LedgerToday, rule
from pendampingan.models import Topic


@rule
def add_topic(*, name: str, by: User) -> Topic:
    """From now on classes and visits can be about this; its code is made of its first name. Raises beside `name`."""
    return Topic.objects.create(code=slugify(name)[: Topic._meta.get_field("code").max_length], name=name)


@rule
def change_topic(*, topic: Topic, name: str, offered: bool, by: User) -> Topic:
    """Call it otherwise, offer it no more, or again. What is about it stays so. Raises beside `name`."""
    held = Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    held.name = name
    if offered != (held.retired_on is None):
        held.retired_on = None if offered else LedgerToday()
    held.save(update_fields=["name", "retired_on"])
    return held
