"""The plan as one document."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from academy.core.exports import Status, Table
from academy.core.figures import Figure
from academy.plan import measures, rules, shown
from academy.plan.queries import Line, Whole
from academy.plan.rules import Month, Phase, pounds
from academy.ui.dates import date_words
from academy.ui.typesetting import pdf

TEMPLATE = Path(__file__).parent / "templates" / "plan" / "document.typ"


def plan_pdf(
    of: Whole,
    *,
    months: Sequence[Month],
    made_on: date,
    names_owners: bool,
    shares: Mapping[int, float | None],
    use: Figure | None = None,
) -> bytes:
    """Everything the plan says, in the order of the year; nothing of money for whoever may not see it."""
    figures = [measures.cost_per_place(of, on=made_on), measures.cost_per_completion(of, on=made_on), use]
    facts = {
        "years": of.plan.years,
        "state": _state(of),
        "made_on": date_words(made_on),
        "intent": of.plan.intent,
        "counts": _counts(of),
        "over": [f"{line.item.number}. {line.item.title}: {_lower(line.over)}." for line in of.over],
        "budgets_over": [f"{one.budget.funder}: {_lower(rules.over_words(one.money))}." for one in of.budgets_over],
        "phases": [_phase(of, phase, names_owners=names_owners) for phase in Phase],
        "dropped": [_dropped(line) for line in of.lines if line.item.is_dropped],
        "has_money": of.has_money,
        "budgets": plain(shown.budgets_table(of.budgets, caption="Who gives it")) if of.has_money else None,
        "figures": [_figure(figure) for figure in figures if figure] if of.has_money else [],
        "costs": plain(shown.costs_by_item_table(of, shares)) if of.has_money else None,
        "total": _total(of) if of.has_money else "",
        "months": plain(shown.months_table(months)),
    }
    return pdf(TEMPLATE, facts, made_on=made_on)


def plain(table: Table) -> dict[str, Any]:
    """A table in words, each column left or right."""
    return {
        "caption": table.caption,
        "titles": [column.title for column in table.columns],
        "right": [column.is_numeric for column in table.columns],
        "rows": [[_words(value) for value in line] for line in table.lines()],
    }


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(_words(part) for part in value)
    if isinstance(value, Status):
        return value.word
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value or "")


def _state(of: Whole) -> str:
    plan = of.plan
    if plan.agreed_on is None:
        return "A draft. Nobody has agreed it yet."
    by = f" by {plan.agreed_by}" if plan.agreed_by else ""
    return f"Agreed{by} on {date_words(plan.agreed_on)}." + (
        " Closed at the end of its year." if plan.is_closed else ""
    )


def _counts(of: Whole) -> list[list[str]]:
    far = of.progress
    rows = [
        ("Plan items", f"{len(of.standing):,}"),
        ("People who need them", f"{of.people:,}, whoever needs two things counted twice"),
        ("Places planned", f"{of.places:,}"),
        ("Places on the calendar", f"{far.places:,}, of which {far.taken:,} are taken"),
        ("Completions until now", f"{far.completions:,}"),
    ]
    return [list(row) for row in rows]


def _phase(of: Whole, phase: Phase, *, names_owners: bool) -> dict[str, Any]:
    lines = [line for line in of.standing if line.item.phase == phase]
    return {"name": phase.label, "items": [_item(line, names_owners=names_owners) for line in lines]}


def _item(line: Line, *, names_owners: bool) -> dict[str, Any]:
    item, far = line.item, line.progress
    facts = [
        ("For", "; ".join(need.title for need in item.needs.all())),
        ("Who it is for", item.who_for),
        ("Who sees to it", shown.owner_of(line, names_owners=names_owners)),
        ("Led by", str(item.organisation or "")),
        ("Places", f"{item.places:,} for {item.people:,} people. {rules.places_words(item.people, item.places)}."),
        ("Sessions", "In one’s own time" if item.is_own_time else _sessions(line)),
        ("Learned by", f"{far.learned:,} people until now" if far.learned else ""),
        ("What else", item.note),
    ]
    return {
        "title": f"{item.number}. {item.title}",
        "state": f"{line.state.label}. {item.get_priority_display()}.",
        "facts": [[name, said] for name, said in facts if said],
        "over": f"{line.over}." if line.over else "",
    }


def _sessions(line: Line) -> str:
    return f"{line.item.sessions:,} planned, {line.progress.sessions:,} on the calendar, {line.progress.held:,} held"


def _dropped(line: Line) -> str:
    return f"{line.item.number}. {line.item.title}. {line.item.dropped_why}"


def _figure(figure: Figure) -> list[str]:
    return [figure.label, figure.shown, ". ".join(part for part in (figure.range_words, figure.sentence) if part)]


def _total(of: Whole) -> str:
    money = of.money
    words = f"{pounds(money.planned)} planned, {pounds(money.expected)} expected, {pounds(money.spent)} spent"
    given = f"{pounds(money.given)} given: " if money.given is not None else ""
    over = rules.over_words(money)
    return f"{given}{words}." + (f" {over}." if over else "")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
