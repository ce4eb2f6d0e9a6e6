"""A measure's latest reading as a figure."""

from collections.abc import Iterable
from datetime import date

from academy.core.exports import Status
from academy.core.figures import Figure
from academy.improvement.models import Measure
from academy.improvement.queries.measures import Series, series_of, with_readings
from academy.improvement.rules.sentences import spoken
from academy.improvement.rules.standing import Standing

TONES = {
    Standing.TARGET_MET: "good",
    Standing.AHEAD: "good",
    Standing.BEHIND: "late",
    Standing.BEHIND_IMPROVING: "due",
    Standing.NO_REAL_CHANGE: "calm",
    Standing.TOO_EARLY: "note",
}
FIRST = list(dict.fromkeys([Standing.BEHIND, Standing.BEHIND_IMPROVING, Standing.TOO_EARLY, *Standing]))


def figures_on(on: date) -> list[Figure]:
    """Every measure that was read, as it stood on the day."""
    every = [series_of(one, until=on) for one in with_readings(Measure.objects.order_by("area", "title"))]
    return [figure_of(series) for series in every if series.readings]


def figure_of(series: Series) -> Figure:
    measure, latest = series.measure, series.latest
    figure = Figure(
        label=measure.title,
        value=None if latest is None else latest.value,
        n=int(latest.denominator) if latest and latest.denominator else None,
        count=int(latest.numerator) if latest and latest.numerator is not None and latest.denominator else None,
        unit=measure.sign,
        on=latest.on if latest else None,
        words=measure.definition,
        sentence=series.sentence,
        who=measure.denominator_words,
        opens_to=measure.get_absolute_url(),
        opens_words="See the measure",
        target=series.target_now,
        target_words=_target_words(series),
        places=measure.places,
    )
    return figure.withheld() if latest is None and any(each.is_hidden for each in series.readings) else figure


def _target_words(series: Series) -> str:
    if series.target_now is None:
        return ""
    return f"Target {spoken(series.target_now, series.measure.sign, series.measure.places)}"


def status_of(series: Series) -> Status:
    return Status(series.status.label, TONES[series.status])


def most_pressing_first(some: Iterable[Series]) -> list[Series]:
    return sorted(some, key=lambda series: FIRST.index(series.status))
