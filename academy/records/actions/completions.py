"""Putting learning on somebody's record, and taking off what was wrong. The only way to either."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from django.db import models, transaction
from django.db.models import ProtectedError

from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.people.models import Account, Person
from academy.records import queries, rules
from academy.records.models import Certificate, Completion
from academy.records.rules import Door

BATCH = 1_000
Key = tuple[int, int, date]


@dataclass(frozen=True)
class NewCompletion:
    """A line of many: what `record_completion` takes, with the ids of person and item."""

    person_id: int
    item_id: int
    on: date
    hours: Decimal
    door: Door
    cause: models.Model | None = None

    @property
    def key(self) -> Key:
        return (self.person_id, self.item_id, self.on)


@transaction.atomic
def record_completion(
    person: Person,
    item: Item,
    *,
    on: date,
    by: Account | None,
    door: Door,
    hours: Decimal | None = None,
    cause: models.Model | None = None,
) -> Completion:
    """Whatever the door, it ends here. Recorded again for the same day, the first one stands."""
    hours = item.hours if hours is None else hours
    rules.check(on, hours, today=clock.today())
    completion, is_new = Completion.objects.get_or_create(
        person=person,
        item=item,
        completed_on=on,
        defaults={"hours": hours, "door": Door(door), "cause": cause},
    )
    if is_new:
        trail.note(by, "recorded", completion, door=completion.door)
    return completion


@transaction.atomic
def record_completions(rows: Iterable[NewCompletion], *, by: Account | None, has_trail: bool = True) -> int:
    """Many at once, for files that come in; answers how many were new. Only made-up pasts leave no trail."""
    waiting, today, recorded = iter(rows), clock.today(), 0
    while batch := list(islice(waiting, BATCH)):
        for row in batch:
            rules.check(row.on, row.hours, today=today)
        held = set(_near(batch).values_list("person_id", "item_id", "completed_on"))
        new: dict[Key, NewCompletion] = {}
        for row in batch:
            if row.key not in held:
                new.setdefault(row.key, row)
        Completion.objects.bulk_create(map(_completion, new.values()), ignore_conflicts=True)
        if has_trail and new:
            made = [completion for completion in _near(new.values()) if _key(completion) in new]
            trail.note_each(by, "recorded", made)
        recorded += len(new)
    return recorded


@transaction.atomic
def withdraw_completion(completion: Completion, *, by: Account | None, why: str) -> None:
    """Take off the record what was put there by mistake. The trail keeps what it said, and why it went."""
    held = Completion.objects.select_for_update().filter(pk=completion.pk).first()
    if held is None:
        return
    if names := queries.resting_on(held):
        raise rules.RestedOn(f"This cannot be taken off the record: a {names[0]} was made because of it.")
    try:
        Completion.objects.filter(pk=held.pk).delete()
    except ProtectedError as protected:
        name = next(iter(protected.protected_objects))._meta.verbose_name
        raise rules.RestedOn(f"This cannot be taken off the record: a {name} rests on it.") from None
    said = {name: str(getattr(held, name)) for name in ("person_id", "item_id", "completed_on", "hours", "door")}
    trail.note(by, "withdrew", held, why=why, **said)


@transaction.atomic
def change_hours(completion: Completion, hours: Decimal, *, by: Account | None, why: str) -> Completion:
    """They were there for more or less of it than was said. What rests on the completion goes on resting on it."""
    held = Completion.objects.select_for_update(of=("self",)).get(pk=completion.pk)
    before = held.hours
    if before != hours:
        rules.check(held.completed_on, hours, today=clock.today())
        held.hours = hours
        held.save(update_fields=["hours"])
        trail.note(by, "changed the hours of", held, before=str(before), hours=str(hours), why=why)
    return held


@transaction.atomic
def issue_certificate(completion: Completion, *, by: Account | None) -> Certificate:
    """A certificate is written when it is first asked for, once; asked for again, it is the same one."""
    certificate, is_new = Certificate.objects.get_or_create(
        completion=completion, defaults={"code": new_code(), "issued_on": clock.today()}
    )
    if is_new:
        trail.note(by, "issued", certificate)
    return certificate


def new_code() -> str:
    return "".join(secrets.choice(rules.ALPHABET) for _ in range(rules.CODE_LENGTH))


def _completion(row: NewCompletion) -> Completion:
    return Completion(
        person_id=row.person_id,
        item_id=row.item_id,
        completed_on=row.on,
        hours=row.hours,
        door=row.door,
        cause=row.cause,
    )


def _near(rows: Iterable[NewCompletion]) -> models.QuerySet[Completion]:
    """Rather more than the same completions, found quickly: whoever asks compares the keys."""
    rows = list(rows)
    days = [row.on for row in rows]
    near = Completion.objects.filter(completed_on__range=(min(days), max(days))).order_by("pk")
    return near.filter(person__in={row.person_id for row in rows}, item__in={row.item_id for row in rows})


def _key(completion: Completion) -> Key:
    return (completion.person_id, completion.item_id, completion.completed_on)
