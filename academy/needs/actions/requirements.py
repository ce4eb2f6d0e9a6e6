"""Asking for learning, changing what is asked, and no longer asking. Gaps follow by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from academy.catalogue.models import Item
from academy.core import notices, trail
from academy.frameworks.models import Capability
from academy.needs import queries, rules
from academy.needs.models import Profession, Requirement, Setting
from academy.people.models import Account, JobRole, Organisation, Person
from academy.people.scope import Viewer

WHOM = ("job_role", "profession", "capability", "setting", "organisation")
TERMS = ("due_within_days", "renewal_months", "due_soon_days", "why")


@dataclass(frozen=True)
class Asking:
    """What a requirement says. Left empty, a job role, a setting, a kind or an organisation means every one."""

    item: Item
    job_role: JobRole | None = None
    profession: Profession | None = None
    capability: Capability | None = None  # roles that are expected to be able to do it
    setting: Setting | None = None
    organisation_kind: str = ""
    organisation: Organisation | None = None
    due_within_days: int = rules.NEW_FOR_DAYS
    renewal_months: int | None = None
    due_soon_days: int = rules.DUE_SOON_DAYS
    why: str = ""

    @property
    def whom(self) -> dict[str, object]:
        named = {name: getattr(self, name) for name in WHOM}
        ids = {f"{name}_id": one.pk if one else None for name, one in named.items()}
        return {"item_id": self.item.pk, "organisation_kind": self.organisation_kind, **ids}

    @property
    def said(self) -> dict[str, object]:
        """As the trail keeps it."""
        return self.whom | {name: getattr(self, name) for name in TERMS}


@transaction.atomic
def add_requirement(
    asking: Asking, *, starts_on: date, by: Account | None, cause: Requirement | None = None
) -> Requirement:
    """From a day on, such people need this. What they did before that day counts."""
    rules.refuse_day(starts_on, field="starts_on")
    _check(asking)
    requirement = Requirement.objects.create(
        **asking.said, starts_on=starts_on, cause=cause, asked_since=_asked_since(cause)
    )
    trail.note(by, "asked for", requirement, starts_on=str(starts_on), **asking.said)
    return requirement


@transaction.atomic
def change_requirement(requirement: Requirement, asking: Asking, *, on: date, by: Account | None) -> Requirement:
    """The old one ends the day before and a new one starts, so what was asked last year stays known."""
    rules.refuse_day(on, field="starts_on")
    held = Requirement.objects.select_for_update().get(pk=requirement.pk)
    rules.refuse_change(held.starts_on, held.ends_on, on=on)
    if _said_by(held) == asking.said:
        raise rules.NothingChanges
    _check_terms(asking)
    held.ends_on = on - timedelta(days=1)
    held.save(update_fields=["ends_on"])
    trail.note(by, "ended", held, ends_on=str(held.ends_on))
    return add_requirement(asking, starts_on=on, by=by, cause=held)


@transaction.atomic
def end_requirement(requirement: Requirement, *, on: date, by: Account | None) -> Requirement:
    """The last day on which it is asked."""
    rules.refuse_day(on, field="ends_on")
    held = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if held.ends_on is not None:
        raise rules.AlreadyEnded(held.ends_on)
    rules.refuse_start(held.starts_on, on)
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    trail.note(by, "ended", held, ends_on=str(on))
    return held


@transaction.atomic
def remind(people: Iterable[Person], *, viewer: Viewer, on: date) -> list[Person]:
    """Tell each what they have to do, at most once a day. Who has nothing due, or no address, is left alone."""
    reminded = []
    for person in people:
        gaps = list(queries.gaps(viewer, on=on, person=person))
        if not gaps or not person.email:
            continue
        notices.send(
            f"needs-reminder:{person.pk}:{on}",
            kind="gap",
            to=person.email,
            template="needs/reminder.txt",
            person=person,
            gaps=gaps,
            by=viewer.name,
        )
        reminded.append(person)
    trail.note_each(viewer.account, "reminded", reminded, on=str(on))
    return reminded


def _check(asking: Asking) -> None:
    _check_terms(asking)
    if same := queries.same_requirement(**asking.whom):
        raise rules.AlreadyAsked(same.item.title)


def _check_terms(asking: Asking) -> None:
    rules.refuse_terms(asking.due_within_days, asking.renewal_months, asking.due_soon_days)
    rules.refuse_two_ways([asking.job_role, asking.profession, asking.capability])


def _asked_since(cause: Requirement | None) -> date | None:
    return (cause.asked_since or cause.starts_on) if cause else None


def _said_by(requirement: Requirement) -> dict[str, object]:
    return {name: getattr(requirement, name) for name in Asking(requirement.item).said}
