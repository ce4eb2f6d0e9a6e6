"""Words and duties that come as a file. They go into a draft, so nobody reads them before they are published."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils.text import slugify

from academy.core.imports import Asked, Change, Column, Fault, ImportSpec, Judged, Kind, Ledger, Row, Say, tables
from academy.core.models import ImportRun
from academy.frameworks.models import PARTS, GuideVersion, Part
from academy.frameworks.rules.practice import NotADraft, PartKind
from academy.people.rules import OrganisationKind

AGENCIES = {str(kind.label).lower(): kind.value for kind in OrganisationKind}
AGENCIES |= {kind.value: kind.value for kind in OrganisationKind}
AGENCIES |= {"nhs": "health", "schools": "school", "gp": "general_practice", "gps": "general_practice"}
AGENCIES |= {"local authority": "council", "voluntary": "voluntary", "nursery": "early_years", "education": "school"}
WORDS = [
    Column("name", "Word", synonyms=("term", "phrase"), limit=120),
    Column("meaning", "Meaning", synonyms=("definition", "what we mean by it"), limit=1_000),
    Column("also_called", "Also called", synonyms=("abbreviation", "short form", "other words"), limit=200),
    Column("instead_of", "We do not say", synonyms=("instead of", "avoid", "what we do not say"), limit=200),
]
DUTIES = [
    Column("situation", "Situation", synonyms=("what has happened", "when"), limit=160),
    Column("agency", "Agency", synonyms=("kind of agency", "sector"), words=AGENCIES),
    Column("who", "Who", synonyms=("role", "who there"), limit=120),
    Column("does", "What they do", synonyms=("does", "duty", "part"), limit=1_000),
    Column("by_when", "By when", synonyms=("within", "deadline"), limit=120),
]
MUST = {PartKind.TERM: ("name", "meaning"), PartKind.DUTY: ("situation", "agency", "who", "does")}
KEYS: dict[PartKind, Callable[[dict[str, Any]], tuple[str, ...]]] = {
    PartKind.TERM: lambda said: (slugify(said["name"])[:80],),
    PartKind.DUTY: lambda said: (said["situation"].lower(), said["agency"], said["who"].lower()),
}


class Held(NamedTuple):
    """The part that the row is about, where the draft has it; and what is wrong with the row."""

    part: Part | None
    fault: Fault | None = None


def version_of(run: ImportRun) -> GuideVersion:
    version = GuideVersion.objects.select_related("guide").get(pk=run.options["version"])
    if not version.is_draft:
        raise NotADraft(f"{version} was published meanwhile. Begin the next version, and send the file for that.")
    return version


def held(run: ImportRun, rows: Sequence[Row], say: Say, *, kind: PartKind) -> Iterator[Asked]:
    names = [column.name for column in SPECS[kind].columns]
    parts = list(PARTS[kind]._default_manager.filter(version=version_of(run)))
    known = {KEYS[kind]({name: getattr(part, name) for name in names}): part for part in parts}
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        said = {name: str(row.values.get(name) or "").strip() for name in names}
        fault = _fault(row, said, kind)
        key = KEYS[kind](said)
        if fault is None and key in seen:
            fault = Fault("twice", f"It stands on row {seen[key]:,} already", "Leave one of them out")
        if fault is None:
            seen[key] = row.number
        yield Asked(row, said[names[0]], said, Held(known.get(key), fault))


def change(said: dict[str, Any], held: Held) -> Change:
    if held.fault is not None:
        return Change(Kind.BAD, faults=(held.fault,))
    part = held.part
    new = {name: value for name, value in said.items() if part is None or getattr(part, name) != value}
    if not new:
        return Change(Kind.SAME)
    words = "; ".join(value for value in new.values() if value)
    plan = (part.pk if part else None, new)
    before = "; ".join(str(getattr(part, name)) for name in new if getattr(part, name)) if part else "New"
    return Change(Kind.MOVER if part else Kind.JOINER, says=words, follows=before, plan=plan)


def apply(run: ImportRun, judged: Sequence[Judged], ledger: Ledger, say: Say, *, kind: PartKind) -> None:
    version, model = version_of(run), PARTS[kind]
    plans = [found.change.plan for found in judged]
    new = [said for pk, said in plans if pk is None]
    last = model._default_manager.filter(version=version).aggregate(last=Max("position"))["last"]
    names = [column.name for column in SPECS[kind].columns]
    has_code = kind == PartKind.TERM
    rows = [
        [key, version.pk, place, *[said[name] for name in names], *([KEYS[kind](said)[0]] if has_code else [])]
        for place, (key, said) in enumerate(
            zip(tables.new_keys(model, len(new)), new, strict=True), start=0 if last is None else last + 1
        )
    ]
    ledger.insert(model, ["version", "position", *names, *(["code"] if has_code else [])], rows)
    ledger.update(model, {pk: said for pk, said in plans if pk is not None})


def _fault(row: Row, said: dict[str, str], kind: PartKind) -> Fault | None:
    if row.faults:
        return row.faults[0]
    labels = {column.name: column.label for column in SPECS[kind].columns}
    missing = next((name for name in MUST[kind] if not said[name]), "")
    return Fault("missing", f"{labels[missing]} is empty", "Fill it in", missing) if missing else None


def _spec(kind: PartKind, columns: Sequence[Column], *, label: str, key: tuple[str, ...]) -> ImportSpec:
    return ImportSpec(
        name=f"guide-{kind.value}",
        format=f"guide-{kind.value}",
        label=label,
        key=key,
        columns=columns,
        needs=[(name,) for name in MUST[kind]],
        held=partial(held, kind=kind),
        change=change,
        apply=partial(apply, kind=kind),
    )


SPECS: dict[PartKind, ImportSpec] = {
    PartKind.TERM: _spec(PartKind.TERM, WORDS, label="Words", key=("name",)),
    PartKind.DUTY: _spec(PartKind.DUTY, DUTIES, label="Duties", key=("situation", "agency", "who")),
}
