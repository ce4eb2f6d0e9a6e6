"""How measures are shown: the list, one measure's chart and tables, and the words beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from academy.analysis.control_charts import ControlChart
from academy.core.exports import Column, Status, Table
from academy.core.figures import TOO_FEW_WORDS
from academy.improvement.measures.measures import status_of
from academy.improvement.models import Measure
from academy.improvement.models import Reading as Kept
from academy.improvement.queries.measures import Series
from academy.improvement.rules.measures import ReadingState
from academy.improvement.rules.sentences import spoken
from academy.improvement.rules.standing import Change, Direction
from academy.ui.charts import Aim, Chart, Level, Reading, readings_chart, sparkline

ENGLAND = "England"
FEWEST_IN_A_CHART = 2
LAST_TO_NAME = 9  # the month from which on a first year is too short for its number to stand under it
SAYS = {
    Change.UNKNOWN: "Not yet whether anything has changed.",
    Change.NONE: "Nothing but the usual up and down.",
    Change.BETTER: "A real change for the better, not chance.",
    Change.WORSE: "A real change for the worse, not chance.",
    Change.EITHER: "A real change, not chance. Whether it is good is for people to say.",
}
HOW_TO_READ = "Grey line: the average. Dotted lines: where nearly every reading falls by chance alone."
DOES_NOT_SHOW = "Why it is so, or what it will be. A month that is worse than the last is no change."


@dataclass(frozen=True)
class Line:
    """One measure in the list."""

    measure: Measure
    spark: SafeString
    now: str
    when: str
    due: str
    final: str
    england: str
    status: Status
    is_late: bool


def line(series: Series) -> Line:
    measure, latest = series.measure, series.latest
    drawn = [float(reading.value or 0) for reading in series.drawn[-24:]]
    return Line(
        measure=measure,
        spark=sparkline(drawn, target=series.target.final) if len(drawn) >= FEWEST_IN_A_CHART else SafeString(),
        now=short_words(series),
        when=f"{latest.on:%b %Y}" if latest else "",
        due=_said(measure, series.target.now),
        final=_said(measure, series.target.final),
        england=_england(series),
        status=status_of(series),
        is_late=series.is_late,
    )


def now_words(series: Series) -> str:
    """Never an older number as if it were new: its month stands beside it."""
    if series.latest is None:
        return TOO_FEW_WORDS if any(reading.is_hidden for reading in series.readings) else "No reading yet"
    return spoken(float(series.latest.value or 0), series.measure.sign, series.measure.places)


def short_words(series: Series) -> str:
    """In a narrow column a count stands alone: its title says of what."""
    sign = series.measure.sign if series.measure.sign in ("%", "£") else ""
    return spoken(float(series.latest.value or 0), sign, series.measure.places) if series.latest else now_words(series)


def measures_table(some: Sequence[Series]) -> Table:
    return Table(
        caption="Measures",
        columns=[
            Column("code", "Code", value=lambda one: one.measure.code),
            Column("title", "Measure", value=lambda one: one.measure.title, is_row_header=True),
            Column("area", "Area", value=lambda one: one.measure.area),
            Column("now", "Now", value=lambda one: one.latest.value if one.latest else None),
            Column("on", "Until", value=lambda one: one.latest.on if one.latest else None),
            Column("target", "Target now", value=lambda one: one.target_now),
            Column("final", "Final target", value=lambda one: one.target.final),
            Column("status", "In a word", value=lambda one: one.status.label),
            Column("late", "Late", value=lambda one: one.is_late),
            Column("says", "In a sentence", value=lambda one: one.sentence),
            Column("statutory", "In the improvement notice", value=lambda one: one.measure.is_statutory),
        ],
        rows=list(some),
    )


def measure_chart(series: Series) -> Chart | None:
    measure, drawn = series.measure, series.drawn
    if len(drawn) < FEWEST_IN_A_CHART:
        return None
    return readings_chart(
        _points(series),
        title=f"{measure.title}: {now_words(series)} in {drawn[-1].on:%B %Y}",
        note=f"Each {measure.period_words}. {Direction(measure.direction).label}.",
        unit=measure.sign if measure.sign in ("%", "£") else "",
        levels=_levels(series.chart, drawn, _event_at(measure, drawn)),
        target=series.target.final,
        aims=_aims(series),
        event=measure.changed_words if _event_at(measure, drawn) else "",
        label_every=3 if len(drawn) > 8 else 1,
        how_to_read=HOW_TO_READ,
        does_not_show=DOES_NOT_SHOW,
    )


def readings_table(series: Series) -> Table:
    measure = series.measure
    return Table(
        caption="Readings",
        columns=[
            Column("on", "Until", is_row_header=True, value=lambda one: one.on),
            Column("value", "Reading", align="right", value=lambda one: _reading_words(measure, one)),
            Column("of", "Counted", value=_counted),
            Column("state", "State", value=_state),
            Column("source_words", "From"),
            Column("before", "Before it was corrected", value=lambda one: _before(measure, one)),
        ],
        rows=list(series.readings)[::-1],
    )


def targets_table(series: Series) -> Table:
    measure = series.measure
    rows: list[dict[str, Any]] = [{"by": step.by, "value": float(step.value)} for step in series.interim_targets]
    if measure.target is not None:
        rows.append({"by": measure.target_by, "value": float(measure.target)})
    return Table(
        caption="Targets",
        columns=[
            Column("by", "By", is_row_header=True, value=lambda row: row["by"] or "Always"),
            Column("value", "Target", align="right", value=lambda row: _said(measure, row["value"])),
        ],
        rows=rows,
    )


def comparators_table(series: Series) -> Table:
    measure = series.measure
    return Table(
        caption="Elsewhere",
        columns=[
            Column("who", "Where", is_row_header=True),
            Column("value", "Reading", align="right", value=lambda one: _said(measure, float(one.value))),
            Column("on", "Until"),
            Column("source_words", "From"),
        ],
        rows=list(series.comparators),
    )


def _points(series: Series) -> list[Reading]:
    """A gap is left where too few were counted, or nothing came."""
    event, points = series.measure.baseline_until, []
    seen = {series.drawn[0].on.year} if series.drawn[0].on.month > LAST_TO_NAME else set[int]()  # the next is near
    for kept in series.drawn:
        year = "" if kept.on.year in seen else str(kept.on.year)
        seen.add(kept.on.year)
        points.append(
            Reading(
                label=f"{kept.on:%b}",
                value=round(float(kept.value or 0), 2),
                year=year,
                n=int(kept.denominator) if kept.denominator else None,
                is_after=bool(event and kept.on > event),
            )
        )
    return points


def _levels(chart: ControlChart | None, drawn: Sequence[Kept], event_at: int) -> list[Level]:
    """What happened restarts the average; limits stay those of before, so that the change shows against them."""
    if chart is None or chart.reason:
        return []
    last = len(drawn) - 1
    until = event_at - 1 if event_at else last
    low, high = (bounds[: until + 1].tolist() for bounds in (chart.lower, chart.upper))
    is_one = len(set(low)) == 1 and len(set(high)) == 1
    before = Level(0, until, chart.centre, low[0] if is_one else low, high[0] if is_one else high)
    if not event_at:
        return [before]
    return [before, Level(event_at, last, float(chart.values[event_at:].mean()))]


def _event_at(measure: Measure, drawn: Sequence[Kept]) -> int:
    """The place of the first reading after what happened; 0 when nothing did."""
    if measure.baseline_until is None:
        return 0
    return next((place for place, kept in enumerate(drawn) if kept.on > measure.baseline_until), 0)


def _aims(series: Series) -> list[Aim]:
    """The interim targets whose day the chart reaches."""
    days, aims, first = [reading.on for reading in series.drawn], [], 0
    for step in series.interim_targets:
        last = sum(1 for day in days if day <= step.by) - 1
        if last >= first and step.by <= days[-1]:
            aims.append(Aim(first, last, float(step.value)))
            first = last + 1
    return aims


def _england(series: Series) -> str:
    found = next((one for one in series.comparators if one.who == ENGLAND), None)
    return _said(series.measure, float(found.value)) if found else ""


def _said(measure: Measure, value: float | None) -> str:
    return "" if value is None else spoken(value, measure.sign, measure.places)


def _reading_words(measure: Measure, one: Any) -> str:
    if one.value is None:
        return TOO_FEW_WORDS if one.is_hidden else "Late"
    return _said(measure, float(one.value))


def _counted(one: Any) -> str:
    if one.numerator is None or one.denominator is None:
        return ""
    return f"{one.numerator.normalize():,f} of {one.denominator.normalize():,f}"


def _state(one: Any) -> str | Status:
    label = ReadingState(one.state).label
    return Status(label, "due") if one.state != ReadingState.FINAL else label


def _before(measure: Measure, one: Any) -> str:
    return "; ".join(f"{_reading_words(measure, was)} ({was.why})" for was in one.earlier.all())
