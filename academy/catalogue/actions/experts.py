"""The register of experts, what we say to each other and promise, where they spoke, and who may read of it."""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction

from academy.catalogue import queries, rules
from academy.catalogue.actions.texts import write_texts
from academy.catalogue.models import (
    Acquaintance,
    Expert,
    ExpertContact,
    Item,
    Promise,
    PublicEvent,
    Takeaway,
    Talk,
)
from academy.catalogue.rules.experts import FORGOTTEN, EventCircle, not_agreed, not_an_event
from academy.catalogue.rules.library import ShownTo
from academy.core import clock, trail
from academy.people.actions import Moving
from academy.people.models import Account, Person

REACHED_BY = ("email", "phone")


@transaction.atomic
def add_expert(*, by: Account | None, **about: Any) -> Expert:
    expert = Expert.objects.create(added_at=clock.now(), **about)
    trail.note(by, "added expert", expert)
    return expert


@transaction.atomic
def change_expert(expert: Expert, *, by: Account | None, **about: Any) -> Expert:
    expert = Expert.objects.select_for_update(no_key=True).get(pk=expert.pk)
    changed = [name for name, value in about.items() if getattr(expert, name) != value]
    for name in changed:
        setattr(expert, name, about[name])
    if changed:
        expert.save(update_fields=changed)
        trail.note(by, "changed what is known of expert", expert, fields=changed)
    return expert


@transaction.atomic
def forget_expert(expert: Expert, *, by: Account | None) -> Expert:
    """They asked, or their name should not stand here any more. That an expert spoke stays, and who it was does not."""
    expert = Expert.objects.select_for_update(no_key=True).get(pk=expert.pk)
    if expert.erased_at:
        return expert
    for name in ("organisation", "bio", "may_be_asked", *REACHED_BY):
        setattr(expert, name, "")
    expert.name, expert.agreed_on, expert.contact_kept_until = FORGOTTEN, None, None
    expert.erased_at = clock.now()
    expert.save()
    for rows in (expert.contacts, expert.promises, expert.known_by):
        rows.all().delete()
    trail.note(by, "forgot expert", expert)
    return expert


@transaction.atomic
def forget_contact_details(*, on: date) -> int:
    """Ways to reach people whose day has come are not kept a day longer."""
    due = Expert.objects.filter(contact_kept_until__lt=on).exclude(email="", phone="")
    forgotten = list(due.select_for_update(no_key=True).order_by("pk"))
    for expert in forgotten:
        expert.email = expert.phone = ""
        expert.save(update_fields=REACHED_BY)
        trail.note(None, "forgot how to reach", expert)
    return len(forgotten)


@transaction.atomic
def know_expert(expert: Expert, person: Person, *, how: str, by: Account | None) -> Acquaintance:
    """Said again, how it is said now stands."""
    known, _ = Acquaintance.objects.update_or_create(
        expert=expert, person=person, defaults={"how": how, "said_at": clock.now()}
    )
    trail.note(by, "said who knows", known)
    return known


@transaction.atomic
def log_contact(expert: Expert, *, on: date, way: str, said: str, by: Account | None) -> ExpertContact:
    contact = ExpertContact.objects.create(expert=expert, on=on, way=way, said=said, by=by)
    trail.note(by, "was in touch with", contact)
    return contact


@transaction.atomic
def make_promise(expert: Expert, *, what: str, due_on: date, is_ours: bool, by: Account | None) -> Promise:
    promise = Promise.objects.create(expert=expert, what=what, due_on=due_on, is_ours=is_ours)
    trail.note(by, "noted a promise", promise, due_on=str(due_on), is_ours=is_ours)
    return promise


