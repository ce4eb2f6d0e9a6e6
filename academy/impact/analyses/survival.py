"""How long people stay: Kaplan-Meier by intake, or of all."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from academy.analysis.rates import FEWEST
from academy.analysis.retention import Survival, survival
from academy.analysis.spells import Spell
from academy.analysis.steps import Steps, kaplan_meier
from academy.impact.analyses.spells import spells_of
from academy.impact.analyses.table import Refusal, Table

OF_INTAKES, OF_ALL, OF_TIMES = (365, 730, 1000, 1095), (365, 730, 1095), (90, 180, 365, 730)


def survival_of(table: Table) -> dict[str, Any]:
    """By intake when the file has one; by `time` and `status` (0 or 1; or 1 and 2) when it has no dates."""
    if "time" in table:
        return _of_times(table)
    spells = spells_of(table)
    if "intake" not in table:
        return _reply(spells, at=OF_ALL)
    years = table.text("intake")
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
        "km_delayed_entry" if is_delayed else "km_loglog": _points(found),
        "median_days": found.median_days,
        "notes": list(found.notes),
    }
    if found.exact:
        answer |= {"retention_at_end": found.in_post / found.n, "clopper_pearson_95": list(found.exact)}
    return answer


def _points(found: Survival) -> list[dict[str, Any]]:
    return [
        {
            "t": point.t,
            "n_risk": point.n_risk,
            "surv": point.surv,
            "se": point.se,
            "lower": point.lower,
            "upper": point.upper,
        }
        for point in found.points
    ]


def _of_times(table: Table) -> dict[str, Any]:
    times, status = table.whole("time"), table.whole("status")
    left = status == status.max() if len(np.unique(status)) > 1 else status == 1
    _refuse_few(len(times))
    entry = table.whole("entry") if "entry" in table else None
    steps = kaplan_meier(entry, times, left)
    return {"n": len(times), "events": int(left.sum()), "km_loglog": [_on(steps, day) for day in OF_TIMES]}


def _on(steps: Steps, day: int) -> dict[str, Any]:
    place = int(np.searchsorted(steps.days, day, side="right")) - 1
    values = {"surv": steps.surv, "se": steps.se, "lower": steps.lower, "upper": steps.upper}
    told = {name: None if np.isnan(column[place]) else float(column[place]) for name, column in values.items()}
    return {"t": day, "n_risk": steps.at_risk_on(day), **told}


def _refuse_few(people: int) -> None:
    if people < FEWEST:
        raise Refusal(
            f"Only {people} people: from fewer than {FEWEST} no rate is given.", f"{FEWEST - people} people more."
        )
