"""How effects are shown: pictures, and the tables of how they were worked out."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from academy.core.exports import Column, Table
from academy.core.figures import MINUS, rounded
from academy.impact.models import EffectEstimate, RollOut
from academy.impact.rules.effects import Outcome, half_year_of
from academy.ui.charts import Chart, Estimate, Line, estimates_chart, survival_chart

WAYS = {
    "points": "Callaway and Sant’Anna: each wave against teams not reached",
    "second": "Gardner: teams and half-years as they were without it",
    "odds": "All four grades at once, with team, half-year and auditor",
}
TICKS = [0, 6, 12, 18, 24]


def charts_of(estimates: Iterable[EffectEstimate]) -> dict[str, Chart]:
    """A picture of each answer that was not refused, by its name on the page."""
    drawn = {Outcome.PRACTICE: practice_chart, Outcome.STAYING: staying_chart}
    answered = [one for one in estimates if not one.refused]
    return {f"{one.outcome}_chart": drawn[Outcome(one.outcome)](one.answer) for one in answered}


def practice_chart(answer: dict[str, Any]) -> Chart:
    rows = answer["by_exposure"]
    estimates = [
        Estimate(_signed_whole(e), value, low, high, is_after=e >= 0) for e, value, low, high in rows
    ]  # fmt: skip
    return estimates_chart(
        estimates,
        title="Audits graded good or outstanding, before it came and after",
        note="Percentage points against teams not reached. Bars: 95% for all of them together.",
        axis="Half-years since the team was reached",
        before="Before it came",
        after="After it came",
        how_to_read="Left of the line, each half-year against the one before it: near zero, teams were moving alike. "
        "Right of it, against the last half-year before it came.",
        does_not_show="Why. Nor any drift smaller than the bars: see “How we worked it out”.",
    )


def ways_table(answer: dict[str, Any]) -> Table:
    columns = [
        Column("way", "Way of reckoning", is_row_header=True),
        Column("value", "Change"),
        Column("interval", "95% interval"),
    ]
    first = [answer["points"], answer["low"], answer["high"]]
    rows = [
        {"way": WAYS[name], "value": _points(numbers[0], unit), "interval": _between(numbers[1:], unit)}
        for name, numbers, unit in (
            ("points", first, " points"),
            ("second", answer["second"], " points"),
            ("odds", answer["odds"], " log odds"),
        )
    ]
    return Table("Three ways of reckoning the same", columns, rows)


def practice_checks(answer: dict[str, Any]) -> list[dict[str, str]]:
    """Everything that somebody who doubts it would ask."""
    trend, cases = answer["trend"], answer["agreed"][0]
    severity = answer["severity"]
    alike = answer["agreed"][1]
    checks = [
        ("Teams", f"{answer['reached']} reached, {answer['teams'] - answer['reached']} not; {_left_out(answer)}"),
        ("Half-years", f"{answer['periods']} whole ones, the first {half_year_of(answer['first']).words}"),
        (
            "Auditors",
            f"{answer['auditors']}; the mildest and the hardest are {_apart(severity)} points apart, taken off",
        ),
        (
            "Marked twice by chance",
            f"{cases:,} cases; agreement {alike:.2f} of 1" if alike is not None else f"{cases:,}",
        ),
    ]
    if trend:
        checks += [
            ("Drift before it came", f"{_points(trend[0], ' points')} a half-year; one of {rounded(trend[1], 1)} "
             "or more would have been seen in 8 of 10 tries")
        ]  # fmt: skip
    if answer["drift"]:
        checks += [("What would explain it away", f"A drift of {rounded(answer['drift'], 1)} points each half-year")]
    differ = "They differ by more than their own error: read with care" if answer["differ"] else "They agree"
    return [{"key": key, "value": value} for key, value in [*checks, ("The first two ways", differ)]]


def staying_chart(answer: dict[str, Any]) -> Chart:
    labels = ("Learned", "Not yet")
    lines = [
        Line(label, steps, style, [followed[month] for month in TICKS])
        for label, steps, style, followed in zip(labels, answer["curves"], (1, 2), answer["followed"], strict=True)
    ]
    return survival_chart(
        lines,
        title="Still here, from the month in which they could have learned",
        note="Share still in post as a social worker here. Shading: 95% interval, drawing whole teams again.",
        ticks=TICKS,
        axis="Months",
        how_to_read="Each line falls when somebody leaves. Where the shadings overlap, it may be chance.",
        who_is_compared="People who learned in a month, and people alike in the same teams who could have and did not. "
        "“Not yet” counts each month in which somebody waited.",
    )


def balance_table(answer: dict[str, Any]) -> Table:
    columns = [
        Column("name", "What is known", is_row_header=True), Column("before", "Apart before weighting"),
        Column("after", "After weighting"),
    ]  # fmt: skip
    rows = [
        {"name": name[:1].upper() + name[1:], "before": _signed(before, 2), "after": _signed(after, 2)}
        for name, before, after in answer["balance"]
    ]
    return Table("Are the two groups alike? In standard deviations; 0.10 is the most allowed", columns, rows)


def staying_checks(answer: dict[str, Any]) -> list[dict[str, str]]:
    control = answer["control"]
    checks = [
        ("Could have", f"{answer['people']:,} people in {answer['teams']} teams, {answer['eligible']:,} months"),
        ("Learned", f"{answer['starters']:,}; after weighting worth {answer['effective']:.0%} of their number"),
        ("Have somebody like them", f"{answer['overlap']:.0%} of those who learned"),
        ("The heaviest of them counts", f"{rounded(answer['heaviest'], 1)} times"),
        ("Retiring and dying, which it cannot have moved", _control_words(control)),
        ("Smallest change that could have been seen", f"{rounded(answer['smallest'], 1)} points"),
    ]  # fmt: skip
    if answer["ratio"]:
        words = f"Something unseen that goes {rounded(answer['ratio'], 1)} times with both learning and leaving"
        checks.append(("What would explain it away", words))
    return [{"key": key, "value": value} for key, value in checks]


def naive_words(answer: dict[str, Any]) -> str:
    """The comparison that everybody makes first, in words that cannot be taken for an effect."""
    gap = answer["naive"]
    return "" if gap is None else f"{_signed(gap, 0)} points"


def waves_table(rows: Sequence[RollOut]) -> Table:
    """A row a day: which teams were reached on it."""
    columns = [
        Column("live_on", "Reached on", kind=date, is_row_header=True),
        Column("number", "Teams", kind=int),
        Column("teams", "Which"),
        Column("how", "Whose turn"),
    ]
    found = []
    for (live_on, is_by_lot), wave in groupby(rows, key=lambda row: (row.live_on, row.is_by_lot)):
        teams = [str(row.team) for row in wave]
        how = "Drawn by lot" if is_by_lot else "Chosen"
        found.append({"live_on": live_on, "number": len(teams), "teams": "; ".join(teams), "how": how})
    return Table("Teams reached, and when", columns, found)


def _left_out(answer: dict[str, Any]) -> str:
    number = answer["left_out"]
    if not number:
        return "none left out"
    return f"{number} left out, not audited in every half-year"


def _apart(severity: Sequence[float]) -> str:
    return rounded(severity[-1] - severity[0], 1)


def _control_words(control: Sequence[float] | None) -> str:
    if control is None:
        return "Too few retired or died to look"
    is_off = control[1] > 0 or control[2] < 0
    return f"{_points(control[0], ' points')}, {_between(control[1:], '')}" + (": something is amiss" if is_off else "")


def _points(value: float, unit: str) -> str:
    return f"{_signed(value, 2 if 'odds' in unit else 1)}{unit}"


def _between(ends: Sequence[float], unit: str) -> str:
    places = 2 if "odds" in unit else 1
    return f"{_signed(ends[0], places)} to {_signed(ends[1], places)}"


def _signed(value: float, places: int) -> str:
    words = rounded(value, places)
    return words if words.startswith(MINUS) or float(words.replace(",", "")) == 0 else f"+{words}"


def _signed_whole(value: float) -> str:
    return rounded(value)
