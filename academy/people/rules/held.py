"""A row of a workforce file, and what is there beside it: plain values for the rule to decide on."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from academy.core.imports.spec import Fault

NEWLY_QUALIFIED = "newly_qualified_social_worker"


class Line(NamedTuple):
    """What a national return says of the worker in its year, beside the post."""

    year: int
    is_agency_worker: bool
    fte: Decimal | None
    fte_at_30_september: Decimal | None
    cases_at_30_september: int | None
    working_days_lost: Decimal | None
    contract_weeks: Decimal | None
    is_absent_at_30_september: bool | None
    organisational_role: int | None


class WorkforceRow(NamedTuple):
    """One person in one post, as a file says it. None is what it does not say, and that changes nothing."""

    number: int
    given_name: str | None
    family_name: str | None
    email: str | None
    swe_number: str | None
    birth_year: int | None
    staff_number: str | None
    organisation: int | None
    team: str | None
    job_role: int
    title: str
    starts_on: date
    ends_on: date | None
    contract: str | None
    fte: Decimal | None
    origin: int | None
    reason: int | None
    destination: int | None
    manager_number: str | None
    is_start_estimated: bool = False
    may_reopen: bool = False  # the file has a column for the end, so an empty cell means that there is none
    line: Line | None = None
    queries: tuple[Fault, ...] = ()


class HeldPerson(NamedTuple):
    pk: int
    given_name: str
    family_name: str
    email: str | None
    swe_number: str | None
    birth_year: int | None


class HeldSpell(NamedTuple):
    pk: int
    post: int
    started_on: date
    is_start_estimated: bool
    ended_on: date | None
    contract: str
    fte: Decimal
    origin: int | None
    reason: int | None
    destination: int | None
    line_manager: int | None
    since_on: date | None = None  # where it carries on another: when the first of them began

    @property
    def began_on(self) -> date:
        return self.since_on or self.started_on


class PostWords(NamedTuple):
    title: str
    role: str
    role_code: str
    team: str
    organisation: str
    role_key: int
    organisation_key: int

    @property
    def place(self) -> str:
        return self.team or self.organisation

    def is_the_same_work(self, other: "PostWords") -> bool:
        """In another team perhaps: nobody who moves so begins anew, and what is asked of them is not asked again."""
        return (self.role_key, self.organisation_key) == (other.role_key, other.organisation_key)


class Held(NamedTuple):
    """What is there. People and posts that a file brings in have keys below zero until they are saved."""

    on: date  # the day the file speaks of
    person: HeldPerson | None
    person_key: int
    has_number: bool
    spells: Sequence[HeldSpell]
    spell: HeldSpell | None  # the stay that the row speaks of: see `stay`
    other_starts: frozenset[date]  # of further rows about the same person
    post: int
    posts: Mapping[int, PostWords]
    line_manager: int | None
    manager_name: str
    manages: int
    line: Line | None
    line_key: int | None
    newest_year: int
    faults: tuple[Fault, ...] = ()


class Plan(NamedTuple):
    """What is to be written for a row. Names are those of the fields."""

    row: WorkforceRow
    held: Held
    person: dict[str, Any]
    has_new_number: bool
    ends: tuple[tuple[int, date], ...]  # spells that end, and on which day
    spell: dict[str, Any]  # of the stay that goes on
    new_spell: dict[str, Any]
    has_new_line: bool
