"""The one address of SCIM. It is open to everybody so that it can refuse in the standard's form; without a key made for
it, it tells nothing."""

import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from scim2_models import ForbiddenException, PayloadTooLargeException, UnauthorizedException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from academy.people.models import Connection
from academy.people.rules import REFUSED_KEY, Scope
from academy.people.scim.quirks import put_right, refuse_zero
from academy.people.scim.service import service
from academy.people.scim.storage import Storage
from academy.people.scope import Request, open_to_everyone

ROOT = "/scim/v2"


@csrf_exempt
@open_to_everyone
def scim(request: Request, endpoint: str) -> HttpResponse:
    """No cookie counts here, only a key; so no other site can ask in somebody's name."""
    try:
        answer = _answer(request, endpoint)
    except Exception as fault:
        answer = service().error_response(fault)
    return _sent(answer)


scim.takes_every_method = True  # type: ignore[attr-defined]


def _answer(request: Request, endpoint: str) -> ScimResponse:
    connection = _connection(request)
    storage = Storage(connection.organisation, by=request.viewer.account, service=service())
    return ScimHandler(service(), storage).handle(_read(request, endpoint))


def _connection(request: Request) -> Connection:
    connection: Connection | None = getattr(request.viewer, "connection", None)
    if connection is None:
        raise UnauthorizedException(detail=REFUSED_KEY)
    if Scope.SCIM not in connection.scopes:
        raise ForbiddenException(detail="This key does not open SCIM. Ask the Academy team for one that does.")
    return connection


def _read(request: HttpRequest, endpoint: str) -> ScimRequest:
    for words in (endpoint, *request.GET.keys(), *request.GET.values()):
        refuse_zero(str(words))
    try:
        body = request.body
    except RequestDataTooBig as fault:
        raise PayloadTooLargeException(detail="The body is too large") from fault
    return ScimRequest(
        method=request.method or "",
        base_url=f"{settings.ADDRESS}{ROOT}",
        path=f"/{endpoint}",
        query=request.GET.dict(),
        headers=dict(request.headers),
        body=put_right(body),
    )


def _sent(answer: ScimResponse) -> HttpResponse:
    body = b"" if answer.body is None else json.dumps(answer.body).encode()
    response = HttpResponse(body, status=int(answer.status))
    for name, value in answer.headers.items():
        response.headers[name] = value
    if answer.body is None:
        del response.headers["Content-Type"]
    response.headers["Cache-Control"] = "no-store"
    return response
