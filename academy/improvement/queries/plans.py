"""Improvement plans with how each action stands: a few questions a page, however many actions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from academy.audits.models import Finding
from academy.improvement.models import (
    Blocker,
    Evidence,
    ImprovementPlan,
    InspectionFinding,
    Milestone,
    MovedDate,
    Outcome,
    PlanAction,
    Priority,
    Recommendation,
)
from academy.improvement.rules.plans import DONE, ActionStanding, ActionState, Slip, embeds_from, standing
from academy.people import queries as people
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Viewer, visible

KEEP = "keep the improvement plan"
WORK = "work on improvement actions"
OWNERS = "see who owns improvement"


@dataclass(frozen=True)
class ActionLine:
    """An action, with how it stands on the day."""

    action: PlanAction
    on: date
    moves: int = 0
    blockers: int = 0
    has_left: bool = False  # whoever owns it

    @cached_property
    def standing(self) -> ActionStanding:
        return standing(state=self.action.state, due_on=self.action.due_on, is_blocked=bool(self.blockers), on=self.on)

    @property
    def slip(self) -> Slip:
        return Slip(self.action.first_due_on, self.action.due_on, self.moves)

    @property
    def is_late(self) -> bool:
        return self.standing == ActionStanding.LATE

    @property
    def code(self) -> str:
        return self.action.code


@dataclass(frozen=True)
class PriorityLine:
    priority: Priority
    lines: Sequence[ActionLine]
    outcomes: Sequence[Outcome]

    @property
    def counts(self) -> Counter[ActionStanding]:
        return Counter(line.standing for line in self.lines)


@dataclass(frozen=True)
class WholePlan:
    """Everything that one plan holds, read once."""

    plan: ImprovementPlan
    on: date
    priorities: Sequence[PriorityLine] = field(default_factory=tuple)

    @cached_property
    def lines(self) -> list[ActionLine]:
        return [line for priority in self.priorities for line in priority.lines]

    @cached_property
    def counts(self) -> Counter[ActionStanding]:
        return Counter(line.standing for line in self.lines)

    @property
    def late(self) -> int:
        return self.counts[ActionStanding.LATE]

    @property
    def complete(self) -> int:
        """Done, whether or not it has lasted."""
        return self.counts[ActionStanding.TO_EMBED] + self.counts[ActionStanding.EMBEDDED]

    @property
    def embedded(self) -> int:
        return self.counts[ActionStanding.EMBEDDED]

    @property
    def moved(self) -> int:
        return sum(bool(line.moves) for line in self.lines)

    @property
    def ownerless(self) -> list[ActionLine]:
        return [line for line in self.lines if line.has_left and not line.action.is_done]


def plans(viewer: Viewer) -> QuerySet[ImprovementPlan]:
    return visible(viewer, ImprovementPlan)


def current_plan(viewer: Viewer) -> ImprovementPlan | None:
    """The newest that is open, else the newest."""
    found = plans(viewer)
    return found.filter(closed_on__isnull=True).first() or found.first()


def priorities(viewer: Viewer) -> QuerySet[Priority]:
    return visible(viewer, Priority).select_related("plan")


def actions(viewer: Viewer) -> QuerySet[PlanAction]:
    return visible(viewer, PlanAction).select_related("priority__plan", "owner", "sponsor", "outcome")


def own_actions(viewer: Viewer) -> QuerySet[PlanAction]:
    """Theirs to do, what is due first at the top."""
    own = actions(viewer).filter(owner=viewer.person or 0, priority__plan__closed_on__isnull=True)
    return own.exclude(state__in=DONE).order_by("due_on", "pk")


def milestones(viewer: Viewer) -> QuerySet[Milestone]:
    return visible(viewer, Milestone).select_related("action__priority__plan", "action__owner", "phase__owner")


def blockers(viewer: Viewer) -> QuerySet[Blocker]:
    return visible(viewer, Blocker).select_related("action__priority__plan")


def may_work_on(viewer: Viewer, action: PlanAction) -> bool:
    """Who owns it, who stands behind it, and who keeps the plan; nobody once the plan is closed."""
    if action.priority.plan.is_closed or not viewer.may(WORK):
        return False
    return viewer.may(KEEP) or (viewer.person is not None and viewer.person.pk in (action.owner_id, action.sponsor_id))


def may_embed(viewer: Viewer, action: PlanAction) -> bool:
    """A second person who answers for it: whoever keeps the plan, or stands behind the action."""
    if action.priority.plan.is_closed or action.state != ActionState.COMPLETE or viewer.account is None:
        return False
    own = viewer.person.pk if viewer.person else 0
    answers = viewer.may(KEEP) or (viewer.may(WORK) and own == action.sponsor_id)
    return answers and is_second_person(action, account_id=viewer.account.pk, person_id=own)


def is_second_person(action: PlanAction, *, account_id: int | None, person_id: int | None) -> bool:
    return account_id is not None and account_id != action.completed_by_id and person_id != action.owner_id


def whole(viewer: Viewer, plan: ImprovementPlan, *, on: date) -> WholePlan:
    said = Prefetch("outcomes", queryset=visible(viewer, Outcome))
    held = list(visible(viewer, Priority).filter(plan=plan).prefetch_related(said))
    lines: dict[int, list[ActionLine]] = {}
    for line in lines_of(actions(viewer).filter(priority__plan=plan), on=on):
        lines.setdefault(line.action.priority_id, []).append(line)
    return WholePlan(plan, on, [PriorityLine(one, lines.get(one.pk, []), list(one.outcomes.all())) for one in held])


def lines_of(rows: QuerySet[PlanAction], *, on: date) -> list[ActionLine]:
    """Each with how often it moved, what is in its way, and whether its owner still works here."""
    found = list(
        rows.annotate(
            moves=Count("moved", distinct=True),
            held_up=Count("blockers", filter=Q(blockers__cleared_on__isnull=True), distinct=True),
        )
    )
    gone = set(people.shut_out(on).filter(pk__in={one.owner_id for one in found}).values_list("pk", flat=True))
    return [ActionLine(one, on, one.moves, one.held_up, one.owner_id in gone) for one in found]


def line_of(action: PlanAction, *, on: date) -> ActionLine:
    return lines_of(
        PlanAction.objects.filter(pk=action.pk).select_related("priority__plan", "owner", "sponsor"), on=on
    )[0]


@dataclass(frozen=True)
class Owing:
    """What one person is late with, over all open plans."""

    owner: Person
    lines: Sequence[ActionLine]

    @property
    def oldest_due_on(self) -> date:
        return min(line.action.due_on for line in self.lines)


def overdue_by_owner(viewer: Viewer, *, on: date) -> list[Owing]:
    """Whoever is late with most comes first. Everybody's page lists only what they may see."""
    late = actions(viewer).filter(due_on__lt=on, priority__plan__closed_on__isnull=True).exclude(state__in=DONE)
    by_owner: dict[int, list[ActionLine]] = {}
    for line in lines_of(late.order_by("due_on", "pk"), on=on):
        by_owner.setdefault(line.action.owner_id, []).append(line)
    found = [Owing(lines[0].action.owner, lines) for lines in by_owner.values()]
    return sorted(found, key=lambda owing: (-len(owing.lines), owing.oldest_due_on, owing.owner.pk))


