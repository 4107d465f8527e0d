"""A form as a browser would send it back: every field with what it shows, the hidden ones included."""

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


def as_shown(page) -> dict[str, str]:
    form = _Form()
    form.feed(page.content.decode())
    form.sent.pop("csrfmiddlewaretoken", None)
    return form.sent
