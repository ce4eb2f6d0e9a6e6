"""What the page frame shows on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .theme import Theme, theme_from

_themes: dict[str, Theme] = {}


def frame(request: HttpRequest) -> dict[str, Any]:
    """`request.menu` and `request.switcher` are set, lazily, by config; a page without them has a plain header."""
    theme = current_theme()
    return {
        "authority": {
            "name": settings.AUTHORITY_NAME,
            "line": settings.AUTHORITY_LINE,
            "mark": getattr(settings, "AUTHORITY_MARK", ""),
        },
        "is_demonstration": settings.DEMONSTRATION,
        "safety": {"team": settings.SAFETY_TEAM, "phone": settings.SAFETY_PHONE},
        "contact_email": settings.CONTACT_EMAIL,
        "menu": list(getattr(request, "menu", ())),
        "switcher": getattr(request, "switcher", None),
        "viewer_name": viewer_name(request),
        "is_looking": getattr(request, "is_looking", False),
        "theme_address": f"{reverse('theme')}?{theme.version}",
        "theme_colour": theme.brand,
    }


def current_theme() -> Theme:
    setting = settings.ACADEMY_THEME
    return _themes.get(str(setting)) or _themes.setdefault(str(setting), theme_from(setting))


def viewer_name(request: HttpRequest) -> str:
    """The signed-in person as the header greets them; empty when nobody has signed in."""
    return str(getattr(getattr(request, "viewer", None), "name", "") or "")
