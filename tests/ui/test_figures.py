"""What a figure says of itself: the same words on a page, in a pack and in the API."""

import json
from datetime import date
from decimal import Decimal

import pytest

from academy.core.figures import Figure, rounded

APPLIED = Figure("Applied it", 61, 54, 68, n=187, asked=268, evidence="weak", why="people’s own account")
BETWEEN = "Between −3 and +19. n = 219 people"


@pytest.mark.parametrize(
    ("figure", "shown", "range_words"),
    [
        (APPLIED, "61%", "Between 54% and 68%. n = 187 of 268 asked"),
        (Figure("Reached", 64.375, count=412, n=640, who="who need it"), "64%", "412 of the 640 who need it"),
        (Figure("Practice", 9, 2, 16, n=1148, unit="points"), "+9 points", "Between +2 and +16. n = 1,148"),
        (Figure("Staying", 8, -3, 19, n=219, who="people", unit="points"), "+8 points", BETWEEN),
        (Figure("Used it", 88.9, 57, 98, n=9, asked=11), "8 of 9 who answered", "11 were asked"),
        (Figure("Used it", 50, n=4, who="people"), "2 of 4 people", ""),
        (Figure("Vacant", Decimal("18.25"), n=400, places=1), "18.3%", "n = 400"),
        (Figure("Cost", -1850, unit="£"), "−£1,850", ""),
        (Figure("In post", 1204, unit="people"), "1,204 people", ""),
        (Figure("Nobody yet", None), "Not known yet", ""),
        (Figure("Left", 0, n=40), "0%", "n = 40"),
    ],
)
def test_a_figure_is_shown_with_its_range_and_its_n(figure, shown, range_words):
    assert (figure.shown, figure.range_words) == (shown, range_words)


@pytest.mark.parametrize(
    ("evidence", "why", "words", "bars"),
    [
        ("counted", "", "Counted, not estimated", None),
        ("none", "", "Not enough evidence yet", 0),
        ("weak", "people’s own account", "Evidence: weak: people’s own account", 1),
        ("moderate", "teams trained at different times", "Evidence: moderate: teams trained at different times", 2),
        ("strong", "", "Evidence: strong", 3),
    ],
)
def test_evidence_says_how_strong_it_is_and_why(evidence, why, words, bars):
    figure = Figure("Practice", 9, evidence=evidence, why=why)

    assert (figure.evidence_words, figure.evidence_bars) == (words, bars)


def test_a_withheld_figure_holds_no_number_and_no_way_to_one():
    figure = Figure("Sickness", 25, 1, 60, n=4, asked=5, count=1, target=10, sentence="One of four.", opens_to="/who/")

    withheld = figure.withheld()

    assert withheld.shown == "Too few to show"
    assert not {"25", "60", "4", "5", "/who/"} & set(map(str, withheld.as_json().values()))
    assert not any(character.isdigit() for character in f"{withheld.sentence}{withheld.range_words}{withheld.words}")
    assert withheld == Figure("Sickness", 99, is_suppressed=True, sentence=withheld.sentence)


def test_a_figure_goes_through_json_whole():
    figure = Figure("Applied it", Decimal("61.5"), n=187, on=date(2026, 11, 10))

    sent = json.loads(json.dumps(figure.as_json()))

    assert sent["value"] == 61.5
    assert sent["on"] == "2026-11-10"
    assert (sent["shown"], sent["range_words"], sent["evidence_words"]) == ("62%", "n = 187", "Counted, not estimated")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_no_figure(value):
    with pytest.raises(ValueError, match="finite"):
        Figure("Applied it", value)


@pytest.mark.parametrize(
    ("number", "places", "words"),
    [(0.5, 0, "1"), (2.5, 0, "3"), (-2.5, 0, "−3"), (-0.4, 0, "0"), (1871, 0, "1,871"), (18.25, 1, "18.3")],
)
def test_halves_are_rounded_away_from_nothing(number, places, words):
    assert rounded(number, places) == words
