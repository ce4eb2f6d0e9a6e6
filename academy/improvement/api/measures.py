"""Measures, their readings and inspections for machines, within the same reach as the pages."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Schema

from academy.core import clock
from academy.improvement.api.router import router
from academy.improvement.queries import inspections as inspecting
from academy.improvement.queries import measure_lists as queries
from academy.improvement.queries.measures import Series, series_of, with_readings
from academy.people.scope import Request, open_to


class MeasureOut(Schema):
    code: str
    title: str
    area: str
    plain_meaning: str
    unit: str
    direction: str
    is_statutory: bool
    value: float | None
    on: date | None
    is_late: bool
    target_now: float | None
    target: float | None
    status: str
    sentence: str


class ReadingOut(Schema):
    on: date
    value: float | None
    numerator: float | None
    denominator: float | None
    state: str
    is_hidden: bool
    source: str


class InterimTargetOut(Schema):
    by: date
    value: float


class ComparatorOut(Schema):
    who: str
    value: float
    on: date
    source: str


class OneMeasureOut(MeasureOut):
    definition: str
    readings: list[ReadingOut]
    interim_targets: list[InterimTargetOut]
    comparators: list[ComparatorOut]


class JudgementOut(Schema):
    area: str
    grade: str


class InspectionOut(Schema):
    id: int
    kind: str
    title: str
    on: date
    published_on: date | None
    judgements: list[JudgementOut]


@router.get("/measures", response=list[MeasureOut])
@open_to("see measures")
def measures(request: Request) -> list[dict[str, Any]]:
    """Every measure as it stands today, in a word and in a sentence."""
    rows = with_readings(queries.measures(request.viewer).order_by("code"))
    return [_measure(series_of(one, until=clock.today())) for one in rows]


@router.get("/measures/{code}", response=OneMeasureOut)
@open_to("see measures")
def measure(request: Request, code: str) -> dict[str, Any]:
    """One measure with its readings. What is hidden or late has no number."""
    found = queries.one_measure(request.viewer, code)
    if found is None:
        raise Http404
    series = series_of(found, until=clock.today())
    readings = [
        {name: getattr(one, name) for name in ReadingOut.model_fields if name != "source"} for one in series.readings
    ]
    return {
        **_measure(series),
        "definition": found.definition,
        "readings": [said | {"source": one.source_words} for said, one in zip(readings, series.readings, strict=True)],
        "interim_targets": [{"by": one.by, "value": one.value} for one in series.interim_targets],
        "comparators": [
            {"who": one.who, "value": one.value, "on": one.on, "source": one.source_words} for one in series.comparators
        ],
    }


@router.get("/inspections", response=list[InspectionOut])
@open_to("see inspections")
def inspections(request: Request) -> list[dict[str, Any]]:
    """Inspections and visits, the newest first, with judgements in Ofsted’s words."""
    return [
        {
            "id": one.pk,
            "kind": one.get_kind_display(),
            "title": one.title,
            "on": one.on,
            "published_on": one.published_on,
            "judgements": [
                {"area": judged.get_area_display(), "grade": judged.get_grade_display()}
                for judged in one.judgements.all()
            ],
        }
        for one in inspecting.inspections(request.viewer)
    ]


def _measure(series: Series) -> dict[str, Any]:
    measure, latest = series.measure, series.latest
    names = ("code", "title", "area", "plain_meaning", "unit", "direction", "is_statutory")
    return {name: getattr(measure, name) for name in names} | {
        "value": latest.value if latest else None,
        "on": latest.on if latest else None,
        "is_late": series.is_late,
        "target_now": series.target_now,
        "target": series.target.final,
        "status": series.status.label,
        "sentence": series.sentence,
    }
