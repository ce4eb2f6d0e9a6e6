"""The follow-ups behind a figure, and how they are grouped for those who see numbers only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from academy.core.clock import months_after
from academy.needs.models import Need
from academy.needs.rules import NeedState
from academy.people.rules import OrganisationKind, Reach
from academy.people.scope import Viewer, current_spells, visible
from academy.plan import queries as plan
from academy.plan.models import Commission, LearningPlan
from academy.records.models import Completion
from academy.surveys import queries as surveys
from academy.surveys.models import FollowUp
from academy.surveys.rules import APPLIED, Used


@dataclass(frozen=True)
class Uses:
    """How many were asked, how many answered, and how many of those used what they learned."""

    asked: int = 0
    answered: int = 0
    applied: int = 0

    def __add__(self, other: "Uses") -> "Uses":
        return Uses(self.asked + other.asked, self.answered + other.answered, self.applied + other.applied)


def sees_counts_only(viewer: Viewer) -> bool:
    return Reach.COUNTS in viewer.reach("see impact")


def follow_ups(viewer: Viewer, *, item: int | None = None, months: int = 12) -> QuerySet[FollowUp]:
    """What was asked in the last months, to be counted: within reach, or of the whole authority for numbers only."""
    asked = FollowUp.objects.all() if sees_counts_only(viewer) else visible(viewer, FollowUp)
    asked = asked.filter(person__merged_into__isnull=True)  # what both records of one person said counts once
    asked = asked.filter(due_on__gt=months_after(viewer.on, -months), due_on__lte=viewer.on)
    return asked.filter(completion__item=item) if item else asked


def asked_in_team(viewer: Viewer, *, months: int = 12) -> QuerySet[FollowUp]:
    """What the viewer's own people were asked while the viewer managed them."""
    return follow_ups(viewer, months=months).filter(manager=viewer.person)


def items_asked(asked: QuerySet[FollowUp]) -> list[dict[str, Any]]:
    """One row an item: how many were asked, answered and applied it. One query."""
    answered = Q(answered_at__isnull=False)
    rows = asked.values("completion__item", "completion__item__title").annotate(
        asked=Count("pk"),
        answered=Count("pk", filter=answered),
        applied=Count("pk", filter=answered & Q(used__in=APPLIED)),
    )
    return [dict(row) for row in rows.order_by("-answered", "completion__item__title")]


def answers_by_kind(asked: QuerySet[FollowUp], *, on: date) -> dict[str, dict[str, int]]:
    """How each kind of agency answered: agency kind, then answer, then how many."""
    kinds = dict(current_spells(on).values_list("person", "post__organisation__kind"))
    table: dict[str, dict[str, int]] = {}
    for person, used in asked.filter(answered_at__isnull=False).values_list("person", "used"):
        kind = OrganisationKind(kinds[person]).label if person in kinds else "Left since"
        row = table.setdefault(kind, dict.fromkeys(Used.labels, 0))
        row[Used(used).label] += 1
    return dict(sorted(table.items()))


def stories(asked: QuerySet[FollowUp]) -> list[str]:
    return list(surveys.stories(asked).values_list("story", flat=True)[:4])


def plan_follow_ups(of: LearningPlan) -> dict[int, Uses]:
    """What people say, three months on, of what they learned because of a plan: by plan item, two questions in all."""
    ordered = list(Commission.objects.filter(plan_item__plan=of).select_related("item"))
    if not ordered:
        return {}
    found: dict[int, Uses] = {}
    learned = plan.learned_in_sessions(ordered).filter(pk=OuterRef("completion")).values("plan_item")[:1]
    in_sessions = FollowUp.objects.filter(completion__in=plan.learned_in_sessions(ordered).values("pk"))
    for row in _counted(in_sessions.annotate(plan_item=Subquery(learned)), "plan_item"):
        found[row["plan_item"]] = _uses(row)
    alone = plan.learned_in_own_time([one.item for one in ordered], year=of.year)
    by_item = {row["completion__item"]: row for row in _counted(_asked_of(alone), "completion__item")}
    for one in ordered:
        if one.item_id in by_item:
            found[one.plan_item_id] = _uses(by_item[one.item_id])
    return found


@dataclass(frozen=True)
class Outcome:
    """What came of a need: people who learned what was done for it, and those who say that they used it."""

    delivered: int
    applied: int


def outcome_of(need: Need) -> Outcome:
    """Each person once, in whatever year and by whatever plan item it was."""
    ordered = list(Commission.objects.filter(plan_item__needs=need).select_related("item", "plan_item__plan"))
    completions: list[Any] = [plan.learned_in_sessions(ordered).values("pk")] if ordered else []
    for one in ordered:
        alone = plan.learned_in_own_time([one.item], year=one.plan_item.plan.year)
        completions.append(alone.filter(completed_on__gte=need.opened_on).values("pk"))
    learned, used = Q(pk__in=[]), Q(pk__in=[])
    for some in completions:
        learned |= Q(pk__in=some)
        used |= Q(completion__in=some)
    people = Completion.objects.filter(learned).order_by().aggregate(people=Count("person", distinct=True))["people"]
    answers = FollowUp.objects.filter(used, used__in=APPLIED, answered_at__isnull=False).order_by()
    return Outcome(people, answers.aggregate(people=Count("person", distinct=True))["people"])


def planned_needs() -> QuerySet[Need]:
    """Those that a plan holds, and for which something was commissioned."""
    ordered = Commission.objects.filter(plan_item__needs=OuterRef("pk"))
    return Need.objects.filter(Exists(ordered), state=NeedState.PLANNED).order_by("pk")


def _asked_of(completions: QuerySet[Any]) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(completion__in=completions.values("pk"))


def _counted(asked: QuerySet[Any], by: str) -> list[dict[str, Any]]:
    answered = Q(answered_at__isnull=False)
    rows = asked.filter(person__merged_into__isnull=True).order_by().values(by)
    counted = rows.annotate(
        asked=Count("pk"),
        answered=Count("pk", filter=answered),
        applied=Count("pk", filter=answered & Q(used__in=APPLIED)),
    )
    return [dict(row) for row in counted]


def _uses(row: dict[str, Any]) -> Uses:
    return Uses(row["asked"], row["answered"], row["applied"])
