"""The day from which teams and organisations change in tests, and how people's posts are read after it."""

from datetime import timedelta

from academy.people.models import Person, Spell
from tests.people.reading import days

ON = days(10)
BEFORE = ON - timedelta(days=1)


def stays(person: Person) -> list[tuple]:
    """Team, first day, last day and line manager of each post, the earliest first."""
    rows = Spell.objects.filter(person=person).order_by("started_on", "pk")
    return list(rows.values_list("post__team__name", "started_on", "ended_on", "line_manager__given_name"))
