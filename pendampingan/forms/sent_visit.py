"""A visit as a phone sends it."""

from collections.abc import Mapping
from typing import Any

from pendampingan.forms.item import ItemForm
from pendampingan.forms.visit import VisitForm
from pendampingan.rules.receipt import Answer
from pendampingan.rules.sent_visit import log_sent_visit


class SentVisitForm(ItemForm, VisitForm):
    """As on the page, the codes of the topics with spaces between them."""

    def __init__(self, item: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__({**item, "topics": item.get("topics", "").split()}, **kwargs)

    def write(self) -> Answer:
        return log_sent_visit(**self.cleaned_data, by=self.by)
