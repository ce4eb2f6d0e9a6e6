"""Ways out that close one another: shares that add up, and errors as R has them."""

import csv
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.analysis.competing import incidence
from academy.analysis.steps import kaplan_meier

ROWS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40), st.integers(0, 3)), min_size=1, max_size=60)
OPENS, CLOSES = date(2017, 10, 1), date(2023, 9, 30)


def columns(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    entry, seen, kind = np.array(rows).T
    return entry - 1, entry + seen, kind


@given(ROWS)
def test_staying_and_all_ways_out_add_to_everybody(rows):
    entry, last, kinds = columns(rows)
    found = incidence(entry, last, kinds, at=[10, 25])

    steps = kaplan_meier(entry, last, kinds > 0)
    staying = [steps.surv[np.searchsorted(steps.days, day, side="right") - 1] for day in (10, 25)]
    assert found.here + found.left.sum(axis=1) == pytest.approx([1, 1])
    assert found.here == pytest.approx(np.nan_to_num(staying), abs=1e-9)


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    once, again = (incidence(*columns(some), at=[12]) for some in (rows, shuffled))

    assert again.left == pytest.approx(once.left)
    assert again.se == pytest.approx(once.se)


@given(ROWS)
def test_the_error_is_what_leaving_each_row_a_little_out_does(rows):
    """A second implementation: the weight of each row moved, and the share worked out again."""
    entry, last, kinds = columns(rows)
    found = incidence(entry, last, kinds, at=[20])

    for place, way in enumerate(found.exits):
        up, down = (
            [weighted(entry, last, kinds, way, row=row, by=by) for row in range(len(rows))] for by in (1e-6, -1e-6)
        )
        moved = np.subtract(up, down) / 2e-6
        assert found.se[0, place] == pytest.approx(np.sqrt(np.sum(np.square(moved))), abs=1e-6)


def weighted(entry, last, kinds, way: int, *, row: int, by: float, until: int = 20) -> float:
    weights = np.ones(len(last))
    weights[row] += by
    here, share = 1.0, 0.0
    for day in range(1, until + 1):
        at_risk = weights[(entry < day) & (last >= day)].sum()
        if at_risk > 0:
            gone = (last == day) & (kinds > 0)
            share += here * weights[gone & (kinds == way)].sum() / at_risk
            here *= 1 - weights[gone].sum() / at_risk
            if here < 1e-5:  # the last of all has gone: what is left is rounding
                break
    return share


def test_one_less_each_exit_alone_would_say_too_much():
    """What is never shown: each way out as though the others were only losing sight of people."""
    entry, last, kinds = np.full(40, -1), np.arange(1, 41), np.arange(40) % 2 + 1
    alone = kaplan_meier(entry, last, kinds == 1)

    assert 1 - alone.surv[-2] > incidence(entry, last, kinds, at=[38]).left[0, 0]


@pytest.mark.parametrize("rows", [[], [(5, 0, 1)]])
def test_rows_in_which_nobody_could_be_seen_are_refused(rows):
    entry, last, kinds = (np.array([row[place] for row in rows], dtype=int) for place in range(3))

    with pytest.raises(ValueError, match="first seen before"):
        incidence(entry, entry + last, kinds, at=[10])


def test_the_shared_answers(shared_impact, expected):
    answers = expected["workforce_spells"]["survival"]["aalen_johansen_730_1095"]
    rows = list(csv.DictReader((shared_impact / "workforce_spells.csv").open()))
    starts = [date.fromisoformat(row["start_date"]) for row in rows]
    ends = [date.fromisoformat(row["end_date"]) if row["end_date"] else CLOSES for row in rows]
    entry = np.array([(OPENS - start).days if start < OPENS else -1 for start in starts])
    last = np.array([(end - start).days for start, end in zip(starts, ends, strict=True)])
    kinds = np.array([answers["states"].index(row["exit"]) if row["exit"] else 0 for row in rows])

    found = incidence(entry, last, kinds, at=[730, 1095])

    assert np.column_stack([found.here, found.left]) == pytest.approx(np.array(answers["pstate"]), rel=1e-9)
    assert np.column_stack([found.here_se, found.se]) == pytest.approx(np.array(answers["se"]), rel=1e-9)
