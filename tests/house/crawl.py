"""Every address of the Academy, as its own resolver and its API tell them, and who each is for."""

import json
import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.db import transaction
from django.db.models import Max
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from academy.config.api import api
from academy.core.models import Notice
from academy.people.scope import EVERYONE

# libraries' own views, which the middleware closes to everybody
OF_LIBRARIES = ("ninja.", "functools")
AN_ADDRESS = "somebody@weyshire.example"
CHANGES_EACH_TIME = re.compile(rb'csrfmiddlewaretoken" value="[^"]*"|nonce-[\w=+/-]+')


@dataclass(frozen=True)
class Place:
    """One address with holes for what it is about, and the ways it may be asked."""

    route: str
    name: str
    open_to: frozenset[str] | None
    what: str = ""  # the line of `access.csv` that it obeys
    methods: tuple[str, ...] = ("GET", "POST")
    holes: tuple[str, ...] = field(default=())
    body: dict[str, Any] = field(default_factory=dict, hash=False)  # what an endpoint is sent

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    @property
    def is_for_everyone(self) -> bool:
        return self.open_to is not None and EVERYONE in self.open_to

    @property
    def is_by_key(self) -> bool:
        """Open to everybody so that it can refuse in its own form: whoever has no key reads that, and nothing else."""
        return self.route.startswith("scim/")

    def with_(self, values: dict[str, Any]) -> str:
        address = self.route
        for hole in self.holes:
            address = re.sub(rf"<(\w+:)?{hole}>|{{(\w+:)?{hole}}}", lambda _, hole=hole: str(values[hole]), address)
        return f"/{address}"


@dataclass(frozen=True)
class Answer:
    """What came back: how it went, where it leads, and every byte that could be read."""

    status: int
    location: str
    body: bytes

    @property
    def is_sign_in(self) -> bool:
        return self.status == 401 or self.location.startswith("/people/sign-in/?next=")

    @property
    def plain(self) -> tuple[int, str, bytes]:
        return self.status, self.location, CHANGES_EACH_TIME.sub(b"", self.body)


@dataclass
class Told:
    """What was written to people while somebody asked, though all of it was taken back: since the last there was."""

    notices: list[Notice] = field(default_factory=list)
    since: int = field(default_factory=lambda: Notice.objects.aggregate(last=Max("pk"))["last"] or 0)


def places() -> list[Place]:
    return [*pages(get_resolver()), *endpoints()]


def numbers_in(body: dict[str, Any]) -> list[str]:
    """The fields of a body that name a record: `person`, `item_id`."""
    return [name for name, value in body.items() if isinstance(value, int) and not isinstance(value, bool)]


def pages(resolver: URLResolver, before: str = "") -> Iterator[Place]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from pages(pattern, route)
        elif not is_of_a_library(pattern):
            open_to = getattr(pattern.callback, "open_to", None)
            what = getattr(pattern.callback, "what", "")
            yield Place(route, pattern.name or "", open_to, what, holes=tuple(pattern.pattern.converters))


def endpoints() -> Iterator[Place]:
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                route = "api" + re.sub(r"/+", "/", f"/{prefix}/{path}")
                open_to = getattr(operation.view_func, "open_to", None)
                holes = tuple(re.findall(r"{(?:\w+:)?(\w+)}", path))
                name, methods = operation.view_func.__name__, tuple(operation.methods)
                what = getattr(operation.view_func, "what", "")
                yield Place(route, name, open_to, what, methods, holes, body_of(operation))


def body_of(operation: Operation) -> dict[str, Any]:
    """A body that can be read, made from the schema: a refusal must not depend on what was sent."""
    for model in operation.models:
        if model.__ninja_param_source__ == "body":
            schema = model.model_json_schema()
            return example_from(schema, schema.get("$defs", {})).get(next(iter(schema["properties"]), ""), {})
    return {}


def example_from(schema: dict[str, Any], named: dict[str, Any]) -> Any:
    schema = named[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    if schema.get("type") == "object":
        parts = schema.get("properties", {}).items()
        return {name: AN_ADDRESS if name == "email" else example_from(part, named) for name, part in parts}
    if "anyOf" in schema:
        return example_from(schema["anyOf"][0], named)
    plain = {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "array": []}
    formats = {"date": "2026-01-05", "date-time": "2026-01-05T09:30:00Z"}
    return schema.get("enum", [formats.get(schema.get("format"), plain.get(schema.get("type"), "x"))])[0]


def is_of_a_library(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(OF_LIBRARIES)


def ask(
    client: Client,
    method: str,
    address: str,
    query: dict[str, Any] | None = None,
    *,
    body: Any = "{}",
    form: dict[str, list[str]] | None = None,
    told: "Told | None" = None,
) -> Answer:
    """Ask, read all of the answer, and take back whatever it changed; `told` keeps what would have been written."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        if form is not None:
            response = client.post(address, form)
        elif method == "GET":
            response = client.get(address, query or {})
        elif address.startswith("/api/"):
            response = client.generic(method, address, json.dumps(body or {}), content_type="application/json")
        else:
            response = client.generic(method, address, b"sent=yes", content_type="application/x-www-form-urlencoded")
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if told is not None:
            told.notices += Notice.objects.filter(pk__gt=told.since)
        transaction.set_rollback(True)
    client.cookies = cookies
    return Answer(response.status_code, response.headers.get("Location", ""), body)


def readable(body: bytes) -> bytes:
    """What is packed into a file, such as the sheets of a workbook, laid out to be searched."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())
