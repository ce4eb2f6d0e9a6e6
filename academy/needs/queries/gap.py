"""A gap: a requirement that somebody has not met, or soon will not have."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse

from academy.catalogue.rules import Mode
from academy.core.exports import Status
from academy.needs import rules
from academy.needs.queries.statement import read_day, read_moment_as_day
from academy.people.models import Person


@dataclass(frozen=True)
class Gap:
    """One requirement and one person. `last_on` is when they last did it; `started_on` when their post began."""

    spell_id: int
    person_id: int
    person_name: str
    requirement_id: int
    item_id: int
    item_code: str
    title: str
    is_own_time: bool
    why: str
    renewal_months: int | None
    due_within_days: int
    due_soon_days: int
    started_on: date
    last_on: date | None
    due_on: date | None
    booked_on: date | None
    exempt_until: date | None
    organisation_code: str
    organisation_name: str
    role: str
    on: date

    @cached_property
    def state(self) -> rules.State:
        return self._state(self.booked_on)

    @property
    def words(self) -> str:
        return self._words(self.state)

    @property
    def status(self) -> Status:
        """As it stands whatever is booked, for where the booking is said beside it."""
        state = self._state(None)
        return Status(self._words(state), rules.TONES[state])

    @property
    def booked_words(self) -> str:
        return rules.words(rules.State.BOOKED, on=self.on, booked_on=self.booked_on) if self.booked_on else ""

    @property
    def address(self) -> str:
        """Where somebody can do something about it: the dates there are, or the item when it needs none."""
        if self.is_own_time:
            return reverse("item", args=[self.item_id])
        return f"{reverse('dates')}?item={self.item_id}&because=needs.requirement:{self.requirement_id}"

    @property
    def is_overdue(self) -> bool:
        return self.state == rules.State.OVERDUE

    @property
    def is_first_thing(self) -> bool:
        """Part of a newcomer's first weeks, and not done before."""
        is_early = self.due_within_days <= rules.NEW_FOR_DAYS and self.last_on is None
        return is_early and rules.is_new(self.started_on, on=self.on)

    def _state(self, booked_on: date | None) -> rules.State:
        return rules.state(
            self.due_on,
            on=self.on,
            booked_on=booked_on,
            is_first_thing=self.is_first_thing,
            is_exempt=self.exempt_until is not None,
            due_soon_days=self.due_soon_days,
        )

    def _words(self, state: rules.State) -> str:
        return rules.words(
            state, on=self.on, due_on=self.due_on, booked_on=self.booked_on, exempt_until=self.exempt_until
        )


def gap_in(row: dict[str, Any], on: date) -> Gap:
    person = Person(given_name=row["given_name"], family_name=row["family_name"], swe_number=row["swe_number"])
    started_on = read_day(row["started_on"])
    assert started_on is not None
    same = (
        "spell_id",
        "person_id",
        "requirement_id",
        "item_id",
        "item_code",
        "title",
        "why",
        "role",
        "due_within_days",
        "due_soon_days",
    )
    return Gap(
        **{name: row[name] for name in (*same, "organisation_code", "organisation_name")},
        person_name=person.name,
        is_own_time=row["mode"] == Mode.OWN_TIME,
        renewal_months=row["renewal_months"] or None,
        started_on=started_on,
        last_on=read_day(row["last_on"]),
        due_on=read_day(row["due_on"]),
        exempt_until=read_day(row["exempt_until"]),
        booked_on=read_moment_as_day(row["booked_at"]),
        on=on,
    )
