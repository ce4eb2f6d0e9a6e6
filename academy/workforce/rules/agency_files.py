"""A row of a file of agency assignments: what it says, what is there, and what becomes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from academy.core.imports import Change, Fault, Kind

MUST = {  # what a new assignment cannot do without, and what to write
    "job_type": "Write the job type, such as social worker",
    "supplier": "Write who supplies them",
    "charge": "Write the charge for an hour, such as 42.50",
    "hours_a_week": "Write the hours a week, such as 37",
}


@dataclass(frozen=True)
class Said:
    """What a row says. `terms` has only what it says something of."""

    person: int | None
    team: int | None
    started_on: date | None
    terms: Mapping[str, Any]
    summary: str


@dataclass(frozen=True)
class Held:
    """The assignment of that person in that team from that day, and what it says now."""

    pk: int | None = None
    terms: Mapping[str, Any] | None = None
    overlaps: bool = False  # another of theirs in that team lasts then
    fault: Fault | None = None


@dataclass(frozen=True)
class Plan:
    pk: int | None
    person: int
    team: int
    started_on: date
    terms: Mapping[str, Any]


def assignment_change(said: Said, held: Held) -> Change:
    if held.fault is not None:
        return Change(Kind.BAD, faults=(held.fault,))
    if said.person is None or said.team is None or said.started_on is None:
        return _bad("who", "The row lacks who, which team or from when", "Write all three")
    if held.pk is None and (missing := [name for name in MUST if name not in said.terms]):
        return _bad(missing[0], "A new assignment lacks something", MUST[missing[0]])
    after = {**(held.terms or {}), **said.terms}
    if fault := _cannot_be(after, said.started_on):
        return Change(Kind.BAD, faults=(fault,))
    plan = Plan(held.pk, said.person, said.team, said.started_on, said.terms)
    if held.pk is None:
        if held.overlaps:
            return _bad("twice", "They are at work in this team then already", "Change that assignment, or the days")
        return Change(Kind.JOINER, says=said.summary, starts_on=said.started_on, plan=plan)
    changed = {name: value for name, value in said.terms.items() if (held.terms or {}).get(name) != value}
    if not changed:
        return Change(Kind.SAME)
    ends = set(changed) == {"ended_on"} and (held.terms or {}).get("ended_on") is None
    return Change(Kind.LEAVER if ends else Kind.MOVER, says=said.summary, follows=_was(changed, held), plan=plan)


def _cannot_be(terms: Mapping[str, Any], started_on: date) -> Fault | None:
    if terms.get("ended_on") and terms["ended_on"] < started_on:
        return Fault("ends", "It ends before it begins", "Correct one of the two days")
    if terms.get("margin") is not None and terms["margin"] >= terms["charge"]:
        return Fault("margin", "The margin is not less than the charge", "Correct one of the two")
    return None


def _bad(code: str, message: str, advice: str) -> Change:
    return Change(Kind.BAD, faults=(Fault(code, message, advice),))


def _was(changed: Mapping[str, Any], held: Held) -> str:
    words = [f"{name.replace('_', ' ')}: {(held.terms or {}).get(name) or 'not said'}" for name in changed]
    return f"Was {', '.join(words)}"[:400]
