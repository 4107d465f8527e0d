"""What a page shows: its text, what is wrong with its form, and that form as a browser would send it back."""

import re
from html import unescape
from html.parser import HTMLParser


class _Form(HTMLParser):
    """The fields of the last form in a page."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        words = dict(attributes)
        name, value = words.get("name"), words.get("value") or ""
        if tag == "form":
            self.sent: dict[str, str] = {}
        elif tag == "input" and name and (words.get("type") not in ("checkbox", "radio") or "checked" in words):
            self.sent[name] = value
        elif tag == "textarea":
            self.writing, self.sent[name] = name, ""
        elif tag == "select":
            self.choosing, self.sent[name] = name, ""
        elif tag == "option" and "selected" in words:
            self.sent[self.choosing] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.sent[self.writing] = self.sent[self.writing].removeprefix("\n")
            self.writing = None

    def handle_data(self, text: str) -> None:
        if getattr(self, "writing", None):
            self.sent[self.writing] += text


def text_of(page) -> str:
    """Without tags and with single spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def faults_of(page) -> dict[str, list[str]]:
    """The sentences beside each field of the form."""
    return {name: list(sentences) for name, sentences in page.context["form"].errors.items()}


def as_shown(page) -> dict[str, str]:
    """Every field of the last form with what it shows, the hidden ones included."""
    form = _Form()
    form.feed(page.content.decode())
    form.sent.pop("csrfmiddlewaretoken", None)
    return form.sent
