"""What does not fit into its column is refused on both databases, whichever way it is written or asked for."""

import pytest
from django.db import DatabaseError, DataError, connection, transaction

from academy.core import clock
from academy.core.imports import tables
from academy.core.models import ImportRun
from academy.people.models import Organisation, Team
from tests.builders import make_organisation, make_team

pytestmark = pytest.mark.django_db
LONG = "x" * 400
WAYS = {
    "create": lambda team, name: Team.objects.create(organisation=team.organisation, name=name),
    "bulk_create": lambda team, name: Team.objects.bulk_create([Team(organisation=team.organisation, name=name)]),
    "save": lambda team, name: Team(pk=team.pk, organisation=team.organisation, name=name).save(),
    "update": lambda team, name: Team.objects.filter(pk=team.pk).update(name=name),
    "an import's rows": lambda team, name: tables.insert(
        Team, ["pk", "organisation_id", "name"], [(*tables.new_keys(Team, 1), team.organisation_id, name)]
    ),
    "an import's changes": lambda team, name: tables.update(Team, {team.pk: {"name": name}}),
}


def run(**fields: object) -> ImportRun:
    return ImportRun.objects.create(spec="x", format="x", file_name="x", started_at=clock.now(), **fields)


@pytest.mark.parametrize("name", [LONG, "a\0b"], ids=["too long", "zero character"])
@pytest.mark.parametrize("way", WAYS)
def test_text_that_does_not_fit_is_refused_whichever_way_it_is_written(way, name):
    team = make_team("Duty")

    with pytest.raises((DataError, connection.Database.DataError)), transaction.atomic():
        WAYS[way](team, name)

    WAYS[way](team, "ﷺ" * Team._meta.get_field("name").max_length)


def test_a_number_that_does_not_fit_is_refused():
    with pytest.raises(DatabaseError), transaction.atomic():
        run(rows=2**31)

    assert run(rows=2**31 - 1).pk


def test_a_zero_character_does_not_fit_in_what_is_kept_as_json_nor_in_a_question():
    with pytest.raises(DataError), transaction.atomic():
        run(options={"name": "a\0b"})
    with pytest.raises(DataError), transaction.atomic():
        list(Organisation.objects.filter(code="a\0b"))

    assert run(options={"name": "a\\u0000b"}).options == {"name": "a\\u0000b"}
    assert not Organisation.objects.filter(code="nobody").exists()
    assert make_organisation().pk
