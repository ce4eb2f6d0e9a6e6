from decimal import Decimal

import pytest

from academy.catalogue import rules


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("0.12", "7 minutes"),
        ("0.02", "1 minute"),
        ("0.75", "45 minutes"),
        ("1", "1 hour"),
        ("1.5", "1 hour 30 minutes"),
        ("6.00", "6 hours"),
        ("1200", "1,200 hours"),
        ("0", "No time"),
    ],
)
def test_hours_are_said_as_people_say_them(hours, words):
    assert rules.hours_words(Decimal(hours)) == words


@pytest.mark.parametrize(
    ("kind", "hours", "words"),
    [
        ("course", "6", "One-day course"),
        ("course", "12.00", "Two-day course"),
        ("workshop", "3", "Half-day workshop"),
        ("course", "60", "Ten-day course"),
        ("course", "66", "Course"),
        ("course", "2", "Course"),
        ("course", "9", "Course"),
        ("e_learning", "6", "E-learning"),
        ("shadowing", "6", "Work shadowing"),
    ],
)
def test_courses_are_told_by_their_days(kind, hours, words):
    assert rules.kind_words(kind, Decimal(hours)) == words


@pytest.mark.parametrize(
    ("months", "words"),
    [(36, "three years"), (12, "one year"), (1, "one month"), (18, "18 months"), (132, "11 years")],
)
def test_how_long_it_lasts_is_said_in_words(months, words):
    assert rules.months_words(months) == words


@pytest.mark.parametrize(("price", "words"), [("0", "Free"), ("40.00", "£40"), ("62.5", "£62.50"), ("1200", "£1,200")])
def test_what_a_place_costs_is_said_in_pounds(price, words):
    assert rules.price_words(Decimal(price)) == words


@pytest.mark.parametrize(
    ("done", "steps", "words"), [(0, 3, "Not begun"), (1, 3, "1 of 3 done"), (3, 3, "All done"), (0, 0, "Not begun")]
)
def test_how_far_somebody_is_on_a_pathway_is_said_in_words(done, steps, words):
    assert rules.progress_words(done, steps) == words


def test_a_list_is_the_lines_that_say_something():
    assert rules.listed(" One \r\n\n  \nTwo\0 ") == ["One", "Two"]
