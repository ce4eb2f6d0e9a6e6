from datetime import date, timedelta

import pytest

from academy.needs import rules
from academy.needs.rules import State, Terms

ON = date(2026, 11, 10)


@pytest.mark.parametrize(
    ("terms", "started_on", "last_on", "due_on"),
    [
        (Terms(84), date(2026, 11, 2), None, date(2027, 1, 25)),
        (Terms(0), date(2026, 11, 2), None, date(2026, 11, 2)),
        (Terms(84), date(2026, 11, 2), date(2020, 1, 1), None),
        (Terms(84, 36), date(2020, 1, 6), date(2023, 10, 2), date(2026, 10, 2)),
        (Terms(84, 12), date(2020, 1, 6), date(2024, 2, 29), date(2025, 2, 28)),
        (Terms(84, 48), date(2020, 1, 6), date(2024, 2, 29), date(2028, 2, 29)),
        (Terms(84, 6), date(2020, 1, 6), date(2026, 8, 31), date(2027, 2, 28)),
        (Terms(84, 1), date(2020, 1, 6), date(2024, 1, 31), date(2024, 2, 29)),
        (Terms(84, 1), date(2020, 1, 6), date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_due_is_counted_from_the_start_or_from_the_last_time(terms, started_on, last_on, due_on):
    assert terms.due_on(started_on=started_on, last_on=last_on) == due_on


@pytest.mark.parametrize("months", [1, 6, 12, 24, 36, 48, 60, None])
@pytest.mark.parametrize("days", [0, 28, 84])
def test_the_cut_off_days_say_the_same_as_the_due_dates(months, days):
    terms = Terms(days, months)
    all_days = [date(2023, 1, 1) + timedelta(days=number) for number in range(1500)]

    for on in [*all_days[1100:1500:7], date(2024, 2, 29), date(2026, 2, 28)]:
        by, lasting = terms.started_by(on), terms.lasting_from(on)
        assert [day for day in all_days if day <= by] == [day for day in all_days if terms.due_on(started_on=day) <= on]
        assert [day for day in all_days if day >= lasting] == [
            day for day in all_days if (due := terms.due_on(started_on=day, last_on=day)) is None or due > on
        ]


@pytest.mark.parametrize(
    ("due_on", "more", "state", "words"),
    [
        (date(2026, 10, 2), {}, State.OVERDUE, "Overdue 39 days"),
        (date(2026, 11, 9), {}, State.OVERDUE, "Overdue 1 day"),
        (date(2022, 11, 9), {}, State.OVERDUE, "Overdue 1,462 days"),
        (date(2026, 10, 2), {"booked_on": date(2026, 12, 9)}, State.OVERDUE, "Overdue 39 days"),
        (date(2026, 10, 2), {"is_first_thing": True}, State.OVERDUE, "Overdue 39 days"),
        (date(2026, 11, 10), {}, State.DUE, "Due 10 November"),
        (date(2026, 11, 30), {}, State.DUE, "Due 30 November"),
        (date(2027, 1, 9), {}, State.DUE, "Due 9 January"),
        (date(2027, 1, 10), {}, State.UP_TO_DATE, "Up to date"),
        (date(2026, 11, 30), {"booked_on": date(2026, 12, 9)}, State.BOOKED, "Booked 9 December"),
        (date(2027, 1, 25), {"is_first_thing": True}, State.NEW_STARTER, "New starter"),
        (
            date(2027, 1, 25),
            {"is_first_thing": True, "booked_on": date(2026, 12, 9)},
            State.BOOKED,
            "Booked 9 December",
        ),
        (None, {}, State.UP_TO_DATE, "Up to date"),
    ],
)
def test_a_state_and_its_words(due_on, more, state, words):
    found = rules.state(due_on, on=ON, **more)

    assert (found, rules.words(found, on=ON, due_on=due_on, booked_on=more.get("booked_on"))) == (state, words)


def test_every_state_has_a_tone():
    assert set(rules.TONES) == set(State)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 30), "30 November"),
        (date(2027, 1, 14), "14 January"),
        (date(2027, 10, 9), "9 October"),
        (date(2027, 10, 10), "10 October 2027"),
        (date(2025, 12, 11), "11 December"),
        (date(2025, 11, 30), "30 November 2025"),
    ],
)
def test_a_day_says_its_year_when_it_is_not_plain(day, words):
    assert rules.day_words(day, on=ON) == words


@pytest.mark.parametrize(
    ("started_on", "is_new"),
    [(date(2026, 11, 11), False), (ON, True), (ON - timedelta(days=83), True), (ON - timedelta(days=84), False)],
)
def test_a_new_starter_is_new_for_twelve_weeks(started_on, is_new):
    assert rules.is_new(started_on, on=ON) is is_new


@pytest.mark.parametrize(
    ("days", "months", "field"),
    [
        (-1, None, "due_within_days"),
        (731, None, "due_within_days"),
        (84, 0, "renewal_months"),
        (84, 121, "renewal_months"),
    ],
)
def test_terms_that_make_no_sense_are_refused_beside_their_field(days, months, field):
    with pytest.raises(rules.TooLong) as refused:
        rules.refuse_terms(days, months)

    assert refused.value.field == field


@pytest.mark.parametrize(("days", "months"), [(0, None), (730, 1), (84, 120)])
def test_terms_that_make_sense_are_not_refused(days, months):
    assert rules.refuse_terms(days, months) is None


def test_a_change_counts_from_the_day_after_the_start_at_the_earliest():
    with pytest.raises(rules.TooEarly) as refused:
        rules.refuse_change(ON, None, on=ON)

    assert refused.value.words == "It starts on 10 November 2026, so a change can count from 11 November 2026."
    assert rules.refuse_change(ON, None, on=ON + timedelta(days=1)) is None


def test_what_has_ended_is_not_changed():
    with pytest.raises(rules.AlreadyEnded):
        rules.refuse_change(date(2020, 1, 1), date(2024, 5, 31), on=ON)
