"""Trainers: who may lead what, and what they hear of the sessions they lead."""

from collections.abc import Sequence

from django.db import transaction

from academy.booking import queries, rules
from academy.booking.actions.days import DaysChanged
from academy.booking.actions.invitations import CANCEL, FILE_NAME, REQUEST, invitation_to_lead
from academy.booking.models import Leading, Session, Trainer
from academy.catalogue.models import Expert, Item
from academy.core import notices, trail
from academy.core.models import Notice
from academy.people.actions import Moving
from academy.people.models import Account, Person


@transaction.atomic
def add_trainer(
    who: Person | Expert, *, known_as: str = "", may_lead: Sequence[Item] = (), by: Account | None
) -> Trainer:
    """One of us, or an expert from outside. Added again, they are the trainer they were."""
    own = {"person": who} if isinstance(who, Person) else {"expert": who}
    trainer, is_new = Trainer.objects.get_or_create(**own, defaults={"known_as": known_as or str(who)})
    if is_new:
        trainer.may_lead.set(may_lead)
        trail.note(by, "added as trainer", trainer, items=[item.pk for item in may_lead])
    return trainer


@transaction.atomic
def change_trainer(
    trainer: Trainer, *, known_as: str, may_lead: Sequence[Item], is_available: bool, by: Account | None
) -> Trainer:
    """What they lead already stays theirs to lead."""
    trainer = Trainer.objects.select_for_update(no_key=True).get(pk=trainer.pk)
    trainer.known_as, trainer.is_available = known_as, is_available
    trainer.save(update_fields=["known_as", "is_available"])
    trainer.may_lead.set(may_lead)
    items = sorted(item.pk for item in may_lead)
    trail.note(by, "changed what is known of trainer", trainer, items=items, is_available=is_available)
    return trainer


def forget_trainer(person: Person) -> int:
    """Of somebody who is erased: that somebody led stays, and who it was does not."""
    trainer = Trainer.objects.filter(person=person).first()
    return _forget(trainer) if trainer else 0


@transaction.atomic
def forget_expert_who_led(trainer: Trainer) -> int:
    trail.note(None, "forgot the name of trainer", trainer)
    return _forget(trainer)


def _forget(trainer: Trainer) -> int:
    led = Session.objects.filter(days__leadings__trainer=trainer, led_by__contains=trainer.known_as).distinct()
    for session in led:
        session.led_by = session.led_by.replace(trainer.known_as, rules.FORMER_TRAINER)
        session.save(update_fields=["led_by"])
    trainer.known_as, trainer.is_available = rules.FORMER_TRAINER, False
    trainer.save(update_fields=["known_as", "is_available"])
    trainer.may_lead.clear()
    return 1


def move_trainer(moving: Moving) -> None:
    """Two trainers become one; of the same day led by both, one stays."""
    theirs, held = (Trainer.objects.filter(person=person) for person in (moving.merged, moving.kept))
    one, other = theirs.first(), held.first()
    if one is None:
        return
    if other is None:
        moving.repoint(theirs)
        return
    days = Leading.objects.filter(trainer=other).values("day")
    moving.take_away(Leading.objects.filter(trainer=one, day__in=list(days.values_list("day", flat=True))))
    moving.repoint_to(Leading.objects.filter(trainer=one), "trainer", other)


def told(session: Session, changed: DaysChanged) -> None:
    """Each trainer hears of their own days: new, other than before, or no longer theirs."""
    new = {leading.pk for leading in changed.started}
    sequence = session.sequence
    written = [_notice(leading, "off", f"leads-off:{sequence}:{leading.pk}") for leading in changed.stopped]
    if changed or changed.started:
        for leading in queries.leadings(session):
            if leading.pk in new:
                written.append(_notice(leading, "asked", f"leads:{leading.pk}"))
            elif leading.day.number in changed.numbers:
                written.append(_notice(leading, "changed", f"leads-changed:{sequence}:{leading.pk}"))
    notices.queue(written)


def called_off(session: Session) -> None:
    leading = queries.leadings(session)
    notices.queue([_notice(one, "called_off", f"leads-called-off:{one.pk}") for one in leading])


def _notice(leading: Leading, what: str, key: str) -> Notice | None:
    method = CANCEL if what in ("off", "called_off") else REQUEST
    return notices.written(
        key,
        kind="booking",
        to=leading.trainer.email,
        template="booking/notices/leading.txt",
        attachment=(FILE_NAME, invitation_to_lead(leading, method=method)),
        what=what,
        leading=leading,
        day=leading.day,
        session=leading.day.session,
    )
