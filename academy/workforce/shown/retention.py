"""How intakes are shown: curves, and the tables behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from academy.analysis.disclosure import HIDDEN, THRESHOLD, Counts
from academy.analysis.rates import FEWEST
from academy.analysis.retention import Curve, Survival, retained, survival
from academy.analysis.retention import Spell as Stay
from academy.core.exports import Column, Table
from academy.core.figures import NOT_KNOWN_WORDS, TOO_FEW_WORDS, rounded
from academy.people.models import Person
from academy.ui.charts import Chart, Line, survival_chart

LABEL = "Still here two years beyond the supported year"
DAYS_A_MONTH = 365.25 / 12
MONTHS = (0, 12, 24, 36, 48)
YEARS = {"one": 365, "two": 730, "three": 1095}
HOW_TO_READ = "The line falls when somebody leaves. The wider the shading, the less we know."
DOES_NOT_SHOW = "Why people leave, or whether learning kept them. Pay and caseload matter too."


def all_intakes_chart(intakes: Mapping[int, Sequence[Stay]]) -> Chart | None:
    stays = [stay for intake in intakes.values() for stay in intake]
    result = _followed(stays)
    if result is None:
        return None
    return survival_chart(
        [_line("All intakes", result, style=1)],
        title=f"{_share_at_end(result)} in 100 were still here {_end_words(result)}",
        note=f"Share still in post of {len(stays):,} who came newly qualified. Shading: 95% interval.",
        ticks=_ticks(result),
        axis="Months since starting",
        how_to_read=HOW_TO_READ,
        does_not_show=DOES_NOT_SHOW,
    )


def intake_chart(year: int, intakes: Mapping[int, Sequence[Stay]]) -> Chart | None:
    """One intake against all the others, as far as it could be followed."""
    result = _followed(intakes[year])
    others = _followed([stay for other, stays in intakes.items() if other != year for stay in stays])
    if result is None:
        return None
    lines = [_line(str(year), result, style=1)]
    if others:
        lines.append(_line("Others", _until(others, result), style=2))
    return survival_chart(
        lines,
        title=f"{_share_at_end(result)} in 100 of the {year} intake were still here {_end_words(result)}",
        note="Share still in post. Shading: 95% interval. Where the shadings overlap, a difference may be chance.",
        ticks=_ticks(result),
        axis="Months since starting",
        how_to_read=HOW_TO_READ,
        does_not_show=DOES_NOT_SHOW,
    )


def intakes_table(intakes: Mapping[int, Sequence[Stay]], *, is_for_numbers_only: bool) -> Table:
    rows = [_row(year, stays, is_for_numbers_only) for year, stays in sorted(intakes.items(), reverse=True)]
    return Table(
        caption="Each intake of newly qualified social workers",
        columns=[
            Column("year", "Intake", link=lambda row: reverse("intake", args=[row["year"]]), is_row_header=True),
            Column("started", "Started", kind=int),
            Column("here", "In post now", align="right"),
            *(Column(name, f"After {name} year{'s' * (name != 'one')}") for name in YEARS),
        ],
        rows=rows,
    )


def reasons_table(counts: Counts) -> Table:
    rows = [{"reason": reason, "people": people} for reason, people in counts.counts.items()]
    columns = [Column("reason", "Recorded reason"), Column("people", "People", align="right")]
    return Table(caption="Why those who left did", columns=columns, rows=rows)


def people_table(people: QuerySet[Person], stay_of: Mapping[str | int, Stay]) -> Table:
    return Table(
        caption="Who they are",
        columns=[
            Column("name", "Person", link=lambda person: person.get_absolute_url(), is_row_header=True),
            Column("started_on", "Started", kind=date, value=lambda person: stay_of[person.pk].started_on),
            Column("ended_on", "Left", kind=date, value=lambda person: stay_of[person.pk].ended_on),
        ],
        rows=people,
    )


def _row(year: int, stays: Sequence[Stay], is_for_numbers_only: bool) -> dict[str, Any]:
    here = sum(1 for stay in stays if not stay.is_left)
    after = {name: _share_words(stays, days, is_for_numbers_only) for name, days in YEARS.items()}
    shown = HIDDEN if is_for_numbers_only and is_small(here, len(stays)) else f"{here:,}"
    return {"year": year, "started": len(stays), "here": shown, **after}


def is_small(part: int, whole: int) -> bool:
    """So few, or all but so few, that whoever knows the team could tell who they are."""
    return 0 < part < THRESHOLD or 0 < whole - part < THRESHOLD


def _share_words(stays: Sequence[Stay], days: int, is_for_numbers_only: bool) -> str:
    """A small intake is given as a count; one not followed so far says so."""
    result = retained(stays, by=days)
    if result.share is None or result.low is None or result.high is None:
        return TOO_FEW_WORDS if len(stays) < FEWEST else NOT_KNOWN_WORDS
    if is_for_numbers_only and is_small(round(result.share * len(stays)), len(stays)):
        return HIDDEN
    return f"{rounded(result.share * 100)}%, between {rounded(result.low * 100)} and {rounded(result.high * 100)}"


def line_of(label: str, stays: Sequence[Stay], *, style: int, until: float) -> Line | None:
    """The curve of people who were all followed so many months: nothing in it is guessed, however few are left."""
    marks = [round(month * DAYS_A_MONTH) for month in MONTHS if month <= until]
    result = survival(stays, at=marks)
    if result.too_few:
        return None
    steps = [step for step in _steps(result.curve) if step[0] <= until]
    return Line(label, steps, style=style, at_risk=list(result.curve.at_risk))


def _followed(stays: Sequence[Stay]) -> Survival | None:
    marks = [round(month * DAYS_A_MONTH) for month in MONTHS]
    result = survival(stays, at=marks)
    return None if result.too_few or not result.shown_until else result


def _line(label: str, result: Survival, *, style: int) -> Line:
    steps = [step for step in _steps(result.curve) if step[0] <= min(_end(result), MONTHS[-1])]
    return Line(label, steps, style=style, at_risk=list(result.curve.at_risk[: len(_ticks(result))]))


def _steps(curve: Curve) -> list[tuple[float, float, float, float]]:
    """A step with no interval of its own, as before anybody has left, is shown without a band. Of each half month the
    last: more would be drawn on top of each other."""
    steps = {
        ceil(2 * day / DAYS_A_MONTH): (day / DAYS_A_MONTH, share, low, high)
        for day, share, low, high in zip(curve.times, curve.surv, curve.lower, curve.upper, strict=True)
    }
    return [
        (month, share, share if low is None else low, share if high is None else high)
        for month, share, low, high in steps.values()
    ]


def _end(result: Survival) -> float:
    return (result.shown_until or 0) / DAYS_A_MONTH


def _ticks(result: Survival) -> list[int]:
    reached = [month for month in MONTHS if month <= _end(result)]
    return reached if len(reached) > 1 else list(MONTHS[:2])


def _end_words(result: Survival) -> str:
    return f"after {rounded(min(_end(result), MONTHS[-1]))} months"


def _until(others: Survival, result: Survival) -> Survival:
    """Intakes are compared only as far as the shorter one was followed."""
    return replace(others, shown_until=min(others.shown_until or 0, result.shown_until or 0))


def _share_at_end(result: Survival) -> str:
    last = [step for step in _steps(result.curve) if step[0] <= min(_end(result), MONTHS[-1])][-1]
    return rounded(last[1] * 100)
