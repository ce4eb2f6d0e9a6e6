"""What a written statement gives is what the models give."""

from datetime import timedelta

import pytest

from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.core.statements import Statement
from academy.people.models import Organisation, Person
from tests.builders import LONG_AGO, make_item, make_organisation, make_person, make_session, make_spell

SESSIONS = Statement(
    """
    SELECT {columns} FROM booking_session session JOIN catalogue_item item ON item.id = session.item_id
    WHERE session.id IN (%s) ORDER BY session.id
    """,
    session=Session,
    item=Item,
)
MANAGERS = Statement(
    """
    SELECT {columns} FROM people_spell spell JOIN people_person person ON person.id = spell.person_id
    LEFT JOIN people_person manager ON manager.id = spell.line_manager_id
    WHERE spell.started_on <= %s ORDER BY spell.id
    """,
    person=Person,
    manager=Person,
)

pytestmark = pytest.mark.django_db


def shown(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def test_its_records_are_those_of_the_models():
    item = make_item("Neglect")
    sessions = [make_session(item), make_session(item, starts_at=make_session(item).starts_at + timedelta(days=7))]

    found = SESSIONS.records([session.pk for session in sessions])

    assert [(shown(session), shown(item)) for session, item in found] == [
        (shown(session), shown(session.item))
        for session in Session.objects.filter(pk__in=[one.pk for one in sessions]).order_by("pk")
    ]


def test_a_list_may_hold_one_or_nobody():
    session = make_session(make_item())

    assert [one.pk for one, _ in SESSIONS.records([session.pk])] == [session.pk]
    assert SESSIONS.records([]) == []


def test_nobody_stands_where_an_outer_join_finds_none():
    manager, learner = make_person("Ruth"), make_person("Amara")
    make_spell(learner, line_manager=manager)
    make_spell(manager)

    found = MANAGERS.records(LONG_AGO)

    assert found == [(learner, manager), (manager, None)]


def test_a_record_it_read_can_be_saved():
    organisation = make_organisation("Weyshire")
    everything = Statement("SELECT {columns} FROM people_organisation organisation", organisation=Organisation)
    [(found,)] = everything.records()

    found.name = "Weyshire Council"
    found.save()

    organisation.refresh_from_db()
    assert organisation.name == "Weyshire Council"


def test_a_value_is_never_read_as_sql():
    make_person("Amara", email="amara@weyshire.example")
    by_email = Statement("SELECT {columns} FROM people_person person WHERE person.email = %s", person=Person)

    assert by_email.records("amara@weyshire.example' OR '1'='1") == []
    assert len(by_email.records("amara@weyshire.example")) == 1
