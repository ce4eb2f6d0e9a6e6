"""One place for colours, sizes and typefaces: `tokens.css`, and an authority's six in `theme.css`."""

import re
from pathlib import Path

import pytest

from academy import ui
from academy.ui.theme import READY, contrast

STYLE = Path(ui.__file__).parent / "static" / "ui"
TEMPLATES = Path(ui.__file__).parent / "templates"
TOKENS, ACADEMY = ((STYLE / name).read_text(encoding="utf-8") for name in ("tokens.css", "academy.css"))
NAMED = "black|white|red|green|blue|grey|gray|gold|yellow|orange|navy|silver"
COLOUR = re.compile(rf"#[0-9a-fA-F]{{3,8}}\b|\b(?:rgb|hsl|oklch|color)a?\(|:\s*(?:{NAMED})\b")


def token(name: str) -> str:
    return re.search(rf"--{name}: (#[0-9a-f]{{6}})", TOKENS)[1]


def test_no_colour_stands_outside_the_tokens():
    pages = [file for file in TEMPLATES.rglob("*.html") if COLOUR.search(re.sub(r'href="[^"]*"', "", file.read_text()))]

    assert COLOUR.findall(ACADEMY) == []
    assert pages == []


def test_a_colour_outside_the_tokens_would_be_seen():
    assert [
        bool(COLOUR.search(css)) for css in ("a { color: #fff }", "a { color: red }", "a { color: var(--ink) }")
    ] == [
        True,
        True,
        False,
    ]


def test_no_typeface_stands_outside_the_tokens():
    assert set(re.findall(r"font-family: ([^;}]+?)[; ]", ACADEMY)) <= {"var(--font)", "var(--font-voice)"}


def test_every_token_in_use_is_there():
    used = set(re.findall(r"var\((--[a-z0-9-]+)", ACADEMY))
    used |= {
        name for file in TEMPLATES.rglob("*.html") for name in re.findall(r"var\((--[a-z0-9-]+)", file.read_text())
    }

    assert used - set(re.findall(r"(--[a-z0-9-]+):", TOKENS)) == set()


def test_pine_is_what_the_tokens_say():
    pine = READY["pine"]

    names = ("brand", "brand-strong", "brand-tint", "brand-line", "thread", "link")
    assert [token(name) for name in names] == [getattr(pine, name.replace("-", "_")) for name in names]


@pytest.mark.parametrize("tone", ["good", "due", "late", "calm", "note"])
def test_every_status_can_be_read_on_its_tint_and_on_white(tone):
    assert contrast(token(tone), token(f"{tone}-tint")) >= 4.5
    assert contrast(token(tone), token("paper")) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"), [("ink", "paper"), ("ink", "sand"), ("ink", "focus"), ("ink-quiet", "sand")]
)
def test_words_can_be_read_on_every_ground(ink, ground):
    assert contrast(token(ink), token(ground)) >= 4.5


@pytest.mark.parametrize("name", ["chart-1", "chart-2", "chart-3", "chart-4", "line-strong"])
def test_lines_can_be_seen(name):
    assert contrast(token(name), token("paper")) >= 3
