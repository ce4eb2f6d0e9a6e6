"""How long people stay: Kaplan-Meier by intake, or of all."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from academy.analysis import curves
from academy.analysis.rates import FEWEST
from academy.analysis.retention import survival
from academy.analysis.spells import Spell
from academy.analysis.steps import LONGEST, kaplan_meier
from academy.core.refusals import Refused
from academy.impact.analyses.spells import spells_of
from academy.impact.analyses.table import Refusal, Table

OF_INTAKES, OF_ALL, OF_TIMES = (365, 730, 1000, 1095), (365, 730, 1095), (90, 180, 365, 730)


def survival_of(table: Table) -> dict[str, Any]:
    """By intake when the file has one; by `time` and `status` (0 and 1, or 1 and 2) when it has no dates."""
    if "time" in table:
        return _of_times(table)
    spells = spells_of(table)
    if "intake" not in table:
        return _reply(spells, at=OF_ALL)
    years = table.names("intake")
    groups = {
        year: [spell for spell, own in zip(spells, years, strict=True) if own == year] for year in sorted(set(years))
    }
    return {year: _or_refused(own) for year, own in groups.items()}


def _or_refused(spells: list[Spell]) -> dict[str, Any]:
    try:
        return _reply(spells, at=OF_INTAKES)
    except Refusal as refusal:
        return {"n": len(spells), "refused": refusal.reason, "needs": refusal.needs}


def _reply(spells: list[Spell], *, at: Sequence[int]) -> dict[str, Any]:
    seen = [spell for spell in spells if spell.is_seen]
    _refuse_few(len({spell.person for spell in seen}))
    found = survival(seen, at=at)
    is_delayed = any(spell.entry_day >= 0 for spell in seen)
    answer: dict[str, Any] = {
        "n": found.n,
        "rows_used": len(seen),
        "retained_at_end": found.in_post,
        "km_delayed_entry" if is_delayed else "km_loglog": [asdict(point) for point in found.points],
        "median_days": found.median_days,
        "notes": list(found.notes),
    }
    if found.exact:
        answer |= {"retention_at_end": found.in_post / found.n, "clopper_pearson_95": list(found.exact)}
    return answer


def _of_times(table: Table) -> dict[str, Any]:
    """Times of any unit, whole or not: only their order counts, so each is known by its place among them all."""
    times, left = table.filled("time"), _events(table)
    entry = table.filled("entry") if "entry" in table else None
    table.refuse_where(times < 0, "it is below 0", of="time")
    _refuse_few(len(times))
    if entry is not None:
        table.refuse_where(entry >= times, "entry is not before time")
    moments = np.unique(np.concatenate([[0, *OF_TIMES], times, [] if entry is None else entry]))
    if len(moments) > LONGEST:
        raise Refused(f"{table.name}: more than {LONGEST:,} different times. Write them as whole days.")
    first = None if entry is None else np.searchsorted(moments, entry)
    steps = kaplan_meier(first, np.searchsorted(moments, times), left)
    points = [replace(curves.point(steps, int(np.searchsorted(moments, day))), t=day) for day in OF_TIMES]
    return {"n": len(times), "events": int(left.sum()), "km_loglog": [asdict(point) for point in points]}


def _events(table: Table) -> np.ndarray:
    """0 and 1, or 1 and 2: the higher of the two is the event, and 1 alone is one too."""
    heading = table.first_of("status", "event")
    status = table.whole(heading)
    known = (1, 2) if status.max() == 2 else (0, 1)
    table.refuse_where(~np.isin(status, known), f"“{{cell}}” is not {known[0]} or {known[1]}", of=heading)
    return np.asarray(status == known[1])


def _refuse_few(people: int) -> None:
    if people < FEWEST:
        raise Refusal(
            f"Only {people} {'person' if people == 1 else 'people'}: from fewer than {FEWEST} no rate is given.",
            f"{FEWEST - people} people more.",
        )
