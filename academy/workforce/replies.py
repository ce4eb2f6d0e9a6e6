"""The shape in which retention is given to machines, the same from the API and from the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ninja import Schema

from academy.analysis.retention import Spell as Stay
from academy.analysis.retention import survival
from academy.workforce.queries import MARKS


class PointOut(Schema):
    t: int
    n_risk: int
    surv: float | None
    se: float | None
    lower: float | None
    upper: float | None


class IntakeOut(Schema):
    intake: int
    n: int
    in_post: int
    exact: list[float] | None
    curve: list[PointOut]


class IntakesOut(Schema):
    intakes: list[IntakeOut]


def intakes_reply(intakes: Mapping[int, Sequence[Stay]], *, only: int | None = None) -> dict[str, Any]:
    return {"intakes": [_reply(year, stays) for year, stays in intakes.items() if only in (None, year)]}


def _reply(year: int, stays: Sequence[Stay]) -> dict[str, Any]:
    result = survival(stays, at=MARKS)
    return {
        "intake": year,
        "n": result.n,
        "in_post": result.in_post,
        "exact": list(result.exact) if result.exact else None,
        "curve": [asdict(point) for point in result.points],
    }
