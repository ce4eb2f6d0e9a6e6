"""The API: the same queries and actions as the pages, typed in and typed out. Signed in by the same cookie,
with the same protection against forged requests. The description is at /api/openapi.json."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.security import django_auth

from academy import __version__
from academy.booking.api import router as booking
from academy.catalogue.api import router as catalogue
from academy.core.refusals import Refused
from academy.needs.api import router as needs
from academy.people.api import router as people
from academy.people.scope import open_to_everyone
from academy.records.api import router as records
from academy.surveys.api import router as surveys
from academy.workforce.api import router as workforce


class Reader(Parser):
    """No text with a zero character comes in: PostgreSQL can keep none."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        _refuse_zero(request.body.replace(rb"\\", b"").replace(rb"\u0000", b"\0"))
        return super().parse_body(request)

    def parse_querydict(
        self, data: MultiValueDict[str, str], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        for _, values in data.lists():
            _refuse_zero("".join(values).encode())
        return super().parse_querydict(data, list_fields, request)


def _refuse_zero(sent: bytes) -> None:
    if b"\0" in sent:
        raise HttpError(400, "Text cannot hold a zero character.")


api = NinjaAPI(
    title="Children’s Workforce Academy",
    version=__version__,
    docs_url=None,
    openapi_url=None,
    auth=django_auth,
    parser=Reader(),
)
for prefix, router in {
    "people": people,
    "catalogue": catalogue,
    "booking": booking,
    "records": records,
    "needs": needs,
    "surveys": surveys,
    "workforce": workforce,
}.items():
    api.add_router(f"/{prefix}/", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return api.create_response(request, {"detail": refusal.words}, status=409)


@open_to_everyone
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI: what may be asked and how, and nothing of what would be answered."""
    return JsonResponse(api.get_openapi_schema())
