"""The plan as tables: what it will do, what it costs, and whether there are rooms and trainers for it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from academy.booking.models import Session
from academy.core.exports import Column, Status, Table
from academy.plan.models import Cost, Spend
from academy.plan.queries import BudgetLine, Line, Want, Whole, money_of
from academy.plan.rules import TONES, Money, Month, each, over_words, pounds
from academy.ui.dates import date_words

OVER = Status("Over", "late")


def items_table(lines: Sequence[Line], *, caption: str, has_money: bool, names_owners: bool) -> Table:
    """What the page shows: nine things of each."""
    columns = [
        Column("item.number", "No.", order_by="number", kind=int),
        Column(
            "item.title",
            "What we will do",
            link=lambda line: line.item.get_absolute_url(),
            order_by="title",
            is_row_header=True,
        ),
        Column("needs", "For", value=_needs),
        Column("phase", "Begins", value=lambda line: line.item.get_phase_display(), is_labelled=True),
        Column("owner", "Who sees to it", value=lambda line: owner_of(line, names_owners=names_owners)),
        Column("people", "People", kind=int, order_by="people", value=lambda line: line.item.people),
        Column("places", "Places", kind=int, order_by="places", value=lambda line: line.item.places),
        Column("sessions", "Sessions", align="right", value=_sessions),
        Column("state", "State", value=_state),
    ]
    if has_money:
        columns.append(Column("cost", "Will cost", align="right", value=_cost))
    return Table(caption=caption, columns=columns, rows=lines)


def whole_table(lines: Sequence[Line], *, caption: str, has_money: bool, names_owners: bool) -> Table:
    """What the file holds: a column for each number, so that they can be added."""
    columns = [
        Column("item.number", "No.", kind=int),
        Column("item.title", "What we will do"),
        Column("needs", "For", value=lambda line: "; ".join(need.title for need in line.item.needs.all())),
        Column("who_for", "Who it is for", value=lambda line: line.item.who_for),
        Column("priority", "Priority", value=lambda line: line.item.get_priority_display()),
        Column("phase", "Begins", value=lambda line: line.item.get_phase_display()),
        Column("owner", "Who sees to it", value=lambda line: owner_of(line, names_owners=names_owners)),
        Column("state", "State", value=lambda line: line.state.label),
        Column("people", "People who need it", kind=int, value=lambda line: line.item.people),
        Column("places", "Places planned", kind=int, value=lambda line: line.item.places),
        Column("short", "People more than places", kind=int, value=lambda line: line.short),
        Column("sessions", "Sessions planned", kind=int, value=lambda line: line.item.sessions),
        Column("on_calendar", "Sessions on the calendar", kind=int, value=lambda line: line.progress.sessions),
        Column("seats", "Places on the calendar", kind=int, value=lambda line: line.progress.places),
        Column("taken", "Places taken", kind=int, value=lambda line: line.progress.taken),
        Column("completions", "Completions", kind=int, value=lambda line: line.progress.completions),
        Column("dropped_why", "Dropped because", value=lambda line: line.item.dropped_why),
    ]
    return Table(caption=caption, columns=columns + (_money_columns() if has_money else []), rows=lines)


def budgets_table(lines: Iterable[BudgetLine], *, caption: str) -> Table:
    return Table(
        caption=caption,
        columns=[
            Column(
                "budget.funder.name",
                "Who gives it",
                link=lambda line: line.budget.get_absolute_url(),
                is_row_header=True,
            ),
            Column("given", "Given", align="right", value=lambda line: pounds(line.budget.pounds)),
            Column("planned", "Planned", align="right", value=lambda line: pounds(line.money.planned)),
            Column("expected", "Expected", align="right", value=lambda line: pounds(line.money.expected)),
            Column("spent", "Spent", align="right", value=lambda line: pounds(line.money.spent)),
            Column("left", "Left", align="right", value=lambda line: pounds(line.money.left)),
            Column("says", "In words", value=lambda line: in_words(line.money)),
        ],
        rows=list(lines),
    )


def costs_by_item_table(of: Whole, used: Mapping[int, float | None]) -> Table:
    """`used`: by plan item, which share of those who answered used what they learned; None of too few answers."""
    return Table(
        caption="What each plan item costs",
        columns=[
            Column(
                "item.title", "Plan item", link=lambda line: line.item.get_absolute_url(), is_row_header=True,
                value=lambda line: f"{line.item.number}. {line.item.title}",
            ),
            Column("planned", "Planned", align="right", value=lambda line: pounds(line.money.planned)),
            Column("expected", "Expected", align="right", value=lambda line: pounds(line.money.expected)),
            Column("spent", "Spent", align="right", value=lambda line: pounds(line.money.spent)),
            Column("a_place", "A place", align="right", value=_a_place),
            Column("a_completion", "A completion", align="right", value=_a_completion),
            Column("used", "Somebody who used it", align="right", value=lambda line: _a_user(line, used)),
            Column("says", "In words", value=lambda line: in_words(line.money)),
        ],
        rows=[line for line in of.lines if line.money and (line.money.expected or line.money.planned)],
    )  # fmt: skip


def costs_table(costs: Iterable[Cost]) -> Table:
    return Table(
        caption="What it costs",
        columns=[
            Column("words", "What for", link="get_absolute_url", is_row_header=True, value=str),
            Column("kind", "Kind", value=lambda cost: cost.get_kind_display()),
            Column("budget.funder.name", "From"),
            Column("planned", "Planned", align="right", value=lambda cost: pounds(cost.planned)),
            Column("expected", "Expected", align="right", value=lambda cost: pounds(cost.expected)),
            Column("spent", "Spent", align="right", value=lambda cost: pounds(cost.spent)),
            Column("says", "In words", value=lambda cost: in_words(money_of(cost))),
        ],
        rows=list(costs),
    )


def budget_costs_table(costs: Iterable[Cost]) -> Table:
    return Table(
        caption="What is put down to it",
        columns=[
            Column(
                "plan_item.title", "Plan item", link=lambda cost: cost.plan_item.get_absolute_url(), is_row_header=True
            ),
            Column("words", "What for", link="get_absolute_url", value=str),
            Column("planned", "Planned", align="right", value=lambda cost: pounds(cost.planned)),
            Column("expected", "Expected", align="right", value=lambda cost: pounds(cost.expected)),
            Column("spent", "Spent", align="right", value=lambda cost: pounds(cost.spent)),
            Column("says", "In words", value=lambda cost: in_words(money_of(cost))),
        ],
        rows=list(costs),
    )


def spends_table(spends: Iterable[Spend]) -> Table:
    return Table(
        caption="What was spent",
        columns=[
            Column("on", "On", kind=date, is_row_header=True),
            Column("words", "What for"),
            Column("reference", "Invoice or order"),
            Column("pounds", "Amount", align="right", value=lambda spend: pounds(spend.pounds)),
        ],
        rows=list(spends),
    )


def sessions_table(sessions: Iterable[Session]) -> Table:
    return Table(
        caption="Sessions",
        columns=[
            Column("on", "Day", link="get_absolute_url", is_row_header=True, value=lambda one: date_words(one.on)),
            Column("times", "Hours"),
            Column("where", "Where"),
            Column("taken", "Places taken", align="right", value=lambda one: f"{one.taken:,} of {one.places:,}"),
            Column("state", "State", value=lambda one: Status("Called off") if one.is_cancelled else ""),
        ],
        rows=list(sessions),
    )


def months_table(months: Iterable[Month]) -> Table:
    return Table(
        caption="Rooms and trainers, month by month",
        columns=[
            Column("first", "Month", is_row_header=True, value=lambda month: f"{month.first:%B %Y}"),
            Column("room_days", "Room days there are", kind=int),
            Column("days_in_rooms", "Taken", kind=int),
            Column("trainer_days", "Trainer days there are", kind=int),
            Column("days_led", "Led", kind=int),
            Column("days_to_place", "Days still to place", kind=int),
            Column("words", "Is it enough?", value=_enough),
        ],
        rows=list(months),
    )


def wants_table(wants: Iterable[Want]) -> Table:
    return Table(
        caption="What is still to be put on the calendar",
        columns=[
            Column(
                "plan_item.title", "Plan item", is_row_header=True,
                link=lambda want: want.plan_item.get_absolute_url(),
                value=lambda want: f"{want.plan_item.number}. {want.plan_item.title}",
            ),
            Column("phase", "Begins", value=lambda want: want.plan_item.get_phase_display()),
            Column("sessions", "Sessions", kind=int),
            Column("days", "Days", kind=int),
            Column("leaders", "Who may lead it", kind=int),
            Column("words", "In the way", value=lambda want: want.words or ""),
        ],
        rows=[want for want in wants if want.sessions],
    )  # fmt: skip


def owner_of(line: Line, *, names_owners: bool) -> str:
    """Who, to the Academy team; to others their job."""
    item = line.item
    return str(item.owner) if names_owners and item.owner else item.owner_words


def in_words(money: Money) -> Any:
    """A flag and what it means; nothing where all is well."""
    return (OVER, over_words(money).removeprefix("Over ")) if money.is_over else ""


def _needs(line: Line) -> str:
    titles = [need.title for need in line.item.needs.all()]
    return f"{titles[0]}, and {len(titles) - 1} more" if len(titles) > 1 else "".join(titles)


def _sessions(line: Line) -> str:
    if line.item.is_own_time:
        return "Own time"
    return f"{line.progress.sessions:,} of {line.item.sessions:,}"


def _state(line: Line) -> Status:
    return Status(line.state.label, TONES[line.state])


def _cost(line: Line) -> Any:
    if line.money is None or not (line.money.expected or line.money.planned):
        return ""
    amount = pounds(line.money.expected)
    return (amount, OVER) if line.money.is_over else amount


def _money_columns() -> list[Column]:
    return [
        Column("planned", "Planned, £", kind=Decimal, value=lambda line: line.money.planned),
        Column("expected", "Expected, £", kind=Decimal, value=lambda line: line.money.expected),
        Column("spent", "Spent, £", kind=Decimal, value=lambda line: line.money.spent),
        Column("over", "Over, £", kind=Decimal, value=lambda line: line.money.over),
        Column("says", "In words", value=lambda line: line.over),
    ]


def _a_place(line: Line) -> str:
    return _amount(each(line.money.expected, line.item.places)) if line.money else ""


def _a_completion(line: Line) -> str:
    return _amount(each(line.money.spent, line.progress.completions)) if line.money and line.money.spent else ""


def _a_user(line: Line, used: Mapping[int, float | None]) -> str:
    """A completion, over the share of people who say that they used it. Nothing is said of few answers."""
    of_each = each(line.money.spent, line.progress.completions) if line.money and line.money.spent else None
    if of_each is None or line.item.pk not in used:
        return ""
    share = used[line.item.pk]
    if share is None:
        return "Too few answers"
    return _amount(of_each / Decimal(str(share))) if share else "Nobody yet"


def _amount(amount: Decimal | None) -> str:
    return pounds(amount.quantize(Decimal(1))) if amount is not None else ""


def _enough(month: Month) -> Any:
    short = month.is_short_of_rooms or month.is_short_of_trainers
    return Status(month.words, "late") if short else Status("Enough", "good")
