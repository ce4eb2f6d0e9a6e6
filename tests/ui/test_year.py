"""The year line: what was learned, what is booked, and how far the year has gone."""

from datetime import date

import pytest

from academy.ui.year import year

START = date(2025, 12, 1)


def lines(*, on: date, done=(), booked=()):
    return year(START, on=on, done=done, booked=booked, says="Your year").lines


def test_the_year_of_the_design_stands_where_the_design_has_it():
    wide, narrow = lines(on=date(2026, 11, 10), done=[date(2025, 12, 19)], booked=[date(2026, 11, 17)])

    assert (wide.width, wide.today, wide.today_anchor, wide.knots, wide.rings) == (1070, 1000, "middle", [62], [1020])
    assert [month.words for month in narrow.months] == ["Dec", "Mar", "Jun", "Sep"]
    assert (narrow.today_anchor, [month.x for month in narrow.months]) == ("end", [24, 105, 186, 267])


def test_what_lies_outside_the_year_is_not_on_it():
    wide, _ = lines(on=date(2026, 1, 1), done=[date(2025, 11, 30), date(2026, 12, 1)])

    assert wide.knots == []


@pytest.mark.parametrize(
    ("on", "anchor"), [(date(2025, 12, 1), "start"), (date(2026, 6, 1), "middle"), (date(2027, 6, 1), "end")]
)
def test_today_stays_on_the_sheet(on, anchor):
    for line in lines(on=on):
        assert 10 <= line.today <= line.width - 10
        assert line.today_anchor == anchor
