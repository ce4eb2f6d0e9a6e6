"""Somebody need not, for a while: asked for, signed by two people, and over when its time is."""

from collections import Counter
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from academy.core import clock, notices, trail
from academy.needs import queries
from academy.needs.models import Exemption, Requirement
from academy.needs.rules.exemptions import (
    AlreadyExempt,
    ExemptionRefused,
    ExemptionState,
    NotAsked,
    NotTheirName,
    Signer,
    refuse_until,
)
from academy.people import queries as people
from academy.people.models import Account, Person
from academy.people.scope import Viewer


@transaction.atomic
def ask_for_exemption(
    person: Person, requirement: Requirement, *, why: str, until_on: date, by: Account | None
) -> Exemption:
    """It counts for nothing yet. Whoever asks, and may sign, has signed with that."""
    today = clock.today()
    refuse_until(until_on, on=today)
    if not queries.is_asked_of(person, requirement, on=today):
        raise NotAsked(requirement.item.title)
    if queries.exemption_in_force(person, requirement.item_id, on=today):
        raise AlreadyExempt(f"They are exempt from “{requirement.item}” already.")
    spell = people.current_spell(person, today)
    assert spell is not None  # something is asked of them, so they hold a post
    try:
        with transaction.atomic():
            made = Exemption.objects.create(
                person=person,
                item=requirement.item,
                requirement=requirement,
                organisation=spell.post.organisation,
                why=why.strip(),
                until_on=until_on,
                asked_at=clock.now(),
                asked_by=by,
            )
    except IntegrityError:
        raise AlreadyExempt("It has been asked for already, and waits for names.") from None
    trail.note(by, "asked for", made, until_on=str(until_on))
    turn = queries.turn_to_sign(Viewer(by), made) if by is not None else None
    if by is not None and turn is not None:
        made = sign_exemption(made, turn, by=by)
    if made.is_waiting:
        _tell_signers(made)
    return made


@transaction.atomic
def sign_exemption(exemption: Exemption, turn: Signer, *, by: Account) -> Exemption:
    """One name more. With the second one it counts, from that day on."""
    held = _waiting(exemption)
    if by.person_id == held.person_id:
        raise NotTheirName("Nobody signs their own exemption.")
    if by.pk in (held.manager_signed_by_id, held.lead_signed_by_id):
        raise NotTheirName("Your name stands there already. Two names are two people.")
    if turn not in held.missing:
        raise NotTheirName("Somebody else has put their name there meanwhile.")
    if turn == Signer.LINE_MANAGER:
        held.manager_signed_by, held.manager_signed_at = by, clock.now()
    else:
        held.lead_signed_by, held.lead_signed_at = by, clock.now()
    trail.note(by, "signed", held, signed_as=str(turn))
    if not held.missing:
        refuse_until(held.until_on, on=clock.today())
        held.state, held.counts_from = ExemptionState.COUNTS, clock.today()
        trail.note(by, "agreed to", held, until_on=str(held.until_on))
    held.save()
    if held.state == ExemptionState.COUNTS:
        _tell_person(held)
    return held


@transaction.atomic
def refuse_exemption(exemption: Exemption, *, reason: str, by: Account) -> Exemption:
    held = _waiting(exemption)
    if by.person_id == held.person_id:
        raise NotTheirName("Nobody decides about their own exemption. You may take it back.")
    held.state, held.reason = ExemptionState.REFUSED, reason.strip()
    held.save(update_fields=["state", "reason"])
    trail.note(by, "did not agree to", held)
    _tell_person(held)
    return held


@transaction.atomic
def take_back_exemption(exemption: Exemption, *, by: Account | None) -> Exemption:
    held = _waiting(exemption)
    held.state = ExemptionState.TAKEN_BACK
    held.save(update_fields=["state"])
    trail.note(by, "took back", held)
    return held


@transaction.atomic
def end_exemption(exemption: Exemption, *, reason: str, by: Account) -> Exemption:
    """Before its time: yesterday was its last day, so it is asked again from today. A first day stays one."""
    held = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if held.counts_from is None or held.ended_on is not None or held.until_on < clock.today():
        raise ExemptionRefused("It is over, or it never counted.")
    held.ended_on, held.reason = clock.today() - timedelta(days=1), reason.strip()
    held.save(update_fields=["ended_on", "reason"])
    trail.note(by, "ended", held, ended_on=str(held.ended_on))
    _tell_person(held)
    return held


def erase_exemptions(person: Person) -> Counter[str]:
    gone, _ = Exemption.objects.filter(person=person).delete()
    return Counter(exemptions=gone)


def _waiting(exemption: Exemption) -> Exemption:
    held = Exemption.objects.select_for_update(of=("self",)).get(pk=exemption.pk)
    if not held.is_waiting:
        raise ExemptionRefused(f"This has been decided: {held.get_state_display().lower()}.")
    return held


def _tell_person(held: Exemption) -> None:
    notices.send(
        f"exemption:{held.pk}:{held.state}:{held.ended_on or ''}",
        kind="gap",
        to=held.person.email or "",
        template="needs/exemption_told.txt",
        exemption=held,
        link=settings.ADDRESS + held.get_absolute_url(),
    )


def _tell_signers(held: Exemption) -> None:
    """The line manager, and the training leads of the nearest organisation that has any."""
    told = [
        notices.written(
            f"exemption:{held.pk}:asked:{to}"[:120],
            kind="approval",
            to=to,
            template="needs/exemption_asked.txt",
            exemption=held,
            link=settings.ADDRESS + held.get_absolute_url(),
        )
        for to in queries.addresses_to_sign(held, on=clock.today())
    ]
    notices.queue(told)
