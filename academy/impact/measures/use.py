"""Figures this room can supply to pages, measures and packs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.rates import Share, share
from academy.core.figures import Figure, rounded
from academy.impact import queries
from academy.people.scope import Viewer
from academy.plan import queries as plans
from academy.plan.models import LearningPlan
from academy.plan.queries import Whole
from academy.surveys.models import FollowUp
from academy.surveys.queries import Counts, counts
from academy.ui.templatetags.academy import in_words

LABEL = "Applied it, three months on"
COST_LABEL = "Cost of somebody who used it"
LABELS = (LABEL, COST_LABEL)


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


@dataclass(frozen=True)
class UsedFromPlan:
    """What a plan's own pages show of this room: the share who used it, by plan item, and what each of them cost."""

    shares: Mapping[int, float | None]
    figure: Figure


def used_from_plan(viewer: Viewer, plan: LearningPlan) -> UsedFromPlan:
    uses = queries.plan_follow_ups(plan)
    shares = {pk: _share(one) for pk, one in uses.items() if one.asked}
    figure = cost_per_applied_learner(plans.whole(viewer, plan), sum(uses.values(), start=queries.Uses()), on=viewer.on)
    return UsedFromPlan(shares, figure)


def cost_of_use(viewer: Viewer, *, on: date) -> list[Figure]:
    """Of the plan of that day’s year; nothing where there is none."""
    plan = plans.current_plan(viewer, on=on)
    return [used_from_plan(viewer, plan).figure] if plan else []


def cost_per_applied_learner(of: Whole, uses: queries.Uses, *, on: date) -> Figure:
    """N5: what a completion cost, over the share of those who answered that used it; its range is the share's."""
    result = share(uses.applied, uses.answered, asked=uses.asked)
    cost = of.cost_per_completion if of.money.spent else None
    is_shown = cost is not None and bool(result.estimate) and not result.bounds_only
    return Figure(
        label=COST_LABEL,
        value=_over(cost, result.estimate) if is_shown else None,
        low=_over(cost, result.high) if is_shown else None,
        high=_over(cost, result.low) if is_shown else None,
        unit="£",
        n=uses.answered or None,
        asked=uses.asked or None,
        on=on,
        evidence="weak" if is_shown else "none",
        why="people’s own account" if is_shown else "",
        sentence=_use_sentence(of, uses, result),
        words="What is spent for each completion, over the share who say that they used what they learned.",
        opens_to=reverse("impact"),
        opens_words="See who uses what",
    )


def _over(cost: Decimal | None, share: float | None) -> float | None:
    return float(cost) / share if cost is not None and share else None


def _share(uses: queries.Uses) -> float | None:
    result = share(uses.applied, uses.answered, asked=uses.asked)
    return None if result.estimate is None or result.bounds_only else result.estimate


def _use_sentence(of: Whole, uses: queries.Uses, result: Share) -> str:
    if not of.money.spent:
        return "Nothing is spent yet."
    if not uses.asked:
        return "Nobody has been asked yet. People are asked three months after they finish."
    if result.estimate is None or result.bounds_only:
        return result.reason
    return f"{uses.applied:,} of the {uses.answered:,} who answered used what they learned."


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
