import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from academy.core import clock
from academy.needs.models import AnalysisDay, GapSnapshot, SnapshotDay
from tests.builders import (
    make_item,
    make_need,
    make_organisation,
    make_person,
    make_requirement,
    make_signal,
    make_spell,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def health():
    top = make_organisation("Weyshire", code="weyshire")
    health = make_organisation("Community Health", parent=top, code="health", kind="health")
    make_requirement(make_item("Fire safety"), due_within_days=0)
    make_spell(make_person("Amara"), organisation=top)
    make_spell(make_person("Tom"), organisation=health, started_on=clock.today() - timedelta(days=20))
    make_need("Weighing risk", make_signal(size=300), on=clock.today() - timedelta(days=5))
    return health


def answer(capsys, *arguments):
    call_command("needs", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_it_says_needs_and_who_has_what_to_learn(health, capsys):
    said = answer(capsys)

    assert (said["people"], said["lacking"], said["overdue"], said["organisation"]) == (2, 2, 2, None)
    [need] = said["needs"]
    assert (need["title"], need["score"], need["people"], need["without_a_place"]) == ("Weighing risk", 36, 300, 300)
    assert [row["name"] for row in said["by_agency"] if row["lacking"]] == ["Community Health", "Weyshire"]


def test_it_is_of_one_organisation_or_another_day_and_keeps_nothing(health, capsys):
    assert answer(capsys, "--organisation", "health")["people"] == 1
    past = answer(capsys, "--on", (clock.today() - timedelta(days=30)).isoformat())

    assert (past["people"], past["needs"]) == (1, [])
    assert not any(model.objects.exists() for model in (AnalysisDay, SnapshotDay, GapSnapshot))


def test_without_json_it_is_sentences(health, capsys):
    call_command("needs")

    first, second = capsys.readouterr().out.strip().splitlines()
    assert first.endswith("2 of 2 people have something to learn.")
    assert second.startswith("1. Weighing risk: 1 signal from 1 source")


def test_what_cannot_be_is_refused(health):
    with pytest.raises(CommandError, match="no organisation with the code “nowhere”"):
        call_command("needs", "--organisation", "nowhere")
    with pytest.raises(CommandError, match="Choose a day"):
        call_command("needs", "--on", "1890-01-01")
