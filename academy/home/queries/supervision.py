"""Whose supervision is overdue, and what a case review gave somebody to do."""

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.programmes import queries
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

MOST = 2


def supervision_overdue(viewer: Viewer) -> list[Thing]:
    """For a line manager: those of the team, as one thing."""
    late = [due for due in queries.team_due(viewer) if due.is_overdue]
    if not late:
        return []
    first, number = late[0], len(late)
    people = f"{in_words(number).capitalize()} of your team" if number > 1 else str(first.person)
    return [
        Thing(
            heading=f"{people} {'are' if number > 1 else 'is'} overdue for supervision",
            why=f"{first.person} longest: it was due {date_words(first.due_on)}. If you have met, record it.",
            tag=Status("Overdue", "late"),
            action_words="Record it",
            action_about="or see whose is due",
            action_url=reverse("supervision"),
        )
    ]


def review_actions(viewer: Viewer) -> list[Thing]:
    """What somebody is to do about a recommendation, the soonest first."""
    return [
        Thing(
            heading=action.words,
            why=f"Yours, after “{action.recommendation.review}”. By {date_words(action.due_on)}.",
            tag=Status("Late", "late") if action.due_on < viewer.on else None,
            action_words="Say it is done",
            action_about=f": {action.words}",
            action_url=reverse("review-action", args=[action.pk]),
        )
        for action in queries.own_actions(viewer)[:MOST]
    ]
