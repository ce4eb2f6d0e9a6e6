"""The description of the API (OpenAPI): what ninja reads from the code, and what every operation answers besides."""

import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from academy.config.api import api
from academy.people.rules import OPENS
from academy.people.scope import open_to_everyone

PROBLEM = {"$ref": "#/components/schemas/Problem"}
BESIDES = {
    "400": "What was sent cannot be read.",
    "401": "Nobody came in: no session, or a key that is not known, has run out or was withdrawn.",
    "403": "The key does not open this, or a write came without the token against forged requests.",
    "404": "Not there, or not yours: the answer is the same.",
    "409": "Refused, with the words that the page would show.",
    "422": "What was sent is not of this form.",
    "429": "Too much in one minute with one key.",
}
RETRY_AFTER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "Sent again with the same key and body within a day, it is answered again and not done again.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}


@open_to_everyone
def description(request: HttpRequest) -> HttpResponse:
    """What may be asked and how, and nothing of what would be answered."""
    return JsonResponse(described())


def described() -> dict[str, Any]:
    schema: dict[str, Any] = api.get_openapi_schema()
    schema["components"].setdefault("schemas", {})["Problem"] = {
        "type": "object",
        "title": "Problem",
        "required": ["detail"],
        "properties": {
            "detail": {
                "description": "A sentence; of what is not of this form, a list that says where and what.",
                "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}],
            }
        },
    }
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            _say_what_else(operation, method=method, path=path)
    return schema


def _say_what_else(operation: dict[str, Any], *, method: str, path: str) -> None:
    answers = operation["responses"]
    for status, said in BESIDES.items():
        answer: dict[str, Any] = {"description": said, "content": {"application/json": {"schema": PROBLEM}}}
        answers[status] = answer | ({"headers": RETRY_AFTER} if status == "429" else {})
    operation["responses"] = {str(status): answers[status] for status in sorted(answers, key=str)}
    if method == "post":
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    if scope := _scope(method, path):
        operation["x-scope"] = scope


def _scope(method: str, path: str) -> str:
    """Which scope a key needs, as the endpoint itself says what it is for."""
    return str(OPENS.get(_what_for().get((method.upper(), path), ""), ""))


@cache
def _what_for() -> dict[tuple[str, str], str]:
    return {
        (method, re.sub(r"{\w+:", "{", f"/api/{prefix.strip('/')}/{path.lstrip('/')}")): operation.view_func.what
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
        if hasattr(operation.view_func, "what")
    }
