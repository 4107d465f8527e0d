"""What holds for every template and style sheet."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab|color-mix)\(")


def name(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_holds_a_script_a_style_or_a_colour(template):
    html = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", template.read_text(), flags=re.DOTALL)

    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|\shx-on", html) == []
    assert re.findall(r"(?:fill|stroke|color)=\"(?!none|currentColor)", html) == []


@pytest.mark.parametrize("component", [path for path in TEMPLATES if path.parent.name == "components"], ids=name)
def test_every_component_says_how_it_is_used(component):
    usage = component.read_text().removeprefix("{% comment %}").partition("{% endcomment %}")[0]

    assert f'"components/{component.name}"' in usage or f"components/{component.name}" in usage or "{{" in usage


@pytest.mark.parametrize("sheet", [path for path in SHEETS if path.name != "tokens.css"], ids=name)
def test_colours_stand_in_the_tokens_alone(sheet):
    assert COLOUR.findall(sheet.read_text()) == []


def test_the_style_sheets_stay_small():
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 43_700


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((ink, ground) for ink in ("ink", "ink-2", "ink-3", "brand", "bad") for ground in ("page", "paper")),
        *((tone, f"{tone}-soft") for tone in ("good", "warn", "bad", "brand")),
        *((f"c{stage}", "paper") for stage in (1, 2, 3)),
        *(("on-q-light", f"q{step}") for step in (1, 2, 3)),
        *(("on-q-dark", f"q{step}") for step in (4, 5)),
        ("on-brand", "brand"),
        ("on-bad", "bad"),
        ("on-strip", "strip"),
    ],
)
def test_text_stands_out_from_its_ground(scheme, text, ground):
    colours = tokens(scheme)

    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edge", ["focus", "edge"])
def test_edges_and_the_focus_can_be_seen(scheme, edge):
    colours = tokens(scheme)

    assert min(contrast(colours[edge], colours[ground]) for ground in ("page", "paper")) >= 3


def tokens(scheme: str) -> dict[str, str]:
    light, dark, _print = (settings.BASE_DIR / "static/css/tokens.css").read_text().split("@media")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light if scheme == "light" else dark))


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
