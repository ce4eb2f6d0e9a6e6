"""Whether a page opens for whoever looks, by the roles that it says it is for: nobody is led to a locked door."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve


def opens(viewer: Any, address: str) -> bool:
    """True also of what leads out of the Academy, and of what is for everybody."""
    try:
        page: Any = resolve(urlsplit(address).path).func
    except Resolver404:
        return True
    return viewer is None or not hasattr(page, "what") or viewer.is_any_of(page.open_to)
