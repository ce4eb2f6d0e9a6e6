"""What a row of somebody's plan in a spreadsheet comes to: a new action, a change, the same as before, or a fault."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from academy.core.imports import Change, Fault, Kind
from academy.improvement.rules.plans import ActionState
from academy.ui.dates import date_words

STATES = {
    ActionState.NOT_STARTED: ("not started", "not begun", "to do", "planned", "new", "not yet due", "not yet started"),
    ActionState.UNDER_WAY: (
        *("under way", "underway", "in progress", "on track", "ongoing", "started", "open", "delayed", "at risk"),
        *("off track", "overdue", "red", "amber", "green", "r", "a", "g", "r/a", "a/g", "partially complete"),
    ),
    ActionState.COMPLETE: ("complete", "completed", "done", "closed", "blue", "b", "achieved", "delivered"),
    ActionState.EMBEDDED: ("embedded", "sustained", "embedded and sustained"),
}
STATE_WORDS = {word: state for state, words in STATES.items() for word in words}
CHANGED = ("words", "owner_id", "owner_words", "sponsor_id", "sponsor_words", "starts_on")
LABELS = {
    "words": "notes",
    "owner_id": "who sees to it",
    "sponsor_id": "who stands behind it",
    "starts_on": "its start",
}


@dataclass(frozen=True)
class Said:
    """A row, in our words."""

    priority: str
    outcome: str
    title: str
    fields: dict[str, Any]  # as they are kept of an action
    due_on: date | None
    state: str
    completed_on: date | None
    evidence: str
    owner_name: str
    is_from_above: bool = False  # the priority stood in a row before it, as with merged cells


@dataclass(frozen=True)
class Held:
    """What there is of it, and what is wrong with the row."""

    action_id: int | None = None
    due_on: date | None = None
    state: str = ""
    fields: dict[str, Any] | None = None
    today: date = date.min
    fault: Fault | None = None


@dataclass(frozen=True)
class Plan:
    """What is written when the file is saved."""

    said: Said
    state: str
    action_id: int | None = None
    changes: dict[str, Any] | None = None


def plan_file_change(said: Said, held: Held) -> Change:
    fault = held.fault or _fault(said, held)
    if fault is not None:
        return Change(Kind.BAD, faults=(fault,))
    assert said.due_on is not None
    words = f"{said.owner_name}, by {date_words(said.due_on)}"
    state = ActionState.COMPLETE if said.state == ActionState.EMBEDDED else ActionState(said.state)
    if held.action_id is None:
        return Change(Kind.JOINER, queries=_queries(said), says=words, follows=state.label, plan=Plan(said, state))
    changes = {name: said.fields[name] for name in CHANGED if said.fields[name] != (held.fields or {}).get(name)}
    if not changes:
        return Change(Kind.SAME)
    what = ", ".join(LABELS[name] for name in changes if name in LABELS)
    plan = Plan(said, state, held.action_id, changes)
    return Change(Kind.MOVER, says=words, follows=f"Changed: {what or 'a job title'}", plan=plan)


def _fault(said: Said, held: Held) -> Fault | None:
    if said.due_on is None:
        return Fault("no-date", "The row gives no day by which it is done", "Write a date", "due_on")
    if said.fields["starts_on"] > said.due_on:
        return Fault("dates", "It is due before it starts", "Correct one of the two dates", "due_on")
    if said.state in (ActionState.COMPLETE, ActionState.EMBEDDED):
        if said.completed_on is None:
            return Fault("no-end", "It says complete, and not since when", "Write the day it was complete")
        if said.completed_on > held.today:
            return Fault("to-come", "It says complete on a day to come", "Correct the day it was complete")
    if held.action_id is None:
        return None
    if held.due_on != said.due_on and held.due_on is not None:
        words = f"It is due on {date_words(held.due_on)} here, and on {date_words(said.due_on)} in the file"
        return Fault("moved", words, "Move the date on its page, where the reason is kept", "due_on")
    return None


def _queries(said: Said) -> tuple[Fault, ...]:
    found = []
    if said.is_from_above:
        found.append(Fault("above", "The priority is that of the row above", "Look whether it is the right one"))
    if said.state == ActionState.EMBEDDED:
        found.append(
            Fault(
                "embedded",
                "The file says embedded, and it comes in as complete",
                "Somebody else says here that it has lasted, with evidence",
            )
        )
    return tuple(found)
