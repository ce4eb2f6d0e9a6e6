"""An authority's colours are looked at before the Academy starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from .theme import ThemeRefused, theme_from


@register()
def theme_is_readable(**_: Any) -> list[CheckMessage]:
    try:
        theme_from(settings.ACADEMY_THEME)
    except ThemeRefused as refused:
        return [Error(reason, hint="Change ACADEMY_THEME.", id="academy.ui.E001") for reason in refused.reasons]
    return []
