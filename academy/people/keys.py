"""How machines come in: by a key that is looked at on every request, and never with a session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from academy.core.refusals import Refused
from academy.people.actions import accept_key
from academy.people.connected import Connected
from academy.people.rules import TooManyRequests

SCIM = "/scim/"
SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
DOORS = ("/api/", SCIM)  # on a page a key means nothing


class KeyMiddleware:
    """`Authorization: Bearer cwa_...` instead of a cookie. A key that is refused is not tried as something else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_in(request)
        if key is None:
            return self.get_response(request)
        try:
            connection = accept_key(key, address=request.META.get("REMOTE_ADDR", ""))
        except Refused as refused:
            return refusal(refused, in_scim=request.path.startswith(SCIM))
        request.viewer = Connected(connection)  # type: ignore[attr-defined]
        return self.get_response(request)


def key_in(request: HttpRequest) -> str | None:
    """None when nothing was sent as a key; an empty one is still a key, and refused."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if request.path.startswith(DOORS) and scheme.lower() == "bearer" else None


def refusal(refused: Refused, *, in_scim: bool = False) -> HttpResponse:
    """Told apart by how it reads to a machine: come in differently, or come back later."""
    status = 429 if isinstance(refused, TooManyRequests) else 401
    said = {"detail": refused.words}
    answer = JsonResponse({"schemas": [SCIM_ERROR], "status": str(status), **said} if in_scim else said, status=status)
    if in_scim:
        answer.headers["Content-Type"] = "application/scim+json"
    if isinstance(refused, TooManyRequests):
        answer.headers["Retry-After"] = str(refused.seconds)
    else:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
