"""The emulated trials: a slow second implementation agrees, the order of rows does not matter, and truth is found."""

from dataclasses import fields, replace

import numpy as np
import pytest

from academy.analysis.trials import CAP, HORIZON, Months, trials


def months(*, seed: int = 3, people: int = 300, teams: int = 12, effect: float = 0.0) -> Months:
    """People who are seen for up to four years; the keen start sooner and leave later."""
    chance, rows = np.random.default_rng(seed), []
    for person in range(people):
        keen, seen, has_learned, month = chance.normal(), [], False, int(chance.integers(0, 24))
        while True:
            starts = not has_learned and chance.random() < 1 / (1 + np.exp(3 - 0.7 * keen))
            seen.append((month, starts, has_learned))
            has_learned |= starts
            drawn, leaves = chance.random(), 0.02 * np.exp(-0.4 * keen + effect * has_learned)
            if drawn < leaves + 0.004 or month == 48:
                ended = drawn < leaves, leaves <= drawn < leaves + 0.004
                break
            month += 1
        rows += [(person, person % teams, at, starts, keen, month, *ended) for at, starts, had in seen if not had]
    person, team, at, starts, keen, last, leaves, ends = (np.array(column) for column in zip(*rows, strict=True))
    return Months(person, team, at, starts, keen[:, None], last, leaves, ends)


def one_by_one(rows: Months) -> tuple[float, float]:
    """Each trial of each person followed month by month, with dictionaries and loops."""
    x = np.column_stack([np.ones(len(rows.person)), rows.known])
    beta = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ beta))
        beta = beta + np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (rows.starts - p))
    chance = {(who, at): p for who, at, p in zip(rows.person, rows.month, 1 / (1 + np.exp(-x @ beta)), strict=True)}
    begins = {who: at for who, at, starts in zip(rows.person, rows.month, rows.starts, strict=True) if starts}
    followed: dict[bool, list[tuple[list[float], int | None, bool]]] = {True: [], False: []}
    for who, at, last, leaves, ends, starts in zip(
        rows.person, rows.month, rows.last, rows.leaves, rows.ends, rows.starts, strict=True
    ):
        weights, weight = [], 1 / chance[who, at] if starts else 1.0
        for month in range(at, min(last, at + HORIZON - 1) + 1):
            if not starts:
                if begins.get(who) == month:
                    break
                weight /= 1 - chance[who, month]
            weights.append(weight)
        is_seen_out = bool(leaves or ends) and last - at < HORIZON and len(weights) == last - at + 1
        followed[bool(starts)].append((weights, len(weights) - 1 if is_seen_out else None, bool(leaves)))
    return _risk(followed[True]), _risk(followed[False])


def _risk(followed: list[tuple[list[float], int | None, bool]]) -> float:
    most = np.percentile([weights[-1] for weights, _, _ in followed], CAP)
    here, left = 1.0, 0.0
    for month in range(HORIZON):
        at_risk = sum(min(weights[month], most) for weights, _, _ in followed if len(weights) > month)
        gone = [(min(weights[month], most), leaves) for weights, end, leaves in followed if end == month]
        left += here * sum(weight for weight, leaves in gone if leaves) / at_risk
        here *= 1 - sum(weight for weight, _ in gone) / at_risk
    return left


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_slow_second_implementation_says_the_same(seed):
    rows = months(seed=seed)

    found = trials(rows)

    assert (found.with_starting[-1], found.without[-1]) == pytest.approx(one_by_one(rows), rel=1e-6)
    assert found.difference == found.with_starting[-1] - found.without[-1]


def test_a_strong_effect_is_seen_and_none_is_not():
    strong, none = (trials(months(seed=7, people=1_500, teams=40, effect=effect)) for effect in (-1.2, 0.0))

    assert strong.high < 0
    assert none.low < 0 < none.high


def test_weighting_makes_the_arms_alike():
    found = trials(months(people=1_500))

    assert found.apart_before[0] > 0.4
    assert abs(found.apart_after[0]) < 0.1


def test_the_order_of_rows_changes_nothing():
    rows = months()
    mixed = np.random.default_rng(5).permutation(len(rows.person))

    again = trials(Months(*(getattr(rows, field.name)[mixed] for field in fields(rows))))

    first = trials(rows)
    assert (again.difference, again.low, again.high) == (first.difference, first.low, first.high)


@pytest.mark.parametrize("everybody", [True, False])
def test_without_two_arms_there_is_no_trial(everybody):
    rows = months()

    with pytest.raises(ValueError, match="Somebody must have started"):
        trials(replace(rows, starts=np.full(len(rows.starts), everybody)))
