"""Writing a reflection, an answer at a time, and showing it to somebody or not. The trail never holds its words."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction

from academy.core import clock, notices, trail
from academy.frameworks.models import Capability
from academy.people.models import Account, Person
from academy.records import rules
from academy.records.models import Completion, Reflection
from academy.records.rules import Activity, Peer, Question


@transaction.atomic
def begin_reflection(
    completion: Completion, *, by: Account | None, changed: str = "", difference: str = ""
) -> Reflection:
    """What it was, when and how long are there already. Begun again, it is the same; what is written is kept."""
    item = completion.item
    person = _locked(completion.person)
    held = Reflection.objects.filter(completion=completion).first()
    if held is None:
        held = _new(
            person,
            completion=completion,
            activity=rules.activity_of(item.kind),
            title=item.title,
            about=item.summary,
            done_on=completion.completed_on,
            hours=completion.hours,
        )
        trail.note(by or person, "began", held)
    return _with_answers(held, changed=changed, difference=difference)


@transaction.atomic
def begin_own(
    person: Person, *, title: str, activity: str, done_on: date, hours: Decimal | None, about: str, by: Account | None
) -> Reflection:
    """On something that is in no catalogue: a paper, a case discussion, teaching somebody."""
    rules.check(done_on, hours or Decimal(0), today=clock.today())
    person = _locked(person)
    held = _new(person, activity=Activity(activity), title=title, about=about, done_on=done_on, hours=hours)
    trail.note(by or person, "began", held)
    return held


@transaction.atomic
def answer_question(
    reflection: Reflection, question: Question, words: str, *, peer: str = "", by: Account | None
) -> Reflection:
    """Kept at once, a draft or not. A piece that says too little after all is a draft again."""
    held = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if question is Question.PEER:
        held.peer, held.discussed = (Peer(peer).value if peer else ""), words.strip()
    else:
        setattr(held, question.value, words.strip())
    if held.finished_at and not rules.is_piece(held.learned, held.changed, held.difference):
        held.finished_at = None
    held.save()
    return held


@transaction.atomic
def change_about(
    reflection: Reflection, *, title: str, activity: str, done_on: date, hours: Decimal | None, about: str
) -> Reflection:
    rules.check(done_on, hours or Decimal(0), today=clock.today())
    held = Reflection.objects.select_for_update().get(pk=reflection.pk)
    held.title, held.activity, held.done_on, held.hours, held.about = title, activity, done_on, hours, about
    held.save()
    return held


@transaction.atomic
def tie_to(reflection: Reflection, capabilities: Collection[Capability]) -> None:
    reflection.capabilities.set(capabilities)


@transaction.atomic
def finish_reflection(reflection: Reflection, *, by: Account | None) -> Reflection:
    """From now on it is a piece of the year."""
    held = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if not rules.is_piece(held.learned, held.changed, held.difference):
        raise rules.NotAPiece(
            "Say what you learned, and what came of it: for your practice or for children and families."
        )
    if held.finished_at is None:
        held.finished_at = clock.now()
        held.save(update_fields=["finished_at"])
        trail.note(by, "finished", held)
    return held


@transaction.atomic
def share_reflection(reflection: Reflection, with_whom: Person | None, *, by: Account | None) -> Reflection:
    """With this line manager and nobody who follows them. The message holds none of its words."""
    held = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if with_whom is None or with_whom == held.person:
        raise rules.NobodyToShareWith("We know of no line manager of yours. Ask your training lead to put that right.")
    if held.finished_at is None:
        raise rules.NotAPiece("Finish it first. What is shown is what you meant to say.")
    if held.shared_with_id == with_whom.pk:
        return held
    held.shared_with, held.shared_at = with_whom, clock.now()
    held.save(update_fields=["shared_with", "shared_at"])
    trail.note(by, "shared", held)
    notices.send(
        f"reflection-shared:{held.pk}:{with_whom.pk}:{held.shared_at:%Y%m%d%H%M%S}",
        kind="manager-copy",
        to=with_whom.email or "",
        template="records/shared.txt",
        reflection=held,
        person=held.person,
        manager=with_whom,
    )
    return held


@transaction.atomic
def stop_sharing(reflection: Reflection, *, by: Account | None) -> Reflection:
    held = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if held.shared_with_id is not None:
        held.shared_with, held.shared_at = None, None
        held.save(update_fields=["shared_with", "shared_at"])
        trail.note(by, "stopped sharing", held)
    return held


@transaction.atomic
def throw_away(reflection: Reflection, *, by: Account | None) -> None:
    """The learning stays on the record; what was written about it is gone for good."""
    held = Reflection.objects.select_for_update().filter(pk=reflection.pk).first()
    if held is not None:
        Reflection.objects.filter(pk=held.pk).delete()
        trail.note(by, "threw away", held)


def _new(person: Person, **fields: object) -> Reflection:
    if Reflection.objects.filter(person=person).count() >= rules.AT_MOST:
        raise rules.TooMany(f"There are {rules.AT_MOST} reflections already. Throw some away first.")
    return Reflection.objects.create(person=person, begun_at=clock.now(), **fields)


def _with_answers(held: Reflection, *, changed: str, difference: str) -> Reflection:
    """What came from a follow-up fills only what is empty: nobody's own words are written over."""
    fields = [name for name, words in (("changed", changed), ("difference", difference)) if words]
    fields = [name for name in fields if not getattr(held, name)]
    for name in fields:
        setattr(held, name, {"changed": changed, "difference": difference}[name][: rules.LONGEST])
    if fields:
        held.save(update_fields=fields)
    return held


def _locked(person: Person) -> Person:
    return Person.objects.select_for_update().get(pk=person.pk)


def keep_reflections(written: list[Reflection]) -> list[Reflection]:
    """Many at once, as they were written and shown elsewhere."""
    return Reflection.objects.bulk_create(written, batch_size=2_000)
