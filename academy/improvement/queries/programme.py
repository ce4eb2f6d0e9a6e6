"""The Academy's own programme: its phases with their milestones, its benefits, and risks of it or of a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Prefetch, QuerySet

from academy.improvement.models import Benefit, Milestone, ProgrammePhase, Risk
from academy.improvement.rules.programme import BenefitState, PhaseState, benefit_state, phase_state
from academy.improvement.rules.risks import Gravity, gravity
from academy.people.scope import Viewer, visible

KEEP = "keep the programme"
KEEP_RISKS = "keep plan risks"


@dataclass(frozen=True)
class PhaseLine:
    phase: ProgrammePhase
    milestones: Sequence[Milestone]
    on: date

    @property
    def state(self) -> PhaseState:
        phase = self.phase
        return phase_state(starts_on=phase.starts_on, ends_on=phase.ends_on, ended_on=phase.ended_on, on=self.on)

    @property
    def reached(self) -> int:
        return sum(one.reached_on is not None for one in self.milestones)

    @property
    def late(self) -> list[Milestone]:
        return [one for one in self.milestones if one.reached_on is None and one.due_on < self.on]


def phases(viewer: Viewer) -> QuerySet[ProgrammePhase]:
    return visible(viewer, ProgrammePhase).select_related("owner")


def phase_lines(viewer: Viewer, *, on: date) -> list[PhaseLine]:
    found = phases(viewer).prefetch_related(Prefetch("milestones", queryset=Milestone.objects.order_by("due_on", "pk")))
    return [PhaseLine(one, list(one.milestones.all()), on) for one in found]


def launch(lines: Sequence[PhaseLine]) -> Milestone | None:
    return next((one for line in lines for one in line.milestones if one.is_launch), None)


def next_milestone(lines: Sequence[PhaseLine]) -> Milestone | None:
    waiting = [one for line in lines for one in line.milestones if one.reached_on is None]
    return min(waiting, key=lambda one: (one.due_on, one.pk), default=None)


def benefits(viewer: Viewer) -> QuerySet[Benefit]:
    return visible(viewer, Benefit).select_related("owner", "measure")


def state_of_benefit(benefit: Benefit, *, on: date) -> BenefitState:
    return benefit_state(due_on=benefit.due_on, seen_on=benefit.seen_on, on=on)


def risks(viewer: Viewer) -> QuerySet[Risk]:
    """The gravest first, closed ones last."""
    found = visible(viewer, Risk).select_related("owner", "plan").annotate(score=F("likelihood") * F("harm"))
    return found.order_by(F("closed_on").asc(nulls_first=True), "-score", "review_on", "pk")


def gravity_of(risk: Risk) -> Gravity:
    return gravity(risk.likelihood, risk.harm)


def own_risks_due(viewer: Viewer, *, on: date) -> QuerySet[Risk]:
    """Theirs, whose day to be looked at again has come."""
    due = Risk.objects.filter(owner=viewer.person or 0, closed_on__isnull=True, review_on__lte=on)
    return due.order_by("review_on", "pk")
