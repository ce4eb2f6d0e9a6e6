"""The two addresses of `ui`: the authority's colours, and the gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from .context import current_theme
from .gallery import components


def _version(request: HttpRequest) -> str:
    return f'"{current_theme().version}"'


@require_safe
@condition(etag_func=_version)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Pages ask for it with its version in the address, so it may be kept for a year."""
    is_versioned = current_theme().version in request.META.get("QUERY_STRING", "")
    response = HttpResponse(current_theme().as_css(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={31_536_000 if is_versioned else 300}" + ", immutable" * is_versioned
    return response


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", components(request))


# A page says who it is for; `ui` stands below `people`, so it says it without the decorator.
theme_css.open_to = gallery.open_to = frozenset(["everyone"])  # type: ignore[attr-defined]
