"""How a sample is asked for, and what of each drawn case is kept."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from academy.audits.rules.case_lists import LABELS, CaseList, column_of, plain, strata
from academy.audits.rules.cases import AgeBand, CaseKind
from academy.audits.rules.draws import Unit, draw
from academy.audits.rules.pseudonyms import pseudonym
from academy.core.refusals import Refused

MOST_TIMES = 20
NAMED = ("team", "kind", "age_band", "list")


class NothingToDraw(Refused):
    """A sample of no cases, or of fewer than one."""


@dataclass(frozen=True)
class Oftener:
    """Cases of which a column says this are drawn so many times as often as others."""

    column: str
    value: str
    times: float


@dataclass(frozen=True)
class Design:
    """All that a draw depends on, besides the list: kept with the sample, so that it can be drawn again."""

    size: int
    seed: str
    stratify: str = ""
    oftener: tuple[Oftener, ...] = ()


@dataclass(frozen=True)
class DrawnCase:
    """What is kept of a case. Nothing in it can be led back to a child without the authority's secret."""

    pseudonym: str
    team: str
    worker: str
    kind: CaseKind
    age_band: AgeBand
    stratum: str
    probability: float
    weight: float


@dataclass(frozen=True)
class Draw:
    cases: tuple[DrawnCase, ...]
    frame_size: int
    left_out: int  # audited not long ago
    strata: dict[str, list[int]]  # how many cases each has, and how many were drawn
    notes: tuple[str, ...]


def draw_from(found: CaseList, design: Design, *, secret: str, without: Collection[str] = ()) -> Draw:
    """`without` are the pseudonyms of cases that were audited not long ago: they are not drawn from."""
    if design.size < 1:
        raise NothingToDraw("Ask for one case or more.", field="size")
    column = column_of(design.stratify, found) if design.stratify.strip() else ""
    called = _called(strata(found, column), column)
    times = _times(found, design.oftener)
    names = {case.key: pseudonym(secret, case.key) for case in found.cases}
    units = [
        Unit(case.key, stratum, often)
        for case, stratum, often in zip(found.cases, called, times, strict=True)
        if names[case.key] not in without
    ]
    cases = {case.key: case for case in found.cases}
    drawn = tuple(
        DrawnCase(
            pseudonym=names[one.unit.key],
            team=cases[one.unit.key].team,
            worker=cases[one.unit.key].worker,
            kind=cases[one.unit.key].kind,
            age_band=cases[one.unit.key].age_band,
            stratum=one.unit.stratum,
            probability=one.probability,
            weight=one.weight,
        )
        for one in draw(units, design.size, seed=design.seed)
    )
    left_out = len(found.cases) - len(units)
    notes = (*found.notes, *_said(design, len(units), left_out), *_never_met(found, design.oftener))
    return Draw(drawn, len(units), left_out, _counted(units, drawn), notes)


def as_kept(design: Design, found: CaseList, drawn: Draw) -> dict[str, Any]:
    """The design as it is kept with the sample: enough to draw again, and nothing that a case said."""
    column = column_of(design.stratify, found) if design.stratify.strip() else ""
    return {
        "size": design.size,
        "stratify": LABELS.get(column, column),
        "oftener": [{"column": one.column, "value": one.value, "times": one.times} for one in design.oftener],
        "left_out": drawn.left_out,
        "strata": drawn.strata,
        "lists": found.lists,
        "notes": list(drawn.notes),
    }


def _called(strata: Sequence[str], column: str) -> list[str]:
    """Only what is kept of a case anyway names its stratum. Others go by a number, as do workers, who are people."""
    if column in ("", *NAMED):
        return list(strata)
    numbers = {words: f"Group {number}" for number, words in enumerate(sorted(set(strata)), start=1)}
    return [numbers[words] for words in strata]


def _times(found: CaseList, oftener: Sequence[Oftener]) -> list[float]:
    """With two reasons to be drawn more often, the stronger counts."""
    times = [1.0] * len(found.cases)
    for one in oftener:
        if not 1 <= one.times <= MOST_TIMES:
            raise NothingToDraw(f"Draw a case 1 to {MOST_TIMES} times as often as others.", field="times")
        for place, words in enumerate(strata(found, column_of(one.column, found))):
            if plain(words) == plain(one.value):
                times[place] = max(times[place], one.times)
    return times


def _said(design: Design, frame: int, left_out: int) -> Iterator[str]:
    if left_out:
        yield f"{left_out:,} audited not long ago {'was' if left_out == 1 else 'were'} left out."
    if 0 < frame < design.size:
        yield f"You asked for {design.size:,} and the list has {frame:,}: all of them are in the sample."


def _never_met(found: CaseList, oftener: Sequence[Oftener]) -> Iterator[str]:
    for one in oftener:
        said = {plain(words) for words in strata(found, column_of(one.column, found))}
        if found.cases and plain(one.value) not in said:
            yield f"No case says “{one.value}” in “{one.column}”, so none is drawn more often for it."


def _counted(units: Sequence[Unit], drawn: Sequence[DrawnCase]) -> dict[str, list[int]]:
    counts = {stratum: [0, 0] for stratum in sorted({unit.stratum for unit in units})}
    for unit in units:
        counts[unit.stratum][0] += 1
    for case in drawn:
        counts[case.stratum][1] += 1
    return counts
