"""PDF that can be read aloud: tagged, titled, in English, checked against PDF/UA-1 as it is made.

What people typed goes in as JSON and is only ever text: a name is never read as markup.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst
from django.conf import settings

from academy.ui.context import current_theme

Standard = Literal["ua-1"] | None


def pdf(template: Path, facts: Mapping[str, Any], *, made_on: date) -> bytes:
    """In our own typeface; what it cannot write, from the machine's; and unchecked sooner than not at all."""
    ways: tuple[tuple[bool, Standard], ...] = ((False, "ua-1"), (True, "ua-1"), (True, None))
    for has_system_fonts, standard in ways:
        try:
            return _compiled(template, {**_house(), **facts}, made_on, has_system_fonts, standard)
        except typst.TypstError as fault:
            last = fault
    raise last


def png(svg: str, *, wide: int = 1440) -> bytes:
    """A drawing of ours as a picture, for programs that show no SVG. Its words are in our own typeface."""
    source = (
        "#set page(width: 720pt, height: auto, margin: 0pt, fill: white)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    compiler = typst.Compiler(source.encode(), font_paths=_fonts(False), sys_inputs={"svg": svg})
    made = compiler.compile(format="png", ppi=72 * wide / 720)
    if not isinstance(made, bytes):
        raise TypeError("A picture is one file.")
    return made


def _compiled(
    template: Path, facts: Mapping[str, Any], made_on: date, has_system_fonts: bool, standard: Standard
) -> bytes:
    compiler = typst.Compiler(
        template.read_bytes(),
        font_paths=_fonts(has_system_fonts),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)},
    )
    made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=datetime.combine(made_on, time(12), UTC))
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def _house() -> dict[str, Any]:
    theme = current_theme()
    return {
        "authority": settings.AUTHORITY_NAME,
        "is_demonstration": settings.DEMONSTRATION,
        "brand": theme.brand,
        "brand_tint": theme.brand_tint,
        "thread": theme.thread,
    }


@lru_cache(maxsize=2)
def _fonts(has_system_fonts: bool) -> typst.Fonts:
    """Source Sans, as on the pages, from the package that carries it."""
    package = find_spec("font_source_sans_pro")
    folders = [str(Path(package.origin).parent / "files")] if package and package.origin else []
    return typst.Fonts(include_system_fonts=has_system_fonts, include_embedded_fonts=True, font_paths=folders)
