"""What the rows of a file may meet: read in sets, a few queries for each two thousand rows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Count, Q

from academy.core.imports import Fault, Row, Say
from academy.core.imports.tables import among
from academy.people.models import JobRole, Organisation, Person, Post, ReturnLine, Spell, StaffNumber
from academy.people.rules.held import HeldPerson, HeldSpell, Line, PostWords, WorkforceRow

PERSON = ("pk", "given_name", "family_name", "email", "swe_number", "birth_year")
SPELL = (
    *("pk", "post_id", "started_on", "is_start_estimated", "ended_on", "contract", "fte", "origin"),
    *("reason_for_leaving", "destination", "line_manager_id", "since_on"),
)


class Said(NamedTuple):
    """A row of the file in the room's words; None when it has faults, and then only the name is known."""

    row: Row
    name: str
    says: WorkforceRow | None
    faults: tuple[Fault, ...]


@dataclass
class Posts:
    """Posts by what they are. One that is not there yet gets a key below zero until it is saved."""

    by_what: dict[tuple[int, str, int, str], int] = field(default_factory=dict)
    words: dict[int, PostWords] = field(default_factory=dict)
    organisations: dict[int, str] = field(default_factory=dict)
    roles: dict[int, tuple[str, str]] = field(default_factory=dict)
    new: int = 0

    def key(self, organisation: int, team: str, role: int, title: str) -> int:
        what = (organisation, team.casefold(), role, title.casefold())
        found = self.by_what.get(what)
        if found is None:
            found = self.by_what[what] = -1 - self.new
            self.new += 1
            code, name = self.roles[role]
            self.words[found] = PostWords(title, name, code, team, self.organisations[organisation], role, organisation)
        return found


@dataclass
class Shelf:
    """Everything that the rows of one file may meet."""

    organisation: int
    posts: Posts
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)
    by_number: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    alike: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))  # but for zeros in front
    persons: dict[int, HeldPerson] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    by_swe: dict[str, int] = field(default_factory=dict)
    spells: dict[int, list[HeldSpell]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, tuple[int, Line]] = field(default_factory=dict)
    newest_years: dict[int, int] = field(default_factory=dict)
    manages: dict[int, int] = field(default_factory=dict)


def shelf(said: Sequence[Said], *, branch: str, organisation: int, on: date, say: Say) -> Shelf:
    """A few queries for each two thousand rows, however much the database holds."""
    rows = [found.says for found in said if found.says is not None]
    held = Shelf(organisation=organisation, posts=_posts(branch, organisation))
    say("Looking up who is known", 0, len(rows))
    _numbers(held, rows, branch)
    _persons(held, rows)
    say("Looking up their posts", 0, len(rows))
    _spells(held, branch)
    if any(row.line for row in rows):
        _lines(held, organisation, {row.line.year for row in rows if row.line})
    _managed(held, rows, on)
    return held


def _posts(branch: str, organisation: int) -> Posts:
    posts = Posts(roles={pk: (code, name) for pk, code, name in JobRole.objects.values_list("pk", "code", "name")})
    inside = Organisation.objects.filter(path__startswith=branch) if branch else Organisation.objects.none()
    posts.organisations = dict(inside.values_list("pk", "name"))
    posts.organisations.setdefault(organisation, settings.AUTHORITY_NAME)
    found = Post.objects.filter(organisation__in=inside).order_by()
    for pk, at, team, role, title in found.values_list("pk", "organisation", "team__name", "job_role", "title"):
        code, name = posts.roles[role]
        posts.by_what[at, (team or "").casefold(), role, title.casefold()] = pk
        posts.words[pk] = PostWords(title, name, code, team or "", posts.organisations[at], role, at)
    return posts


def _numbers(held: Shelf, rows: Iterable[WorkforceRow], branch: str) -> None:
    wanted = dict.fromkeys(number for row in rows for number in (row.staff_number, row.manager_number) if number)
    if not branch or not wanted:
        return
    found = StaffNumber.objects.filter(number__in=among(wanted), organisation__path__startswith=branch)
    for organisation, number, person in found.values_list("organisation", "number", "person"):
        held.numbers[organisation, number] = person
        held.by_number[number].add(person)
    _shortened(held, [row.staff_number for row in rows if row.staff_number], branch)


def _shortened(held: Shelf, numbers: Iterable[str], branch: str) -> None:
    """A spreadsheet takes the zeros from the front of a number: 42 may be kept as 000042, or the other way round."""
    missing = dict.fromkeys(number for number in numbers if number not in held.by_number and number.isdecimal())
    padded = [bare(number).zfill(width) for number in missing for width in range(len(bare(number)), LONGEST + 1)]
    found = StaffNumber.objects.filter(number__in=among(padded), organisation__path__startswith=branch)
    for organisation, number, person in found.values_list("organisation", "number", "person") if padded else ():
        held.alike[organisation, bare(number)].add(person)


def bare(number: str) -> str:
    return number.lstrip("0") or "0"


LONGEST = 10  # figures in a staff number


def _persons(held: Shelf, rows: Sequence[WorkforceRow]) -> None:
    """By staff number first; then by registration and address those that no number led to."""
    known = (*held.by_number.values(), *held.alike.values())
    _keep(held, "pk", {person for people in known for person in people})
    _keep(held, "swe_number", {row.swe_number for row in rows if row.swe_number} - held.by_swe.keys())
    managers = {row.manager_number.lower() for row in rows if row.manager_number and "@" in row.manager_number}
    _keep(held, "email", ({row.email for row in rows if row.email} | managers) - held.by_email.keys())


def _keep(held: Shelf, name: str, values: set[Any]) -> None:
    if not values:
        return
    found = Person.objects.filter(**{f"{name}__in": among(values)}).order_by()
    for pk, given, family, email, swe_number, born in found.values_list(*PERSON):
        held.persons[pk] = HeldPerson(pk, given, family, email, swe_number, born)
        if email:
            held.by_email[email] = pk
        if swe_number:
            held.by_swe[swe_number] = pk


def _spells(held: Shelf, branch: str) -> None:
    """Only those in the part of the tree that the file is about: nobody else's are read, let alone ended."""
    if not branch or not held.persons:
        return
    found = Spell.objects.filter(person__in=among(held.persons), post__organisation__path__startswith=branch)
    for person, *values in found.order_by("started_on", "pk").values_list("person", *SPELL):
        held.spells[person].append(HeldSpell(*values))


def _lines(held: Shelf, organisation: int, years: Iterable[int]) -> None:
    found = ReturnLine.objects.filter(person__in=among(held.persons), organisation=organisation).order_by("year")
    for person, pk, *values in found.values_list("person", "pk", *Line._fields):
        line = Line(*values)
        held.newest_years[person] = line.year
        if line.year in years:
            held.lines[person] = (pk, line)


def _managed(held: Shelf, rows: Iterable[WorkforceRow], on: date) -> None:
    """How many people those who leave are line managers of."""
    if not held.persons or not any(row.ends_on for row in rows):
        return
    current = Spell.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), started_on__lte=on)
    managed = current.filter(line_manager__in=among(held.persons)).order_by().values("line_manager")
    held.manages = dict(managed.annotate(people=Count("person", distinct=True)).values_list("line_manager", "people"))
