"""Scores of what people can do: one’s own that were begun, and those that wait for a line manager."""

from django.urls import reverse

from academy.frameworks import queries as frameworks
from academy.frameworks.models import SelfAssessment
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

MOST = 100


def scores_begun(viewer: Viewer) -> list[Thing]:
    begun = frameworks.own_self_assessments(viewer).filter(sent_at=None).first()
    if begun is None:
        return []
    return [
        Thing(
            heading=f"{begun.framework}: what can you do?",
            why=f"{_how_far(begun)}. Nobody sees it until you send it.",
            action_words="Go on",
            action_about=": what you can do",
            action_url=reverse("score-oneself", args=[begun.pk]),
        )
    ]


def scores_to_confirm(viewer: Viewer) -> list[Thing]:
    waiting = list(frameworks.to_confirm(viewer)[:MOST])
    number, first = len(waiting), next(iter(waiting), None)
    if first is None or first.sent_at is None:
        return []
    who = str(first.person) if number == 1 else f"{in_words(number).capitalize()} of your people"
    return [
        Thing(
            heading=f"{who} {'has' if number == 1 else 'have'} sent you their scores",
            why=f"Yours stand beside theirs. The first since {date_words(first.sent_at.date())}.",
            action_words="Give your scores",
            action_about=": what your people can do",
            action_url=reverse("self-assessments-to-confirm"),
        )
    ]


def _how_far(begun: SelfAssessment) -> str:
    scores = list(frameworks.scores_of(begun))
    return f"{in_words(sum(score.own is not None for score in scores)).capitalize()} of {in_words(len(scores))} scored"
