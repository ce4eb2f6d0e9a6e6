"""An improvement plan that comes as a spreadsheet: its columns under the headings councils use, and each row beside
what there is."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from academy.core import clock
from academy.core.imports import Asked, Column, Fault, ImportSpec, Row, Say
from academy.core.models import ImportRun
from academy.improvement.actions.plan_files import apply_plan
from academy.improvement.models import ImprovementPlan, PlanAction
from academy.improvement.rules.plan_files import CHANGED, STATE_WORDS, Held, Said, plan_file_change
from academy.improvement.rules.plans import ActionState
from academy.people import queries as people
from academy.people.models import Person, Spell
from academy.people.rules import plain as plain_name
from academy.people.scope import current_spells

NAME = "improvement_plan"
COLUMNS = [
    Column("priority", "Priority", synonyms=("theme", "workstream", "area", "priority area"), limit=160),
    Column(
        "outcome", "Outcome", synonyms=("intended outcome", "what difference", "impact", "success measure"), limit=300
    ),
    Column("title", "Action", synonyms=("actions", "what", "task", "what we will do", "activity"), limit=200),
    Column("words", "Notes", synonyms=("comments", "progress", "update", "latest update", "commentary"), limit=1_000),
    Column(
        "owner",
        "Owner",
        synonyms=("lead", "who", "action owner", "responsible", "lead officer", "responsible officer", "accountable"),
        limit=160,
    ),
    Column(
        "sponsor",
        "Sponsor",
        synonyms=("executive lead", "senior responsible owner", "sro", "head of service"),
        limit=160,
    ),
    Column("starts_on", "Start", kind=date, synonyms=("start date", "starts", "from")),
    Column(
        "due_on",
        "Due",
        kind=date,
        synonyms=("due date", "by when", "deadline", "target date", "completion date", "when", "timescale", "end date"),
    ),
    Column("state", "Status", synonyms=("state", "rag", "rag rating", "progress rating", "brag"), words=STATE_WORDS),
    Column(
        "completed_on",
        "Completed",
        kind=date,
        synonyms=("completed on", "date completed", "actual completion date", "date closed"),
    ),
    Column("evidence", "Evidence", synonyms=("evidence of impact", "assurance", "evidence of completion"), limit=300),
]
NEEDS = [("priority",), ("title",), ("owner",), ("due_on",)]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """The same action twice in one file is once too often. A priority stands for the rows below it too."""
    plan = ImprovementPlan.objects.get(pk=run.options["plan"])
    who = Named(rows)
    there = {_key(one.priority.title, one.title): one for one in _actions(plan)}
    seen: dict[tuple[str, str], int] = {}
    above = {"priority": "", "outcome": ""}
    for row in rows:
        is_from_above = not row.values.get("priority") and bool(above["priority"])
        if row.values.get("priority"):
            above = {"priority": row.values["priority"], "outcome": ""}
        above["outcome"] = row.values.get("outcome") or above["outcome"]
        said = _said(row, plan, above, who, is_from_above=is_from_above)
        key = _key(said.priority, said.title)
        fault = row.faults[0] if row.faults else _fault(said, row, who, seen.get(key))
        if fault is None:
            seen[key] = row.number
        yield Asked(row, said.title[:200], said, _held(there.get(key), fault))


class Named:
    """Whom the cells of a file mean: by work email address, or by a whole name that one person has."""

    def __init__(self, rows: Sequence[Row]) -> None:
        cells = {row.values.get(name) or "" for row in rows for name in ("owner", "sponsor")} - {""}
        emails = {cell: found[0].lower() for cell in cells if (found := re.findall(r"[^\s<>,;]+@[^\s<>,;]+", cell))}
        names = {cell: _name_in(cell) for cell in cells if cell not in emails}
        rows_of = Person.objects.filter(merged_into__isnull=True).filter(
            Q(email__in=emails.values()) | Q(account__email__in=emails.values()) | Q(search_words__in=names.values())
        )
        found = list(rows_of.select_related("account").distinct())
        self.gone = set(people.shut_out().filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
        self._by: dict[str, set[int]] = {}
        for one in found:
            for word in filter(
                None, (one.email, one.search_words, getattr(getattr(one, "account", None), "email", ""))
            ):
                self._by.setdefault(word, set()).add(one.pk)
        self._words = {**emails, **names}
        self.jobs = _jobs([one.pk for one in found])

    def keys(self, cell: str) -> set[int]:
        return self._by.get(self._words.get(cell, ""), set())

    def one(self, cell: str) -> int | None:
        found = self.keys(cell) - self.gone
        return next(iter(found)) if len(found) == 1 else None

    def fault(self, cell: str) -> Fault | None:
        """Why a cell names nobody who could see to something."""
        found = self.keys(cell)
        if len(found - self.gone) == 1:
            return None
        if not found:
            return Fault("nobody", f"Nobody here is called {cell}", "Write their work email address", "owner")
        if not found - self.gone:
            return Fault("left", f"{cell} does not work here any more", "Name somebody who does", "owner")
        return Fault("several", f"Several people are called {cell}", "Write their work email address", "owner")


def _said(row: Row, plan: ImprovementPlan, above: dict[str, str], who: Named, *, is_from_above: bool) -> Said:
    values = row.values
    due_on, state = values.get("due_on"), values.get("state") or ActionState.NOT_STARTED
    owner, sponsor = who.one(values.get("owner") or ""), who.one(values.get("sponsor") or "")
    is_done = state in (ActionState.COMPLETE, ActionState.EMBEDDED)
    evidence = values.get("evidence") or ""
    words = values.get("words") or ""
    if evidence and not is_done:
        words, evidence = " ".join(filter(None, (words, f"Evidence so far: {evidence}")))[:1_000], ""
    fields = {
        "words": words,
        "owner_id": owner,
        "owner_words": who.jobs.get(owner or 0, ""),
        "sponsor_id": sponsor,
        "sponsor_words": who.jobs.get(sponsor or 0, ""),
        "starts_on": values.get("starts_on") or min(filter(None, (plan.starts_on, due_on))),
    }
    return Said(
        priority=_neat(above["priority"]),
        outcome=_neat(above["outcome"]),
        title=_neat(values.get("title") or ""),
        fields=fields,
        due_on=due_on,
        state=state,
        completed_on=values.get("completed_on"),
        evidence=evidence,
        owner_name=values.get("owner") or "",
        is_from_above=is_from_above,
    )


def _fault(said: Said, row: Row, who: Named, before: int | None) -> Fault | None:
    if not said.title:
        return Fault("no-action", "The row does not say what will be done", "Write it, or take the row out")
    if not said.priority:
        return Fault("no-priority", "The row belongs to no priority", "Write the priority it is for")
    if not said.owner_name:
        return Fault("no-owner", "The row does not say who sees to it", "Write their work email address", "owner")
    if fault := who.fault(said.owner_name):
        return fault
    sponsor = row.values.get("sponsor")
    if sponsor and (fault := who.fault(sponsor)):
        return fault._replace(column="sponsor")
    if before is not None:
        return Fault("twice", f"Row {before:,} says the same already", "Leave one of them out")
    return None


def _held(found: PlanAction | None, fault: Fault | None) -> Held:
    if found is None:
        return Held(today=clock.today(), fault=fault)
    fields = {name: getattr(found, name) for name in CHANGED}
    return Held(found.pk, found.due_on, found.state, fields, clock.today(), fault)


def _actions(plan: ImprovementPlan) -> Any:
    return PlanAction.objects.filter(priority__plan=plan).select_related("priority")


def _key(priority: str, title: str) -> tuple[str, str]:
    return _plain(priority), _plain(title)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold().replace("’", "").replace("'", "")))


def _neat(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _name_in(cell: str) -> str:
    """ "Amara Okafor, Head of service" and "Amara Okafor (Head of service)" both name Amara Okafor."""
    name = re.split(r"[,(;/]| - ", cell, maxsplit=1)[0].strip()
    return plain_name(f" {name}")


def _jobs(persons: Sequence[int]) -> dict[int, str]:
    """The post each holds today: the one they have held longest."""
    spells: Any = current_spells(clock.today()).filter(person__in=persons).select_related("post")
    found: dict[int, str] = {}
    for spell in spells.order_by("started_on", "pk"):
        assert isinstance(spell, Spell)
        found.setdefault(spell.person_id, str(spell.post)[:120])
    return found


SPEC = ImportSpec(
    name=NAME,
    format=NAME,
    label="An improvement plan",
    key=("priority", "title"),
    columns=COLUMNS,
    needs=NEEDS,
    held=held,
    change=plan_file_change,
    apply=apply_plan,
)
