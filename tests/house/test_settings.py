"""Every setting has its line in the reference, and every line there its setting."""

import re

import pytest

from academy.config.env import Env
from tests.house.code import ROOT

pytestmark = pytest.mark.house


def settings_in(page: str) -> list[str]:
    """The names in the first column of its tables."""
    return re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.MULTILINE)


def test_the_reference_lists_exactly_the_settings():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    assert sorted(settings_in(page)) == sorted(Env.model_fields)


def test_a_setting_that_is_missing_or_made_up_would_be_seen():
    page = (
        "| setting | does |\n| --- | --- |\n| `DATABASE_URL` | which |\n| `ACADEMY_MADE_UP` | none |\n`ACADEMY_DEBUG`"
    )

    assert settings_in(page) == ["DATABASE_URL", "ACADEMY_MADE_UP"]
