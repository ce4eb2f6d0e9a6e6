"""What could be seen before anybody looks. Sample sizes are those of R's power.prop.test."""

import numpy as np
import pytest

from academy.analysis.power import (
    Design,
    audits_each,
    audits_to_compare,
    smallest_change,
    smallest_difference_in_leaving,
    smallest_rise,
)


@pytest.mark.parametrize(
    ("share", "later", "seen", "audits"),
    [
        (0.45, 0.60, 0.8, 172.80),
        (0.45, 0.60, 0.9, 230.83),
        (0.45, 0.55, 0.8, 391.26),
        (0.45, 0.65, 0.8, 95.94),
    ],
)
def test_two_periods_drawn_by_lot_take_as_many_audits_as_in_r(share, later, seen, audits):
    assert round(audits_to_compare(share, later, seen=seen), 2) == audits


def test_so_many_audits_show_the_rise_and_one_fewer_do_not():
    design = Design(reached=20, others=14, before=3, after=3, each=5)

    each = audits_each(design, share=0.45, rise=0.15)

    assert each == 11
    # the share in the middle of the rise, as the number of audits was worked out
    assert smallest_rise(Design(20, 14, 3, 3, each), share=0.525) <= 0.15
    assert smallest_rise(Design(20, 14, 3, 3, each - 1), share=0.525) > 0.15


def test_no_number_of_audits_makes_up_for_too_few_teams():
    assert audits_each(Design(10, 10, 3, 1, 5), share=0.45, rise=0.05) is None


def test_what_the_formula_promises_is_what_made_up_audits_show():
    design, share = Design(reached=20, others=20, before=3, after=3, each=8), 0.5
    chance = np.random.default_rng(5)
    between = np.sqrt(0.05 * share * (1 - share))

    def change() -> float:
        level = np.clip(share + chance.normal(0, between, (40, 6)), 0, 1)
        means = chance.binomial(8, level) / 8
        moved = means[:, 3:].mean(1) - means[:, :3].mean(1)
        return float(moved[:20].mean() - moved[20:].mean())

    spread = np.std([change() for _ in range(2_000)])

    assert smallest_rise(design, share=share) == pytest.approx(smallest_change(float(spread)), rel=0.06)


def test_fewer_starters_see_only_larger_differences_in_leaving():
    found = [round(100 * smallest_difference_in_leaving(starters, share=0.33), 1) for starters in (1_500, 300)]

    assert found == [6.5, 14.5]
