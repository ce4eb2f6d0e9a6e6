"""What people have learned, within the viewer's reach, and whether a certificate is ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from academy.catalogue.rules import Kind, hours_words
from academy.core import thread
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.records import rules
from academy.records.models import Certificate, Completion
from academy.ui.templatetags.academy import in_words
from academy.ui.year import Year, year


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


@dataclass(frozen=True)
class CpdYear:
    """What one person has learned since 1 December, as a sentence and as a line with a knot for each."""

    starts_on: date
    on: date
    done: Sequence[date]
    hours: Decimal
    booked: Sequence[date] = ()

    @property
    def sentence(self) -> str:
        since = f"since {self.starts_on.day} {self.starts_on:%B}"
        if not self.done:
            return f"Nothing learned yet {since}."
        number = len(self.done)
        things = f"{in_words(number).capitalize()} thing{'s' * (number != 1)} learned"
        return f"{things}, {self.time_words}, {since}."

    @property
    def time_words(self) -> str:
        """A year is told in whole hours."""
        return hours_words(self.hours.quantize(Decimal(1), ROUND_HALF_UP) if self.hours >= 1 else self.hours)

    @property
    def line(self) -> Year:
        return year(self.starts_on, on=self.on, done=self.done, booked=self.booked, says=self.sentence)


def completions(viewer: Viewer, person: Person | None = None) -> QuerySet[Completion]:
    """Newest first. The lines of pages, files and the API."""
    within_reach = visible(viewer, Completion)
    if person:
        within_reach = within_reach.filter(person=person)
    return within_reach.select_related("item")


def lines(completions: QuerySet[Completion]) -> Iterator[Line]:
    for values in completions.values_list("pk", "completed_on", "hours", "door", "item__title", "item__kind"):
        yield Line(*values)


def cpd_year(person: Person, *, on: date, booked: Sequence[date] = ()) -> CpdYear:
    """For a page that may show this person's record: whose it is was asked before."""
    starts_on = rules.year_start(on)
    within = Completion.objects.filter(person=person, completed_on__range=(starts_on, on)).order_by("completed_on")
    lines = list(within.values_list("completed_on", "hours"))
    hours = sum((hours for _, hours in lines), Decimal(0))
    return CpdYear(starts_on, on, [day for day, _ in lines], hours, booked)


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
    """What was made because of it, in words; its own certificate goes with it."""
    effects = thread.effects(thread.knot_of(completion))
    return sorted(str(knot.model._meta.verbose_name) for knot in effects if knot.model is not Certificate)
