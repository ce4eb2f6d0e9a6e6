"""Measures with their readings: the series, its chart, and the word for how it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Prefetch, QuerySet

from academy.analysis.control_charts import FEWEST_POINTS, ControlChart, individuals, shares
from academy.analysis.exact_charts import exact_shares
from academy.improvement.models.measures import Comparator, InterimTarget, Measure, Reading
from academy.improvement.rules.measures import Unit, is_late
from academy.improvement.rules.sentences import Told, sentence
from academy.improvement.rules.standing import Change, Standing, Target, change, standing

MOST_FOR_SHARES = 200  # cases a point: with more, limits by chance alone are too narrow for months that differ
FEWEST_EXPECTED = 5  # a point of either kind, under which three sigma would cry wolf
MOST_FOR_LIMITS = 24  # points that give the limits, so that what comes later is held to what was usual


@dataclass(frozen=True)
class Series:
    """One measure until a day: `readings` from the oldest, `drawn` those of them that have a number."""

    measure: Measure
    readings: Sequence[Reading]
    chart: ControlChart | None
    status: Standing
    sentence: str
    target_now: float | None
    comparators: Sequence[Comparator]
    change: Change
    target: Target
    interim_targets: Sequence[InterimTarget]
    is_late: bool

    @property
    def drawn(self) -> list[Reading]:
        return [reading for reading in self.readings if reading.value is not None]

    @property
    def showed(self) -> Reading | None:
        """The reading at which the newest run of signals began: the same one however often it is asked."""
        places = sorted({*self.chart.beyond, *self.chart.runs}) if self.chart else []
        if not places:
            return None
        first = places[-1]
        while first - 1 in places:
            first -= 1
        return self.drawn[first]

    @property
    def latest(self) -> Reading | None:
        return self.drawn[-1] if self.drawn else None


def with_readings(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """All that `series_of` needs, in four queries for however many measures."""
    return measures.select_related("owner").prefetch_related(
        Prefetch("readings", Reading.objects.order_by("on")),
        Prefetch("interim_targets", InterimTarget.objects.order_by("by")),
        Prefetch("comparators", Comparator.objects.order_by("-on", "who")),
    )


def series_of(measure: Measure, *, until: date) -> Series:
    """As it stood on the day. Ask `with_readings` for the measures first where there are several."""
    readings = sorted((each for each in measure.readings.all() if each.on <= until), key=lambda each: each.on)
    known = [each for each in readings if each.value is not None]
    latest, chart, target = (known[-1] if known else None), chart_of(measure, known), target_on(measure, until)
    moved, value = change(chart, measure.direction), _number(latest.value if latest else None)
    late = is_late(latest.on if latest else None, measure.frequency, on=until)
    return Series(
        measure=measure,
        readings=readings,
        chart=chart,
        status=standing(value, target, measure.direction, moved, n=_cases(measure, latest)),
        sentence=sentence(_told(measure, readings, latest, chart, target, moved, is_late=late)),
        target_now=target.now,
        comparators=[each for each in measure.comparators.all() if each.on <= until],
        change=moved,
        target=target,
        interim_targets=list(measure.interim_targets.all()),
        is_late=late,
    )


def chart_of(measure: Measure, known: Sequence[Reading]) -> ControlChart | None:
    """Limits from what came before what happened, or else from the first two years. Where those drift, from the first
    year alone, so that a slow change shows against it and is not taken for the usual."""
    if len(known) < 2:
        return None
    before = sum(1 for each in known if measure.baseline_until and each.on <= measure.baseline_until)
    first = before if before >= FEWEST_POINTS else min(len(known), MOST_FOR_LIMITS)
    counted, of = ([_number(getattr(each, name)) for each in known] for name in ("numerator", "denominator"))
    if measure.unit != Unit.PERCENT or not _are_few(counted, of):
        values = np.array([float(each.value or 0) for each in known])
        return steady(lambda baseline: individuals(values, baseline=baseline), first)
    k, n = np.array(counted, dtype=float), np.array(of, dtype=float)
    draw = exact_shares if min(k.sum(), (n - k).sum()) / len(k) < FEWEST_EXPECTED else shares
    return _in_hundreds(steady(lambda baseline: draw(k, n, baseline=baseline), first))


def steady(draw: Callable[[int], ControlChart], first: int) -> ControlChart:
    chart = draw(first)
    if not chart.reason or first <= FEWEST_POINTS:
        return chart
    of_a_year = draw(FEWEST_POINTS)
    return chart if of_a_year.reason else of_a_year


def target_on(measure: Measure, on: date) -> Target:
    """The newest whose day has come is due; the next is ahead. What has no day holds now."""
    steps = sorted((each.by, float(each.value)) for each in measure.interim_targets.all())
    final = _number(measure.target)
    if final is not None:
        steps.append((measure.target_by or date.min, final))
    come = [step for step in steps if step[0] <= on]
    ahead = [step for step in steps if step[0] > on]
    due, upcoming = max(come, default=None), min(ahead, default=None)
    return Target(
        due=due[1] if due else None,
        due_on=due[0] if due and due[0] != date.min else None,
        next=upcoming[1] if upcoming else None,
        next_on=upcoming[0] if upcoming else None,
        final=final,
        tolerance=float(measure.tolerance),
    )


def _are_few(counted: Sequence[float | None], of: Sequence[float | None]) -> bool:
    """Every point says how many of how many, and none of so many that months differ by more than chance."""
    pairs = zip(counted, of, strict=True)
    return all(k is not None and n is not None and 0 < n <= MOST_FOR_SHARES and k <= n for k, n in pairs)


def _in_hundreds(chart: ControlChart) -> ControlChart:
    return ControlChart(
        chart.values * 100,
        chart.centre * 100,
        chart.lower * 100,
        chart.upper * 100,
        chart.baseline,
        chart.mean_moving_range,
        chart.beyond,
        chart.runs,
        chart.alike,
        chart.reason,
    )


def _told(
    measure: Measure,
    readings: Sequence[Reading],
    latest: Reading | None,
    chart: ControlChart | None,
    target: Target,
    moved: Change,
    *,
    is_late: bool,
) -> Told:
    return Told(
        sign=measure.sign,
        places=measure.places,
        value=_number(latest.value if latest else None),
        on=latest.on if latest else None,
        target=target,
        average=chart.centre if chart else None,
        change=moved,
        why_no_signal=chart.reason if chart else "",
        is_late=is_late,
        not_yet_why=measure.not_yet_why,
        is_hidden=latest is None and any(each.is_hidden for each in readings),
    )


def _cases(measure: Measure, latest: Reading | None) -> int | None:
    of = latest.denominator if latest and measure.unit == Unit.PERCENT else None
    return int(of) if of else None


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
