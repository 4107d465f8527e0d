"""Every template is used, and every one that is asked for is there."""

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = HOUSE / "templates"
#: Django looks for these by name.
BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
NAMED = re.compile(r"""["']([\w/.-]+\.(?:html|svg|txt))["']""")


def sources() -> list[Path]:
    code = [file for app in ("jakpreneur", "umkm", "pendampingan") for file in (HOUSE / app).rglob("*.py")]
    return [*code, *TEMPLATES.rglob("*.html")]


def test_no_template_is_unused():
    named = {name for file in sources() for name in NAMED.findall(file.read_text())}

    there = {str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.*")}

    # Django's own templates that ours replace lie under the names Django gives them.
    replaced = {name for name in there if name.startswith(("admin/", "django/", "registration/"))}
    assert there - named - BY_DJANGO - replaced == set()


def test_every_table_has_a_name_for_whoever_hears_it():
    named = re.compile(r"""<table(?=[^>]*\saria-label(ledby)?=)|<table(\{%.*?%\}|[^>])*>\s*<caption""")

    templates = {str(file.relative_to(TEMPLATES)): file.read_text() for file in TEMPLATES.rglob("*.html")}

    assert [name for name, text in templates.items() if len(named.findall(text)) != text.count("<table")] == []
