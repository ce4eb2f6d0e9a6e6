"""One row of everything in improvement that can point at somebody, made as if long ago: the trail stays empty."""

from typing import Any

from academy.core import clock
from academy.improvement.models import (
    Benefit,
    ImprovementPlan,
    Measure,
    PlanAction,
    Priority,
    ProgrammePhase,
    Recommendation,
    Risk,
)
from academy.people.models import Person
from tests.builders import make_person


def in_improvement(person: Person) -> None:
    now, today = clock.now(), clock.today()
    dated: dict[str, Any] = {"made_at": now}
    own: dict[str, Any] = {**dated, "owner": person}
    plan = ImprovementPlan.objects.create(title="Merged", starts_on=today, ends_on=today.replace(year=2040), **dated)
    priority = Priority.objects.create(plan=plan, number=1, title="Risk", **dated)
    days: dict[str, Any] = {"starts_on": today, "due_on": today, "first_due_on": today}
    PlanAction.objects.create(priority=priority, number=1, title="Theirs", **own, **days)
    other = make_person("Olu", "Improving")
    PlanAction.objects.create(priority=priority, number=2, title="Backed", owner=other, sponsor=person, **dated, **days)
    Recommendation.objects.create(committee="One", said="Report", made_on=today, respond_by=today, **own)
    ProgrammePhase.objects.create(number=1, title="Build", starts_on=today, ends_on=today, **own)
    Benefit.objects.create(title="Fewer leave", expected="Fewer", due_on=today, **own)
    Risk.objects.create(title="Late", against_it="Days", likelihood=1, harm=1, review_on=today, **own)
    Measure.objects.create(code="merged", title="Merged", area="Merged", owner=person)
