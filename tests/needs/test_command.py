import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_completion, make_item, make_organisation, make_person, make_requirement, make_spell

pytestmark = pytest.mark.django_db


@pytest.fixture
def weyshire():
    top = make_organisation("Weyshire Council", code="council")
    health = make_organisation("Community Health", code="health", kind="health")
    requirement = make_requirement(make_item("Fire safety", code="fire-safety"), due_within_days=0)
    make_spell(make_person("Amara"), organisation=top)
    tom = make_spell(make_person("Tom"), organisation=top, started_on=date(2026, 1, 5)).person
    make_completion(tom, requirement.item, completed_on=date(2026, 6, 1))
    make_spell(make_person("Ines"), organisation=health)
    return requirement


def answer(capsys, *arguments):
    call_command("gaps", "--json", *arguments)
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def test_it_counts_by_organisation_and_by_requirement(weyshire, capsys):
    assert answer(capsys, "--on", "2026-11-10") == {
        "on": "2026-11-10",
        "people": 3,
        "gaps": 2,
        "overdue": 2,
        "organisations": [
            {"code": "council", "name": "Weyshire Council", "people": 2, "gaps": 1, "overdue": 1},
            {"code": "health", "name": "Community Health", "people": 1, "gaps": 1, "overdue": 1},
        ],
        "requirements": [
            {
                "id": weyshire.pk,
                "item": "fire-safety",
                "title": "Fire safety",
                "job_role": "social_worker",
                "people": 3,
                "gaps": 2,
                "overdue": 2,
            }
        ],
    }


def test_it_counts_one_organisation_on_another_day(weyshire, capsys):
    said = answer(capsys, "--organisation", "council", "--on", "2026-02-01")

    assert (said["people"], said["gaps"], [row["code"] for row in said["organisations"]]) == (2, 2, ["council"])


def test_for_people_it_says_it_in_words(weyshire, capsys):
    call_command("gaps", "--on", "2026-11-10")

    assert capsys.readouterr().out.splitlines() == [
        "On 2026-11-10: 3 people, 2 gaps, 2 overdue",
        "Weyshire Council: 2 people, 1 gap, 1 overdue",
        "Community Health: 1 person, 1 gap, 1 overdue",
    ]


def test_an_organisation_that_is_not_there_is_named(weyshire):
    with pytest.raises(CommandError, match="There is no organisation with the code “helth”"):
        call_command("gaps", "--organisation", "helth")


def test_with_nobody_it_counts_nothing(capsys):
    assert answer(capsys, "--on", "2026-11-10") == {
        "on": "2026-11-10",
        "people": 0,
        "gaps": 0,
        "overdue": 0,
        "organisations": [],
        "requirements": [],
    }


def test_a_day_too_far_away_is_refused_in_words(weyshire):
    with pytest.raises(CommandError, match="Choose a day from 1950 to 2150"):
        call_command("gaps", "--on", "0001-01-01")
