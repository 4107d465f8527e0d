"""One topic of the list: a new one, or another name for it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jakpreneur.rule_form import RuleForm
from pendampingan.models import Topic
from pendampingan.rules.topic import add_topic, change_topic


class TopicForm(RuleForm):
    name = forms.CharField(label=_("Name"), max_length=80)

    def write(self) -> Topic:
        return add_topic(**self.cleaned_data, by=self.by)


class TopicEditForm(TopicForm):
    offered = forms.BooleanField(
        label=_("Offered for new classes and visits"),
        required=False,
        help_text=_("Those that are about it already stay so."),
    )

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        initial = {"name": topic.name, "offered": topic.retired_on is None}
        super().__init__(*args, initial=initial, **kwargs)
        self.topic = topic

    def write(self) -> Topic:
        return change_topic(topic=self.topic, **self.cleaned_data, by=self.by)
