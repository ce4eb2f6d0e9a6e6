"""The room’s own documents, set as PDF."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from academy.ui import typesetting

TEMPLATES = Path(__file__).parent.parent / "templates" / "records"


def pdf(template: str, facts: Mapping[str, Any], *, made_on: date) -> bytes:
    return typesetting.pdf(TEMPLATES / template, facts, made_on=made_on)
