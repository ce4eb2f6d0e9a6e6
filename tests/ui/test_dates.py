"""Dates and times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.ui.dates import NotADate, NotATime, date_from, date_words, time_from, time_words


@pytest.mark.parametrize(
    "typed",
    ["10 January 2027", "10 Jan 2027", "10 jan 27", "10th January, 2027", "Sunday 10 January 2027", "10/1/2027",
     "10/01/27", "10-1-2027", "10.1.2027", "10 1 2027", "2027-01-10", "2027/1/10", "  10   JANUARY 2027 "],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(typed):
    assert date_from(typed.strip()) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/11/2026", "31/11/2026 is not a date: November has 30 days"),
        ("29 February 2027", "29 February 2027 is not a date: February has 28 days in 2027"),
        ("0/1/2027", "0/1/2027 is not a date: January has 31 days"),
        ("1/13/2027", "1/13/2027 is not a date: there are 12 months"),
        ("1/1/0000", "1/1/0000 is not a date: there is no year 0"),
        ("soon", "We cannot read “soon” as a date. Write it like 10 January 2027"),
        ("10 Brumaire 2027", "We cannot read “10 Brumaire 2027” as a date. Write it like 10 January 2027"),
    ],
)
def test_what_is_not_a_date_is_said_plainly(typed, words):
    with pytest.raises(NotADate) as refused:
        date_from(typed)

    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("typed", "moment"),
    [("9:30am", time(9, 30)), ("9.30 am", time(9, 30)), ("0930", time(9, 30)), ("930", time(9, 30)), ("9am", time(9)),
     ("9:30 a.m.", time(9, 30)), ("4pm", time(16)), ("14:00", time(14)), ("12pm", time(12)), ("12am", time(0)),
     ("12 noon", time(12)), ("noon", time(12)), ("midnight", time(0)), ("9", time(9))],
)  # fmt: skip
def test_a_time_is_read_however_it_is_written(typed, moment):
    assert time_from(typed) == moment


@pytest.mark.parametrize("typed", ["25:00", "9:75am", "13pm", "half past nine", "-1", ""])
def test_what_is_not_a_time_is_refused(typed):
    with pytest.raises(NotATime):
        time_from(typed)


def date_or_sentence(typed: str) -> bool:
    try:
        return isinstance(date_from(typed), date)
    except NotADate as refused:
        return typed in str(refused)


def time_or_sentence(typed: str) -> bool:
    try:
        return isinstance(time_from(typed), time)
    except NotATime as refused:
        return typed in str(refused)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_what_we_write_as_a_date_we_can_read(day):
    assert date_from(date_words(day)) == day


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)))
def test_what_we_write_as_a_time_we_can_read(moment):
    assert time_from(time_words(moment)) == moment


@given(st.text(max_size=30))
def test_any_typing_is_a_date_or_a_sentence(typed):
    assert date_or_sentence(typed)


@given(st.text(max_size=30))
def test_any_typing_is_a_time_or_a_sentence(typed):
    assert time_or_sentence(typed)
