"""What a page shows from a room above its own. Hung on the request here, and only made when a page asks for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from academy.config.menu import menu_of
from academy.impact.measures import used_in_team


class JoinsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.menu = SimpleLazyObject(lambda: menu_of(request))  # type: ignore[attr-defined]
        request.after_learning = SimpleLazyObject(lambda: used_in_team(request.viewer))  # type: ignore[attr-defined]
        return self.get_response(request)
