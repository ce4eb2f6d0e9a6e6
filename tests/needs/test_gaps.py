"""What the oracle does not know: who may see whose gaps, what is booked, and the order and paging of lists."""

from datetime import date, timedelta

import pytest

from academy.booking.rules import Status
from academy.core import clock
from academy.needs import queries
from academy.needs.rules import State
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from tests.builders import (
    make_account,
    make_booking,
    make_completion,
    make_item,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_spell,
    make_viewer,
)

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)


@pytest.fixture
def two_agencies():
    """Amara in the council, managed by Ruth; Ines in health; and Tom, who works for both."""
    council, health = make_organisation("Weyshire Council"), make_organisation("Community Health", kind="health")
    make_requirement(make_item("Data protection"), job_role=None, organisation_kind="council", due_within_days=0)
    make_requirement(make_item("Level 2"), job_role=None, organisation_kind="health", due_within_days=0)
    ruth = make_spell(make_person("Ruth", "Adeyemi"), organisation=council).person
    make_spell(make_person("Amara", "Okafor"), organisation=council, line_manager=ruth)
    make_spell(make_person("Ines", "Costa"), organisation=health)
    tom = make_person("Tom", "Beckett")
    make_spell(tom, organisation=council, line_manager=ruth)
    make_spell(tom, organisation=health)
    return council, health, ruth


def found(viewer, **fields):
    return {(gap.person_name, gap.title) for gap in queries.gaps(viewer, on=viewer.on, **fields)}


def test_the_academy_sees_everybodys_gaps(two_agencies):
    viewer = make_viewer(Role.ACADEMY, organisation=two_agencies[0])

    assert found(viewer) == {
        ("Ruth Adeyemi", "Data protection"),
        ("Amara Okafor", "Data protection"),
        ("Tom Beckett", "Data protection"),
        ("Tom Beckett", "Level 2"),
        ("Ines Costa", "Level 2"),
    }


def test_a_manager_sees_the_team_and_what_this_employer_asks(two_agencies):
    council, _, ruth = two_agencies
    viewer = make_viewer(Role.MANAGER, person=ruth, organisation=council)

    assert found(viewer, line_manager=ruth) == {("Amara Okafor", "Data protection"), ("Tom Beckett", "Data protection")}
    assert found(viewer, person=ruth) == {("Ruth Adeyemi", "Data protection")}


def test_a_training_lead_sees_their_own_organisation_and_not_what_another_employer_asks(two_agencies):
    viewer = make_viewer(Role.TRAINING_LEAD, organisation=two_agencies[1])

    assert found(viewer) == {("Tom Beckett", "Level 2"), ("Ines Costa", "Level 2")}


def test_a_practitioner_sees_their_own_and_nobody_elses(two_agencies):
    council, _, ruth = two_agencies
    tom = queries.team(Viewer(make_account(Role.MANAGER, person=ruth, organisation=council)), on=ON)[0].person
    assert tom.name == "Tom Beckett"
    viewer = make_viewer(Role.PRACTITIONER, person=tom, organisation=council)

    assert (
        found(viewer) == found(viewer, person=tom) == {("Tom Beckett", "Data protection"), ("Tom Beckett", "Level 2")}
    )
    assert found(viewer, person=ruth) == set()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.MEMBER, Role.AUDITOR])
def test_who_sees_no_people_sees_no_gaps(two_agencies, role):
    assert found(make_viewer(role, organisation=two_agencies[0])) == set()


def test_signed_out_there_are_none(two_agencies):
    assert (found(Viewer(None)), queries.gap_counts(Viewer(None), on=ON)) == (set(), queries.Counts())


def test_an_organisation_is_asked_for_with_its_parts_or_without():
    council = make_organisation("Weyshire Council")
    part = make_organisation("Transport", parent=council)
    make_requirement(make_item("Data protection"), job_role=None, due_within_days=0)
    make_spell(make_person("Amara", "Okafor"), organisation=council)
    make_spell(make_person("Tom", "Beckett"), organisation=part)
    viewer = TheAuthority(ON)

    assert found(viewer, organisation=council) == {
        ("Amara Okafor", "Data protection"),
        ("Tom Beckett", "Data protection"),
    }
    assert found(viewer, organisation=council, has_parts=False) == {("Amara Okafor", "Data protection")}
    assert found(viewer, organisation=part) == {("Tom Beckett", "Data protection")}


def test_a_requirement_of_an_organisation_reaches_its_parts_and_no_namesake():
    north = make_organisation("North", code="north")
    part = make_organisation("Part", parent=north)
    namesake = make_organisation("North, too", code="north-too")
    make_requirement(make_item(), job_role=None, organisation=north, due_within_days=0)
    people = [
        make_spell(make_person(f"P{n}"), organisation=place).person for n, place in enumerate([north, part, namesake])
    ]

    assert {gap.person_id for gap in queries.gaps(TheAuthority(ON), on=ON)} == {person.pk for person in people[:2]}


def test_somebody_with_two_posts_has_one_gap_the_sooner_one():
    item = make_item()
    make_requirement(item, job_role=None, due_within_days=30)
    person = make_person()
    make_spell(person, started_on=ON - timedelta(days=10), organisation=make_organisation("Council"))
    make_spell(person, started_on=ON - timedelta(days=25), organisation=make_organisation("Health"))

    (gap,) = queries.gaps(TheAuthority(ON), on=ON)

    assert (gap.due_on, gap.organisation_name) == (ON + timedelta(days=5), "Health")


