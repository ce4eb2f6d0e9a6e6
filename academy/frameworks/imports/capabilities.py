"""A framework that comes as a file: a capability to a row, what it carries on, and what is expected of job roles."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.text import slugify

from academy.core.imports import Asked, Change, Column, Fault, ImportSpec, Judged, Kind, Ledger, Row, Say, tables
from academy.core.models import ImportRun
from academy.frameworks.models import Capability, Counterpart, Framework, JobRoleCapability
from academy.frameworks.rules import Force, Level
from academy.people.models import JobRole

NAME = "capabilities"
CODE, TITLE = 60, 160
EXPECTED = re.compile(r"(?P<role>.+?)[\s:=]+(?P<level>[1-4])$")


class Said(NamedTuple):
    """What a row says of one capability."""

    code: str
    name: str
    description: str
    carries_on: tuple[str, ...]
    expected: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]


class Held(NamedTuple):
    """The capability of that code, whether its framework is in force, and a reason to leave the row out."""

    capability: Capability | None
    is_in_force: bool
    fault: Fault | None = None


class Planned(NamedTuple):
    """What becomes of a row: `held` is the number of the capability that is there already."""

    code: str
    name: str
    description: str
    carries_on: tuple[int, ...]
    expected: tuple[tuple[int, int], ...]
    held: int | None


COLUMNS = [
    Column("code", "Code", synonyms=("capability code", "reference", "ref", "number"), limit=CODE),
    Column("name", "Capability", synonyms=("name", "title", "standard", "competency", "statement"), limit=TITLE),
    Column("description", "What it means", synonyms=("description", "meaning", "detail", "details"), limit=2_000),
    Column("carries_on", "Carries on", synonyms=("was", "old code", "replaces", "maps to", "previous code"), limit=400),
    Column("expected", "Expected of", synonyms=("roles", "levels", "expected level", "job roles"), limit=600),
]


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """Each row beside what is there under its code, in this version of this framework."""
    framework = framework_of(run)
    there = {one.code: one for one in framework.capabilities.all()} if framework else {}
    is_in_force = framework is not None and framework.force(_today(run)) != Force.TO_COME
    old, roles, seen = _carried(run), _roles(), dict[str, int]()
    for row in rows:
        said = _said(row, old, roles)
        fault = row.faults[0] if row.faults else None
        if said.code and said.code in seen:
            words = f"The code “{said.code}” stands on row {seen[said.code]:,} already"
            fault = fault or Fault("twice", words, "Give each capability a code of its own")
        seen.setdefault(said.code, row.number)
        yield Asked(
            row, said.name or said.code, _numbered(said, old, roles), Held(there.get(said.code), is_in_force, fault)
        )


def change(said: tuple[Said, Planned], held: Held) -> Change:
    words, plan = said
    if held.fault is not None:
        return Change(Kind.BAD, faults=(held.fault,))
    if not words.name:
        return Change(
            Kind.BAD, faults=(Fault("name", "The row names no capability", "Say what people must be able to do"),)
        )
    if words.faults:
        return Change(Kind.BAD, faults=words.faults)
    if held.capability is None:
        return Change(Kind.JOINER, says=words.name, follows=_follows(words), plan=plan)
    is_same = (held.capability.name, held.capability.description) == (words.name, words.description)
    if is_same:
        return Change(Kind.SAME)
    if held.is_in_force:
        text = (
            f"“{held.capability.name}” is in force: its words stay as they are, so that old evidence keeps its meaning"
        )
        return Change(Kind.BAD, faults=(Fault("in-force", text, "Send it as a new version"),))
    return Change(
        Kind.MOVER, says=words.name, follows=held.capability.name, plan=plan._replace(held=held.capability.pk)
    )


def apply(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say) -> None:
    plans: list[Planned] = [found.change.plan for found in judged]
    framework = framework_of(run)
    pk = framework.pk if framework else _add_framework(run, ledger)
    place = framework.capabilities.count() if framework else 0
    new = [plan for plan in plans if plan.held is None]
    keys = tables.new_keys(Capability, len(new))
    ledger.insert(
        Capability,
        ["framework", "code", "name", "description", "position"],
        [
            (key, pk, plan.code, plan.name, plan.description, place + at)
            for at, (key, plan) in enumerate(zip(keys, new, strict=True))
        ],
    )
    corrected = [plan for plan in plans if plan.held is not None]
    ledger.update(
        Capability, {plan.held: {"name": plan.name, "description": plan.description} for plan in corrected if plan.held}
    )
    _tie(run, ledger, list(zip(keys, new, strict=True)))


SPEC = ImportSpec(
    name=NAME,
    format="capabilities",
    label="Framework",
    key=("code",),
    columns=COLUMNS,
    needs=[("name",)],
    held=held,
    change=change,
    apply=apply,
)


def framework_of(run: ImportRun) -> Framework | None:
    """The version that is there already, when the file is sent for it again."""
    said = run.options
    return Framework.objects.filter(code=said["code"], version=said["version"]).first()


def replaced_by(run: ImportRun) -> Framework | None:
    """As was said; of a version that is there already, what it replaced."""
    held = framework_of(run)
    return held.replaces if held else Framework.objects.filter(pk=run.options.get("replaces") or 0).first()


def _add_framework(run: ImportRun, ledger: Ledger) -> int:
    """What it replaces is in force to the day before."""
    said, [pk] = run.options, tables.new_keys(Framework, 1)
    starts_on, replaces = date.fromisoformat(said["starts_on"]), replaced_by(run)
    names = ["code", "version", "name", "kind", "publisher", "about", "starts_on", "replaces"]
    row = [said[name] for name in names[:6]]
    ledger.insert(Framework, names, [(pk, *row, starts_on, replaces.pk if replaces else None)])
    last = starts_on - timedelta(days=1)
    if replaces and (replaces.ends_on is None or replaces.ends_on > last):
        ledger.update(Framework, {replaces.pk: {"ends_on": last}})
    return pk


def _tie(run: ImportRun, ledger: Ledger, new: Sequence[tuple[int, Planned]]) -> None:
    """To what each carries on, and to the job roles that are expected to do it."""
    links = [(old, key) for key, plan in new for old in plan.carries_on]
    keys = tables.new_keys(Counterpart, len(links))
    rows = [(key, *link) for key, link in zip(keys, links, strict=True)]
    ledger.insert(Counterpart, ["capability", "carried_on_by"], rows)
    starts_on = date.fromisoformat(run.options["starts_on"])
    levels = [(role, key, level) for key, plan in new for role, level in plan.expected]
    keys = tables.new_keys(JobRoleCapability, len(levels))
    ledger.insert(
        JobRoleCapability,
        ["job_role", "capability", "level", "starts_on"],
        [(key, *level, starts_on) for key, level in zip(keys, levels, strict=True)],
    )


def _carried(run: ImportRun) -> dict[str, int]:
    """The capabilities of what it replaces, by code and by name."""
    old = replaced_by(run)
    rows = old.capabilities.values_list("pk", "code", "name") if old else []
    return {word.casefold(): pk for pk, code, name in rows for word in (name, code)}


def _roles() -> dict[str, int]:
    rows = JobRole.objects.values_list("pk", "code", "name", "also_called")
    return {word.casefold(): pk for pk, code, name, also in rows for word in (*also, name, code)}


def _said(row: Row, old: dict[str, int], roles: dict[str, int]) -> Said:
    values: dict[str, Any] = row.values
    name = values.get("name") or ""
    code = slugify(values.get("code") or name).replace("-", "_")[:CODE]
    carries_on = _parts(values.get("carries_on"))
    faults = [
        Fault(
            "unknown-carried-on",
            f"“{one}” is not in what this replaces",
            "Give its code there, or leave the cell empty",
        )
        for one in carries_on
        if one.casefold() not in old
    ]
    if name and not code:
        faults.append(Fault("no-code", f"“{name}” makes no code of its own", "Give it a code of letters and figures"))
    expected, wrong = _expected(values.get("expected"), roles)
    return Said(code, name, values.get("description") or "", carries_on, expected, (*faults, *wrong))


def _expected(cell: str | None, roles: dict[str, int]) -> tuple[tuple[tuple[str, int], ...], tuple[Fault, ...]]:
    """“Social worker 3; Team manager 4”."""
    found: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for part in _parts(cell):
        match = EXPECTED.match(part)
        if match is None:
            faults.append(Fault("expected", f"“{part}” gives no level from 1 to 4", "Write it like: Social worker 3"))
        elif match["role"].strip().casefold() not in roles:
            faults.append(Fault("unknown-role", f"“{match['role']}” is no job role we know", "Use a job role’s name"))
        else:
            found.append((match["role"].strip(), int(match["level"])))
    return tuple(found), tuple(faults)


def _numbered(said: Said, old: dict[str, int], roles: dict[str, int]) -> tuple[Said, Planned]:
    carries_on = tuple(dict.fromkeys(old[one.casefold()] for one in said.carries_on if one.casefold() in old))
    expected = {roles[role.casefold()]: level for role, level in said.expected}
    return said, Planned(said.code, said.name, said.description, carries_on, tuple(expected.items()), None)


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[;\n]", cell or "") if part.strip())


def _follows(said: Said) -> str:
    words = [f"Carries on {', '.join(said.carries_on)}"] if said.carries_on else []
    words += [f"{role}: {Level(level).value}" for role, level in said.expected]
    return ". ".join(words)[:2_000]


def _today(run: ImportRun) -> date:
    return run.started_at.date()
