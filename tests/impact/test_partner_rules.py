"""When a group of partners is large enough to be shown, and when two rounds may be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.impact.rules import partner_scale as rules
from academy.impact.rules.partner_scale import Size

SIZES = st.dictionaries(
    st.sampled_from(["health", "police", "school", "housing", "voluntary"]),
    st.integers(0, 60).flatmap(
        lambda people: st.builds(Size, st.just(people), st.integers(min(1, people), max(people, 1)))
    ),
)


@pytest.mark.parametrize(("people", "organisations", "is_enough"), [(10, 3, True), (9, 3, False), (40, 2, False)])
def test_ten_people_of_three_organisations_are_enough(people, organisations, is_enough):
    assert Size(people, organisations).is_enough is is_enough


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"health": Size(40, 6), "school": Size(30, 9)}, set()),
        ({"health": Size(40, 6), "school": Size(30, 9), "police": Size(20, 1)}, {"police", "school"}),
        ({"health": Size(40, 6), "school": Size(30, 9), "police": Size(4, 3)}, {"police", "school"}),
        ({"health": Size(40, 6), "police": Size(6, 2), "housing": Size(5, 2)}, {"police", "housing"}),
        ({"health": Size(40, 6), "school": Size(0, 0)}, set()),
        ({"health": Size(6, 2)}, {"health"}),
    ],
)  # fmt: skip
def test_what_is_hidden_together_is_not_too_small_either(sizes, hidden):
    assert rules.hidden(sizes) == hidden


@given(SIZES)
def test_nobody_can_take_what_is_shown_from_the_whole(sizes):
    """The rest, all less what is shown, is nothing or large enough; or there was nothing to show at all."""
    hidden = rules.hidden(sizes)
    shown = [name for name in sizes if name not in hidden and sizes[name].people]
    rest = sum((sizes[name] for name in hidden), start=Size(0, 0))

    assert all(sizes[name].is_enough for name in shown)
    assert not hidden or rest.is_enough or not shown


@given(SIZES)
def test_hiding_only_what_is_small_leaves_it_to_be_worked_out(sizes):
    """The control: without the second step somebody is found, whenever one small group stands alone."""
    small = [name for name in sizes if sizes[name].people and not sizes[name].is_enough]
    if len(small) == 1 and len([name for name in sizes if sizes[name].people]) > 1:
        assert rules.hidden(sizes) > set(small)


@pytest.mark.parametrize(("number", "said"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (12, 10), (13, 15), (182, 180)])
def test_numbers_of_answers_are_given_to_the_nearest_five(number, said):
    assert rules.rounded_count(number) == said


@pytest.mark.parametrize(
    ("now", "before", "overlap", "why"),
    [(60, 55, 0.5, ""), (29, 60, 0.9, "Too few"), (60, 29, 0.9, "Too few"), (60, 60, 0.49, "Fewer than half")],
)
def test_two_rounds_are_compared_only_when_enough_of_the_same_people_answered(now, before, overlap, why):
    said = rules.why_no_change(now=now, before=before, overlap=overlap)

    assert said.startswith(why)
    assert bool(said) == bool(why)
