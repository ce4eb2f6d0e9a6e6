"""lifelines, written by others, on people who are first seen late, who leave on the same day, and who weigh more."""

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter

from academy.analysis.cox import cox
from academy.analysis.steps import kaplan_meier


def people(seed: int, n: int = 200) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    days = chance.integers(1, 60, n)
    return pd.DataFrame(
        {
            "entry": np.maximum(0, days - chance.integers(1, 60, n)),
            "days": days,
            "left": chance.random(n) < 0.6,
            "keen": chance.normal(size=n),
            "new": chance.integers(0, 2, n),
        }
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_and_its_interval_are_those_of_lifelines(seed):
    of = people(seed)
    steps = kaplan_meier(of.entry.to_numpy(), of.days.to_numpy(), of.left.to_numpy())
    theirs = KaplanMeierFitter().fit(of.days, of.left, entry=of.entry)

    here = (steps.left > 0) & (steps.surv > 0) & (steps.surv < 1)
    at = steps.days[here]

    assert len(at) > 5
    assert steps.surv[here] == pytest.approx(theirs.survival_function_at_times(at).to_numpy(), rel=1e-9)
    ends = theirs.confidence_interval_.loc[at].to_numpy()
    assert np.column_stack([steps.lower[here], steps.upper[here]]) == pytest.approx(ends, rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_the_hazards_are_those_of_lifelines_with_late_entry_and_ties(seed):
    of = people(seed)
    ours = cox(of.entry.to_numpy(), of.days.to_numpy(), of.left.to_numpy(), of[["keen", "new"]].to_numpy())
    theirs = CoxPHFitter().fit(of, "days", "left", entry_col="entry", fit_options={"precision": 1e-12})

    assert ours.coef == pytest.approx(theirs.params_.to_numpy(), abs=1e-7)
    assert ours.se == pytest.approx(theirs.standard_errors_.to_numpy(), abs=1e-7)
