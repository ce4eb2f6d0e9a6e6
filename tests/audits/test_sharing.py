"""Cases go round evenly, and never to somebody who is too near to the work."""

import random
from collections import Counter
from itertools import product

import pytest

from academy.audits.rules.sharing import Near, everybody_above, share, too_near


def test_cases_are_shared_as_evenly_as_numbers_allow():
    may = {case: frozenset(range(4)) for case in range(10)}

    assert sorted(Counter(share(may).values()).values()) == [2, 2, 3, 3]


def test_what_somebody_has_in_hand_counts():
    may = {case: frozenset({1, 2}) for case in range(4)}

    assert Counter(share(may, held={1: 4}).values()) == {2: 4}


def test_a_case_that_nobody_may_audit_stays_without_an_auditor():
    assert share({"a": frozenset(), "b": frozenset({1})}) == {"b": 1}


@pytest.mark.parametrize("seed", range(30))
def test_no_other_sharing_would_be_more_even(seed):
    """Against every sharing there is: few cases and auditors, so that all can be tried."""
    chance = random.Random(seed)
    may = {case: frozenset(chance.sample(range(3), chance.randint(1, 3))) for case in range(7)}

    found = Counter(share(may).values())

    every = (Counter(choice) for choice in product(*(sorted(may[case]) for case in may)))
    assert all(case_auditor in may[case] for case, case_auditor in share(may).items())
    assert sum(n * n for n in found.values()) == min(sum(n * n for n in one.values()) for one in every)


def test_thousands_of_cases_are_shared_at_once():
    may = {case: frozenset(one for one in range(60) if one % 20 != case % 20) for case in range(4_500)}

    assert set(Counter(share(may).values()).values()) == {75}


MANAGERS = {1: [2], 2: [3], 4: [2], 5: [6]}  # 3 leads 2, who leads 1 and 4; 6 leads 5
TEAMS = {1: [10], 2: [10], 4: [11], 5: [12], 6: [13], 7: [11]}


@pytest.mark.parametrize(
    ("auditor", "worker", "team", "may"),
    [
        (2, 1, None, False),  # whom they manage
        (3, 1, None, False),  # two steps below
        (1, 2, None, False),  # their own manager
        (1, 1, None, False),  # themselves
        (1, 4, 11, True),  # a colleague of another team under the same manager
        (7, 4, 11, False),  # of their own team
        (7, None, 11, False),
        (3, None, 10, False),  # a team below them
        (6, 1, 10, True),
        (6, None, None, False),  # nobody knows whose work it is
        (6, None, 99, True),
    ],
)
def test_nobody_audits_their_own_lines_or_teams_work(auditor, worker, team, may):
    near = too_near([auditor], managers=MANAGERS, teams=TEAMS)[0]

    assert near.may_audit(worker, team) is may


def test_a_line_that_turns_in_on_itself_ends():
    assert everybody_above(1, {1: [2], 2: [3], 3: [1]}) == {2, 3}


def test_without_the_line_the_same_case_would_be_given():
    """The control: it is the line that keeps a manager from it, not something else."""
    assert Near(2).may_audit(1, None)
