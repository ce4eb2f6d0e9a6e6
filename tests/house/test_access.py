"""The table of who may see and do what, `access.csv`, and every page and endpoint: they say the same, one to one.

The crawl stands beside the code that it checks: what a cell means is worked out here from the table and from where a
record lies (one's own, in the team, in another team, in another agency), not by asking `visible()`.
"""

from collections.abc import Iterator

import pytest
from django.db import models

from academy.people import scope
from academy.people.rules import Reach, Role, access
from tests.house.addresses import WORDS, example_of, number_of, values
from tests.house.crawl import Place, ask, numbers_in, places
from tests.house.crawled import Side, World, build

pytestmark = [pytest.mark.house, pytest.mark.django_db]
ROLES = [role.value for role in Role]
OPEN = {200, 201, 202, 204, 302, 405, 409, 422}
# How far each reach goes, by where the record lies.
LIES_WITHIN = {
    Reach.NONE: set(),
    Reach.COUNTS: set(),
    Reach.SELF: {"own"},
    Reach.TEAM: {"own", "team"},
    Reach.ORGANISATION: {"own", "team", "beside"},
    Reach.AUTHORITY: {"own", "team", "beside", "other"},
}
# What a page refuses though the table lets it: where the record lies, and why.
NARROWER = {
    "record-supervision": ({"own"}, "nobody supervises themselves"),
    "approval": ({"own"}, "nobody approves what they booked themselves"),
    "withdraw-completion": ({"own"}, "nobody corrects their own record"),
    "accept-reflection": ({"own"}, "nobody says of their own reflection that they talked about it"),
    "shown-reflection": ({"own"}, "somebody shows it to their line manager, not to themselves"),
    "confirm-self-assessment": ({"own"}, "nobody confirms their own scores"),
    "manager-follow-up": ({"own"}, "nobody is asked what they saw of themselves"),
}
# What answers as if it were not there until it is asked for more than an address.
NEEDS_MORE = {
    "exemption-take-back": "to be whoever asked for it",
    "exemption-end": "an exemption that counts",
    "ask-second-grade": "an audit that is finished",
    "my-team-chosen": "the people who were ticked on the page before",
    "merge-new": "two people",
    "merge-two": "two people",
    "look-as": "a demonstration",
    "change-steps": "an item that is a pathway",
    "describe-resource": "what was sent on the page before",
    "reset-second-factor": "somebody else: nobody takes away their own second step here",
}
# Who sees numbers only reads of any team in words, and of nobody in it.
OF_EVERY_TEAM = {"early-warning-team", "early-warning-series"}
# What is read before it is known who asks: a file that did not come is said first.
READ_FIRST = {"send_file", "raise_signal"}


@pytest.fixture
def world() -> World:
    return build()


def tabled() -> list[Place]:
    return [place for place in places() if place.open_to is not None and not place.is_for_everyone]


def test_every_page_obeys_a_line_of_the_table_and_every_line_has_a_page():
    named = {place.what for place in tabled()}

    assert [place.route for place in tabled() if place.what not in access()] == []
    assert [place.route for place in tabled() if place.open_to != _roles_of(place.what)] == []
    assert sorted(set(access()) - named - ASKED_WITHIN_PAGES) == []


# Lines that decide what stands on a page, and open none of their own.
ASKED_WITHIN_PAGES = {
    "find people",
    "read board packs",
    "see follow-ups",
    "see how many are up to date",
    "see who owns improvement",
}


def _roles_of(what: str) -> frozenset[str]:
    return frozenset(role for role, cell in access()[what].items() if cell != Reach.NONE)


@pytest.mark.parametrize("role", ROLES)
def test_what_opens_to_a_role_is_what_its_column_says(world, role):
    wrong = list(differences(world, role))

    assert not wrong, "\n".join(wrong)


def test_a_hole_in_the_scope_is_found(world, monkeypatch):
    everything = frozenset([Reach.AUTHORITY])
    monkeypatch.setattr(scope.Viewer, "reach", lambda viewer, what: everything)

    assert len(list(differences(world, Role.TRAINING_LEAD))) > 10


def test_a_page_open_to_a_role_too_many_is_found(world, monkeypatch):
    monkeypatch.setitem(access()["list people"], "manager", Reach.NONE)
    monkeypatch.setitem(access()["see retention"], "member", Reach.NONE)

    assert {fault.split()[2] for fault in differences(world, "member")} == {
        *("retention", "leaving", "compare-intakes", "staying-groups", "staying"),
    }


def test_a_page_is_read_or_sent_and_asked_in_no_other_way(world):
    client, wrong = world.client(Role.ACADEMY), []
    for place in (place for place in places() if not place.is_api and not place.is_by_key):
        address = place.with_(values(place.route, place.holes, world.mine))
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
            status = client.generic(method, address).status_code
            if status != 405:
                wrong.append(f"{method} {address}: {status}")

    assert wrong == []


def differences(world: World, role: str) -> Iterator[str]:
    """Where an answer is not what the table says of this role, address by address."""
    client, sides = world.client(role), _sides(world, role)
    for place in tabled():
        for lies, side in sides if is_about_somebody(world, place) else [("", world.mine)]:
            address = place.with_(values(place.route, place.holes, side))
            for method in place.methods:
                status = ask(client, method, address, body={**place.body, **_named(place, side)}).status
                if not _is_as_said(place, role, lies, status):
                    said = f"“{place.what}” says {_cell(place, role)}"
                    yield f"{method} {lies or '-'} {place.name} {address}: {status}, and {said}"


def _sides(world: World, role: str) -> list[tuple[str, Side]]:
    """A record of each kind of nearness to whoever looks."""
    team = [] if role == Role.PRACTITIONER else [("team", world.mine)]
    return [("own", world.own(role)), *team, ("beside", world.beside()), ("other", world.theirs)]


def _named(place: Place, side: Side) -> dict[str, int]:
    """What an endpoint is sent that names a record: one of this side's."""
    names = {name: name.removesuffix("_id") for name in numbers_in(place.body)}
    return {name: number_of(side[thing]) for name, thing in names.items() if thing in side.things}


def is_about_somebody(world: World, place: Place) -> bool:
    if not place.holes and "person" in place.body:
        return True
    if set(place.holes) <= set(WORDS):
        return False
    thing = world.mine.things.get(example_of(place.route)) if place.holes else None
    return isinstance(thing, models.Model) and getattr(thing, "scope_path", scope.EVERYONE) != scope.EVERYONE


def _is_as_said(place: Place, role: str, lies: str, status: int) -> bool:
    refused, _ = NARROWER.get(place.name, (set(), ""))
    if lies and not (place.name in OF_EVERY_TEAM and _cell(place, role) == Reach.COUNTS):
        is_open = lies in LIES_WITHIN[_cell(place, role)] and lies not in refused
    else:
        is_open = _cell(place, role) != Reach.NONE
    if not is_open:
        return status in {404, 405} or (status == 422 and place.name in READ_FIRST)
    return status in OPEN or (status == 404 and (place.name in NEEDS_MORE or (not lies and bool(place.holes))))


def _cell(place: Place, role: str) -> Reach:
    return access()[place.what][role]
