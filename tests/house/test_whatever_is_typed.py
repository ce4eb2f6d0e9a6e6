"""Every form that somebody can open, sent with what nobody should type: an answer each time, and never a fault of ours.

How much is said by ACADEMY_FORM_CASES: `all` sends everything to every form as every role, before a release.
"""

import os
from collections.abc import Iterator
from itertools import cycle

import pytest
from django.core.validators import ProhibitNullCharactersValidator
from django.test import Client

from academy.people.rules import Role
from tests.house.addresses import values
from tests.house.crawl import Answer, Place, ask, places
from tests.house.crawled import World, build
from tests.house.filled import Filled, forms_in

pytestmark = [pytest.mark.house, pytest.mark.django_db]
EVERYTHING = os.environ.get("ACADEMY_FORM_CASES") == "all"
GROWING = "ßİ&"  # longer without capitals, or written out
ROLES = [role.value for role in Role]
NASTY = [
    *("a\0b", "\u202eabc", "👩\u200d👧", "e" + "\u0301" * 400, " \u00a0\u200b", "\ufffe\uffff", "x" * 200_000),
    *("\r\nBcc: x@y", "9" * 40, "-1", "0", "1e400", "NaN", "-Infinity", "9223372036854775808", "32768", "٣", "²"),
    *("0000-00-00", "31/12/9999", "1 January 0001", "29 February 2027", "99999-01-01", "25:99", "24:00", "2026-13-45"),
    *("0x10", "1_000", "http://[::1", "javascript:x", "@", "a@b", "on", ""),
    *("<script>alert(1)</script>", "{{ 7 }}{% load %}", "' OR 1=1 --", "../../etc/passwd", "%00%s%n", "=1+1"),
    *("\\u0000", "[]", "{}", "null", "true", '{"a": [1]}', "[" * 5_000),
]  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


def forms_of(world: World, role: str) -> Iterator[tuple[Client, str, Filled]]:
    """Of a few cases, each form is the Academy team’s where it opens to them, and somebody else’s otherwise."""
    client = world.client(role)
    for place in places():
        if place.is_api or "GET" not in place.methods or not _is_for(place, role):
            continue
        address = place.with_(values(place.route, place.holes, world.mine))
        for form in forms_in(ask(client, "GET", address).body):
            yield client, form.action or address, form


def _is_for(place: Place, role: str) -> bool:
    opens_to = place.open_to or frozenset()
    return role in opens_to and (EVERYTHING or role == Role.ACADEMY or Role.ACADEMY not in opens_to)


def send(client: Client, address: str, form: Filled, fields: dict[str, list[str]]) -> Answer:
    if form.method == "post":
        return ask(client, "POST", address, form=fields)
    return ask(client, "GET", address.partition("?")[0], {name: value for name, [value, *_] in fields.items() if value})


def ways(form: Filled, nasty: str) -> Iterator[dict[str, list[str]]]:
    """All fields at once; before a release each by itself, too: one that is refused hides what the others do."""
    buttons = {name: [value] for name, value in form.buttons[:1]}
    short = nasty[:2_000] if form.method == "get" else nasty  # an address is not longer
    yield {**{name: [short] for name in form.fields}, **buttons}
    for name in form.fields if EVERYTHING else ():
        yield {**form.fields, **buttons, name: [short]}


def longest(form: Filled) -> dict[str, list[str]]:
    """Sound but for the free text, each as long as it may be."""
    words = {name: [(GROWING * room)[: min(room, 5_000)]] for name, room in form.room.items()}
    return {**form.fields, **{name: [value] for name, value in form.buttons[:1]}, **words}


def faults(world: World, role: str) -> list[str]:
    found, turn = [], cycle(NASTY)
    for client, address, form in forms_of(world, role):
        sent = [longest(form)]
        for nasty in NASTY if EVERYTHING else [next(turn)]:
            sent += ways(form, nasty)
        for fields in sent:
            answer = send(client, address, form, fields)
            if answer.status >= 500:
                found.append(f"{answer.status} {form.method} {address} {str(fields)[:300]}")
    return found


@pytest.mark.parametrize("roles", [[role] for role in ROLES] if EVERYTHING else [ROLES])
def test_whatever_is_typed_is_answered(world, roles):
    wrong = [fault for role in roles for fault in faults(world, role)]

    assert not wrong, "\n".join(wrong)


def test_a_text_that_no_form_refuses_and_no_table_takes_is_seen(world, monkeypatch):
    """The control: forms that let a zero character through."""
    of_people = [place for place in places() if place.route.startswith("people/")]
    monkeypatch.setattr(f"{__name__}.places", lambda: of_people)
    monkeypatch.setattr(f"{__name__}.NASTY", ["a\0b"])
    monkeypatch.setattr(ProhibitNullCharactersValidator, "__call__", lambda *_: None)

    assert faults(world, Role.ACADEMY) != []
