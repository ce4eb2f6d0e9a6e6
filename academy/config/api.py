"""The API: the same queries and actions as the pages, typed in and typed out. Signed in by the same cookie,
with the same protection against forged requests, or by a key. What there is, `described.py` says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.parser import Parser
from ninja.security import HttpBearer, django_auth

from academy import __version__
from academy.audits.api import router as audits
from academy.booking.api import router as booking
from academy.catalogue.api import router as catalogue
from academy.core.refusals import Refused
from academy.elearning.api import router as elearning
from academy.frameworks.api import router as frameworks
from academy.frameworks.api.practice import router as practice
from academy.impact.api import router as impact
from academy.improvement.api import router as improvement
from academy.needs.api import router as needs
from academy.people.api import router as people
from academy.plan.api import router as plan
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
            _refuse_zero("".join(value for value in values if isinstance(value, str)).encode())  # files have any byte
        return super().parse_querydict(data, list_fields, request)


class Key(HttpBearer):
    """The middleware has looked at it: an endpoint only learns that there was one."""

    def __call__(self, request: HttpRequest) -> Any:
        return request.viewer.connection  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError


def _refuse_zero(sent: bytes) -> None:
    if b"\0" in sent:
        raise HttpError(400, "Text cannot hold a zero character.")


api = NinjaAPI(
    title="Children’s Workforce Academy",
    version=__version__,
    docs_url=None,
    openapi_url=None,
    auth=[Key(), django_auth],
    parser=Reader(),
)
for prefix, router in {
    "people": people,
    "catalogue": catalogue,
    "frameworks": frameworks,
    "how-we-practise": practice,
    "booking": booking,
    "learn": elearning,
    "records": records,
    "improvement": improvement,
    "needs": needs,
    "plan": plan,
    "practice": audits,
    "surveys": surveys,
    "workforce": workforce,
    "impact": impact,
}.items():
    api.add_router(f"/{prefix}/", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return api.create_response(request, {"detail": refusal.words}, status=409)