def to_embed(viewer: Viewer, *, on: date) -> list[PlanAction]:
    """Complete for so long that evidence of lasting can be there."""
    done = actions(viewer).filter(state=ActionState.COMPLETE, priority__plan__closed_on__isnull=True)
    return [
        one
        for one in done.order_by("completed_on", "pk")
        if one.completed_on and embeds_from(one.completed_on, weeks=one.priority.plan.embed_weeks) <= on
    ]


def names_shown(viewer: Viewer, persons: Iterable[int | None]) -> frozenset[int]:
    """Of these people, whose names the viewer reads; of all others it is their job. One question."""
    asked = {pk for pk in persons if pk}
    if Reach.AUTHORITY in viewer.reach(OWNERS):
        return frozenset(asked)
    return frozenset(visible(viewer, Person, OWNERS).filter(pk__in=asked).values_list("pk", flat=True))


def moved_dates(viewer: Viewer, action: PlanAction) -> QuerySet[MovedDate]:
    return visible(viewer, MovedDate).filter(action=action).select_related("moved_by__person")


def evidence_of(viewer: Viewer, action: PlanAction) -> QuerySet[Evidence]:
    return visible(viewer, Evidence).filter(action=action).select_related("re_audit__finding", "added_by__person")


def moves_of(viewer: Viewer, milestone: Milestone) -> QuerySet[MovedDate]:
    return visible(viewer, MovedDate).filter(milestone=milestone)


def recommendations_of(viewer: Viewer, action: PlanAction) -> list[Recommendation]:
    """What a committee asked, that this action follows from."""
    return list(visible(viewer, Recommendation).filter(actions=action))


def reasons_of(viewer: Viewer, priority: Priority) -> list[Finding | InspectionFinding]:
    """What was found that makes it a priority, as far as the viewer may read it: inspections first."""
    inspected = visible(viewer, InspectionFinding).filter(pk__in=priority.inspection_findings.order_by().values("pk"))
    audited = visible(viewer, Finding).filter(pk__in=priority.findings.order_by().values("pk"))
    return [*inspected.select_related("inspection"), *audited]
