"""What a page shows from a room above its own. Hung on the request here, and only made when a page asks for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from academy.config.menu import menu_of
from academy.impact.measures import used_in_team
from academy.people.switching import look_at_chosen, switcher
from academy.people.views.access import LOOKS_FROM


class JoinsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        look_at_chosen(request)
        request.switcher = SimpleLazyObject(lambda: switcher(request))  # type: ignore[attr-defined]
        request.menu = SimpleLazyObject(lambda: menu_of(request))  # type: ignore[attr-defined]
        request.is_looking = LOOKS_FROM in request.session  # type: ignore[attr-defined]
        request.after_learning = SimpleLazyObject(lambda: used_in_team(request.viewer))  # type: ignore[attr-defined]
        return self.get_response(request)
