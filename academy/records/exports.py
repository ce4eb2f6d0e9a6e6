"""A certificate as a PDF that can be read aloud: tagged, titled, in English, checked against PDF/UA-1 as it is made.

What people typed goes in as JSON and is only ever text: a name is never read as markup.
"""

import json
from datetime import UTC, datetime, time
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst
from django.conf import settings
from django.urls import reverse

from academy.catalogue.rules import hours_words, kind_words
from academy.records.models import Certificate
from academy.records.rules import in_words
from academy.ui.context import current_theme

TEMPLATE = Path(__file__).parent / "templates" / "records" / "certificate.typ"
Standard = Literal["ua-1"] | None


def certificate_pdf(certificate: Certificate) -> bytes:
    """In our own typeface; what it cannot write, from the machine's; and unchecked sooner than not at all."""
    ways: tuple[tuple[bool, Standard], ...] = ((False, "ua-1"), (True, "ua-1"), (True, None))
    for has_system_fonts, standard in ways:
        try:
            return _compiled(certificate, has_system_fonts, standard)
        except typst.TypstError as fault:
            last = fault
    raise last


def file_name(certificate: Certificate) -> str:
    completion = certificate.completion
    return f"certificate-{completion.item.code}-{completion.completed_on:%Y-%m-%d}.pdf"


def _compiled(certificate: Certificate, has_system_fonts: bool, standard: Standard) -> bytes:
    compiler = typst.Compiler(
        TEMPLATE.read_bytes(),
        font_paths=_fonts(has_system_fonts),
        sys_inputs={"facts": json.dumps(_facts(certificate), ensure_ascii=False)},
    )
    made = compiler.compile(
        format="pdf",
        pdf_standards=standard,
        timestamp=datetime.combine(certificate.issued_on, time(12), UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def _facts(certificate: Certificate) -> dict[str, str | bool]:
    completion, theme = certificate.completion, current_theme()
    item = completion.item
    return {
        "authority": settings.AUTHORITY_NAME,
        "is_demonstration": settings.DEMONSTRATION,
        "person": completion.person.name,
        "item": item.title,
        "kind": kind_words(item.kind, item.hours),
        "hours": hours_words(completion.hours),
        "completed_on": in_words(completion.completed_on),
        "summary": item.summary,
        "offered_by": item.organisation.name,
        "door": completion.get_door_display(),
        "issued_on": in_words(certificate.issued_on),
        "code": certificate.shown_code,
        "check_at": settings.ADDRESS + reverse("verify"),
        "check_link": settings.ADDRESS + reverse("verify", args=[certificate.shown_code]),
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
