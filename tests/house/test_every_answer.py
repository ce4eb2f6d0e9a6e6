"""Every page, as somebody who opens it, in an Academy where all that people have written is hostile.

What was written stays text; a page that is only read changes nothing; and every answer says the same to browsers.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Cast, Concat
from django.http import HttpResponseBase
from django.test import Client

from academy.core import clock
from academy.people.rules import Role
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_hand_in,
    make_person,
    make_reflection,
    make_spell,
)
from tests.emptying import ONLY_GROW
from tests.house.addresses import values
from tests.house.crawl import ask, places
from tests.house.crawled import Side, World, build

pytestmark = [pytest.mark.house, pytest.mark.django_db]
HOSTILE = "'\"><xss>{{7*7}}"
SHORTEST = 60  # columns of fewer letters hold codes
CODES = {
    "path",
    "key",
    "hash",
    "digest",
    "code",
    "issuer",
    "client_id",
    "seed",
    "session_key",
    "session_data",
    "password",
}
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
UNFILLED = re.compile(r"\{[{%] [^}]*\}")  # with a space, unlike what is hostile
UNNAMED = re.compile(r'<th scope="col"[^>]*>\s*</th>')
HEADING = re.compile(r"<h([1-6])\b")
WRITES = re.compile(r'\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')
# who was here when and what they looked at, and how often a resource was read
OF_READING = {"people_signin", "core_entry", "core_entryabout", "catalogue_usekey", "catalogue_usemark"}


@dataclass
class Read:
    """One page, and which tables were written while it was read."""

    address: str
    response: HttpResponseBase
    body: bytes
    written: Counter[str]


@pytest.fixture
def world() -> World:
    return build()


def make_hostile() -> int:
    """All free text in every table; what is left are codes and what the database itself refuses to change."""
    changed = 0
    for model in apps.get_models():
        if not model.__module__.startswith("academy.") or model._meta.db_table in ONLY_GROW:
            continue
        for field in filter(is_free_text, model._meta.local_concrete_fields):
            words = Concat(models.Value(HOSTILE), Cast("pk", models.CharField()), output_field=models.TextField())
            try:
                with transaction.atomic():
                    changed += model._base_manager.exclude(**{field.name: ""}).update(**{field.name: words})
            except IntegrityError:
                continue  # one of a few words, as a constraint says
    return changed


def is_free_text(field: models.Field) -> bool:
    if (
        field.choices
        or field.name in CODES
        or isinstance(field, models.EmailField | models.URLField | models.SlugField)
    ):
        return False
    is_long = isinstance(field, models.CharField) and (field.max_length or 0) >= SHORTEST
    return is_long or isinstance(field, models.TextField)


def read_all(world: World, roles: list[str]) -> Iterator[Read]:
    """The Academy team reads all that it opens, and whoever else the rest."""
    for role in roles:
        client = world.client(role)
        for place in places():
            opens_to = place.open_to or frozenset()
            is_theirs = role in opens_to and (role == Role.ACADEMY or Role.ACADEMY not in opens_to)
            if is_theirs and "GET" in place.methods:
                yield read(client, place.with_(values(place.route, place.holes, world.mine)))


def read(client: Client, address: str) -> Read:
    written: Counter[str] = Counter()

    def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITES.match(sql):
            written[found[1]] += 1
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(listen):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return Read(address, response, body, written)


def faults_of(page: Read) -> Iterator[str]:
    if "html" in page.response.headers.get("Content-Type", ""):
        yield from (f"{page.address} {fault}" for fault in faults_of_html(page.body.decode()))
    if tables := sorted(page.written.keys() - OF_READING):
        yield f"{page.address} writes {', '.join(tables)}"
    if missing := [header for header in HEADERS if not page.response.has_header(header)]:
        yield f"{page.address} lacks {', '.join(missing)}"
    if page.response.status_code >= 500:
        yield f"{page.address} answers {page.response.status_code}"
    kept = page.response.headers.get("Cache-Control", "")
    if (
        page.response.status_code == 200 and "no-store" not in kept and "private" not in kept
    ):  # a file may be asked again
        yield f"{page.address} may be kept by others"


def faults_of_html(html: str) -> Iterator[str]:
    if (at := html.find("<xss>")) >= 0:
        yield f"shows what was written as it is: {html[max(0, at - 120) : at + 20]!r}"
    if found := UNFILLED.search(html):
        yield f"shows a template’s own words: {found[0]}"
    if found := UNNAMED.search(html):
        yield "has a column without a heading"
    levels = [int(level) for level in HEADING.findall(html)]
    if skips := [f"h{one} h{two}" for one, two in pairwise(levels) if two > one + 1]:
        yield f"leaves out a level of headings: {', '.join(skips)}"


def test_what_people_wrote_stays_text_and_reading_changes_nothing(world):
    assert make_hostile() > 100

    pages = list(read_all(world, [role.value for role in Role]))

    wrong = [fault for page in pages for fault in faults_of(page)]
    assert not wrong, "\n".join(wrong)
    assert len(pages) > 300
    assert sum(b"&lt;xss&gt;" in page.body for page in pages) > 100


def more_people(side: Side) -> None:
    """Who works there now, learned, wrote and handed in, too."""
    for number in range(3):
        person = make_person("Somebody", f"Else {number}", email=f"else{number}@elsewhere.example")
        make_spell(person, team=side["team"], line_manager=side["manager"])
        make_account(Role.PRACTITIONER, person=person, organisation=side.organisation)
        completion = make_completion(person, side["item"])
        make_reflection(person, completion)
        make_follow_up(completion, used="often", answered_at=clock.now())
        make_hand_in(person, side["item"], organisation=side.organisation)


def pages_of(client: Client, world: World, role: str) -> dict[str, bytes]:
    found = {}
    for place in places():
        if role in (place.open_to or ()) and "GET" in place.methods:
            address = place.with_(values(place.route, place.holes, world.mine))
            found[address] = re.sub(rb"DTSTAMP:\w+", b"", ask(client, "GET", address).plain[2])
    return found


@pytest.mark.parametrize("role", [Role.TRAINING_LEAD.value])
def test_no_list_no_count_and_no_total_tells_how_many_people_another_agency_has(world, role):
    client = world.client(role)
    before = pages_of(client, world, role)
    more_people(world.theirs)

    after = pages_of(client, world, role)

    assert len(after) > 100
    assert [address for address, body in after.items() if body != before[address]] == []


def test_each_fault_would_be_seen(client):
    """The control: a page that has them all."""
    page = read(client, "/people/sign-in/")
    del page.response["Referrer-Policy"]
    page.written["people_person"] += 1
    page.body += f'{HOSTILE}<th scope="col"> </th>{{{{ person }}}}<h1></h1><h3></h3>'.encode()
    page.response.headers["Cache-Control"] = "public"

    assert [fault.split(":")[0] for fault in faults_of(page)] == [
        "/people/sign-in/ shows what was written as it is",
        "/people/sign-in/ shows a template’s own words",
        "/people/sign-in/ has a column without a heading",
        "/people/sign-in/ leaves out a level of headings",
        "/people/sign-in/ writes people_person",
        "/people/sign-in/ lacks Referrer-Policy",
        "/people/sign-in/ may be kept by others",
    ]
