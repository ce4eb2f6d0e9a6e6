"""Reflections that a line manager may say they talked about, and the survey that a partner has not answered."""

from django.urls import reverse

from academy.home.queries.thing import Thing
from academy.impact import queries
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words


def to_talk_about(viewer: Viewer) -> list[Thing]:
    waiting = queries.reflections_to_accept(viewer).count()
    if not waiting:
        return []
    return [
        Thing(
            heading="Have you talked about what your team wrote?",
            why=f"{in_words(waiting).capitalize()} {'reflection was' if waiting == 1 else 'reflections were'} shown to "
            "you. One tap each, when you have talked about it.",
            action_words="Say which",
            action_about="you talked about",
            action_url=reverse("reflections-to-accept"),
        )
    ]


def partner_survey(viewer: Viewer) -> list[Thing]:
    return [
        Thing(
            heading="How well do agencies work together?",
            why=f"Six statements, about a minute, until {date_words(asked.round.closes_on)}. Kept without your name.",
            action_words="Answer",
            action_about="how well agencies work together",
            action_url=asked.get_absolute_url(),
        )
        for asked in queries.partner_questions(viewer)[:1]
    ]
