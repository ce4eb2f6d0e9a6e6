"""What the plan decides, case by case."""

from datetime import date
from decimal import Decimal

import pytest

from academy.plan import rules
from academy.plan.rules import ItemState, Money, Month, Phase, Progress

D = Decimal


@pytest.mark.parametrize(
    ("day", "year", "phase"),
    [
        (date(2026, 4, 1), 2026, Phase.SPRING),
        (date(2026, 6, 30), 2026, Phase.SPRING),
        (date(2026, 7, 1), 2026, Phase.SUMMER),
        (date(2026, 12, 31), 2026, Phase.AUTUMN),
        (date(2027, 1, 1), 2026, Phase.WINTER),
        (date(2027, 3, 31), 2026, Phase.WINTER),
        (date(2028, 2, 29), 2027, Phase.WINTER),
    ],
)
def test_a_year_runs_from_april_to_march(day, year, phase):
    assert (rules.year_on(day), rules.phase_on(day)) == (year, phase)
    assert rules.first_day(year) <= day <= rules.last_day(year)


def test_a_year_has_twelve_months_and_each_quarter_three_of_them():
    months = rules.months_of(2026)

    assert (months[0], months[8], months[9], months[-1]) == (
        date(2026, 4, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 3, 1),
    )
    assert [month for phase in Phase for month in rules.months_of_phase(2026, phase)] == months


@pytest.mark.parametrize(
    ("planned", "forecast", "spent", "expected"),
    [(8000, None, 0, 8000), (8000, 9200, 0, 9200), (8000, 7000, 0, 7000), (8000, None, 8100, 8100), (8000, 0, 50, 50)],
)
def test_what_is_expected_is_what_is_foreseen_and_never_less_than_what_is_spent(planned, forecast, spent, expected):
    assert rules.expected(D(planned), None if forecast is None else D(forecast), D(spent)) == expected


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (Money(D(8000), D(8000), D(8000)), ""),
        (Money(D(8000), D(9200), D(100)), "Over by £1,200: £9,200 is expected and £8,000 was planned"),
        (Money(D(8000), D(8100), D("8100.50")), "Over by £100.50 already: £8,100.50 is spent and £8,000 was planned"),
        (Money(D(9000), D(9000), D(0), given=D(8000)), "Over by £1,000: £9,000 is expected and £8,000 was given"),
        (Money(D(9000), D(9000), D(0), given=D(9000)), ""),
        (Money(D(0), D(1), D(1), given=D(0)), "Over by £1 already: £1 is spent and £0 was given"),
    ],
)
def test_what_is_over_says_by_how_much_and_since_when(money, words):
    assert rules.over_words(money) == words


def test_money_adds_up_and_keeps_what_was_given():
    total = Money(D(1), D(2), D(3)) + Money(D(10), D(20), D(30), given=D(40))

    assert total == Money(D(11), D(22), D(33), given=D(40))
    assert (total.limit, total.over, total.left) == (40, 0, 18)


@pytest.mark.parametrize(
    ("amount", "words"), [("18400", "£18,400"), ("62.5", "£62.50"), ("-40", "−£40"), ("0", "£0"), ("0.005", "£0.01")]
)
def test_pounds_are_written_as_people_write_them(amount, words):
    assert rules.pounds(D(amount)) == words


@pytest.mark.parametrize(("amount", "number", "of_each"), [(100, 3, D("33.33")), (100, 0, None), (0, 5, D(0))])
def test_what_one_costs_is_not_known_of_none(amount, number, of_each):
    assert rules.each(D(amount), number) == of_each


@pytest.mark.parametrize(
    ("progress", "planned", "is_dropped", "state"),
    [
        (Progress(), 6, False, ItemState.PLANNED),
        (Progress(commissions=1, sessions=6), 6, False, ItemState.COMMISSIONED),
        (Progress(commissions=1, sessions=6, held=2, completions=9), 6, False, ItemState.RUNNING),
        (Progress(commissions=1, sessions=6, held=6, completions=99), 6, False, ItemState.DELIVERED),
        (Progress(commissions=1, sessions=6, held=6), 6, False, ItemState.RUNNING),  # nobody came
        (Progress(commissions=1, sessions=7, held=6, completions=9), 6, False, ItemState.RUNNING),
        (Progress(commissions=1, completions=9), 0, False, ItemState.DELIVERED),  # in one's own time
        (Progress(commissions=1, sessions=6, held=6, completions=9), 6, True, ItemState.DROPPED),
    ],
)
def test_how_far_it_has_come_is_told_by_what_happened(progress, planned, is_dropped, state):
    assert rules.state_of(progress, sessions_planned=planned, is_dropped=is_dropped) == state


@pytest.mark.parametrize(
    ("people", "places", "words"),
    [
        (0, 20, "Nobody has said how many people need it"),
        (20, 20, "A place for everybody who needs it"),
        (20, 24, "A place for everybody who needs it, and 4 to spare"),
        (1_225, 24, "1,201 people more than places"),
        (25, 24, "1 person more than places"),
    ],
)
def test_places_are_set_against_the_people_who_need_them(people, places, words):
    assert rules.places_words(people, places) == words


def test_a_month_says_what_it_is_short_of():
    enough = Month(date(2026, 4, 1), working_days=20, rooms=1, trainers=2, days_a_trainer=4, days_in_rooms=20)
    short = Month(date(2026, 4, 1), 20, 1, 2, 4, days_in_rooms=20, days_led=8, days_to_place=1, trainer_days_to_place=2)

    assert (enough.room_days, enough.trainer_days, enough.words) == (20, 8, "Enough")
    assert short.words == "1 room day too many, 2 trainer days too many"


@pytest.mark.parametrize(
    ("leaders", "largest", "each", "is_online", "words"),
    [
        (1, 24, 20, False, ""),
        (0, 24, 20, False, "Nobody on our list may lead it"),
        (1, 16, 20, False, "No room holds 20: the largest holds 16"),
        (1, 16, 20, True, ""),
        (0, 0, 20, False, "Nobody on our list may lead it. No room"),
    ],
)
def test_what_stands_in_the_way_is_said(leaders, largest, each, is_online, words):
    said = rules.item_words(leaders=leaders, largest_room=largest, places_each=each, is_online=is_online)

    assert said == words


@pytest.mark.parametrize(("days", "months", "spread"), [(7, 3, [3, 2, 2]), (0, 3, [0, 0, 0]), (2, 1, [2])])
def test_days_are_spread_evenly(days, months, spread):
    assert rules.spread(days, months) == spread
