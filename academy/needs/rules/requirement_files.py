"""What a row of a file of requirements comes to: a new one, a change, the same as before, or a fault."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from academy.core.imports import Change, Fault, Kind
from academy.core.refusals import Refused
from academy.needs.rules.requirements import (
    DUE_SOON_DAYS,
    again_words,
    refuse_change,
    refuse_terms,
    refuse_two_ways,
    within_words,
)

WHOM = ("job_role", "profession", "setting", "organisation_kind", "organisation")
TERMS = ("due_within_days", "renewal_months", "due_soon_days", "why")
THEME = "Safeguarding"


@dataclass(frozen=True)
class NewItem:
    """What the catalogue is given when it has no such title."""

    title: str
    summary: str
    kind: str
    mode: str
    hours: Decimal
    level: str
    theme: str
    capability: Any = None


@dataclass(frozen=True)
class Said:
    """A row, in our words."""

    title: str
    whom: dict[str, Any]
    terms: dict[str, Any]
    whom_words: str
    new_item: NewItem


@dataclass(frozen=True)
class Held:
    """What there is: the item, the requirement that asks the same people, and what is wrong with the row."""

    item_id: int | None
    requirement_id: int | None
    terms: dict[str, Any] = field(default_factory=dict)
    starts_on: date | None = None
    today: date = date.min
    fault: Fault | None = None


@dataclass(frozen=True)
class Plan:
    """`item_id` is None for a title that the catalogue is given with this file."""

    title: str
    item_id: int | None
    requirement_id: int | None
    whom: dict[str, Any]
    terms: dict[str, Any]
    new_item: NewItem


def said_terms(values: dict[str, Any]) -> dict[str, Any]:
    """What is left empty means: once is enough, and the usual sixty days before."""
    return {
        "due_within_days": values.get("due_within_days"),
        "renewal_months": values.get("renewal_months") or None,
        "due_soon_days": DUE_SOON_DAYS if values.get("due_soon_days") is None else values["due_soon_days"],
        "why": (values.get("why") or "").strip(),
    }


def requirement_change(said: Said, held: Held) -> Change:
    fault = held.fault or _fault(said, held)
    if fault is not None:
        return Change(Kind.BAD, faults=(fault,))
    plan = Plan(said.title, held.item_id, held.requirement_id, said.whom, said.terms, said.new_item)
    words = f"{said.whom_words}: {terms_words(said.terms)}"
    if held.requirement_id is None:
        follows = "New in the catalogue" if held.item_id is None else "In the catalogue already"
        return Change(Kind.JOINER, says=words, follows=follows, plan=plan)
    if held.terms == said.terms:
        return Change(Kind.SAME)
    return Change(Kind.MOVER, says=words, follows=terms_words(held.terms), plan=plan)


def terms_words(terms: dict[str, Any]) -> str:
    """ "within 12 weeks, every 3 years"."""
    return f"{within_words(terms['due_within_days'])}, {again_words(terms['renewal_months'])}".lower()


def _fault(said: Said, held: Held) -> Fault | None:
    if said.terms["due_within_days"] is None:
        return Fault("within", "The row does not say within how many days", "Write a number of days")
    try:
        refuse_terms(said.terms["due_within_days"], said.terms["renewal_months"], said.terms["due_soon_days"])
        refuse_two_ways([said.whom["job_role"], said.whom["profession"]])
        if held.requirement_id is not None and held.terms != said.terms and held.starts_on is not None:
            refuse_change(held.starts_on, None, on=held.today)
    except Refused as refused:
        return Fault("refused", refused.words.rstrip("."))
    return None
