"""Tables on a page: a page at a time, in the order asked for, with the whole of it to take away."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.template import engines
from django.test import RequestFactory

from academy.core.exports import Column, Status, Table
from academy.ui import tables

NAMES = ["Tom", "amara", "Leila", "Joseph", "Zoë"]
PEOPLE = [{"name": name, "hours": number, "year": 2020 + number} for number, name in enumerate(NAMES)]
COLUMNS = [
    Column("name", "Name", is_row_header=True, order_by="name"),
    Column("hours", "Hours", kind=int, order_by="hours"),
    Column("year", "Year"),
]


def asked(address: str = "/"):
    return RequestFactory().get(address)


def names(shown: tables.ShownTable) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*>(.*?)</th>', shown.body)


def groups(number: int) -> Table:
    Group.objects.bulk_create(Group(name=f"Group {place:03}") for place in range(number))
    return Table("Groups", [Column("name", "Name", is_row_header=True, order_by="name")], Group.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", NAMES),
        ("/?sort=name", ["amara", "Joseph", "Leila", "Tom", "Zoë"]),
        ("/?sort=-name", ["Zoë", "Tom", "Leila", "Joseph", "amara"]),
        ("/?sort=-hours", NAMES[::-1]),
        ("/?sort=year", NAMES),
        ("/?sort=password", NAMES),
    ],
)
def test_people_sort_by_the_columns_that_allow_it(address, expected):
    assert names(tables.show(asked(address), Table("People", COLUMNS, PEOPLE))) == expected


def test_a_heading_turns_the_order_round_and_keeps_the_filters():
    shown = tables.show(asked("/?team=north&sort=name&page=2"), Table("People", COLUMNS, PEOPLE), per_page=2)

    assert [(heading.sort_url, heading.direction) for heading in shown.headings] == [
        ("?team=north&sort=-name", "ascending"),
        ("?team=north&sort=hours", ""),
        ("", ""),
    ]


@pytest.mark.parametrize(
    ("page", "expected", "first", "last"),
    [
        ("1", NAMES[:2], 1, 2),
        ("3", NAMES[4:], 5, 5),
        ("99", NAMES[4:], 5, 5),
        ("none", NAMES[:2], 1, 2),
        ("-1", NAMES[4:], 5, 5),
    ],
)
def test_any_page_number_shows_a_page(page, expected, first, last):
    shown = tables.show(asked(f"/?page={page}"), Table("People", COLUMNS, PEOPLE), per_page=2)

    assert (names(shown), shown.first, shown.last, shown.total) == (expected, first, last, 5)


def test_many_pages_are_cut_short_in_the_middle():
    shown = tables.show(asked("/?page=5&team=north"), Table("People", COLUMNS, PEOPLE * 4), per_page=2)

    assert [page and page.number for page in shown.pages] == [1, None, 4, 5, 6, None, 10]
    assert (shown.previous_url, shown.next_url) == ("?team=north&page=4", "?team=north&page=6")
    assert [page.is_current for page in shown.pages if page] == [False, False, True, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [3, 300])
def test_a_long_table_costs_a_count_and_a_page(number, django_assert_num_queries):
    table = groups(number)

    with django_assert_num_queries(2):
        shown = tables.show(asked("/?sort=-name"), table)

    assert (shown.total, names(shown)[0]) == (number, f"Group {number - 1:03}")


@pytest.mark.django_db
def test_a_total_that_is_known_is_not_counted_again(django_assert_num_queries):
    table = groups(30)

    with django_assert_num_queries(1):
        shown = tables.show(asked(), Table(table.caption, table.columns, table.rows, total=30))

    assert (shown.total, len(names(shown))) == (30, 25)


TD, NUMERIC = (
    '<td class="govuk-table__cell" role="cell"',
    '<td class="govuk-table__cell govuk-table__cell--numeric" role="cell"',
)
LINKED = Column("x", "Name", is_row_header=True, link=lambda row: "/p/?a=1&b=2")


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        (Column("x", "Row", kind=int), 1008, f'{NUMERIC} data-l="Row">1,008</td>'),
        (Column("x", "Year"), 2026, f'{TD} data-l="Year">2026</td>'),
        (Column("x", "Rate", kind=Decimal, align="left"), Decimal("18.30"), f'{TD} data-l="Rate">18.3</td>'),
        (Column("x", "On", kind=date), date(2026, 11, 2), f'{TD} data-l="On">2 Nov 2026</td>'),
        (Column("x", "At", kind=datetime), datetime(2026, 11, 2, 16, 0), f'{TD} data-l="At">2 Nov 2026, 4pm</td>'),
        (Column("x", "Note"), None, f"{TD}></td>"),
        (Column("x", "Led", is_labelled=False), True, f"{TD}>Yes</td>"),
        (
            Column("x", "Standing"),
            Status("Overdue", "late"),
            f'{TD} data-l="Standing"><span class="app-status is-late">Overdue</span></td>',
        ),
        (
            Column("x", "Change", is_labelled=False),
            (Status("Joins", "good"), "<north>"),
            f'{TD}><span class="govuk-tag is-good">Joins</span> &lt;north&gt;</td>',
        ),
        (
            LINKED,
            "<b>",
            '<th scope="row" role="rowheader" class="govuk-table__header">'
            '<a class="govuk-link" href="/p/?a=1&amp;b=2">&lt;b&gt;</a></th>',
        ),
    ],
)
def test_each_kind_of_value_has_its_cell(column, value, cell):
    assert tables.body([column], [{"x": value}]) == f'<tr class="govuk-table__row" role="row">{cell}</tr>'


def test_a_table_names_itself_its_columns_and_its_downloads():
    table = tables.show(asked("/?team=north"), Table("People <north>", COLUMNS, PEOPLE))

    html = engines["django"].from_string('{% include "ui/table.html" with table=table only %}').render({"table": table})

    assert '<caption class="govuk-table__caption govuk-table__caption--m">People &lt;north&gt;</caption>' in html
    assert len(re.findall('<th scope="col" role="columnheader"', html)) == 3
    assert '<a class="govuk-link" href="?team=north&amp;format=csv">Download these 5 rows (CSV)</a>' in html
    assert "Pages" not in html


@pytest.mark.parametrize(
    ("address", "kind"), [("/?format=csv", "text/csv"), ("/?format=xlsx", "application/vnd.openxml")]
)
def test_a_download_is_the_whole_table_in_the_order_of_the_page(address, kind):
    response = tables.download(asked(f"{address}&sort=-name&page=2"), Table("People", COLUMNS, PEOPLE))

    assert response["Content-Type"].startswith(kind)
    content = b"".join(response.streaming_content)
    assert kind != "text/csv" or [line.split(b",")[0] for line in content.split()] == [
        '\ufeff"Name"'.encode(), '"Zoë"'.encode(), b'"Tom"', b'"Leila"', b'"Joseph"', b'"amara"'
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/?format=pdf"])
def test_a_page_is_no_download(address):
    assert tables.download(asked(address), Table("People", COLUMNS, PEOPLE)) is None


def test_an_empty_table_says_so_and_offers_no_file():
    shown = tables.show(asked(), Table("People", COLUMNS, []))

    assert (shown.is_empty, shown.csv_url, list(shown.pages)) == (True, "", [])
