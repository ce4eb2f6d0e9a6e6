"""How a business case is shown: the range, what matters most, the inputs with their sources, and what happened."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from academy.analysis.business import GREEN_BOOK, present_value
from academy.analysis.disclosure import HIDDEN, THRESHOLD
from academy.core.exports import Column, Table
from academy.core.figures import rounded
from academy.ui.charts import Chart, Swing, ranges_chart
from academy.workforce.models import CaseInput, CaseVersion
from academy.workforce.queries.business_cases import Year
from academy.workforce.rules.business_cases import InputName, amount_words, pounds_words, range_words

SHORT = {
    InputName.PEOPLE: "People it reaches",
    InputName.FEWER: "Share who would stay",
    InputName.COVER: "Months of cover for each",
    InputName.PREMIUM: "What agency costs more",
    InputName.RECRUITING: "Recruiting somebody new",
    InputName.COST: "What the programme costs",
}
YEARS = (1, 3, 5)
HAPPENED = {
    "leavers": "Social workers who left, full-time equivalents",
    "turnover": "Turnover, in 100",
    "vacancies": "Vacancies, full-time equivalents",
    "agency": "Agency workers, full-time equivalents",
    "spent": "Spent on agency workers",
    "premium": "What an agency worker costs more",
}


def swings_chart(version: CaseVersion, inputs: Mapping[str, CaseInput]) -> Chart:
    answer = version.answer
    swings = [_swing(one, inputs[one["input"]]) for one in answer["swings"] if one["low"] != one["high"]]
    most = swings[0].label if swings else "Nothing"
    return ranges_chart(
        swings,
        middle=round(answer["net"]["mean"], -3),
        title=f"What matters most: {most[:1].lower()}{most[1:]}",
        note="What is left in a year, with one input at its 10th or its 90th of 100 and all others in the middle.",
        how_to_read="Hollow: the input is low. Filled: it is high. A bar across £0 can turn a saving into a loss.",
        does_not_show="That more will stay. It says what it would come to if they did.",
    )


def _swing(one: Mapping[str, Any], stated: CaseInput) -> Swing:
    low, high = tenths(stated)
    ends = [f"{amount_words(stated.name, end)}" for end in (low, high)]
    return Swing(SHORT[InputName(stated.name)], one["low"], one["high"], *ends)


def tenths(stated: CaseInput) -> tuple[float, float]:
    """The 10th and the 90th of 100 of what was stated, worked out exactly for what people can state."""
    if len(stated.numbers) != 3:
        return stated.numbers[0], stated.numbers[-1]
    low, likeliest, high = stated.numbers
    turn = (likeliest - low) / (high - low)
    return tuple(_quantile(share, low, likeliest, high, turn) for share in (0.1, 0.9))  # type: ignore[return-value]


def _quantile(share: float, low: float, likeliest: float, high: float, turn: float) -> float:
    if share <= turn:
        return low + (share * (high - low) * (likeliest - low)) ** 0.5
    return high - ((1 - share) * (high - low) * (high - likeliest)) ** 0.5


def inputs_table(inputs: Mapping[str, CaseInput]) -> Table:
    rows = [inputs[name] for name in InputName if name in inputs]
    return Table(
        caption="What it rests on",
        columns=[
            Column("name", "Input", value=lambda one: one.get_name_display(), is_row_header=True),
            Column("range", "Stated as", value=lambda one: range_words(one.name, one.kind, one.numbers)),
            Column("source", "Where it comes from"),
            Column("source_on", "As at", kind=date),
        ],
        rows=rows,
    )


def years_table(version: CaseVersion) -> Table:
    """The same people stay longer: what is uncertain in one year is uncertain alike in the next."""
    net = version.answer["net"]
    rows = [
        {
            "years": "One year" if years == 1 else f"{years} years",
            "range": " to ".join(pounds_words(present_value(net[end], years)) for end in ("low", "high")),
        }
        for years in YEARS
    ]
    columns = [
        Column("years", "Over", is_row_header=True),
        Column("range", "95 of 100 between", align="right"),
    ]
    return Table(f"In today’s money, at {rounded(GREEN_BOOK * 100, 1)}% a year", columns, rows)


def happened_table(before: Year, since: Year, expected: str, *, hides_small: bool) -> Table:
    """What was expected beside what happened, and no word of why. Numbers of very few people are hidden."""
    years = [_hidden(year) if hides_small else _told(year) for year in (before, since)]
    rows = [
        _line(what, expected if name == "leavers" else "", *(year[name] for year in years))
        for name, what in HAPPENED.items()
    ]
    columns = [
        Column("what", "What", is_row_header=True),
        Column("expected", "The case said"),
        Column("before", "The year before", align="right"),
        Column("since", "The year until now", align="right"),
    ]
    return Table("What happened since", columns, rows)


def _told(year: Year) -> dict[str, str]:
    counts = {name: _number(getattr(year, name)) for name in ("leavers", "turnover", "vacancies", "agency")}
    return {**counts, "spent": pounds_words(float(year.spent)), "premium": _pounds(year.premium)}


def _hidden(year: Year) -> dict[str, str]:
    """What rests on fewer than five people, and what could be worked out from it, is “c”."""
    told = _told(year)
    if 0 < year.leavers < THRESHOLD:
        told |= dict.fromkeys(("leavers", "turnover"), HIDDEN)
    if 0 < year.agency < THRESHOLD:
        told |= dict.fromkeys(("agency", "spent", "premium"), HIDDEN)
    return told


def _line(what: str, expected: str, before: str, since: str) -> dict[str, str]:
    return {"what": what, "expected": expected, "before": before, "since": since}


def _number(value: float | None) -> str:
    return "Not known" if value is None else rounded(value, 1)


def _pounds(value: Any) -> str:
    return "Not known" if value is None else pounds_words(float(value))


def versions_table(versions: Sequence[CaseVersion]) -> Table:
    return Table(
        caption="Stated before",
        columns=[
            Column("number", "Version", link=lambda one: one.get_absolute_url(), is_row_header=True),
            Column("made_at", "On", kind=date, value=lambda one: one.made_at.date()),
            Column("why", "What was different"),
            Column("net", "Between", value=_between),
        ],
        rows=versions,
    )


def _between(version: CaseVersion) -> str:
    net = version.answer["net"]
    return f"{pounds_words(net['low'])} and {pounds_words(net['high'])} a year"
