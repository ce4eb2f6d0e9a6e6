"""What people have learned, within the viewer's reach, and whether a certificate is ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from academy.catalogue.rules import Kind, hours_words
from academy.core import thread
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.records import rules
from academy.records.models import Certificate, Completion, Reflection

GOES_WITH_IT = (Certificate, Reflection)  # the one is thrown away, the other is its writer's and stays


@dataclass(frozen=True)
class Line:
    """A completion as a record shows it."""

    id: int
    completed_on: date
    hours: Decimal
    door: str
    title: str
    kind: str

    @property
    def month(self) -> str:
        return f"{self.completed_on:%b %Y}"

    @property
    def facts(self) -> str:
        """Course, 6 hours. Register of a session."""
        return f"{Kind(self.kind).label}, {hours_words(self.hours)}. {rules.Door(self.door).label}."


def completions(viewer: Viewer, person: Person | None = None) -> QuerySet[Completion]:
    """Newest first. What two records of one person both said is met once: the row that stayed behind is left out."""
    within_reach = visible(viewer, Completion)
    if person:
        within_reach = within_reach.filter(person=person)
    elif viewer.account is None or viewer.sees_authority:
        within_reach = within_reach.filter(person__merged_into__isnull=True)
    return within_reach.select_related("item")


def lines(completions: QuerySet[Completion]) -> Iterator[Line]:
    for values in completions.values_list("pk", "completed_on", "hours", "door", "item__title", "item__kind"):
        yield Line(*values)


def people_called(viewer: Viewer, words: str) -> list[Person]:
    """By their e-mail address, or else by name: one, or more than one when it is not plain who is meant."""
    words = words.replace("\0", "").strip()
    if not words:
        return []
    same_address = people.people(viewer).filter(email__iexact=words)
    return list(same_address) or list(people.people(viewer, search=words)[:2])


def certificate(typed_code: str) -> Certificate | None:
    """For whoever was handed the code. The same nothing for a code that never was as for one that was withdrawn."""
    code = rules.code_in(typed_code)
    held = Certificate.objects.select_related("completion__person", "completion__item__organisation")
    return held.filter(code=code).first() if code else None


def resting_on(completion: Completion) -> list[str]:
    """What was made because of it, in words; its certificate goes with it, and a reflection stays its writer's."""
    effects = thread.effects(thread.knot_of(completion))
    return sorted(str(knot.model._meta.verbose_name) for knot in effects if knot.model not in GOES_WITH_IT)
