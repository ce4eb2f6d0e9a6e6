"""Every address is asked by the crawl. That every template is shown by some test, `seen.py` says after a whole run."""

import re

import pytest
from django.test import Client

from tests.house.addresses import values
from tests.house.code import ROOT
from tests.house.crawl import Place, ask, places
from tests.house.crawled import World, build
from tests.house.seen import SHOWN_OTHERWISE, Seen, our_templates, unshown

pytestmark = [pytest.mark.house, pytest.mark.django_db]


@pytest.fixture
def world() -> World:
    return build()


def asked(world: World, wanted: list[Place]) -> set[str]:
    """Each address in every way it may be asked, by somebody whom it opens to."""
    with Seen() as seen:
        for place in wanted:
            client = Client() if place.is_for_everyone else world.client(sorted(place.open_to or ())[0])
            client.raise_request_exception = False
            address = place.with_(values(place.route, place.holes, world.mine))
            for method in place.methods:
                ask(client, method, address, body=place.body)
    return set(map(plain, seen.routes))


def plain(route: str) -> str:
    """Pages and endpoints write the holes of an address each in their own way."""
    return re.sub(r"[<{](?:\w+:)?(\w+)[>}]", r"<\1>", route)


def test_every_address_there_is_is_asked(world):
    assert sorted({plain(place.route) for place in places()} - asked(world, places())) == []


def test_an_address_that_nobody_asks_would_be_seen(world):
    left_out, *rest = places()

    assert plain(left_out.route) not in asked(world, rest[:3])


def test_a_template_that_nobody_shows_would_be_seen(tmp_path):
    for name in ("shown.html", "never_shown.html"):
        file = tmp_path / "room" / "templates" / "room" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("")

    assert unshown(our_templates(tmp_path), ["room/shown.html"]) == ["room/never_shown.html"]


def test_what_is_asked_and_shown_is_seen_and_nothing_else(client):
    with Seen() as seen:
        seen.test = "this one"
        client.get("/help/")
    client.get("/accessibility/")

    assert "help/" in seen.routes
    assert seen.templates["home/help.html"] == seen.templates["ui/page.html"] == "this one"
    assert not any("accessibility" in name for name in (*seen.routes, *seen.templates))


def test_what_is_drawn_by_another_program_is_there_and_has_its_test():
    assert set(SHOWN_OTHERWISE) <= our_templates()
    assert [test for test in SHOWN_OTHERWISE.values() if not (ROOT / test).is_file()] == []
