"""Which records are suggested as one person's: where something agrees, and nobody has said that they are two."""

import pytest

from academy.people import actions as people
from academy.people import queries
from academy.people.models import Account, Merge, StaffNumber
from academy.people.rules import Role, Sign
from academy.people.scope import TheAuthority, Viewer
from tests.builders import LONG_AGO, make_account, make_person, make_spell
from tests.people.reading import days

pytestmark = pytest.mark.django_db


def suggested(viewer: Viewer | None = None) -> list[tuple[str, list[Sign]]]:
    return [(f"{pair.one} | {pair.other}", pair.signs) for pair in queries.likely_duplicates(viewer or TheAuthority())]


def test_namesakes_of_one_year_stay_two_and_are_suggested_only_when_both_worked_for_one_employer(trust):
    one, other = (make_person("Amara", "Okafor", birth_year=1988) for _ in range(2))
    make_spell(one, organisation=trust)
    elsewhere = make_spell(other)
    assert suggested() == []

    make_spell(other, organisation=trust, started_on=LONG_AGO, ended_on=days(-300))

    assert suggested() == [("Amara Okafor | Amara Okafor", [Sign.NAME_AND_YEAR])]
    assert (elsewhere.person_id, Merge.objects.count()) == (other.pk, 0)


def test_a_number_written_two_ways_and_an_address_of_two_are_suggested(trust):
    one, other = make_person("Amara", "Okafor", swe_number="SW0123"), make_person("Amara", "Bell", swe_number="SW123")
    third, fourth = make_person("Tom", "Ellery"), make_person("Thomas", "Ellery")
    StaffNumber.objects.create(person=third, organisation=trust, number="0042")
    StaffNumber.objects.create(person=fourth, organisation=trust, number="42")
    fifth = make_person("Zoe", "Marsh", email="zoe@trust.example")
    Account.objects.create_user("zoe@trust.example", person=make_person("Zoë", "Marsh", email=None))

    assert suggested() == [
        (f"{one} | {other}", [Sign.SWE_NUMBER]),
        (f"{third} | {fourth}", [Sign.STAFF_NUMBER]),
        (f"{fifth} | Zoë Marsh", [Sign.EMAIL]),
    ]


def test_a_pair_that_somebody_looked_at_is_not_suggested_again(trust):
    one, other = make_person(swe_number="SW0123"), make_person(swe_number="SW123")

    people.say_they_are_two(other, one, by=None)

    assert suggested() == []


def test_a_training_lead_is_suggested_pairs_of_their_own_people_only(trust):
    one, other = make_person(swe_number="SW0123"), make_person(swe_number="SW123")
    make_spell(one, organisation=trust)
    lead = Viewer(make_account(Role.TRAINING_LEAD, person=make_person("Grace"), organisation=trust))
    assert suggested(lead) == []

    make_spell(other, organisation=trust)

    assert len(suggested(lead)) == 1


@pytest.mark.parametrize("pairs", [1, 3])
def test_suggesting_takes_as_many_queries_for_three_pairs_as_for_one(pairs, trust, django_assert_max_num_queries):
    for number in range(pairs):
        make_person(swe_number=f"SW0{number + 5}")
        make_person(swe_number=f"SW{number + 5}")

    with django_assert_max_num_queries(13):
        assert len(suggested()) == pairs
