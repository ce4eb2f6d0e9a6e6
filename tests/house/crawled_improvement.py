"""What the crawl meets of improvement plans, committees' recommendations, the programme and its risks."""

from typing import Any

from academy.core import imports as machine
from academy.core.models import ImportRun
from academy.improvement.actions import dates, plan_actions, plans
from academy.improvement.imports.plans import SPEC
from academy.people.models import Person
from tests.builders import numbers
from tests.improvement.planned import (
    days,
    make_action,
    make_benefit,
    make_phase,
    make_plan,
    make_priority,
    make_recommendation,
    make_risk,
)

EXAMPLES = {
    "improvement/plans/": "improvement plan",
    "improvement/plan-files/": "plan file",
    "improvement/priorities/": "priority",
    "improvement/actions/": "improvement action",
    "improvement/in-the-way/": "blocker",
    "improvement/milestones/": "milestone",
    "improvement/recommendations/": "committee recommendation",
    "improvement/programme/phases/": "phase",
    "improvement/programme/benefits/": "benefit",
    "improvement/risks/": "plan risk",
    "api/improvement/plans/": "improvement plan",
}


def improvement_of(things: dict[str, Any], person: Person, mark: str) -> None:
    """Everything is theirs to see to, so that a leak of who they are would show."""
    plan = things["improvement plan"] = make_plan(f"Improvement plan {next(numbers)}")
    priority = things["priority"] = make_priority(plan=plan)
    things["outcome"] = plans.add_outcome(priority, "I am listened to", by=None)
    words = {"owner": person, "owner_words": "Head of service"}
    action = things["improvement action"] = make_action(priority=priority, **words)
    things["blocker"] = plan_actions.raise_blocker(action, "Nobody has a room", by=None)
    things["action evidence"] = plan_actions.add_evidence(action, "Seen in audits", seen_on=days(-1), by=None)
    things["milestone"] = dates.add_milestone("Half way", due_on=days(20), action=action, by=None)
    things["committee recommendation"] = make_recommendation(**words)
    things["phase"] = make_phase(**words)
    things["benefit"] = make_benefit(**words)
    risk = things["plan risk"] = make_risk(**words)
    things["risk review"] = risk.reviews.get()
    things["plan file"] = _file(plan, mark)


def _file(plan: Any, mark: str) -> ImportRun:
    content = f"Priority,Action,Owner,Due\nRisk,Train,nobody@{mark.lower()}.example,2030-01-05\n".encode()
    return machine.take_in(SPEC, content, "plan.csv", by=None, plan=plan.pk)
