"""Each row of a file of requirements beside what there is."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Level, Mode
from academy.core import clock
from academy.core.imports import Asked, Fault, Row, Say
from academy.core.models import ImportRun
from academy.needs.models import Requirement
from academy.needs.rules.requirement_files import TERMS, THEME, WHOM, Held, NewItem, Said, said_terms

USUAL_HOURS = {Kind.COURSE: Decimal(6), Kind.WORKSHOP: Decimal(3)}


def held(run: ImportRun, rows: Sequence[Row], say: Say) -> Iterator[Asked]:
    """The same people asked twice for the same title in one file are asked once too often."""
    items, asked = _items(), _asked()
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        said = _said(row)
        item_id = items.get(plain(said.title))
        key = (plain(said.title), *_key(said.whom))
        fault = row.faults[0] if row.faults else _fault(said, seen.get(key))
        if fault is None:
            seen[key] = row.number
        found = asked.get((item_id, *_key(said.whom))) if item_id else None
        yield Asked(row, said.title[:200], said, _held(item_id, found, fault))


def plain(title: str) -> str:
    """Small differences in writing are none: “day one” and “Day 1:” stay two."""
    return " ".join(re.findall(r"\w+", title.casefold().replace("’", "").replace("'", "")))


def _said(row: Row) -> Said:
    values = row.values
    whom: dict[str, Any] = {name: values.get(name) for name in WHOM}
    whom["organisation_kind"] = whom["organisation_kind"] or ""
    title = re.sub(r"\s+", " ", values.get("title") or "").strip()
    return Said(title, whom, said_terms(values), _whom_words(whom), _new_item(title, values))


def _new_item(title: str, values: dict[str, Any]) -> NewItem:
    kind = values.get("kind") or Kind.COURSE
    mode = values.get("mode") or (Mode.OWN_TIME if kind == Kind.E_LEARNING else Mode.IN_PERSON)
    return NewItem(
        title=title,
        summary=values.get("summary") or title,
        kind=kind,
        mode=mode,
        hours=values.get("hours") or USUAL_HOURS.get(kind, Decimal(1)),
        level=values.get("level") or Level.TARGETED,
        theme=values.get("theme") or THEME,
        capability=values.get("capability"),
    )


def _fault(said: Said, before: int | None) -> Fault | None:
    if not said.title:
        return Fault("title", "The row does not say what is asked", "Write the title of a course")
    if before is not None:
        words = f"Row {before:,} asks the same people for the same already"
        return Fault("twice", words, "Leave one of them out")
    return None


def _held(item_id: int | None, found: Requirement | None, fault: Fault | None) -> Held:
    if found is None:
        return Held(item_id, None, fault=fault)
    terms = {name: getattr(found, name) for name in TERMS}
    return Held(item_id, found.pk, terms, found.starts_on, clock.today(), fault)


def _items() -> dict[str, int]:
    """By title. Of two with one title, that of the organisation nearest the top."""
    found = Item.objects.filter(is_published=True).select_related("organisation")
    nearest = sorted(found, key=lambda item: (-len(item.organisation.path), item.pk), reverse=False)
    return {plain(item.title): item.pk for item in nearest}


def _asked() -> dict[tuple[object, ...], Requirement]:
    found = Requirement.objects.filter(ends_on__isnull=True, capability__isnull=True)
    return {
        (
            row.item_id,
            row.job_role_id,
            row.profession_id,
            row.setting_id,
            row.organisation_kind,
            row.organisation_id,
        ): row
        for row in found
    }


def _key(whom: dict[str, Any]) -> tuple[object, ...]:
    return tuple(one if isinstance(one, str) else one.pk if one else None for one in (whom[name] for name in WHOM))


def _whom_words(whom: dict[str, Any]) -> str:
    who = str(whom["job_role"] or whom["profession"] or "Everyone")
    where = [
        f"in {whom['setting']}" if whom["setting"] else "",
        f"in {whom['organisation_kind'].label.lower()} organisations" if whom["organisation_kind"] else "",
        f"at {whom['organisation']}" if whom["organisation"] else "",
    ]
    return " ".join([who, *filter(None, where)])
