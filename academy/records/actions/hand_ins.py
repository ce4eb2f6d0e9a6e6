"""Learning from elsewhere: handing it in, putting one's name to it, and saying whose is accepted from now on."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse

from academy.catalogue.models import Item
from academy.core import clock, notices, trail, uploads
from academy.core.uploads import Judged
from academy.people import queries as people
from academy.people.models import Account, Organisation, Person
from academy.people.scope import Viewer
from academy.records import queries, rules
from academy.records.actions.completions import record_completion
from academy.records.models import (
    AcceptedIssuer,
    Completion,
    Countersignature,
    Countersigning,
    HandIn,
)
from academy.records.queries import Turn
from academy.records.rules import Door, Signer, State


@transaction.atomic
def hand_in(
    person: Person,
    item: Item,
    *,
    issuer: str,
    title: str,
    completed_on: date,
    by: Account | None,
    hours: Decimal | None = None,
    valid_until: date | None = None,
    note: str = "",
    evidence: Judged | None = None,
    previous: HandIn | None = None,
) -> HandIn:
    """It counts at once when the organisation accepts the same already; else when everybody asked has signed."""
    today = clock.today()
    rules.check(completed_on, item.hours if hours is None else hours, today=today)
    _refuse_run_out(completed_on, valid_until, today)
    person = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_again(person, item, completed_on)
    organisation = queries.employer(person, today) or (Viewer(by).organisation if by else None)
    if organisation is None:
        raise rules.NotTheirs("You hold no post today, so there is nobody to countersign. Ask the Academy team.")
    signers = queries.signers_for(organisation, item)
    made = HandIn.objects.create(
        person=person,
        organisation=organisation,
        item=item,
        issuer=issuer.strip(),
        title=title.strip(),
        completed_on=completed_on,
        hours=hours,
        valid_until=valid_until,
        note=note.strip(),
        evidence=uploads.keep(evidence) if evidence else None,
        asks_line_manager=Signer.LINE_MANAGER in signers,
        asks_training_lead=Signer.TRAINING_LEAD in signers,
        handed_in_at=clock.now(),
        handed_in_by=by,
        previous=previous,
    )
    trail.note(by, "handed in", made)
    return _counted_at_once(made, by=by) or _asked(made)


@transaction.atomic
def countersign(hand_in: HandIn, turn: Turn, *, by: Account) -> HandIn:
    """One name more; with the last one that is asked for it is on the record."""
    held = _locked(hand_in)
    _refuse_decided(held)
    if by.person_id == held.person_id:
        raise rules.OwnLearning("Nobody countersigns what they did themselves. A colleague can.")
    try:
        with transaction.atomic():
            signature = Countersignature.objects.create(
                hand_in=held, signed_as=turn.signer, by=by, is_deputy=turn.is_deputy, signed_at=clock.now()
            )
    except IntegrityError:
        raise rules.NotTheirs("That name stands there already. Two names are two people.") from None
    trail.note(by, "countersigned", held, signed_as=signature.signed_as)
    if not queries.still_asked(held):
        _count(held, by=by)
    return held


@transaction.atomic
def refuse_hand_in(hand_in: HandIn, *, reason: str, by: Account) -> HandIn:
    """With words that help: the person may hand it in again."""
    held = _locked(hand_in)
    _refuse_decided(held)
    if by.person_id == held.person_id:
        raise rules.OwnLearning("Nobody decides about what they did themselves. You may take it back.")
    held.state, held.reason, held.decided_at, held.decided_by = State.REFUSED, reason.strip(), clock.now(), by
    held.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    trail.note(by, "did not accept", held)
    _tell_person(held, template="records/refused.txt")
    return held


@transaction.atomic
def take_back(hand_in: HandIn, *, by: Account | None) -> HandIn:
    held = _locked(hand_in)
    _refuse_decided(held)
    held.state, held.decided_at, held.decided_by = State.TAKEN_BACK, clock.now(), by
    held.save(update_fields=["state", "decided_at", "decided_by"])
    trail.note(by, "took back", held)
    return held


@transaction.atomic
def accept_issuer(
    organisation: Organisation,
    item: Item,
    *,
    issuer: str,
    by: Account | None,
    title: str = "",
    until: date | None = None,
    hand_in: HandIn | None = None,
) -> AcceptedIssuer:
    """From now on the same counts without asking. What waits already is still looked at: somebody may know more."""
    if until is not None and until < clock.today():
        raise rules.HasRunOut(
            f"{rules.in_words(until)} has passed. Give a day to come, or leave it out.", field="until"
        )
    plain = dict(zip(("issuer_plain", "title_plain"), rules.plain_names(issuer, title), strict=True))
    same = AcceptedIssuer.objects.filter(organisation=organisation, item=item, ended_on__isnull=True, **plain)
    held = same.select_for_update().first()
    if held is not None and (held.accepted_until is None or held.accepted_until >= clock.today()):
        raise rules.AlreadyAccepted(f"{organisation} accepts that already as {item}.")
    if held is not None:  # its time was over: it ends, and begins anew
        same.update(ended_on=held.accepted_until)
    made = AcceptedIssuer.objects.create(
        organisation=organisation,
        item=item,
        issuer=issuer.strip(),
        title=title.strip(),
        **plain,
        accepted_on=clock.today(),
        accepted_until=until,
        accepted_by=by,
        hand_in=hand_in,
    )
    trail.note(by, "accepted from now on", made)
    return made


@transaction.atomic
def stop_accepting(accepted: AcceptedIssuer, *, by: Account | None) -> AcceptedIssuer:
    """What was counted stays; from now on each is looked at again."""
    held = AcceptedIssuer.objects.select_for_update().get(pk=accepted.pk)
    if held.ended_on is None:
        held.ended_on = clock.today()
        held.save(update_fields=["ended_on"])
        trail.note(by, "no longer accepts", held)
    return held


@transaction.atomic
def set_countersigning(
    organisation: Organisation, item: Item | None, *, signers: Iterable[str], by: Account | None
) -> Countersigning:
    """For what is handed in from now on; what waits keeps the names it came in with."""
    asked = set(signers)
    rule, _ = Countersigning.objects.update_or_create(
        organisation=organisation,
        item=item,
        defaults={
            "by_line_manager": Signer.LINE_MANAGER in asked,
            "by_training_lead": Signer.TRAINING_LEAD in asked,
        },
    )
    trail.note(by, "set who countersigns", rule, signers=sorted(asked))
    return rule


def refuse_if_countersigned(person: Person, item: Item) -> None:
    """For doors that put learning on a record with one name: they stay shut where two are asked for."""
    organisation = queries.employer(person, clock.today())
    if organisation and Signer.LINE_MANAGER in queries.signers_for(organisation, item):
        raise rules.NeedsCountersigning(
            f"{organisation} asks for the line manager’s name as well. Hand it in on the page, with the certificate."
        )


def remind_signers(hand_in: HandIn, *, week: int) -> int:
    """Once a week, to whoever is still asked."""
    return _tell_signers(hand_in, kind=f"reminder-{week}")


def _refuse_run_out(completed_on: date, valid_until: date | None, today: date) -> None:
    if valid_until is None:
        return
    if valid_until < completed_on:
        raise rules.HasRunOut("That is before the day it was done. Check both dates.", field="valid_until")
    if valid_until < today:
        words = f"It ran out on {rules.in_words(valid_until)}, so it no longer counts. Hand in the newer one."
        raise rules.HasRunOut(words, field="valid_until")


def _refuse_again(person: Person, item: Item, completed_on: date) -> None:
    same = {"person": person, "item": item, "completed_on": completed_on}
    if Completion.objects.filter(**same).exists():
        raise rules.AlreadyHandedIn(f"{item} of {rules.in_words(completed_on)} is on the record already.")
    if HandIn.objects.filter(state=State.WAITING, **same).exists():
        raise rules.AlreadyHandedIn(f"{item} of {rules.in_words(completed_on)} is handed in, and waits for a name.")


def _refuse_decided(held: HandIn) -> None:
    if not held.is_waiting:
        raise rules.AlreadyDecided(f"This has been decided: {held.get_state_display().lower()}.")


def _counted_at_once(made: HandIn, *, by: Account | None) -> HandIn | None:
    accepted = queries.accepted_as(
        made.organisation,
        made.item,
        issuer=made.issuer,
        title=made.title,
        valid_until=made.valid_until,
        on=clock.today(),
    )
    if accepted is None:
        return None
    made.accepted_as = accepted
    made.save(update_fields=["accepted_as"])
    return _count(made, by=None)


def _asked(made: HandIn) -> HandIn:
    """Somebody who handed it in for another, and may sign, has signed with that."""
    by = made.handed_in_by
    turn = queries.turn_of(Viewer(by), made) if by is not None and by.person_id != made.person_id else None
    if by is not None and turn is not None:
        made = countersign(made, turn, by=by)
    if made.is_waiting:
        _tell_signers(made, kind="asked")
    return made


def _count(held: HandIn, *, by: Account | None) -> HandIn:
    held.completion = record_completion(
        held.person, held.item, on=held.completed_on, hours=held.hours, door=Door.ELSEWHERE, by=by
    )
    held.state, held.decided_at, held.decided_by = State.COUNTED, clock.now(), by
    held.save(update_fields=["completion", "state", "decided_at", "decided_by"])
    if held.handed_in_by_id is None or held.handed_in_by.person_id == held.person_id:  # type: ignore[union-attr]
        _tell_person(held, template="records/counted.txt")
    return held


def _tell_person(held: HandIn, *, template: str) -> None:
    link = settings.ADDRESS + held.get_absolute_url()
    notices.send(
        f"hand-in:{held.pk}:{held.state}",
        kind="record",
        to=held.person.email or "",
        template=template,
        hand_in=held,
        link=link,
    )


def _tell_signers(held: HandIn, *, kind: str) -> int:
    """Whoever manages them, and the training leads of the nearest organisation that has any."""
    asked, today = queries.still_asked(held), clock.today()
    addresses: set[str] = set()
    has_manager = queries.has_line_manager(held.person, today)
    manager = people.manager_of(held.person, today) if has_manager else None
    if Signer.LINE_MANAGER in asked and manager and manager.email:
        addresses.add(manager.email)
    if Signer.TRAINING_LEAD in asked or (Signer.LINE_MANAGER in asked and not has_manager):
        addresses |= {account.email for account in _leads(held) if account.email}
    link = settings.ADDRESS + reverse("countersign", args=[held.pk])
    told = [
        notices.written(
            f"hand-in:{held.pk}:{kind}:{to}"[:120],
            kind="approval",
            to=to,
            template="records/asked.txt",
            hand_in=held,
            link=link,
        )
        for to in sorted(addresses)
    ]
    notices.queue(told)
    return len(told)


def _leads(held: HandIn) -> list[Account]:
    grants = people.leads_and_above(Viewer(None), held.organisation)
    grants = [grant for grant in grants if grant.account.person_id != held.person_id]
    nearest = max((len(grant.organisation.path) for grant in grants), default=0)
    return [grant.account for grant in grants if len(grant.organisation.path) == nearest]


def _locked(hand_in: HandIn) -> HandIn:
    held = HandIn.objects.select_for_update(of=("self",)).get(pk=hand_in.pk)
    return held
