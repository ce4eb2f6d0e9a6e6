"""The charts of a pack: drawn once, kept as text, and the same lines on the page, in print and on slides."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from academy.improvement.models.measures import Reading
from academy.improvement.queries.measures import Series
from academy.improvement.rules.measures import Frequency, Unit
from academy.improvement.rules.sentences import spoken
from academy.ui import charts
from academy.ui.charts import Level

SHOWN = {Frequency.MONTHLY: 24, Frequency.QUARTERLY: 12, Frequency.YEARLY: 10}
TOKENS = Path(charts.__file__).parent.parent / "static" / "ui" / "tokens.css"
# As academy.css has them, for paper: a grey printer shows the same.
STYLE = (
    "text{font-family:'Source Sans Pro';font-size:16px;font-weight:400;fill:var(--ink)}"
    ".axis{fill:var(--ink-quiet);font-size:15px}"
    ".grid{stroke:var(--chart-grid);stroke-width:1}"
    ".l1{stroke:var(--chart-1);stroke-width:2;fill:none;stroke-linejoin:round}"
    ".t1{fill:var(--chart-1);font-weight:600}"
    ".d1{fill:var(--chart-1)}"
    ".d0{fill:var(--paper);stroke:var(--chart-1);stroke-width:2.5}"
    ".limit{stroke:var(--ink-quiet);stroke-width:1.5;stroke-dasharray:2 5}"
    ".event{stroke:var(--thread);stroke-width:3}"
)


def latest(series: Series) -> list[Reading]:
    """As many as a chart holds, the oldest first; what is late is no reading."""
    some = [reading for reading in series.readings if reading.value is not None or reading.is_hidden]
    return some[-SHOWN[Frequency(series.measure.frequency)] :]


def period(on: Any, frequency: str) -> str:
    if frequency == Frequency.YEARLY:
        return f"Year to {on:%B %Y}"
    return f"Quarter to {on:%B %Y}" if frequency == Frequency.QUARTERLY else f"{on:%B %Y}"


def spark(series: Series) -> str:
    values = [reading.value for reading in latest(series)]
    return str(charts.sparkline(values, target=_final(series)))


def says(series: Series) -> str:
    """The picture in words, for whoever hears it."""
    known = [reading for reading in latest(series) if reading.value is not None]
    if not known:
        return f"{series.measure.title}: too few to show."
    first, last = known[0], known[-1]
    words = f"{series.measure.title}: {_said(first, series)} in {first.on:%B %Y}"
    words += f", {_said(last, series)} in {last.on:%B %Y}." if last is not first else "."
    return f"{words} Target {_spoken(_final(series), series)}." if _final(series) is not None else words


def chart(series: Series) -> dict[str, Any] | None:
    shown = latest(series)
    if sum(1 for reading in shown if reading.value is not None) < 2:
        return None
    measure = series.measure
    drawn = charts.readings_chart(
        [_drawn(reading, series, number) for number, reading in enumerate(shown)],
        title=measure.title,
        note="",
        unit=measure.sign if measure.sign in ("%", "£") else "",
        levels=_levels(series, shown),
        target=_final(series),
        event=measure.changed_words,
        says=says(series),
        label_every=3 if measure.frequency == Frequency.MONTHLY else 1,
    )
    first, last = shown[0], shown[-1]
    unit = "" if measure.unit in (Unit.PERCENT, Unit.POUNDS) else f", in {measure.sign}" if measure.sign else ""
    return {
        "note": f"Each {measure.period_words}, {first.on:%B %Y} to {last.on:%B %Y}{unit}",
        "says": says(series),
        "wide": str(drawn.wide),
        "narrow": str(drawn.narrow),
        "how_to_read": "Between the dotted lines it moves by chance alone." if series.chart else "",
        "does_not_show": _does_not_show(series),
    }


def for_print(svg: str) -> str:
    """The same picture with its colours written out, for programs that know no style sheet of ours."""
    svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    svg = svg.replace(">", f"><style>{STYLE}</style>", 1)
    return re.sub(r"var\((--[\w-]+)\)", lambda match: _colours()[match.group(1)], svg)


@lru_cache(maxsize=1)
def _colours() -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{6})", TOKENS.read_text(encoding="utf-8")))


def _drawn(reading: Reading, series: Series, number: int) -> charts.Reading:
    is_yearly = series.measure.frequency == Frequency.YEARLY
    label = f"{reading.on:%Y}" if is_yearly else f"{reading.on:%b}"
    begins = not is_yearly and (
        reading.on.month <= 3 if series.measure.frequency == Frequency.QUARTERLY else reading.on.month == 1
    )
    since = series.measure.baseline_until
    return charts.Reading(
        label,
        reading.value,
        year=f"{reading.on:%Y}" if begins else "",
        is_after=since is not None and reading.on > since,
    )


def _levels(series: Series, shown: Sequence[Reading]) -> list[Level]:
    """The usual level and its limits, until what changed it; what came after has a level of its own."""
    told, since = series.chart, series.measure.baseline_until
    if told is None:
        return []
    last = len(shown) - 1
    before = last if since is None else max((n for n, one in enumerate(shown) if one.on <= since), default=-1)
    limits = (float(told.lower.mean()), float(told.upper.mean()))
    levels = [Level(0, before, told.centre, *limits)] if before >= 0 else []
    after = [float(one.value) for one in shown[before + 1 :] if one.value is not None]
    return [*levels, Level(before + 1, last, sum(after) / len(after))] if after else levels


def _does_not_show(series: Series) -> str:
    if series.target.next is not None or series.target.final is not None:
        return "Whether the target will be reached."
    return "Why it moved."


def _final(series: Series) -> float | None:
    return series.target.final if series.target.final is not None else series.target.next


def _said(reading: Reading, series: Series) -> str:
    return _spoken(float(reading.value or 0), series)


def _spoken(value: float | None, series: Series) -> str:
    return "" if value is None else spoken(value, series.measure.sign, series.measure.places)
