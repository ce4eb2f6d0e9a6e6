"""Repliers weighted by who replies: the truth found again, bounds always, and silence where it cannot be."""

import csv

import numpy as np
import pytest
from statsmodels.discrete.discrete_model import Logit

from academy.analysis.response import answered


def asked(seed: int, *, n: int = 600, pull: float = 1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The engaged both reply more and apply more: replied, would have said, engagement."""
    chance = np.random.default_rng(seed)
    engaged = chance.normal(size=n)
    said = chance.random(n) < 1 / (1 + np.exp(-0.8 * engaged))
    replied = chance.random(n) < 1 / (1 + np.exp(-pull * engaged))
    return replied, said.astype(float), engaged


def test_the_model_of_replying_is_another_implementations():
    replied, said, engaged = asked(1)
    theirs = Logit(replied.astype(float), np.column_stack([np.ones(len(said)), engaged])).fit(disp=0)

    assert answered(replied, said, engaged).model == pytest.approx(theirs.params, abs=1e-6)


def test_weighted_it_holds_the_truth_where_repliers_alone_do_not():
    weighted, held, plain = [], 0, []
    for seed in range(300):
        replied, said, engaged = asked(seed)
        found = answered(replied, said, engaged)
        if not found.reason:
            weighted.append(found.weighted - 0.5)
            held += found.low <= 0.5 <= found.high
        plain.append(found.unweighted - 0.5)

    assert np.mean(plain) > 0.06
    assert abs(np.mean(weighted)) < 0.015
    assert held / len(weighted) > 0.92


def test_what_the_silent_could_have_said_is_always_told():
    replied, said, engaged = asked(3)
    found = answered(replied, said, engaged)

    yes = said[replied].sum()
    assert found.worst == (yes / 600, (yes + 600 - replied.sum()) / 600)


def test_from_few_replies_nothing_is_weighted():
    assert "too few to speak" in answered(*asked(1, n=40)).reason


def test_repliers_who_are_nothing_like_the_rest_are_not_weighted():
    replied, _, engaged = asked(1, pull=2.0)
    found = answered(replied, (engaged > 0).astype(float), engaged)

    assert "differ so much" in found.reason
    assert (found.weighted, found.low, found.high) == (None, None, None)


def test_when_everybody_answered_nothing_needs_weighting():
    _, said, engaged = asked(5)
    found = answered(np.ones(600, dtype=bool), said, engaged)

    assert (found.weighted, found.worst) == (pytest.approx(said.mean()), (said.mean(), said.mean()))


def test_nobody_is_refused():
    with pytest.raises(ValueError, match="some of whom replied"):
        answered(np.zeros(3, dtype=bool), np.zeros(3), np.zeros(3))


def test_the_shared_answers(shared_impact, expected):
    rows, answers = list(csv.DictReader((shared_impact / "followup.csv").open())), expected["followup"]
    known = np.array([[float(row["engagement"]), float(row["manager_support"])] for row in rows])
    replied = np.array([row["replied"] == "1" for row in rows])
    found = answered(replied, np.array([float(row["applied"] or 0) for row in rows]), known)

    assert (found.n, found.replied, found.worst) == (
        answers["n"],
        answers["replied"],
        tuple(answers["worst_case_bounds"]),
    )
    told = [found.unweighted, found.weighted, found.effective_n, *found.model]
    model = answers["response_model"].values()
    assert told == pytest.approx(
        [answers["complete_case_WRONG"], answers["ipw"], answers["effective_n"], *model], abs=1e-6
    )
