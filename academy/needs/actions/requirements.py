"""Asking for learning, changing what is asked, and no longer asking. Gaps follow by themselves."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from academy.catalogue.models import Item
from academy.core import clock, notices, trail
from academy.needs import queries, rules
from academy.needs.models import GapSnapshot, Requirement, SnapshotDay
from academy.needs.queries import snapshots
from academy.people.actions import Moving
from academy.people.models import Account, JobRole, Organisation, Person
from academy.people.scope import Viewer

PEOPLE_AT_A_TIME = 5_000


@dataclass(frozen=True)
class Asking:
    """What a requirement says. Left empty, a job role, a kind or an organisation means every one."""

    item: Item
    job_role: JobRole | None = None
    organisation_kind: str = ""
    organisation: Organisation | None = None
    due_within_days: int = rules.NEW_FOR_DAYS
    renewal_months: int | None = None
    why: str = ""

    @property
    def whom(self) -> dict[str, object]:
        return {
            "item_id": self.item.pk,
            "job_role_id": self.job_role.pk if self.job_role else None,
            "organisation_kind": self.organisation_kind,
            "organisation_id": self.organisation.pk if self.organisation else None,
        }

    @property
    def said(self) -> dict[str, object]:
        """As the trail keeps it."""
        terms = {"due_within_days": self.due_within_days, "renewal_months": self.renewal_months, "why": self.why}
        return self.whom | terms


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
    rules.refuse_terms(asking.due_within_days, asking.renewal_months)
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


def move_person(moving: Moving) -> None:
    """Two records become one: the gaps of the one that goes are worked out again, with the other's, tonight."""
    moving.take_away(GapSnapshot.objects.filter(person=moving.merged))


def erase_person(person: Person) -> Counter[str]:
    gone, _ = GapSnapshot.objects.filter(person=person).delete()
    return Counter(gaps=gone)


def take_snapshot(
    on: date, *, people_at_a_time: int = PEOPLE_AT_A_TIME, at_step: Callable[[str], None] = lambda step: None
) -> SnapshotDay:
    """Stopped anywhere, it goes on from there when it is called again; when it is whole, nothing more happens."""
    day, _ = SnapshotDay.objects.get_or_create(taken_on=on)
    while day.finished_at is None:
        day = _take_part(on, people=people_at_a_time)
        at_step("part taken")
    return day


@transaction.atomic
def _take_part(on: date, *, people: int) -> SnapshotDay:
    day = SnapshotDay.objects.select_for_update().get(taken_on=on)
    last = snapshots.next_part(on, after=day.reached, people=people)
    if last is None:
        return _finish(day)
    counts = queries.Counts.from_json(day.totals) + snapshots.keep_part(on, after=day.reached, last=last)
    day.totals, day.people, day.reached = counts.as_json(), counts.everybody.people, last
    day.save()
    return day


def _finish(day: SnapshotDay) -> SnapshotDay:
    """The rows of earlier days go: any day can be worked out again. Their totals stay, as a series."""
    if day.finished_at is None:
        GapSnapshot.objects.filter(taken_on__lt=day.taken_on).delete()
        day.finished_at = clock.now()
        day.save(update_fields=["finished_at"])
    return day


def _check(asking: Asking) -> None:
    rules.refuse_terms(asking.due_within_days, asking.renewal_months)
    if same := queries.same_requirement(**asking.whom):
        raise rules.AlreadyAsked(same.item.title)


def _asked_since(cause: Requirement | None) -> date | None:
    return (cause.asked_since or cause.starts_on) if cause else None


def _said_by(requirement: Requirement) -> dict[str, object]:
    return {name: getattr(requirement, name) for name in Asking(requirement.item).said}
