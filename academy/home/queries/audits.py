"""What waits because of audits: a concern first of all, then cases, second grades, and actions."""

from django.urls import reverse

from academy.audits.queries import auditing, practice
from academy.audits.queries import findings as found
from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

MOST = 3


def concerns(viewer: Viewer) -> list[Thing]:
    """Before everything else, and also when no message could be sent."""
    return [
        Thing(
            heading="An auditor is worried about a child",
            why=f"Raised by {told.concern.raised_by or 'the Academy'} at {told.concern.organisation}. "
            "It waits for somebody to say what they are doing.",
            tag=Status("Act now", "late"),
            action_words="Open it",
            action_about=f"the concern about case {told.concern.audit.sampled_case.pseudonym}",
            action_url=reverse("concern-told", args=[told.pk]),
        )
        for told in found.concerns_waiting(viewer)[:MOST]
    ]


def from_audits(viewer: Viewer) -> list[Thing]:
    things: list[Thing] = []
    if viewer.may(auditing.DO):
        things += _cases(viewer) + _talks(viewer)
    if viewer.may("moderate audits"):
        things += _second_grades(viewer)
    return things


def own_actions(viewer: Viewer) -> list[Thing]:
    return [
        Thing(
            heading=action.what,
            why=f"Yours, because of {action.finding or action.audit}. By {date_words(action.due_on)}.",
            tag=Status("Late", "late") if action.due_on < viewer.on else None,
            action_words="Say it is done",
            action_about=f": {action.what}",
            action_url=reverse("audit-action", args=[action.pk]),
        )
        for action in found.own_actions(viewer)[:MOST]
    ]


def _cases(viewer: Viewer) -> list[Thing]:
    counts = auditing.open_counts(viewer)
    number = counts["to_open"] + counts["begun"]
    if not number:
        return []
    begun = f"{in_words(counts['begun']).capitalize()} begun. " if counts["begun"] else ""
    return [
        Thing(
            heading=f"{in_words(number).capitalize()} case{'' if number == 1 else 's'} for you to audit",
            why=f"{begun}What you write is saved as you go.",
            action_words="Go on" if counts["begun"] else "Begin",
            action_about="with your audits",
            action_url=reverse("audits"),
        )
    ]


def _talks(viewer: Viewer) -> list[Thing]:
    owed = auditing.feedback_owed(viewer)
    first, number = owed.first(), owed.count()
    if first is None or first.feedback_due_on is None:
        return []
    return [
        Thing(
            heading=f"Talk with {'a worker' if number == 1 else f'{in_words(number)} workers'} about an audit",
            why=f"The first by {date_words(first.feedback_due_on)}: what went well, and what to work on.",
            tag=Status("Late", "late") if first.feedback_due_on < viewer.on else None,
            action_words="Write it down",
            action_about="when you have talked",
            action_url=reverse("audits"),
        )
    ]


def _second_grades(viewer: Viewer) -> list[Thing]:
    number = practice.to_moderate(viewer).count()
    if not number:
        return []
    some = "One audit waits" if number == 1 else f"{in_words(number).capitalize()} audits wait"
    return [
        Thing(
            heading=f"{some} for a second grade",
            why="All that are inadequate or outstanding, and some drawn by chance.",
            action_words="Grade it" if number == 1 else "Grade them",
            action_url=reverse("moderations"),
        )
    ]
