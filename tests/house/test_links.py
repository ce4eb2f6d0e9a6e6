"""Whatever a page leads to opens for whoever looks at it, and a page's name leads to that page alone."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import urljoin

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from academy.people.rules import Role
from academy.ui import doors
from academy.ui.doors import opens
from tests.house.addresses import values
from tests.house.crawl import Answer, ask, places
from tests.house.crawled import World, build

pytestmark = [pytest.mark.house, pytest.mark.django_db]
LINK = re.compile(rb'<a\b[^>]*\bhref="([^"#]+)')
FORM = re.compile(rb'<(?:form|button)\b[^>]*\b(?:form)?action="([^"#]+)')


@pytest.fixture
def world() -> World:
    return build()


def dead_links(world: World, role: str) -> Iterator[str]:
    """Each address once, however many pages lead to it. What leaves the Academy is not asked."""
    viewer, client, sides = world.viewer(role), world.client(role), (world.own(role), world.mine)
    asked: dict[str, Answer] = {}

    def answer(address: str) -> Answer:
        if address not in asked:
            asked[address] = ask(client, "GET", address)
        return asked[address]

    for place in places():
        if role not in (place.open_to or ()) or "GET" not in place.methods or place.is_api:
            continue
        for page in {place.with_(values(place.route, place.holes, side)) for side in sides}:
            if answer(page).status == 200:
                for address in addresses_on(page, answer(page).body, LINK):
                    if answer(address).status >= 400:
                        yield f"{role}: {address} on {page} answers {answer(address).status}"
                for address in addresses_on(page, answer(page).body, FORM):
                    if not opens(viewer, address):
                        yield f"{role}: {address} on {page} is sent to, and does not open"


def addresses_on(page: str, body: bytes, where: re.Pattern[bytes]) -> set[str]:
    found = {urljoin(page, unescape(address.decode())) for address in where.findall(body)}
    return {address for address in found if address.startswith("/") and "sign-out" not in address}


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_no_page_leads_to_one_that_does_not_open(world, role):
    dead = sorted(set(dead_links(world, role)))

    assert not dead, "\n".join(dead)


def test_a_link_to_a_locked_door_would_be_seen(world, monkeypatch):
    monkeypatch.setattr(doors, "opens", lambda viewer, address: True)

    assert "member: /practice/ on /practice/tools/ answers 404" in dead_links(world, Role.MEMBER.value)


def views_by_name(resolver: URLResolver) -> dict[str, set[Callable[..., object]]]:
    found: dict[str, set[Callable[..., object]]] = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found.setdefault(pattern.name or "", set()).add(pattern.callback)
        elif not pattern.namespace:
            for name, views in views_by_name(pattern).items():
                found.setdefault(name, set()).update(views)
    return found


def test_no_two_pages_have_the_same_name():
    named = views_by_name(get_resolver())

    assert [name for name, views in named.items() if name and len(views) > 1] == []
    assert len(named) > 300
