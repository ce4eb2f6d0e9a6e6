"""A draw: by chance, with the chances the design says, and the same again from its seed."""

import random
from collections import Counter
from math import sqrt

import pytest

from academy.audits.rules.draws import Unit, draw, probabilities

DRAWS = 1_000


def frame(size: int = 60) -> list[Unit]:
    """Three strata of unequal size; every tenth case is to be drawn three times as often."""
    return [Unit(str(n), ("north", "south", "far")[n % 7 % 3], 3 if n % 10 == 0 else 1) for n in range(size)]


def frequencies(units: list[Unit], size: int, draws: int = DRAWS) -> Counter[str]:
    found: Counter[str] = Counter()
    for number in range(draws):
        found.update(one.unit.key for one in draw(units, size, seed=f"round {number}"))
    return found


def misfit(found: Counter[str], units: list[Unit], chances: list[float], draws: int = DRAWS) -> float:
    """The mean square of how far each frequency is from its chance, in standard errors: about 1 when they match."""
    scores = [
        (found[unit.key] - draws * chance) / sqrt(draws * chance * (1 - chance))
        for unit, chance in zip(units, chances, strict=True)
        if 0 < chance < 1
    ]
    return sum(score**2 for score in scores) / len(scores)


@pytest.mark.parametrize(
    ("units", "size"),
    [
        ([Unit(str(n)) for n in range(60)], 12),
        ([Unit(str(n), "north" if n < 40 else "south") for n in range(60)], 7),
        (frame(), 12),
        ([Unit(str(n), f"team {n}") for n in range(60)], 9),  # more strata than cases to draw
    ],
    ids=["simple", "stratified", "stratified, some more often", "more strata than cases"],
)
def test_over_a_thousand_draws_each_case_comes_as_often_as_the_design_says(units, size):
    chances = [float(chance) for chance in probabilities(units, size)]

    assert sum(chances) == pytest.approx(size)
    assert 0.5 < misfit(frequencies(units, size), units, chances) < 1.6


def test_a_draw_that_favours_some_cases_would_be_noticed():
    """The control: the same test fails for a draw that does not do what its design says."""
    units = [Unit(str(n)) for n in range(60)]
    unfair = [Unit(unit.key, unit.stratum, 2 if int(unit.key) < 20 else 1) for unit in units]
    chances = [12 / 60] * 60

    assert misfit(frequencies(unfair, 12), units, chances) > 3


def test_the_weights_add_up_to_the_list_on_average():
    units = frame()
    sums = [sum(one.weight for one in draw(units, 12, seed=f"s{number}")) for number in range(DRAWS)]

    assert sum(sums) / DRAWS == pytest.approx(60, rel=0.03)


@pytest.mark.parametrize("size", [1, 7, 12, 59, 60])
def test_exactly_as_many_are_drawn_as_were_asked_for(size):
    assert {len(draw(frame(), size, seed=str(number))) for number in range(40)} == {size}


def test_each_stratum_has_its_share_to_within_one_case():
    units = [Unit(str(n), "north" if n < 30 else "south" if n < 50 else "far") for n in range(60)]

    counts = [Counter(one.unit.stratum for one in draw(units, 12, seed=str(n))) for n in range(200)]

    assert {count["north"] for count in counts} == {6}
    assert {count["south"] for count in counts} == {4}
    assert {count["far"] for count in counts} == {2}


def test_the_same_seed_draws_the_same_cases_in_whatever_order_the_list_stands():
    units = frame()
    shuffled = random.Random(7).sample(units, len(units))

    first, again = (draw(each, 12, seed="September") for each in (units, shuffled))

    assert [one.unit.key for one in first] == [one.unit.key for one in again]
    assert [one.unit.key for one in first] != [one.unit.key for one in draw(units, 12, seed="October")]


def test_a_draw_is_the_same_on_every_machine():
    """Written down once: if it ever changes, nobody can draw a recorded sample again."""
    drawn = draw([Unit(str(n), "ab"[n % 2]) for n in range(20)], 4, seed="Weyshire")

    assert [one.unit.key for one in drawn] == ["18", "17", "4", "5"]


def test_a_sample_larger_than_the_list_is_the_whole_list():
    drawn = draw(frame(10), 50, seed="s")

    assert sorted(one.unit.key for one in drawn) == sorted(unit.key for unit in frame(10))
    assert {one.weight for one in drawn} == {1}


def test_nothing_is_drawn_from_nothing():
    assert draw([], 5, seed="s") == []


def test_who_would_come_more_than_once_comes_for_certain_and_the_others_share_the_rest():
    units = [Unit("rare", times=20), *[Unit(str(n)) for n in range(19)]]

    chances = probabilities(units, 5)

    assert chances[0] == 1
    assert {float(chance) for chance in chances[1:]} == {4 / 19}


def test_a_unit_never_shows_whose_case_it_is():
    assert "KEY-OF-A-CHILD" not in repr(draw([Unit("KEY-OF-A-CHILD")], 1, seed="s"))
