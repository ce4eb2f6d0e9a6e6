"""How a team’s months are shown: a word, a sentence and a process chart. No score, and no order of merit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from academy.core.exports import Column, Status, Table
from academy.core.figures import rounded
from academy.people.models import Team
from academy.people.scope import Viewer
from academy.ui.charts import Chart, Level, Reading, readings_chart, sparkline
from academy.workforce.queries.warning import Series
from academy.workforce.rules.retention import EVERYBODY
from academy.workforce.rules.warning import JUDGED, Point, Shown, Verdict, Watched

SHORT = {
    Verdict.WORSE: "Worse",
    Verdict.BETTER: "Better",
    Verdict.USUAL: "No real change",
    Verdict.TOO_FEW: "Too few months",
    Verdict.ALIKE: "Cannot be told",
    Verdict.NONE: "Nothing recorded",
}
HOW_TO_READ = (
    "Nearly every month falls between the dotted lines by chance alone. They come from the months before the latest "
    f"{JUDGED}, so that what is new is held against what was usual."
)
LATEST_YEAR = "Judged from here"
DOES_NOT_SHOW = "Why. A month outside is a reason to go and ask, and never a verdict on the people in the team."
ASK = {
    Watched.LEAVERS: "Who left, what did they say when they went, and what has changed for those who are still here?",
    Watched.VACANCIES: "Which posts are empty, since when, and is somebody on the way?",
    Watched.SUPERVISION: "Has a line manager left or been away, and who meets their people meanwhile?",
    Watched.CASELOAD: "Have more cases come in, or are there fewer people to hold them?",
    Watched.AUDITS: "Which questions were weak, who audited, and was it the same kind of case as before?",
    Watched.FOLLOW_UPS: "What was learned, and what stood in the way of using it?",
}
LOOK_AT = {
    Watched.LEAVERS: (("see retention", "leaving", "How and when people leave"),),
    Watched.VACANCIES: (("see workforce rates", "workforce-rates", "Workforce rates"),),
    Watched.SUPERVISION: (("see supervision in time", "supervision-in-time", "Supervision in time"),),
    Watched.CASELOAD: (("see workforce rates", "workforce-rates", "Workforce rates"),),
    Watched.AUDITS: (("see findings", "findings", "What audits found"), ("see practice", "practice", "Practice")),
    Watched.FOLLOW_UPS: (("see impact", "impact", "Whether learning was used"),),
}


@dataclass(frozen=True)
class Line:
    """One thing watched, on the page of its team."""

    watched: Watched
    status: Status
    sentence: str
    spark: str
    url: str


def teams_table(teams: Sequence[Team], by_team: Mapping[int, Mapping[Watched, Series]]) -> Table:
    """A word for each thing, team by team in the order of their names."""
    columns = [
        Column("team", "Team", link=lambda row: reverse("early-warning-team", args=[row["pk"]]), is_row_header=True),
        *(Column(watched.value, watched.label) for watched in Watched),
    ]
    rows = [
        {"pk": team.pk, "team": team.name} | {watched.value: _word(by_team[team.pk][watched]) for watched in Watched}
        for team in teams
    ]
    return Table("What changed, team by team", columns, rows)


def status(series: Series) -> Status:
    return Status(str(series.verdict.label), series.verdict.tone)


def _word(series: Series) -> Status | str:
    """Only what changed stands out."""
    words = SHORT[series.verdict]
    return Status(words, series.verdict.tone) if series.verdict.is_change else words


def lines(team: Team, by_watched: Mapping[Watched, Series], *, is_for_numbers_only: bool) -> list[Line]:
    return [
        Line(
            watched,
            status(series),
            sentence(series, is_for_numbers_only=is_for_numbers_only),
            "" if withheld(series, is_for_numbers_only) or not series.points else _spark(series),
            reverse("early-warning-series", args=[team.pk, watched.value]),
        )
        for watched, series in by_watched.items()
    ]


def withheld(series: Series, is_for_numbers_only: bool) -> bool:
    """A team's people and audits are few: whoever sees numbers only is told what they say, and not how many."""
    return is_for_numbers_only and series.watched.is_share


def sentence(series: Series, *, is_for_numbers_only: bool) -> str:
    if not series.points or series.latest is None:
        return NOTHING[series.watched]
    if series.chart is None or series.verdict in (Verdict.TOO_FEW, Verdict.ALIKE):
        reason = series.chart.reason if series.chart else f"Only {len(series.points)} month is on record."
        return f"{reason} {_latest(series.watched, series.latest, is_for_numbers_only)}"
    if withheld(series, is_for_numbers_only):
        return _judged_words(series)
    return f"{_latest(series.watched, series.latest, False)} {_held_against(series)}"


