"""Recording that two people met. The trail says that they did, never what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from academy.catalogue.models import Item
from academy.core import clock, trail
from academy.frameworks.models import Capability
from academy.needs import actions as needs
from academy.needs.rules import Evidence, Risk, SignalKind
from academy.people import queries as people
from academy.people.models import Account, JobRole, Organisation, Person
from academy.programmes import rules
from academy.programmes.models import Conversation, ConversationNote, LearningPoint, SupervisionRule
from academy.programmes.rules import ConversationKind

SIGNALS = {ConversationKind.APPRAISAL: SignalKind.APPRAISAL}  # every other conversation is supervision


@dataclass(frozen=True)
class Point:
    """Something to learn: in words fit for the line manager, and for the Academy where it is passed on."""

    said: str
    capability: Capability | None = None
    item: Item | None = None
    is_passed_on: bool = False


@transaction.atomic
def record_conversation(
    person: Person,
    with_whom: Person,
    *,
    kind: str,
    held_on: date,
    words: str = "",
    points: Sequence[Point] = (),
    by: Account | None,
) -> Conversation:
    """That it took place, what the two wrote down, and what there is to learn."""
    rules.check_day(held_on, today=clock.today())
    if person == with_whom:
        raise rules.SupervisionRefused("Say whom you met: nobody supervises themselves.")
    if by is not None and by.person_id not in (person.pk, with_whom.pk):
        raise rules.NotYours("A conversation is recorded by one of the two who had it.")
    try:
        with transaction.atomic():
            held = Conversation.objects.create(
                person=person, with_whom=with_whom, kind=kind, held_on=held_on, noted_at=clock.now(), noted_by=by
            )
    except IntegrityError:
        raise rules.SupervisionRefused(
            "This conversation is recorded already. Open it to add to its notes.", field="held_on"
        ) from None
    if words.strip():
        write_note(held, words, by=by)
    for point in points[: rules.MOST_POINTS]:
        _add_point(held, point, by=by)
    trail.note(by, "recorded", held, kind=kind)
    return held


@transaction.atomic
def write_note(conversation: Conversation, words: str, *, by: Account | None) -> ConversationNote | None:
    """In place of what stood there; with nothing written there is no note."""
    if by is not None and by.person_id not in (conversation.person_id, conversation.with_whom_id):
        raise rules.NotYours("Only the two who met write its notes.")
    if not words.strip():
        ConversationNote.objects.filter(conversation=conversation).delete()
        return None
    note, _ = ConversationNote.objects.update_or_create(
        conversation=conversation,
        defaults={"words": words.strip(), "written_at": clock.now(), "written_by": by},
    )
    return note


def _add_point(conversation: Conversation, point: Point, *, by: Account | None) -> LearningPoint:
    """One that is passed on is one voice, of one person, and says nothing of whose."""
    held = LearningPoint.objects.create(
        conversation=conversation,
        said=point.said.strip(),
        capability=point.capability,
        item=point.item,
        is_passed_on=point.is_passed_on,
    )
    if point.is_passed_on:
        spell = people.current_spell(conversation.person, conversation.held_on)
        needs.raise_signal(
            SIGNALS.get(ConversationKind(conversation.kind), SignalKind.SUPERVISION),
            held.said,
            size=1,
            risk=Risk.SOME,
            evidence=Evidence.VOICE,
            capability=point.capability,
            item=point.item,
            organisation=spell.post.organisation if spell else None,
            job_role=spell.post.job_role if spell else None,
            cause=held,
            by=by,
        )
    return held


@transaction.atomic
def set_rule(
    *,
    job_role: JobRole | None,
    organisation: Organisation | None,
    from_week: int,
    until_week: int | None,
    every_days: int,
    starts_on: date,
    by: Account | None,
) -> SupervisionRule:
    """A rule for the same people and weeks takes the place of the one before, from its own day on."""
    if until_week is not None and until_week <= from_week:
        raise rules.SupervisionRefused("The last week comes after the first.", field="until_week")
    same = SupervisionRule.objects.filter(
        job_role=job_role, organisation=organisation, from_week=from_week, until_week=until_week, ends_on__isnull=True
    )
    for earlier in same.select_for_update().order_by("pk"):
        end_rule(earlier, on=starts_on, by=by)
    rule = SupervisionRule.objects.create(
        job_role=job_role,
        organisation=organisation,
        from_week=from_week,
        until_week=until_week,
        every_days=every_days,
        starts_on=starts_on,
    )
    trail.note(by, "set", rule, every_days=every_days)
    return rule


@transaction.atomic
def end_rule(rule: SupervisionRule, *, on: date, by: Account | None) -> SupervisionRule:
    """Its last day is the one before; one that had not begun never was."""
    held = SupervisionRule.objects.select_for_update().get(pk=rule.pk)
    if held.starts_on >= on:
        trail.note(by, "took back", held)
        held.delete()
        return held
    held.ends_on = date.fromordinal(on.toordinal() - 1)
    held.save(update_fields=["ends_on"])
    trail.note(by, "ended", held)
    return held
