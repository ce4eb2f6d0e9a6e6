"""Gaps within a viewer's reach, and everything that is asked of a team or a person."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, overload

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from academy.needs import rules
from academy.needs.models import Requirement
from academy.needs.queries.gap import Gap, gap_in
from academy.needs.queries.statement import BOOKED, Question, adapted
from academy.people.models import Organisation, Person, Spell
from academy.people.queries.posts import in_reach
from academy.people.scope import Viewer, current_spells, visible

READ_AT_ONCE = 1000
FIRST_PAGE = 50
PAGE = """
SELECT gap.*, job_role.name AS role, organisation.name AS organisation_name, organisation.code AS organisation_code,
  {booked} AS booked_at
FROM (
  SELECT gap.spell_id, gap.person_id, person.given_name, person.family_name, person.swe_number,
    gap.requirement_id, gap.item_id, item.code AS item_code, item.title, item.mode, requirement.why, gap.renewal_months,
    gap.due_within_days, gap.due_soon_days, gap.exempt_until, gap.started_on, gap.last_on,
    gap.due_on, gap.post_id, count(*) OVER () AS total,
    sum(CASE WHEN gap.due_on < %s THEN 1 ELSE 0 END) OVER () AS overdue
  FROM gap
  JOIN people_person person ON person.id = gap.person_id
  JOIN catalogue_item item ON item.id = gap.item_id
  JOIN needs_requirement requirement ON requirement.id = gap.requirement_id
  WHERE gap.place = 1
  ORDER BY gap.due_on IS NULL, gap.due_on, person.family_name, person.given_name, gap.person_id, item.title,
    gap.requirement_id
  {part}
) gap
JOIN people_post post ON post.id = gap.post_id
JOIN people_jobrole job_role ON job_role.id = post.job_role_id
JOIN people_organisation organisation ON organisation.id = post.organisation_id
ORDER BY gap.due_on IS NULL, gap.due_on, gap.family_name, gap.given_name, gap.person_id, gap.title, gap.requirement_id
"""


class Gaps(Sequence[Gap]):
    """The most overdue first. Read a page at a time: the first page and the count come from one statement."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._first: list[Gap] | None = None
        self._total = self._overdue = 0

    def __len__(self) -> int:
        self._first_page()
        return self._total

    @property
    def overdue(self) -> int:
        """How many of them, wherever they stand in the list."""
        self._first_page()
        return self._overdue

    def __iter__(self) -> Iterator[Gap]:
        first = self._first_page()
        yield from first if len(first) == self._total else self._stream("")

    @overload
    def __getitem__(self, place: int) -> Gap: ...
    @overload
    def __getitem__(self, place: slice) -> list[Gap]: ...
    def __getitem__(self, place: int | slice) -> Gap | list[Gap]:
        first, last, _ = (slice(place, place + 1) if isinstance(place, int) else place).indices(len(self))
        known = self._first_page()
        rows = known[first:last] if last <= len(known) else self._read(first, last - first)
        return rows[0] if isinstance(place, int) else rows

    def iterator(self, chunk_size: int = READ_AT_ONCE) -> Iterator[Gap]:
        """All of them in one statement, for a file that is written while they are read."""
        return self._stream("") if self._first is None else iter(self)

    def _first_page(self) -> list[Gap]:
        if self._first is None:
            self._first = self._read(0, FIRST_PAGE)
        return self._first

    def _read(self, first: int, number: int) -> list[Gap]:
        return list(self._stream("LIMIT %s OFFSET %s", number, first))

    def _stream(self, part: str, *params: Any) -> Iterator[Gap]:
        try:
            today = adapted(self.question.on)
            tail = PAGE.format(booked=BOOKED, part=part)
            sql, values = self.question.ask(tail, *self.question.booked, today, *params)
        except EmptyResultSet:
            return
        with connection.chunked_cursor() if not part else connection.cursor() as cursor:
            cursor.execute(sql, values)
            while rows := cursor.fetchmany(READ_AT_ONCE):
                names = [column[0] for column in cursor.description]
                self._total, self._overdue = (int(rows[0][names.index(name)]) for name in ("total", "overdue"))
                yield from (gap_in(dict(zip(names, row, strict=True)), self.question.on) for row in rows)


def gaps(
    viewer: Viewer,
    *,
    on: date,
    person: Person | None = None,
    organisation: Organisation | None = None,
    requirement: Requirement | None = None,
    line_manager: Person | None = None,
    has_parts: bool = True,
    within_days: int = rules.WHEN_DUE_SOON,
) -> Gaps:
    """What is overdue, due within so many days, or new starters' first learning, on any day past or to come."""
    held = posts_held(
        viewer, on=on, person=person, organisation=organisation, line_manager=line_manager, has_parts=has_parts
    )
    return Gaps(Question(held, on, within_days, requirement))


def team(viewer: Viewer, *, on: date) -> QuerySet[Spell]:
    """The posts, held on the day, of those whom the viewer manages and still sees."""
    held = posts_held(viewer, on=on).filter(line_manager=viewer.person or 0)
    rows = held.select_related("person", "post__job_role", "post__team", "post__organisation")
    return rows.order_by("person__family_name", "person__given_name", "started_on", "pk")


def standing(viewer: Viewer, *, on: date, person: Person | None = None, line_manager: Person | None = None) -> Gaps:
    """Everything that is asked of them, up to date or not, and what they are exempt from."""
    return Gaps(Question(posts_held(viewer, on=on, person=person, line_manager=line_manager), on, within_days=None))


def gaps_of(spells: QuerySet[Spell], *, on: date) -> Gaps:
    """What these posts ask of those who hold them. For jobs, which have no viewer."""
    return Gaps(Question(spells & current_spells(on), on))


def posts_held(
    viewer: Viewer,
    *,
    on: date,
    person: Person | None = None,
    organisation: Organisation | None = None,
    line_manager: Person | None = None,
    has_parts: bool = True,
) -> QuerySet[Spell]:
    """Whose gaps these are, by the posts that ask. What another employer asks of somebody stays with that employer."""
    held = visible(viewer, Spell) & current_spells(on)
    held = held.filter(in_reach(viewer, person))
    if person is not None:
        held = held.filter(person=person)
    if line_manager is not None:
        held = held.filter(line_manager=line_manager)
    if organisation is not None:
        within = {"path__startswith": organisation.path} if has_parts else {"pk": organisation.pk}
        held = held.filter(**{f"post__organisation__{name}": value for name, value in within.items()})
    return held
