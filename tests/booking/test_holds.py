"""Places held for an agency and for all of a kind, together: nearest first, and never more than there are."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.booking import actions, queries, rules
from academy.booking.models import HeldPlaces
from academy.booking.rules import Hold, Places, Turn
from academy.core import clock
from academy.people.rules import OrganisationKind
from tests.booking.cast import make_partnership, standing, worker
from tests.builders import make_organisation, make_session

TRUST, WARD, HIGH = ("wey.health.", "health"), ("wey.health.ward.", "health"), ("wey.high.", "school")
CAMP = ("wey.health.school.", "school")  # a school of the trust: its own agency's places first, then the schools'
PEOPLE = st.lists(st.sampled_from([TRUST, WARD, HIGH, CAMP, ("", "")]), max_size=12)


def holds(trust: int, schools: int) -> list[Hold]:
    return [Hold("wey.health.", trust, name="the trust"), Hold("", schools, name="schools", kind="school")]


@pytest.mark.parametrize(
    ("people", "where", "free"),
    [
        ([], HIGH, 8),
        ([], TRUST, 8),
        ([], CAMP, 10),
        ([], ("wey.", "council"), 6),
        ([CAMP], CAMP, 9),
        ([CAMP], TRUST, 7),  # the trust's hold is what the school of the trust used up
        ([CAMP], HIGH, 8),
        ([CAMP, CAMP, CAMP], HIGH, 7),  # and then those of the schools
        ([CAMP, CAMP, CAMP], TRUST, 6),
    ],
)
def test_whoever_could_use_both_uses_their_own_agencys_first(people, where, free):
    counted = rules.counted(holds(2, 2), [(*one, 1) for one in people])

    assert Places(10, len(people), counted).free_for(*where) == free


@given(people=PEOPLE, waiting=PEOPLE, trust=st.integers(0, 5), schools=st.integers(0, 5), spare=st.integers(0, 6))
def test_a_list_is_served_until_nobody_could_have_what_is_left(people, waiting, trust, schools, spare):
    """Counted afresh from whoever has a place then, it is the same as while they were given one by one."""
    before = rules.counted(holds(trust, schools), [(*one, 1) for one in people])
    total = len(people) + sum(hold.left for hold in before) + spare
    turns = [Turn(number, *where) for number, where in enumerate(waiting)]

    served = [one.booking_id for one in rules.given(Places(total, len(people), before), turns)]

    placed = [*people, *(waiting[number] for number in served)]
    after = Places(total, len(placed), rules.counted(holds(trust, schools), [(*one, 1) for one in placed]))
    assert after.open >= 0
    assert [number for number, where in enumerate(waiting) if number not in served and after.free_for(*where) > 0] == []


@given(people=PEOPLE, trust=st.integers(0, 5), spare=st.integers(0, 6))
def test_as_many_are_held_as_fit_and_no_more(people, trust, spare):
    there = [(*one, 1) for one in people]
    others = [Hold("wey.health.", trust)]
    total = len(people) + sum(hold.left for hold in rules.counted(others, there)) + spare

    most = rules.most_held(Hold("", 0, kind="school"), others, there, places=total)

    def opened(number: int) -> int:
        held = rules.counted([Hold("", number, kind="school"), *others], there)
        return Places(total, len(people), held).open

    assert opened(most) >= 0
    assert most == total or opened(most + 1) < 0


@pytest.mark.django_db
def test_places_of_a_kind_are_for_all_of_it_until_their_day():
    partners, session = make_partnership(), make_session(places=3)
    high = make_organisation("Guildbourne High", kind=OrganisationKind.SCHOOL)
    low = make_organisation("Larkfold Primary", kind=OrganisationKind.SCHOOL)
    tomorrow = clock.today() + timedelta(days=1)
    held = actions.hold_places(session, kind=OrganisationKind.SCHOOL, places=2, release_on=tomorrow, by=None)
    people = [worker("A", partners.council), worker("B", partners.council), worker("C", high), worker("D", low)]

    for person in people:
        actions.book_place(session, person, by=None)

    assert standing(session) == {"A": "booked", "B": "waiting", "C": "booked", "D": "booked"}
    assert str(held) == "2 held for schools"


@pytest.mark.django_db
def test_released_places_of_a_kind_go_to_whoever_waits():
    partners, session = make_partnership(), make_session(places=1)
    tomorrow = clock.today() + timedelta(days=1)
    held = actions.hold_places(session, kind=OrganisationKind.SCHOOL, places=1, release_on=tomorrow, by=None)
    actions.book_place(session, worker("A", partners.council), by=None)

    actions.release_places(held, by=None)

    assert standing(session) == {"A": "booked"}
    assert not HeldPlaces.objects.exists()


@pytest.mark.django_db
def test_an_agency_and_a_kind_may_both_be_held_but_not_more_than_there_are():
    partners, session = make_partnership(), make_session(places=4)
    tomorrow = clock.today() + timedelta(days=1)
    actions.hold_places(session, partners.health, places=2, release_on=tomorrow, by=None)

    with pytest.raises(rules.CannotHold, match="Hold 2 places or fewer"):
        actions.hold_places(session, kind=OrganisationKind.HEALTH, places=3, release_on=tomorrow, by=None)

    actions.hold_places(session, kind=OrganisationKind.HEALTH, places=2, release_on=tomorrow, by=None)
    assert queries.free_places(session, partners.council) == 0
    assert queries.free_places(session, partners.ward) == 4
