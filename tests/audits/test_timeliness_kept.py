"""What is kept of counts: no small number, and none that would give one away."""

from datetime import date

import pytest

from academy.audits.timeliness import Counted, FromAgency, Timeliness, kept, measure

ON = date(2026, 3, 31)
FRIDAY = date(2026, 3, 27)


@pytest.mark.parametrize(
    ("met", "of", "is_hidden", "shown_of"),
    [
        (0, 40, False, 40),
        (40, 40, False, 40),
        (20, 40, False, 40),
        (3, 40, True, 40),
        (38, 40, True, 40),
        (2, 4, True, None),
        (5, 9, True, 9),
    ],
)
def test_small_numbers_are_not_kept(met, of, is_hidden, shown_of):
    one = Counted(measure("seen_alone_rate"), met, of)

    (found,) = kept.figures(Timeliness(ON, {}, [], [], [one, *nothing_about_leavers()], []))[:1]

    assert (found.is_hidden, found.numerator is None) == (is_hidden, is_hidden)
    assert found.denominator in (shown_of, None) if is_hidden else found.denominator == of


def test_two_parts_that_would_give_a_small_rest_away_are_both_left_out():
    parts = [Counted(measure("care_leaver_eet_17_18"), 30, 50), Counted(measure("care_leaver_neet_17_18"), 18, 50)]
    rest = [one for one in nothing_about_leavers() if one.measure.code.endswith("19_21")]

    found = kept.figures(Timeliness(ON, {}, [], [], [*parts, *rest], []))

    assert [one.is_hidden for one in found[:2]] == [True, True]


def test_agencies_are_kept_without_small_numbers():
    sources = [FromAgency("Police", 40, 2, 20, 8), FromAgency("Health", 60, 30, 30, 10)]

    found = kept.agencies(Timeliness(ON, {}, [], [], [], sources))

    assert found[0]["low_contacts"] == "c"
    assert 2 not in [value for row in found for value in row.values()]


def nothing_about_leavers() -> list[Counted]:
    codes = [f"care_leaver_{what}_{years}" for what in ("eet", "neet") for years in ("17_18", "19_21")]
    return [Counted(measure(code), None, None, "Not in the file.") for code in codes]
