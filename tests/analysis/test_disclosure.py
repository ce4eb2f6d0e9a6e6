"""Small numbers stay hidden from an outsider who sees everything that was shown, and can add."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.analysis import disclosure
from academy.analysis.disclosure import HIDDEN, Counts, Grid, disclose, percentage
from tests.analysis.attack import Outsider

counts = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 9), st.integers(10, 60))
grids = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda shape: st.lists(st.lists(counts, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)
names = st.dictionaries(st.sampled_from("abcdefgh"), counts, min_size=1)


def seeded_grids(how_many: int = 50) -> list[list[list[int]]]:
    """Organisations by reasons, as in a real pack: mostly small, some zero, a few large."""
    random = np.random.default_rng(20130902)
    shapes = random.integers(3, 9, size=(how_many, 2))
    return [random.negative_binomial(0.9, 0.07, size=tuple(shape)).tolist() for shape in shapes]


def only_small_hidden(table: list[list[int]]) -> Grid:
    """The control: small numbers hidden for their own sake, and nothing done about subtraction."""
    held = disclosure.with_totals(table)
    for cell in disclosure.small_cells(held):
        held.hide(cell)
    *rows, bottom = disclosure._shown(held)
    return Grid(tuple(row[:-1] for row in rows), tuple(row[-1] for row in rows), bottom[:-1], bottom[-1])


def test_a_small_count_and_the_next_smallest_are_hidden_so_that_neither_comes_back_by_subtraction():
    shown = disclose({"left": 3, "moved": 14, "stayed": 48})

    assert shown == Counts({"left": "c", "moved": "c", "stayed": 48}, total=65)


@pytest.mark.parametrize(("left", "moved"), [(3, 4), (4, 1), (1, 4), (2, 3)])
def test_two_small_counts_hide_each_other(left, moved):
    shown = disclose({"left": left, "moved": moved, "stayed": 48})

    assert shown == Counts({"left": "c", "moved": "c", "stayed": 48}, total=48 + left + moved)


def test_two_small_counts_that_add_up_to_a_small_number_take_a_third_with_them():
    shown = disclose({"left": 1, "moved": 2, "retired": 9, "stayed": 48})

    assert shown == Counts({"left": "c", "moved": "c", "retired": "c", "stayed": 48}, total=60)


def test_ones_that_fill_their_total_exactly_do_not_show_that_they_are_ones():
    shown = disclose({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 50})

    assert shown == Counts(dict.fromkeys("abcdef", "c"), total=55)


def test_nothing_is_hidden_that_needs_no_hiding():
    table = [[0, 5, 12], [30, 0, 8]]

    assert disclose(table) == Grid(((0, 5, 12), (30, 0, 8)), (17, 38), (30, 5, 20), 55)


def test_zero_stays_zero_and_is_never_used_to_hide_another():
    shown = disclose({"left": 2, "moved": 0, "retired": 0, "stayed": 20})

    assert shown == Counts({"left": "c", "moved": 0, "retired": 0, "stayed": "c"}, total=22)


def test_a_total_that_is_itself_small_is_hidden():
    assert disclose({"left": 3, "moved": 0}) == Counts({"left": "c", "moved": 0}, total="c")


def test_a_small_cell_in_a_grid_takes_the_cheapest_square_with_it_and_the_totals_stay():
    shown = disclose([[3, 20, 30], [15, 8, 40], [50, 60, 70]])

    assert shown == Grid(
        cells=(("c", "c", 30), ("c", "c", 40), (50, 60, 70)),
        row_totals=(53, 63, 180),
        column_totals=(68, 88, 140),
        total=296,
    )


def test_totals_are_hidden_only_when_nothing_inside_will_do():
    # Hiding two row totals would be cheaper than the 5,000, but a total is what most readers came for.
    shown = disclose([[3, 90, 0], [100, 0, 50], [0, 70, 5000]])
    nothing_inside = disclose([[3, 0], [0, 40]])

    assert shown == Grid((("c", "c", 0), ("c", 0, "c"), (0, "c", "c")), (93, 150, 5070), (103, 160, 5050), 5313)
    assert nothing_inside == Grid((("c", 0), (0, 40)), ("c", 40), ("c", 40), "c")


def test_a_link_between_two_safe_squares_is_not_left_to_be_worked_out():
    # Every row and column has two or more hidden, which is all that many a rule asks; yet row 1 less the columns beside
    # it gives the 2 in the middle. Two squares of threes, joined by one cell.
    table = [[3, 3, 50, 50], [3, 3, 2, 50], [50, 50, 3, 3], [50, 50, 3, 3]]

    assert (1, 2) in Outsider(only_small_hidden(table)).by_subtraction()
    assert Outsider(disclose(table)).by_subtraction() == {}


def test_totals_that_are_not_shown_hide_by_themselves():
    counts = disclose({"left": 3, "stayed": 48}, total=False)
    grid = disclose([[3, 20], [30, 40]], row_totals=False, column_totals=False)
    columns_only = disclose([[3, 20], [30, 40]], row_totals=False)

    assert counts == Counts({"left": "c", "stayed": 48}, total=None)
    assert grid == Grid((("c", 20), (30, 40)), None, None, None)
    assert columns_only == Grid((("c", 20), ("c", 40)), None, (33, 60), 93)


def test_subtraction_recovers_nothing_from_fifty_tables():
    tables = seeded_grids()

    outsiders = [Outsider(disclose(table)) for table in tables]

    assert sum(len(outsider.hidden) for outsider in outsiders) > 500
    assert [outsider.by_subtraction() for outsider in outsiders] == [{}] * 50


def test_without_secondary_hiding_the_same_attack_succeeds():
    tables = seeded_grids()

    outsiders = [Outsider(only_small_hidden(table)) for table in tables]
    recovered = [outsider.by_subtraction() for outsider in outsiders]

    assert sum(map(len, recovered)) > 100
    assert all(
        disclosure.with_totals(table).numbers[row][column] == value
        for table, found in zip(tables, recovered, strict=True)
        for (row, column), value in found.items()
    )


def test_no_small_number_can_be_narrowed_to_fewer_values_than_the_threshold():
    tables = seeded_grids()[:12]

    for table in tables:
        outsider, numbers = Outsider(disclose(table)), disclosure.with_totals(table).numbers
        for cell in outsider.hidden:
            low, high = outsider.could_be(cell, least=0)
            surely_low, surely_high = outsider.could_be(cell, least=1)
            assert surely_high > surely_low, (table, cell)
            assert high - low >= 5 or numbers[cell[0]][cell[1]] >= 5, (table, cell)


def test_without_secondary_hiding_small_numbers_can_be_narrowed():
    narrowed = 0
    for table in seeded_grids()[:12]:
        outsider = Outsider(only_small_hidden(table))
        bounds = [outsider.could_be(cell, least=0) for cell in outsider.hidden]
        narrowed += sum(high - low < 5 for low, high in bounds)

    assert narrowed > 20


@given(grids, st.booleans(), st.booleans(), st.integers(5, 8))
@settings(deadline=None)
def test_any_table_keeps_its_secrets_its_zeros_and_its_visible_numbers(table, row_totals, column_totals, threshold):
    shown = disclose(table, row_totals=row_totals, column_totals=column_totals, threshold=threshold)

    outsider = Outsider(shown)
    assert outsider.by_subtraction() == {}
    for row, shown_row in zip(table, shown.cells, strict=True):
        for count, cell in zip(row, shown_row, strict=True):
            assert cell in (count, HIDDEN)
            assert count != 0 or cell == 0
            assert not 0 < count < threshold or cell == HIDDEN
    assert (shown.row_totals is None, shown.column_totals is None) == (not row_totals, not column_totals)


@given(grids)
@settings(deadline=None, max_examples=40)
def test_any_small_number_could_be_anything_up_to_the_threshold(table):
    outsider, numbers = Outsider(disclose(table)), disclosure.with_totals(table).numbers

    for row, column in outsider.hidden:
        low, high = outsider.could_be((row, column), least=0)
        surely_low, surely_high = outsider.could_be((row, column), least=1)
        assert surely_low < surely_high
        assert high - low >= 5 or numbers[row][column] >= 5


@given(grids, st.integers(5, 9), st.integers(1, 4))
@settings(deadline=None)
def test_raising_the_threshold_never_shows_more(table, threshold, more):
    lower, higher = disclose(table, threshold=threshold), disclose(table, threshold=threshold + more)

    assert set(Outsider(lower).hidden) <= set(Outsider(higher).hidden)


@given(names, st.randoms())
@settings(deadline=None)
def test_the_order_of_names_changes_nothing(table, random):
    shuffled = list(table)
    random.shuffle(shuffled)

    assert disclose({name: table[name] for name in shuffled}) == disclose(table)
    assert list(disclose(table).counts) == list(table)


def test_the_same_table_gives_the_same_answer():
    table = seeded_grids(1)[0]

    assert disclose(table) == disclose([list(row) for row in table])


@pytest.mark.parametrize(
    ("table", "threshold", "error"),
    [
        ({"left": 3}, 4, ValueError),
        ([[3, 4]], 0, ValueError),
        ({"left": -1}, 5, ValueError),
        ([[1, 2], [3]], 5, ValueError),
        ([], 5, ValueError),
        ({"left": 3.0}, 5, TypeError),
    ],
)
def test_what_cannot_be_a_table_or_a_threshold_is_refused(table, threshold, error):
    with pytest.raises(error):
        disclose(table, threshold=threshold)


def test_no_names_are_no_counts():
    assert disclose({}) == Counts({}, total=0)


@pytest.mark.parametrize(
    ("part", "whole", "answer"),
    [
        (12, 20, 60.0),
        (0, 10, 0.0),
        (10, 10, 100.0),
        (5, 10, 50.0),
        (5, 9, "c"),  # one short of ten
        (4, 20, "c"),  # the part is small
        (16, 20, "c"),  # and so is the rest
        (15, 20, 75.0),
        (0, 9, "c"),  # nobody passed: everybody failed
        ("c", 20, "c"),
        (12, "c", "c"),
        (0, 0, "z"),
    ],
)
def test_a_percentage_is_hidden_with_what_it_is_made_of(part, whole, answer):
    assert percentage(part, whole) == answer


def test_a_percentage_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="21 of 20"):
        percentage(21, 20)
    with pytest.raises(ValueError, match="never lowered"):
        percentage(12, 20, threshold=3)