@transaction.atomic
def settle_promise(promise: Promise, *, is_kept: bool, outcome: str = "", by: Account | None) -> Promise:
    """Kept or not, on the day it is said. Said twice, the first stands."""
    promise = Promise.objects.select_for_update(no_key=True).get(pk=promise.pk)
    if promise.settled_on is None:
        promise.is_kept, promise.outcome, promise.settled_on = is_kept, outcome, clock.today()
        promise.save(update_fields=["is_kept", "outcome", "settled_on"])
        trail.note(by, "kept a promise" if is_kept else "did not keep a promise", promise)
    return promise


@transaction.atomic
def add_talk(expert: Expert, item: Item, *, title: str, spoke_on: date | None = None, by: Account | None) -> Talk:
    if item.kind != rules.Kind.EVENT:
        raise not_an_event(item.title)
    if hasattr(item, "public_event") and not expert.is_listed(on=clock.today()):
        raise not_agreed([expert.name])
    talk, is_new = Talk.objects.get_or_create(expert=expert, item=item, title=title, defaults={"spoke_on": spoke_on})
    if is_new:
        trail.note(by, "noted a talk", talk)
    return talk


@transaction.atomic
def keep_recording(talk: Talk, recording: Item | None, *, by: Account | None) -> Talk:
    """The library has it: from now on the talk leads there."""
    talk = Talk.objects.select_for_update(of=("self",), no_key=True).get(pk=talk.pk)
    if talk.recording != recording:
        talk.recording = recording
        talk.save(update_fields=["recording"])
        trail.note(by, "kept the recording of", talk, item=recording.pk if recording else None)
    return talk


@transaction.atomic
def note_takeaway(talk: Talk, words: str, *, by: Account | None) -> Takeaway:
    """Noted twice in the same words, it was learned once."""
    noted = {"by": by, "noted_at": clock.now()}
    takeaway, is_new = Takeaway.objects.get_or_create(talk=talk, words=words, defaults=noted)
    if is_new:
        trail.note(by, "noted what was learned", takeaway)
    return takeaway


@transaction.atomic
def show_event_to(item: Item, circle: str, *, how_to_ask: str = "", by: Account | None) -> Item:
    """Everybody, the Academy's agencies, or our own organisation. Nobody speaks in public who has not agreed to."""
    item = Item.objects.select_for_update(of=("self",), no_key=True).get(pk=item.pk)
    if item.kind != rules.Kind.EVENT:
        raise not_an_event(item.title)
    before = queries.circle_of(item)
    PublicEvent.objects.filter(item=item).exclude(how_to_ask=how_to_ask).delete()
    if circle == EventCircle.PUBLIC:
        _refuse_if_not_agreed(item)
        PublicEvent.objects.get_or_create(item=item, defaults={"how_to_ask": how_to_ask, "shown_at": clock.now()})
    else:
        PublicEvent.objects.filter(item=item).delete()
    _put_circle(item, circle)
    if before != circle:
        trail.note(by, "chose who may read of", item, before=before, circle=str(circle))
    return item


def erase_person(person: Person) -> Counter[str]:
    Acquaintance.objects.filter(person=person).delete()
    return Counter()


def move_person(moving: Moving) -> None:
    theirs, held = (Acquaintance.objects.filter(person=person) for person in (moving.merged, moving.kept))
    again = held.values_list("expert", flat=True)
    moving.take_away(theirs.filter(expert__in=list(again)))
    moving.repoint(theirs)


def _refuse_if_not_agreed(item: Item) -> None:
    not_listed = [talk.expert.name for talk in queries.talks_at(item) if not talk.expert.is_listed(on=clock.today())]
    if not_listed:
        raise not_agreed(not_listed)


def _put_circle(item: Item, circle: str) -> None:
    """What is shown to some kinds of agency stays so while it is for partners."""
    if circle == EventCircle.INTERNAL:
        wanted = ShownTo.OWN
    elif circle == EventCircle.PARTNERS and item.shown_to == ShownTo.KINDS:
        wanted = ShownTo.KINDS
    else:
        wanted = ShownTo.EVERYONE
    if item.shown_to != wanted:
        item.shown_to = wanted
        item.save(update_fields=["shown_to"])
        write_texts([item])
