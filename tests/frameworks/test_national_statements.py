from datetime import date

import pytest

from academy.frameworks import queries
from academy.people.rules import Role
from tests.builders import make_viewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "codes"),
    [
        (date(2026, 11, 10), ["knowledge-and-skills-practitioner", "knowledge-and-skills-supervisor"]),
        (date(2027, 3, 31), ["knowledge-and-skills-practitioner", "knowledge-and-skills-supervisor"]),
        (date(2027, 4, 1), ["knowledge-and-skills-supervisor"]),
    ],
)
def test_the_practitioners_statements_end_when_the_early_career_standards_begin(on, codes):
    found = queries.frameworks(make_viewer(Role.PRACTITIONER), on=on)

    assert [framework.code for framework in found] == codes


def test_every_heading_has_a_line_in_our_own_words():
    found = queries.capabilities(make_viewer(Role.PRACTITIONER), on=date(2026, 11, 10))

    assert [bool(capability.description) for capability in found] == [True] * 18
