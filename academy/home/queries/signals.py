"""Signals that wait to be weighed, and needs to act on that stand in no plan."""

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.needs import queries as needs
from academy.needs.rules import NeedState, Urgency
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words


def signals_to_weigh(viewer: Viewer) -> list[Thing]:
    """One line however many there are."""
    waiting = needs.signals_to_weigh(viewer).count()
    if not waiting:
        return []
    return [
        Thing(
            heading=f"{in_words(waiting).capitalize()} signal{'s wait' if waiting > 1 else ' waits'} to be weighed",
            why="What audits, reviews, surveys and people have seen. Weighed together, they become needs.",
            action_words="Weigh them" if waiting > 1 else "Weigh it",
            action_url=reverse("signals"),
        )
    ]


def needs_to_plan(viewer: Viewer) -> list[Thing]:
    """The most urgent needs that nobody has planned for."""
    open_needs = needs.standing_needs(viewer).filter(urgency=Urgency.NOW, state=NeedState.OPEN)
    return [
        Thing(
            heading=need.title,
            why=f"A need to act on now, of {need.size:,} people, and not in the plan yet.",
            tag=Status("Now", "late"),
            action_words="Open the need",
            action_about=f": {need.title}",
            action_url=need.get_absolute_url(),
        )
        for need in open_needs[:2]
    ]
