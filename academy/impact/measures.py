"""Figures this room can supply to pages, measures and packs."""

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.rates import Share, share
from academy.core.figures import Figure, rounded
from academy.impact import queries
from academy.people.scope import Viewer
from academy.surveys.models import FollowUp
from academy.surveys.queries import Counts, counts
from academy.ui.templatetags.academy import in_words

LABEL = "Applied it, three months on"


def applied_after_three_months(viewer: Viewer, *, item: int | None = None) -> Figure:
    """I1: of those who answered in the last twelve months, the share who have used what they learned."""
    asked = queries.follow_ups(viewer, item=item)
    return figure_of(asked, viewer=viewer, item=item)


def used_in_team(viewer: Viewer) -> Figure | None:
    """A line manager's own people: so few that they are counted, and never compared with another team's."""
    asked = queries.asked_in_team(viewer)
    counted = counts(asked)
    if not counted.asked:
        return None
    silent = list(asked.filter(answered_at__isnull=True).values_list("person", flat=True).distinct())
    waiting = f"{in_words(len(silent)).capitalize()} {'has' if len(silent) == 1 else 'have'} something to answer."
    return Figure(
        label="Used what they learned",
        value=counted.applied / counted.answered * 100 if counted.answered else None,
        n=counted.answered,
        asked=counted.asked,
        count=counted.applied,
        who="who answered",
        on=viewer.on,
        sentence=waiting if silent else "Everybody has answered.",
        words="In the last year. Too few to compare with other teams, so we do not.",
        opens_to=reverse("follow-up-answers"),
        opens_words="See the answers",
    )


def figure_of(asked: QuerySet[FollowUp], *, viewer: Viewer, item: int | None = None) -> Figure:
    counted = counts(asked)
    result = share(counted.applied, counted.answered, asked=counted.asked)
    is_shown = result.estimate is not None and not result.bounds_only
    value, low, high = (_percent(part) if is_shown else None for part in (result.estimate, result.low, result.high))
    return Figure(
        label=LABEL,
        value=value,
        low=low,
        high=high,
        n=counted.answered,
        asked=counted.asked,
        count=counted.applied if result.says_as_count and is_shown else None,
        on=viewer.on,
        evidence="weak" if is_shown else "none",
        why="people’s own account" if is_shown else "",
        sentence=_sentence(result, counted),
        words=_words(result),
        opens_to=_opens_to(viewer, item),
        opens_words=f"See the {counted.answered:,} answers" if counted.answered else "See the answers",
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _sentence(result: Share, counted: Counts) -> str:
    if not counted.asked:
        return "Nobody has been asked yet. People are asked three months after they finish."
    if result.estimate is None or result.bounds_only:
        return result.reason
    often = rounded(counted.often / counted.answered * 100)
    silent = rounded((result.if_silent_had_not or 0) * 100)
    return (
        f"{often} in 100 used it more than once. If everyone who stayed silent had not used it, it would be {silent}%."
    )


def _words(result: Share) -> str:
    answered = rounded((result.response_rate or 0) * 100)
    return f"{answered}% answered. Asked three months after completion, in the last year."


def _opens_to(viewer: Viewer, item: int | None) -> str:
    if queries.sees_counts_only(viewer):
        return (reverse("impact-item", args=[item]) if item else reverse("impact")) + "#counts"
    return reverse("follow-up-answers") + (f"?item={item}" if item else "")
