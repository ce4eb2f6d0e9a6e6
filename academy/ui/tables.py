"""Shows a `core.exports.Table` as a page: sorted and cut by the database, a page at a time, with its downloads.

The rows are written here and not in a template: 25 rows of six cells cost a fifth of a millisecond this way.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from html import escape
from typing import Any

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from academy.core import trail
from academy.core.exports import Column, Status, Table, as_csv, as_xlsx, words_of
from academy.core.figures import rounded

from .dates import short_date_words, time_words

ELSEWHERE = ("page", "format")  # parts of an address that a new link starts afresh


@dataclass(frozen=True)
class Heading:
    title: str
    is_numeric: bool
    sort_url: str = ""
    direction: str = ""  # ascending, descending or nothing


@dataclass(frozen=True)
class Page:
    number: int
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class ShownTable:
    """What `ui/table.html` needs."""

    caption: str
    headings: Sequence[Heading]
    body: SafeString
    total: int
    first: int = 0
    last: int = 0
    pages: Sequence[Page | None] = ()  # None stands for pages left out
    previous_url: str = ""
    next_url: str = ""
    csv_url: str = ""
    xlsx_url: str = ""

    @property
    def is_empty(self) -> bool:
        return self.total == 0


def show(
    request: HttpRequest, table: Table, *, per_page: int = 25, has_downloads: bool = True, turns: str = "page"
) -> ShownTable:
    """One count and one slice, however long the table is. A second table of a page turns by a word of its own."""
    table = in_order(request, table)
    pages = _Paginator(table.rows, per_page, total=table.total)
    page = pages.get_page(request.GET.get(turns))
    shown = ShownTable(
        caption=table.caption,
        headings=[_heading(request, column, table) for column in table.columns],
        body=body(table.columns, page.object_list),
        total=pages.count,
        first=page.start_index(),
        last=page.end_index(),
        pages=_page_links(request, pages, page.number, turns),
        previous_url=address(request, **{turns: page.number - 1}) if page.has_previous() else "",
        next_url=address(request, **{turns: page.number + 1}) if page.has_next() else "",
    )
    if not has_downloads or not pages.count:
        return shown
    return replace(shown, csv_url=address(request, format="csv"), xlsx_url=address(request, format="xlsx"))


def whole(table: Table) -> ShownTable:
    """A short table with every row, as under a chart: nothing to sort, turn or download."""
    rows = list(table.rows)
    headings = [Heading(column.title, column.is_numeric) for column in table.columns]
    return ShownTable(table.caption, headings, body(table.columns, rows), len(rows), 1, len(rows))


def download(request: HttpRequest, table: Table, *, is_noted: bool = False) -> HttpResponseBase | None:
    """The file that was asked for, with the filters and the order of the page; None when a page was asked for.

    Rows that leave stand in the trail first, unless the page has its own words for it (`is_noted`).
    """
    wanted = request.GET.get("format")
    if wanted not in ("csv", "xlsx"):
        return None
    account = getattr(getattr(request, "viewer", None), "account", None)
    if account is not None and not is_noted:
        trail.note_reading(account, "downloaded a table", account, table=table.file_name)
    table = in_order(request, table)
    return as_csv(table) if wanted == "csv" else as_xlsx(table)


def in_order(request: HttpRequest, table: Table) -> Table:
    """Sorted by the column in `?sort=`, if people may sort by it; a minus turns it round."""
    column, is_descending = _sorted_by(request, table)
    if column is None:
        return table
    if isinstance(table.rows, QuerySet):
        key = F(column.order_by)
        order = key.desc(nulls_last=True) if is_descending else key.asc(nulls_last=True)
        return replace(table, rows=table.rows.order_by(order, "pk"))
    rows = sorted(table.rows, key=lambda row: _sort_key(column.of(row)), reverse=is_descending)
    return replace(table, rows=rows)


def address(request: HttpRequest, **changes: Any) -> str:
    """This page with something changed, and everything else that was chosen kept."""
    query = request.GET.copy()
    for name in ELSEWHERE:
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def body(columns: Sequence[Column], rows: Iterable[Any]) -> SafeString:
    return mark_safe("".join(_row(columns, row) for row in rows))


def cell_words(value: Any) -> str:
    """Plain words for one value on a page; everything but a status is only text."""
    if isinstance(value, bool):
        return words_of(value)
    if isinstance(value, int | float | Decimal):
        return rounded(value, _places(value))
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{short_date_words(moment.date())}, {time_words(moment.time())}"
    if isinstance(value, date):
        return short_date_words(value)
    return time_words(value) if isinstance(value, time) else words_of(value)


def _row(columns: Sequence[Column], row: Any) -> str:
    return f'<tr class="govuk-table__row" role="row">{"".join(_cell(column, row) for column in columns)}</tr>'


def _cell(column: Column, row: Any) -> str:
    inside = _inside(column.of(row), column)
    if url := column.address_of(row):
        inside = f'<a class="govuk-link" href="{escape(url)}">{inside}</a>'
    if column.is_row_header:
        return f'<th scope="row" role="rowheader" class="govuk-table__header">{inside}</th>'
    numeric = " govuk-table__cell--numeric" if column.is_numeric else ""
    label = f' data-l="{escape(column.title)}"' if column.is_labelled and inside else ""
    return f'<td class="govuk-table__cell{numeric}" role="cell"{label}>{inside}</td>'


def _inside(value: Any, column: Column) -> str:
    """A status stands as its mark, also before words that go on from it; all else is text."""
    if isinstance(value, Status):
        return _status(value)
    if isinstance(value, tuple) and any(isinstance(part, Status) for part in value):
        parts = (
            _status(part, is_plain=True) if isinstance(part, Status) else escape(cell_words(part)) for part in value
        )
        return " ".join(parts)
    if column.kind is str and isinstance(value, int) and not isinstance(value, bool):
        return str(value)  # a number in a column of words is a name, such as a year: no thousands comma
    return escape(cell_words(value))


def _status(status: Status, *, is_plain: bool = False) -> str:
    block = "govuk-tag" if is_plain else "app-status"
    return f'<span class="{block} is-{escape(status.tone)}">{escape(status.word)}</span>'


def _places(value: Any) -> int:
    """As many decimals as were given, to two."""
    if isinstance(value, int):
        return 0
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return min(2, -exponent) if isinstance(exponent, int) and exponent < 0 else 0


def _sorted_by(request: HttpRequest, table: Table) -> tuple[Column | None, bool]:
    wanted = request.GET.get("sort", "")
    name = wanted.removeprefix("-")
    column = next((column for column in table.columns if column.order_by and column.name == name), None)
    return column, wanted.startswith("-")


def _sort_key(value: Any) -> tuple[bool, Any]:
    words = str(value).lower() if isinstance(value, str | Status) else value
    return (value is None, "" if value is None else words)


def _heading(request: HttpRequest, column: Column, table: Table) -> Heading:
    if not column.order_by:
        return Heading(column.title, column.is_numeric)
    chosen, is_descending = _sorted_by(request, table)
    direction = ("descending" if is_descending else "ascending") if chosen is column else ""
    turned = f"-{column.name}" if direction == "ascending" else column.name
    return Heading(column.title, column.is_numeric, address(request, sort=turned), direction)


def pages_of(request: HttpRequest, page: PageOfRows) -> ShownTable:
    """Of a list that a template draws itself: where it stands, and the way to its other pages."""
    return ShownTable(
        caption="",
        headings=(),
        body=SafeString(),
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        pages=_page_links(request, page.paginator, page.number),
        previous_url=address(request, page=page.number - 1) if page.has_previous() else "",
        next_url=address(request, page=page.number + 1) if page.has_next() else "",
    )


def _page_links(request: HttpRequest, pages: Paginator, number: int, turns: str = "page") -> list[Page | None]:
    if pages.num_pages < 2:
        return []
    numbers = pages.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [
        Page(place, address(request, **{turns: place}), place == number) if isinstance(place, int) else None
        for place in numbers
    ]


class _Paginator(Paginator):
    """Django's, but it takes a total that is already known, and rows in no particular order are the caller's choice."""

    def __init__(self, rows: Iterable[Any], per_page: int, *, total: int | None) -> None:
        super().__init__(rows if isinstance(rows, QuerySet | Sequence) else list(rows), per_page)
        if total is not None:
            self.count = total

    def _check_object_list_is_ordered(self) -> None:
        return None
