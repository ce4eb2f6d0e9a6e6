from datetime import date, timedelta

import pytest

import academy.catalogue.demo
import academy.frameworks.demo
import academy.needs.demo
import academy.people.demo
from academy.core import clock
from academy.core.demo import World
from academy.needs import measures, queries
from academy.people.models import Person
from academy.people.scope import TheAuthority

pytestmark = pytest.mark.django_db


def needs_of(name, on):
    given, family = name.split()
    person = Person.objects.get(given_name=given, family_name=family)
    return sorted((gap.title, gap.words) for gap in queries.gaps(TheAuthority(on), on=on, person=person))


@pytest.mark.parametrize("on", [None, date(2024, 2, 29), date(2026, 3, 31), date(2026, 9, 1)])
def test_weyshire_asks_and_its_people_have_mostly_kept_up(on):
    on = on or clock.today()
    world = World(on=on, people=800)

    for room in (academy.people, academy.frameworks, academy.catalogue, academy.needs):
        room.demo.build(world)

    overdue = [line for line in needs_of("Amara Okafor", on) if "Overdue" in line[1]]
    assert overdue == [("Safeguarding level 3 refresher", "Overdue 39 days")]
    assert needs_of("Tom Beckett", on) == [("Safeguarding level 3 refresher", "Overdue 6 days")]
    assert [words for _, words in needs_of("Leila Haddad", on)] == ["New starter"] * 5
    ((title, words),) = needs_of("Joseph Mensah", on)
    assert (title, words[:3]) == ("Supervision skills", "Due")
    ruth = Person.objects.get(given_name="Ruth", family_name="Adeyemi")
    with_gaps = {gap.person_name for gap in queries.gaps(TheAuthority(on), on=on, line_manager=ruth)}
    assert with_gaps == {"Amara Okafor", "Tom Beckett", "Leila Haddad", "Joseph Mensah"}
    figure = measures.up_to_date(TheAuthority(on), on=on)
    assert 72 < figure.value < 90
    assert queries.current_requirements(TheAuthority(on), on=on).count() >= 50
    assert not queries.current_requirements(TheAuthority(on), on=on - timedelta(days=3000)).exists()