@pytest.mark.parametrize(
    ("days_from_now", "status", "is_booked"),
    [
        (14, Status.BOOKED, True),
        (14, Status.WAITING, False),
        (14, Status.CANCELLED, False),
        (-14, Status.MISSED, False),
        (-14, Status.BOOKED, False),
    ],
)
def test_what_is_booked_is_a_place_still_to_come(days_from_now, status, is_booked):
    on = clock.today()
    item = make_item()
    make_requirement(item, due_within_days=30)
    person = make_spell(started_on=on).person
    session = make_session(item, starts_at=clock.now() + timedelta(days=days_from_now), places=5)
    make_booking(session, person, status=status, booked_at=clock.now() - timedelta(days=40))

    (gap,) = queries.gaps(TheAuthority(on), on=on)

    assert (gap.booked_on is not None, gap.state == State.BOOKED) == (is_booked, is_booked)


def test_a_session_that_was_called_off_is_not_a_booking():
    on = clock.today()
    item = make_item()
    make_requirement(item)
    person = make_spell(started_on=on).person
    make_booking(make_session(item, is_cancelled=True), person)

    (gap,) = queries.gaps(TheAuthority(on), on=on)

    assert gap.booked_on is None


def test_of_two_bookings_the_first_is_told_and_its_day_is_where_the_authority_is():
    item = make_item()
    on = clock.today()
    make_requirement(item)
    person = make_spell(started_on=on).person
    late = clock.now().replace(year=clock.now().year + 1, month=7, day=3, hour=23, minute=30, second=0, microsecond=0)
    make_booking(make_session(item, starts_at=late + timedelta(days=9)), person)
    make_booking(make_session(item, starts_at=late), person)

    (gap,) = queries.gaps(TheAuthority(on), on=on)

    assert gap.booked_on == date(late.year, 7, 4)


def test_a_booking_made_later_does_not_change_how_it_stood():
    item = make_item()
    make_requirement(item, due_within_days=0)
    person = make_spell().person
    make_booking(make_session(item), person)
    on = clock.today()

    (then,) = queries.gaps(TheAuthority(on), on=on - timedelta(days=3))
    (now,) = queries.gaps(TheAuthority(on), on=on)

    assert (then.booked_on, now.booked_on is not None) == (None, True)


def test_the_past_knows_nothing_of_what_came_after():
    item = make_item()
    make_requirement(item, due_within_days=0)
    person = make_spell(started_on=date(2026, 3, 2)).person
    make_completion(person, item, completed_on=date(2026, 6, 1))

    assert [
        len(queries.gaps(TheAuthority(on), on=on))
        for on in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 5, 31), date(2026, 6, 1))
    ] == [0, 1, 1, 0]


def test_the_future_knows_what_will_have_run_out():
    item = make_item()
    make_requirement(item, renewal_months=12)
    person = make_spell().person
    make_completion(person, item, completed_on=ON)
    runs_out = date(2027, 11, 10)

    assert [
        [gap.words for gap in queries.gaps(TheAuthority(ON), on=on)]
        for on in (ON, runs_out - timedelta(days=60), runs_out, runs_out + timedelta(days=1))
    ] == [[], ["Due 10 November"], ["Due 10 November"], ["Overdue 1 day"]]


def test_a_list_is_read_a_page_at_a_time_in_one_order():
    make_requirement(make_item(), due_within_days=0)
    organisation = make_organisation()
    for number in range(70):
        make_spell(make_person(f"P{number:02}"), organisation=organisation, started_on=ON - timedelta(days=number // 2))

    gaps = queries.gaps(TheAuthority(ON), on=ON)

    everyone = list(queries.gaps(TheAuthority(ON), on=ON))
    assert len(gaps) == len(everyone) == 70
    assert gaps[0:25] + gaps[25:50] + gaps[50:75] == everyone
    assert (gaps[3], gaps[69]) == (everyone[3], everyone[69])
    assert [gap.due_on for gap in everyone] == sorted(gap.due_on for gap in everyone)
    assert list(gaps.iterator()) == everyone


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_of_gaps_is_one_statement_and_its_terms(rows, django_assert_num_queries):
    make_requirement(make_item(), due_within_days=0)
    organisation = make_organisation()
    for _ in range(rows):
        make_spell(organisation=organisation)

    with django_assert_num_queries(2):
        gaps = queries.gaps(TheAuthority(ON), on=ON)
        assert (len(gaps), len(gaps[0:25])) == (rows, rows)


def test_everything_asked_is_listed_with_how_it_stands():
    fire, risk = make_item("Fire safety"), make_item("Risk")
    make_requirement(fire, renewal_months=12)
    make_requirement(risk)
    person = make_spell(started_on=ON - timedelta(days=300)).person
    make_completion(person, fire, completed_on=ON - timedelta(days=10))

    stands = {gap.title: gap.words for gap in queries.standing(TheAuthority(ON), on=ON, person=person)}

    assert stands == {"Fire safety": "Up to date", "Risk": "Overdue 216 days"}
