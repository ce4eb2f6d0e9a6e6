"""What waits for somebody because of what they, or their people, learned."""

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.records import queries as records
from academy.records.rules import profession_of
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

LATELY = 30  # days for which a refusal stands on the home page


def cpd_piece(viewer: Viewer, year: records.CpdYear | None) -> list[Thing]:
    """While the regulator takes applications, and a piece is missing."""
    if viewer.person is None or not viewer.person.swe_number:
        return []
    if not profession_of(swe_number=viewer.person.swe_number).asks_now(viewer.on):
        return []
    year = year or records.cpd_year(viewer.person, on=viewer.on)
    if not year.is_pressing or year.profession is None:
        return []
    return [
        Thing(
            heading=year.missing_words,
            why=f"{year.profession.regulator} asks for {in_words(year.profession.pieces)}, "
            f"{in_words(year.profession.with_peer)} discussed with a peer. Three short questions.",
            tag=Status(f"Due {year.ends_on.day} {year.ends_on:%B}", "due"),
            action_words="Write it",
            action_about="for your CPD",
            action_url=reverse("cpd"),
        )
    ]


def handed_back(viewer: Viewer) -> list[Thing]:
    """What was not accepted, and may be handed in again."""
    refused = records.refused(viewer)
    lately = [one for one in refused[:2] if one.decided_at and _days(viewer, one) <= LATELY]
    return [
        Thing(
            heading=f"{one.title} was not accepted",
            why=f"“{one.reason}” You may hand it in again.",
            action_words="Look at it",
            action_about=f": {one.title}",
            action_url=one.get_absolute_url(),
        )
        for one in lately
    ]


def names_wanted(viewer: Viewer) -> list[Thing]:
    """The Academy team stands in for everybody and is asked by nobody: its list is a page away."""
    if viewer.sees_authority:
        return []
    waiting = records.waiting_for(viewer)
    number = waiting.count()
    first = waiting.first() if number else None
    if first is None:
        return []
    things = "thing" if number == 1 else "things"
    return [
        Thing(
            heading=f"{in_words(number).capitalize()} {things} learned elsewhere {'waits' if number == 1 else 'wait'}",
            why=f"For your name. The first since {date_words(first.handed_in_at.date())}.",
            action_words="Look at it" if number == 1 else "Look at them",
            action_about=": learning from elsewhere",
            action_url=reverse("to-countersign"),
        )
    ]


def _days(viewer: Viewer, one: object) -> int:
    return (viewer.on - one.decided_at.date()).days  # type: ignore[attr-defined]