def chart(team: Team, series: Series, *, is_for_numbers_only: bool) -> Chart | None:
    """With the limits of each month, for a month with fewer people may swing wider."""
    if series.chart is None or withheld(series, is_for_numbers_only):
        return None
    times, judged = 100 if series.watched.unit == "%" else 1, series.chart.baseline
    drawn = [_reading(point, place, times, judged, series) for place, point in enumerate(series.points)]
    bounds = zip(series.chart.lower, series.chart.upper, strict=True)
    levels = [
        Level(place, place, times * series.chart.centre, times * max(0.0, low), times * high)
        for place, (low, high) in enumerate(bounds)
    ]
    return readings_chart(
        drawn,
        title=f"{series.watched.label} in {team}: {series.verdict.label.lower()}",
        note=series.watched.definition,
        unit=series.watched.unit,
        levels=[] if series.chart.reason else _joined(levels),
        event=LATEST_YEAR,
        how_to_read=HOW_TO_READ,
        does_not_show=DOES_NOT_SHOW,
    )


def look_at(series: Series, team: Team, viewer: Viewer) -> list[dict[str, str]]:
    """Where the records behind it are, as far as the viewer may open them."""
    found = []
    for what, name, words in LOOK_AT[series.watched]:
        if viewer.may(what):
            query = f"?{urlencode({'route': EVERYBODY, 'team': str(team.pk)})}" if name == "leaving" else ""
            found.append({"url": reverse(name) + query, "words": words})
    return found


def _joined(levels: Sequence[Level]) -> list[Level]:
    """Months with the same limits are one line."""
    joined: list[Level] = []
    for level in levels:
        last = joined[-1] if joined else None
        if last and (last.mean, last.low, last.high) == (level.mean, level.low, level.high):
            joined[-1] = replace(last, last=level.last)
        else:
            joined.append(level)
    return joined


NOTHING = {
    Watched.LEAVERS: "Nobody was in the team in the months on record.",
    Watched.VACANCIES: "Nobody has said how many posts the team is to have.",
    Watched.SUPERVISION: "No supervision of the team is on record yet, or no rule asks for it.",
    Watched.CASELOAD: "No month of the team’s caseload has been sent in.",
    Watched.AUDITS: "No audit of the team’s work is finished yet.",
    Watched.FOLLOW_UPS: "Nobody in the team has answered a follow-up yet.",
}


def _spark(series: Series) -> str:
    return sparkline([point.value for point in series.points[-24:]])


def _reading(point: Point, place: int, times: int, judged: int, series: Series) -> Reading:
    label = f"{point.month:%b}"
    is_first_of_year = point.month.month == 1 or (place == 0 and point.month.month < 10)
    year = f"{point.month:%Y}" if is_first_of_year else ""
    n = int(point.of) if series.watched.is_share else None
    return Reading(label, times * point.value, year=year, n=n, is_after=place >= judged)


def _latest(watched: Watched, point: Point, is_for_numbers_only: bool) -> str:
    month = f"{point.month:%B %Y}"
    if watched.is_share:
        return "" if is_for_numbers_only else f"{int(point.part)} of {int(point.of)} {watched.of_words} in {month}."
    if watched is Watched.CASELOAD:
        return f"{rounded(point.value, 1)} cases for each worker in {month}."
    return f"{rounded(100 * point.value)}% of {rounded(point.of, 1)} posts at the end of {month}."


def _held_against(series: Series) -> str:
    if series.chart is None:
        return ""
    return f"{_usual_words(series, series.chart.centre)} {_judged_words(series)}"


def _usual_words(series: Series, usual: float) -> str:
    if series.shown == Shown.RUN and series.watched.is_share:
        some = series.points[-8:]
        part, of = int(sum(point.part for point in some)), float(sum(point.of for point in some))
        return f"In the latest eight months {part:,} in all, where about {rounded(usual * of, 1)} would be usual."
    if series.watched is Watched.CASELOAD:
        return f"About {rounded(usual, 1)} is usual."
    return f"About {rounded(100 * usual, 1 if usual < 0.1 else 0)}% is usual."


def _judged_words(series: Series) -> str:
    if series.verdict == Verdict.USUAL:
        return "Nothing but the usual up and down."
    way = "for the worse" if series.is_worse else "for the better"
    if series.shown == Shown.RUN:
        return f"Together they are further off than chance makes: a real change {way}."
    return f"That is outside what chance alone makes: a real change {way}."


def context_of(team: Team, series: Series, viewer: Viewer, *, is_for_numbers_only: bool) -> dict[str, Any]:
    return {
        "team": team,
        "watched": series.watched,
        "status": status(series),
        "sentence": sentence(series, is_for_numbers_only=is_for_numbers_only),
        "chart": chart(team, series, is_for_numbers_only=is_for_numbers_only),
        "is_withheld": withheld(series, is_for_numbers_only),
        "ask": ASK[series.watched],
        "look_at": look_at(series, team, viewer),
    }
