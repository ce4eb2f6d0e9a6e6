"""The barometer moves for people who take part, and for nothing else. Each property has a control that fails."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.impact.rules import barometer as rules
from academy.impact.rules.barometer import EVIDENCED, Act, Quarter, Stay

QUARTER = Quarter(date(2026, 7, 1))
YEAR = rules.quarters_until(QUARTER, 4)
PEOPLE = range(1, 31)
STAYS = [Stay(person, date(2020, 1, 6)) for person in PEOPLE]
DAYS = st.dates(YEAR[0].first_on, QUARTER.last_on)
ACTS = st.lists(st.tuples(st.sampled_from(PEOPLE), DAYS, st.sampled_from(list(Act))), max_size=60)


def share(stays, acts) -> float:
    found = rules.engaged(stays, acts, QUARTER)
    return len(found.evidenced) / len(found.eligible)


def completions_a_head(stays, acts) -> float:
    """The naive measure: how much was completed, over those here now."""
    here = {stay.person for stay in stays if stay.ended_on is None}
    return sum(act is Act.COMPLETED and on in QUARTER for _, on, act in acts) / len(here)


def active_share(stays, acts) -> float:
    """Another: those who did anything, of those who ever did anything."""
    active = {person for person, _, _ in acts}
    return len({person for person, on, act in acts if on in QUARTER}) / len(active) if active else 0.0


@given(ACTS)
def test_splitting_a_course_into_five_modules_changes_nothing(acts):
    split = [one for one in acts for _ in range(5 if one[2] is Act.COMPLETED else 1)]

    assert rules.engaged(STAYS, split, QUARTER) == rules.engaged(STAYS, acts, QUARTER)


def test_splitting_moves_a_measure_of_completions():
    acts = [(1, date(2026, 8, 3), Act.COMPLETED)]

    assert completions_a_head(STAYS, acts * 5) == 5 * completions_a_head(STAYS, acts) > 0


@given(ACTS)
def test_five_examples_of_five_modules_in_a_quarter_are_one(acts):
    assert share(STAYS, acts * 5) == share(STAYS, acts)


@given(ACTS, st.sampled_from(PEOPLE), DAYS)
def test_doing_a_course_again_changes_nothing(acts, person, on):
    assert rules.engaged(STAYS, [*acts, (person, on, Act.COMPLETED)], QUARTER) == rules.engaged(STAYS, acts, QUARTER)


@given(ACTS, DAYS)
def test_completions_recorded_in_bulk_change_nothing(acts, on):
    bulk = [(person, on, Act.COMPLETED) for person in PEOPLE]

    assert rules.engaged(STAYS, [*acts, *bulk], QUARTER) == rules.engaged(STAYS, acts, QUARTER)


def test_bulk_completions_move_a_measure_of_who_is_active():
    bulk = [(person, date(2026, 8, 3), Act.COMPLETED) for person in PEOPLE]
    acts = [(1, date(2025, 11, 3), Act.EXAMPLE)]

    assert active_share(STAYS, acts) == 0
    assert active_share(STAYS, [*acts, *bulk]) == 1


@given(ACTS, st.lists(st.tuples(st.sampled_from(PEOPLE), DAYS, st.sampled_from([Act.OPENED, Act.SIGNED_IN]))))
def test_opening_and_signing_in_change_nothing(acts, looked):
    assert rules.engaged(STAYS, [*acts, *looked], QUARTER) == rules.engaged(STAYS, acts, QUARTER)


@given(ACTS, st.integers(1, 40))
def test_people_who_never_sign_in_bring_the_share_down(acts, number):
    silent = [Stay(1_000 + place, date(2020, 1, 6)) for place in range(number)]

    before, after = share(STAYS, acts), share([*STAYS, *silent], acts)

    assert after < before or before == after == 0


def test_a_share_of_those_who_were_active_does_not_go_down_for_them():
    acts = [(1, date(2026, 8, 3), Act.EXAMPLE)]
    silent = [Stay(1_000 + place, date(2020, 1, 6)) for place in range(40)]

    assert active_share([*STAYS, *silent], acts) == active_share(STAYS, acts) == 1


@given(ACTS, st.sets(st.sampled_from(PEOPLE), max_size=25), st.integers(1, 400))
def test_whoever_leaves_after_the_quarter_stays_in_it(acts, leavers, days):
    left_on = QUARTER.last_on + timedelta(days=days)
    later = [Stay(stay.person, stay.started_on, left_on if stay.person in leavers else None) for stay in STAYS]

    assert rules.engaged(later, acts, QUARTER) == rules.engaged(STAYS, acts, QUARTER)


def test_counting_only_those_still_here_flatters_as_people_leave():
    acts = [(1, date(2026, 8, 3), Act.COMPLETED)]
    left = [Stay(stay.person, stay.started_on, date(2026, 10, 9) if stay.person > 5 else None) for stay in STAYS]

    assert completions_a_head(left, acts) > completions_a_head(STAYS, acts)


@given(ACTS, st.randoms())
def test_the_order_of_things_changes_nothing(acts, chance):
    stays = [*STAYS]
    mixed = [*acts]
    chance.shuffle(mixed)
    chance.shuffle(stays)

    assert rules.engaged(stays, mixed, QUARTER) == rules.engaged(STAYS, acts, QUARTER)


@given(ACTS)
def test_more_evidence_never_brings_it_down(acts):
    more = [*acts, (7, date(2026, 9, 1), Act.EXAMPLE)]

    assert rules.engaged(STAYS, acts, QUARTER).evidenced <= rules.engaged(STAYS, more, QUARTER).evidenced


@pytest.mark.parametrize("act", sorted(Act))
def test_what_counts_is_what_somebody_else_has_seen(act):
    found = rules.took_part([(1, date(2026, 8, 3), act)], QUARTER)

    assert (found == {1}) == (act in EVIDENCED)


@pytest.mark.parametrize(
    ("stays", "is_in"),
    [
        ([("2026-07-01", None)], True),
        ([("2026-07-02", None)], False),
        ([("2020-01-06", "2026-09-30")], True),
        ([("2020-01-06", "2026-09-29")], False),
        ([("2020-01-06", "2026-08-14"), ("2026-08-15", None)], True),
        ([("2026-08-15", None), ("2020-01-06", "2026-08-14")], True),
        ([("2020-01-06", "2026-08-13"), ("2026-08-15", None)], False),
        ([("2020-01-06", "2026-08-31"), ("2026-08-15", None)], True),
        ([("2026-07-01", "2026-07-31"), ("2020-01-06", None)], True),
    ],
)
def test_in_post_throughout_is_on_every_day_in_whatever_post(stays, is_in):
    given_stays = [Stay(1, date.fromisoformat(start), date.fromisoformat(end) if end else None) for start, end in stays]

    assert rules.in_post_throughout(given_stays, QUARTER.first_on, QUARTER.last_on) == ({1} if is_in else set())


@pytest.mark.parametrize(
    ("quarters", "is_sustained"),
    [((0, 1, 2), True), ((1, 2, 3), True), ((0, 3), False), ((0, 1, 2, 3), True), ((), False)],
)
def test_kept_up_is_three_of_the_last_four_quarters(quarters, is_sustained):
    acts = [(1, YEAR[place].first_on, Act.TAUGHT) for place in quarters]

    assert rules.engaged(STAYS, acts, QUARTER).sustained == ({1} if is_sustained else set())


def test_only_whoever_was_here_all_year_can_have_kept_it_up():
    stays = [Stay(1, YEAR[1].first_on), Stay(2, YEAR[0].first_on)]
    acts = [(person, quarter.first_on, Act.TAUGHT) for person in (1, 2) for quarter in YEAR]

    found = rules.engaged(stays, acts, QUARTER)

    assert (found.eligible, found.eligible_all_year, found.sustained) == ({1, 2}, {2}, {2})


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-11-10", "2026-07-01", "2026-09-30"),
        ("2026-01-01", "2025-10-01", "2025-12-31"),
        ("2026-04-01", "2026-01-01", "2026-03-31"),
    ],
)
def test_the_last_whole_quarter(day, first, last):
    found = rules.last_whole_quarter(date.fromisoformat(day))

    assert (found.first_on.isoformat(), found.last_on.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("people", "kept_up", "takes_part"), [(8, 2, True), (8, 1, False), (0, 0, False), (4, 1, True)]
)
def test_an_organisation_takes_part_when_a_quarter_of_its_people_do(people, kept_up, takes_part):
    assert rules.is_taking_part(range(people), range(kept_up)) is takes_part


def test_teams_are_counted_in_bands_and_small_ones_not_at_all():
    teams = {1: range(10), 2: range(10, 20), 3: range(20, 30), 4: range(30, 40), 5: range(40, 49)}
    took_part = frozenset([10, 20, 21, 22, *range(30, 36), *range(40, 49)])

    assert rules.bands(teams, took_part) == [1, 1, 1, 1]
