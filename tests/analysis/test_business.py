"""A business case with ranges: the worked reference, the same from the same seed, and what matters most first."""

import pytest

from academy.analysis.business import INPUTS, Spread, case

REFERENCE = {
    "people": Spread("fixed", (300,)),
    "fewer_leaving": Spread("normal", (0.05, 0.02)),
    "months_of_cover": Spread("gamma", (9, 6)),
    "premium": Spread("normal", (20_000, 2_000)),
    "recruiting": Spread("normal", (6_000, 1_500)),
    "cost": Spread("normal", (180_000, 18_000)),
}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_reference_case(seed):
    found = case(REFERENCE, seed=seed)

    assert found.saving.mean == pytest.approx(240_000, abs=1_100)
    assert found.saving.sd == pytest.approx(113_988, rel=0.01)
    assert found.chance_above_zero == pytest.approx(0.681, abs=0.005)
    assert found.return_on_cost == pytest.approx(0.275, abs=0.01)
    assert found.break_even == pytest.approx(180_000 / (0.5 * 20_000 + 6_000), rel=0.01)


def test_the_same_seed_draws_the_same():
    assert case(REFERENCE, seed=5) == case(REFERENCE, seed=5) != case(REFERENCE, seed=6)


def test_what_matters_most_comes_first_and_what_is_certain_moves_nothing():
    swings = case(REFERENCE).swings

    assert [swings[0].input, swings[-1].input] == ["fewer_leaving", "people"]
    assert swings[-1].low == swings[-1].high


@pytest.mark.parametrize("name", INPUTS)
def test_no_input_is_made_up(name):
    with pytest.raises(ValueError, match=name):
        case({other: spread for other, spread in REFERENCE.items() if other != name})


@pytest.mark.parametrize("spread", [Spread("fixed", (1, 2)), Spread("guess", (1,)), Spread("triangular", (1, 2))])
def test_an_input_that_cannot_be_is_refused(spread):
    with pytest.raises(ValueError, match="numbers"):
        case(REFERENCE | {"cost": spread})
