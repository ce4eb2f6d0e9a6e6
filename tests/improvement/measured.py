"""Measures, readings and inspections, as tests want them."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from academy.core import clock
from academy.improvement.actions import inspections as inspecting
from academy.improvement.actions.measures import Said, load_measures, record_reading
from academy.improvement.models import Inspection, InspectionFinding, Measure, Reading
from academy.improvement.queries.measures import Series, series_of, with_readings
from academy.improvement.rules.measures import period_end

STEADY = (50, 52, 48, 51, 49, 53, 47, 50, 52, 48, 51, 49)
BETTER = (*STEADY, *(58, 59, 57, 60, 58, 59, 61, 60, 59, 58, 60, 61))
WORSE = (*STEADY, *(40, 41, 39, 42, 40, 41, 39, 40, 42, 41, 40, 39))


def measure_called(code: str = "audits_good_or_better", **fields: Any) -> Measure:
    """As it comes with the Academy, with what is said of it."""
    if not Measure.objects.filter(code=code).exists():
        load_measures()
    Measure.objects.filter(code=code).update(**fields)
    return Measure.objects.get(code=code)


def last_month(months_ago: int = 0) -> date:
    end = period_end(clock.today(), "monthly")
    for _ in range(months_ago):
        end = end.replace(day=1) - timedelta(days=1)
    return end


def read(measure: Measure, values: Sequence[float], *, n: int | None = 100) -> list[Reading]:
    """One each month, the newest last month: so many of `n`, or plain values."""
    readings = []
    for ago, value in enumerate(reversed(values)):
        parts = (Decimal(round(value * n / 100)), Decimal(n)) if n else (None, None)
        shown = 100 * parts[0] / parts[1] if n and parts[0] is not None else Decimal(str(value))
        readings.append(
            record_reading(measure, last_month(ago), Said(Decimal(shown).quantize(Decimal("0.0001")), *parts))[0]
        )
    return readings[::-1]


def series(measure: Measure, *, until: date | None = None) -> Series:
    return series_of(with_readings(Measure.objects.filter(pk=measure.pk)).get(), until=until or clock.today())


def make_inspection(**fields: Any) -> Inspection:
    said = {"kind": "standard", "on": clock.today() - timedelta(days=400), "title": "The inspection of last year"}
    said |= {"published_on": clock.today() - timedelta(days=360), "judgements": {"overall": "improve"}, **fields}
    of = (said.pop("kind"), said.pop("on"), said.pop("title"))
    return inspecting.add_inspection(*of, by=None, **said)


def make_inspection_finding(inspection: Inspection | None = None, **fields: Any) -> InspectionFinding:
    said = {"said": "The quality of assessments and plans.", "area": "overall", **fields}
    return inspecting.add_inspection_finding(inspection or make_inspection(), said.pop("said"), by=None, **said)
