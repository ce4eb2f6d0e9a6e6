"""What waits because of improvement plans: actions of one's own, answers to committees, risks to look at again."""

from datetime import timedelta

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.improvement.queries import plans, programme, recommendations
from academy.improvement.rules.plans import DUE_SOON, lateness_words
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

MOST = 3
ANSWER_SOON = timedelta(days=28)


def own_improvement(viewer: Viewer) -> list[Thing]:
    """Theirs: what is late or due soon, what a committee waits for, and risks whose day has come."""
    return _actions(viewer) + _answers(viewer) + _risks(viewer)


def to_keep_moving(viewer: Viewer) -> list[Thing]:
    """For whoever keeps the plan: what may be called embedded, and what nobody sees to any more."""
    ready = [one for one in plans.to_embed(viewer, on=viewer.on) if plans.may_embed(viewer, one)]
    if not ready:
        return []
    number, first = len(ready), ready[0]
    some = f"{in_words(number).capitalize()} action{'' if number == 1 else 's'}"
    return [
        Thing(
            heading=f"Has it lasted? {some} to look at again",
            why=f"Complete for long enough. The first: {first}.",
            action_words="Look at it",
            action_about=f": {first}",
            action_url=first.get_absolute_url(),
        )
    ]


def _actions(viewer: Viewer) -> list[Thing]:
    near = plans.own_actions(viewer).filter(due_on__lte=viewer.on + DUE_SOON)[:MOST]
    return [
        Thing(
            heading=action.title,
            why=f"Yours, in {action.priority.plan}. By {date_words(action.due_on)}.",
            tag=Status("Late", "late") if lateness_words(action.due_on, on=viewer.on) else None,
            action_words="Say how it stands",
            action_about=f": {action}",
            action_url=action.get_absolute_url(),
        )
        for action in near
    ]


def _answers(viewer: Viewer) -> list[Thing]:
    if not viewer.may(recommendations.SEE):
        return []
    near = recommendations.own_unanswered(viewer).filter(respond_by__lte=viewer.on + ANSWER_SOON)[:MOST]
    return [
        Thing(
            heading=f"Answer the {one.committee}",
            why=f"{one} By {date_words(one.respond_by)}.",
            tag=Status("Late", "late") if one.respond_by < viewer.on else None,
            action_words="Answer it",
            action_about=f": {one}",
            action_url=reverse("answer-recommendation", args=[one.pk]),
        )
        for one in near
    ]


def _risks(viewer: Viewer) -> list[Thing]:
    if not viewer.may("see plan risks"):
        return []
    return [
        Thing(
            heading=f"Look again at a risk: {one}",
            why=f"Yours to watch. Its day was {date_words(one.review_on)}.",
            action_words="Look at it",
            action_about=f": {one}",
            action_url=reverse("review-plan-risk", args=[one.pk]),
        )
        for one in programme.own_risks_due(viewer, on=viewer.on)[:MOST]
    ]
