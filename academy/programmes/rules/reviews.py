"""Case reviews: what kinds there are, and how an action that came of one stands."""

from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused


class ReviewKind(TextChoices):
    RAPID = "rapid", "Rapid review"
    PRACTICE = "practice", "Local child safeguarding practice review"
    NATIONAL = "national", "National review"
    LEARNING = "learning", "Learning review"
    INSPECTION = "inspection", "Inspection"


class ActionState(TextChoices):
    DONE = "done", "Done"
    OVERDUE = "overdue", "Overdue"
    TO_DO = "to_do", "To do"


class ReviewRefused(Refused):
    """Without an owner and a day nothing is saved, and done means that there is something to show for it."""


def state_of(due_on: date, done_on: date | None, *, on: date) -> ActionState:
    if done_on is not None:
        return ActionState.DONE
    return ActionState.OVERDUE if due_on < on else ActionState.TO_DO
