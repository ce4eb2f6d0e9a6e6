"""A plan from a spreadsheet, written through the same actions as the pages, and taken back whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models, transaction

from academy.core import clock, imports, trail
from academy.core.imports import Judged, Ledger, Say
from academy.core.models import ImportRun
from academy.improvement.actions.plan_actions import add_action
from academy.improvement.actions.plans import add_outcome, add_priority, held_plan
from academy.improvement.models import Evidence, ImprovementPlan, Outcome, PlanAction, Priority
from academy.improvement.rules.plan_files import Plan
from academy.improvement.rules.plans import ActionState
from academy.people.models import Account, Person


def apply_plan(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    """Nobody is written to: whoever brings an old plan in has told its owners long ago."""
    by = Account.objects.filter(pk=run.options.get("saved_by")).first()
    plan = held_plan(ImprovementPlan.objects.get(pk=run.options["plan"]))
    written = Written(plan, ledger, by)
    for done, found in enumerate(judged):
        say("Saving", done, len(judged))
        asked: Plan = found.change.plan
        if asked.action_id is None:
            written.add(asked)
        else:
            written.change(asked.action_id, asked)


@transaction.atomic
def undo_plan(run: ImportRun, *, by: Account | None) -> ImportRun:
    """Refused once somebody has worked with what came in."""
    return imports.undo(run, by=by)


class Written:
    """What a file writes, noted for the undoing: what others rest on first."""

    def __init__(self, plan: ImprovementPlan, ledger: Ledger, by: Account | None) -> None:
        self.plan, self.ledger, self.by = plan, ledger, by
        for model in (Priority, Outcome, PlanAction, Evidence):
            ledger.inserted.setdefault(model, [])
        self.priorities = {one.title.casefold(): one for one in plan.priorities.all()}
        outcomes = Outcome.objects.filter(priority__plan=plan)
        self.outcomes = {(one.priority_id, one.said.casefold()): one for one in outcomes}

    def add(self, asked: Plan) -> None:
        said = asked.said
        priority = self._priority(said.priority)
        action = add_action(
            priority,
            said.title,
            owner=Person.objects.get(pk=said.fields["owner_id"]),
            sponsor_id=said.fields["sponsor_id"],
            starts_on=said.fields["starts_on"],
            due_on=said.due_on,
            words=said.fields["words"],
            owner_words=said.fields["owner_words"],
            sponsor_words=said.fields["sponsor_words"],
            outcome=self._outcome(priority, said.outcome),
            by=self.by,
            is_told=False,
            **_ended(asked, self.by),
        )
        self._note(action)
        if said.evidence and said.completed_on:
            self._evidence(action, said.evidence, said.completed_on)

    def change(self, key: int, asked: Plan) -> None:
        self.ledger.update(PlanAction, {key: dict(asked.changes or {})})
        changed = {name: str(value) for name, value in (asked.changes or {}).items()}
        trail.note(self.by, "changed", PlanAction.objects.get(pk=key), **changed)

    def _priority(self, title: str) -> Priority:
        if title.casefold() not in self.priorities:
            self.priorities[title.casefold()] = made = add_priority(self.plan, title, by=self.by)
            self._note(made)
        return self.priorities[title.casefold()]

    def _outcome(self, priority: Priority, said: str) -> Outcome | None:
        if not said:
            return None
        key = (priority.pk, said.casefold())
        if key not in self.outcomes:
            self.outcomes[key] = made = add_outcome(priority, said, by=self.by)
            self._note(made)
        return self.outcomes[key]

    def _evidence(self, action: PlanAction, said: str, seen_on: date) -> None:
        evidence = Evidence.objects.create(
            action=action, said=said, seen_on=seen_on, added_on=clock.today(), added_by=self.by
        )
        trail.note(self.by, "added", evidence)
        self._note(evidence)

    def _note(self, made: models.Model) -> None:
        self.ledger.inserted[type(made)].append(made.pk)


def _ended(asked: Plan, by: Account | None) -> dict[str, Any]:
    """Whoever brings it in says that it is complete, and so cannot be who says that it lasted."""
    if asked.state != ActionState.COMPLETE:
        return {"state": asked.state}
    return {"state": asked.state, "completed_on": asked.said.completed_on, "completed_by": by}
