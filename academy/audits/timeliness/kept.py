"""What may be kept of a count: small numbers are left out first, and with them whatever would give them away."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from academy.analysis.disclosure import FEWEST_FOR_PERCENT, HIDDEN, THRESHOLD, disclose, percentage
from academy.audits.timeliness.counting import Counted, Timeliness
from academy.audits.timeliness.sources import FromAgency

PARTS = tuple((f"care_leaver_eet_{years}", f"care_leaver_neet_{years}") for years in ("17_18", "19_21"))
Number = int | str | None


@dataclass(frozen=True)
class Kept:
    """One measure fit to keep. Where it is hidden it carries no number that leads back."""

    code: str
    numerator: int | None
    denominator: int | None
    value: float | None
    is_hidden: bool
    reason: str


def figures(found: Timeliness) -> list[Kept]:
    """Each measure by itself; and where two are parts of one whole, neither when the rest is too few."""
    kept = {counted.measure.code: _kept(counted) for counted in found.measures}
    counts = {counted.measure.code: counted for counted in found.measures}
    for parts in PARTS:
        if all(code in counts for code in parts) and _rest_is_small(*(counts[code] for code in parts)):
            kept |= {code: _hidden(kept[code], denominator=None) for code in parts}
    return list(kept.values())


def rows(found: Timeliness) -> dict[str, Number]:
    return {name: HIDDEN if 0 < count < THRESHOLD else count for name, count in found.lists.items()}


def agencies(found: Timeliness) -> list[dict[str, Any]]:
    """By agency and in all, so that nothing hidden comes back by taking one number from another."""
    kept: list[dict[str, Any]] = [{"agency": source.agency} for source in found.sources]
    for every, low in (("contacts", "low_contacts"), ("referrals", "low_referrals")):
        for row, numbers in zip(kept, _split(found.sources, every, low), strict=True):
            row |= numbers
    return kept


def _kept(counted: Counted) -> Kept:
    code, met, of = counted.measure.code, counted.numerator, counted.denominator
    as_it_is = Kept(code, met, of, counted.value, False, counted.reason)
    if met is None or of is None or not of:
        return as_it_is
    if counted.measure.unit == "average":
        return _hidden(as_it_is, denominator=None) if of < FEWEST_FOR_PERCENT or met < THRESHOLD else as_it_is
    shown = disclose({"met": met, "rest": of - met})
    is_telling = HIDDEN in shown.counts.values() or (counted.measure.unit == "share" and percentage(met, of) == HIDDEN)
    total = shown.total if isinstance(shown.total, int) else None
    return _hidden(as_it_is, denominator=total) if is_telling else as_it_is


def _hidden(kept: Kept, *, denominator: int | None) -> Kept:
    return replace(kept, numerator=None, denominator=denominator, value=None, is_hidden=True)


def _rest_is_small(one: Counted, other: Counted) -> bool:
    if one.numerator is None or other.numerator is None or one.denominator is None:
        return False
    return 0 < one.denominator - one.numerator - other.numerator < THRESHOLD


def _split(sources: list[FromAgency], every: str, low: str) -> list[dict[str, Number]]:
    found = [asdict(source) for source in sources]
    if not found:
        return []
    is_known = all(row[low] is not None for row in found)
    parts = [[row[low], row[every] - row[low]] if is_known else [row[every]] for row in found]
    grid = disclose(parts)
    totals = grid.row_totals or tuple(HIDDEN for _ in parts)
    return [
        {every: total, low: cells[0] if is_known else None} for cells, total in zip(grid.cells, totals, strict=True)
    ]
