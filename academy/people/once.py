"""A write that is sent twice happens once: `Idempotency-Key` on a POST to the API.

What was done is answered again, word for word, for a day. What was refused changed nothing, so it may be tried again.
"""

import hashlib
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from academy.people import rules
from academy.people.actions import hold_repeat, keep_repeat
from academy.people.keys import DOORS
from academy.people.models import Repeat
from academy.people.scope import Viewer

HEADER = "Idempotency-Key"


class OnceMiddleware:
    """The row that remembers is written with the write itself: both are there, or neither, whatever fails."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key, viewer = request.headers.get(HEADER), request.viewer  # type: ignore[attr-defined]
        if key is None or viewer.account is None or request.method != "POST" or not request.path.startswith(DOORS):
            return self.get_response(request)
        if not rules.is_repeat_key(key):
            return JsonResponse({"detail": f"{HEADER} takes 1 to 200 letters, digits and signs"}, status=400)
        asked = what_was_asked(request, viewer)
        with transaction.atomic():
            repeat = hold_repeat(viewer, key, asked=asked)
            if repeat.status is not None:
                return answer_again(repeat, asked)
            response = self.get_response(request)
            if 200 <= response.status_code < 300 and isinstance(response, HttpResponse):
                keep_repeat(repeat, response.status_code, response.content, response.headers["Content-Type"])
            else:
                transaction.set_rollback(True)
        return response


def what_was_asked(request: HttpRequest, viewer: Viewer) -> str:
    """Also with which reach: whoever has lost a role since is not answered what they could see then."""
    parts = [
        request.get_full_path().encode(),
        (request.content_type or "").encode(),
        *map(str.encode, reach_of(viewer)),
    ]
    digest = hashlib.sha256()
    for part in [*parts, request.body]:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def reach_of(viewer: Viewer) -> list[str]:
    held = [f"{grant.role} {grant.organisation.path}" for grant in viewer.grants]
    system = viewer.connection
    return sorted(held if system is None else [system.organisation.path, *system.scopes])


def answer_again(repeat: Repeat, asked: str) -> HttpResponse:
    if repeat.asked != asked:
        return JsonResponse({"detail": f"This {HEADER} was used for something else. Choose another"}, status=409)
    answer = HttpResponse(bytes(repeat.answer or b""), content_type=repeat.content_type, status=repeat.status)
    answer.headers["Idempotency-Replayed"] = "true"
    return answer
