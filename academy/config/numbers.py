"""Numbers in addresses."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

LARGEST = 2**63 - 1


class NumbersMiddleware:
    """A number that no database can hold is nobody’s: it reads like one that never was."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: object, args: Any, values: dict[str, Any]) -> None:
        if any(isinstance(value, int) and value > LARGEST for value in values.values()):
            raise Http404
