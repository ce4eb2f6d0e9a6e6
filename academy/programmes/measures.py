"""Figures this room can supply to pages, measures and packs."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.urls import reverse

from academy.analysis.disclosure import percentage
from academy.core.figures import Figure, rounded
from academy.people.scope import Viewer
from academy.programmes import queries
from academy.programmes.models import ReviewAction

IN_TIME, REVIEW_ACTIONS = LABELS = ("Supervision in time", "Review actions done in time")


def supervision_in_time(viewer: Viewer, *, on: date) -> Figure:
    """Q5: of those of whom supervision is asked, the share whose next is not overdue."""
    return figure_of(queries.in_time(viewer, on=on), viewer, on=on)


def figure_of(dues: Sequence[queries.Due], viewer: Viewer, *, on: date) -> Figure:
    """For a page that has asked already."""
    asked, late = len(dues), sum(due.is_overdue for due in dues)
    figure = Figure(
        label=IN_TIME,
        value=100 * (asked - late) / asked if asked else None,
        n=asked,
        count=asked - late if asked else None,
        who="people who are to have supervision",
        on=on,
        evidence="counted" if asked else "none",
        sentence=_sentence(asked, late),
        words="Nobody’s next supervision is overdue by the rule for their job, as recorded by the two who met.",
        opens_to=reverse("supervision-in-time"),
        opens_words="See where",
    )
    is_telling = queries.sees_counts(viewer) and asked > 0 and percentage(asked - late, asked) == "c"
    return figure.withheld() if is_telling else figure


def review_actions_in_time(*, on: date) -> Figure:
    """Q5: of the actions of case reviews whose day has come, the share done by that day."""
    due = ReviewAction.objects.filter(due_on__lte=on)
    asked = due.count()
    done = due.filter(done_on__lte=F("due_on")).count()
    return Figure(
        label=REVIEW_ACTIONS,
        value=100 * done / asked if asked else None,
        n=asked,
        count=done if asked else None,
        who="actions whose day has come",
        on=on,
        evidence="counted" if asked else "none",
        sentence=f"{done} of {asked} were done by their day." if asked else "No action’s day has come yet.",
        words="Actions that came of case reviews, and the day they were to be done by.",
        opens_to=reverse("review-actions"),
        opens_words="See which",
    )


def _sentence(asked: int, late: int) -> str:
    if not asked:
        return "No rule says yet how often people are to have supervision."
    if not late:
        return "Nobody’s supervision is overdue."
    share = rounded(100 * late / asked)
    return f"Of every 100, about {share} are overdue." if share != "0" else "Fewer than one in 100 are overdue."
