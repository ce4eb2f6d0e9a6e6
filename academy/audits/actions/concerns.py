"""Worry about a child now. It is written down, told to people by name, and shown to them here, all in one step: if the
mail server is down they still see it, and it goes on asking until somebody says what they are doing."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from academy.audits.models import Audit, Concern, ConcernContact, ConcernTold
from academy.audits.queries import findings as queries
from academy.audits.rules.concerns import NotRaised, is_told_again, is_widened
from academy.core import clock, notices, trail
from academy.core.models import Notice
from academy.people import queries as people
from academy.people.models import Account, Grant, Organisation, Person
from academy.people.rules import Role


@transaction.atomic
def raise_concern(audit: Audit, *, said: str, key: str, by: Account) -> Concern:
    """Row, people and messages in one transaction: all of it is there, or the page says that nothing is."""
    held = Concern.objects.filter(key=key).first()
    if held is not None:
        return held
    if not said.strip():
        raise NotRaised("Say in a few words what worries you.", field="said")
    sample = audit.sampled_case.sample
    organisation = audit.sampled_case.team.organisation if audit.sampled_case.team else sample.organisation
    concern = Concern.objects.create(
        audit=audit, organisation=organisation, said=said.strip(), raised_at=clock.now(), raised_by=by, key=key
    )
    named = queries.whom_to_tell(organisation, on=clock.today())
    told = _tell(concern, named or who_answers_for_all())
    if not told:
        notices.queue([_written(concern, settings.CONTACT_EMAIL, f"concern:{concern.pk}:contact", "")])
    trail.note(by, "raised", concern)
    return concern


@transaction.atomic
def answer_concern(told: ConcernTold, *, answer: str, by: Account) -> ConcernTold:
    """Somebody says what they are doing. The first answer quiets the asking; later ones are kept too."""
    held = ConcernTold.objects.select_for_update(of=("self",)).select_related("concern").get(pk=told.pk)
    if not answer.strip():
        raise NotRaised("Say in a sentence what you are doing.", field="answer")
    if held.answered_at is not None:
        raise NotRaised("You have answered this already.")
    now = clock.now()
    held.answered_at, held.answer = now, answer.strip()
    held.save(update_fields=["answered_at", "answer"])
    is_first = Concern.objects.filter(pk=held.concern_id, answered_at__isnull=True).update(answered_at=now)
    raised_by = held.concern.raised_by
    if is_first and raised_by is not None:
        notices.send(
            f"concern-answered:{held.concern_id}",
            kind="safety",
            to=raised_by.email,
            template="audits/notices/concern_answered.txt",
            told=held,
            link=settings.ADDRESS + reverse("concern", args=[held.concern_id]),
        )
    trail.note(by, "answered", held)
    return held


@transaction.atomic
def ask_again(concern: Concern) -> int:
    """Nobody has answered: those who were told are told again, and after half an hour more people are."""
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if concern.answered_at is not None:
        return 0
    now, number = clock.now(), 0
    for told in concern.told.select_related("person"):
        if is_told_again(told.told_at, told.again_at, now=now):
            told.again_at, told.times = now, told.times + 1
            told.save(update_fields=["again_at", "times"])
            notices.queue([_written(concern, told.person.email or "", f"concern:{told.pk}:{told.times}", _link(told))])
            number += 1
    if concern.widened_at is None and is_widened(concern.raised_at, now=now):
        concern.widened_at = now
        concern.save(update_fields=["widened_at"])
        number += len(_tell(concern, who_answers_for_all()))
    return number


@transaction.atomic
def name_contact(organisation: Organisation, person: Person, *, by: Account | None) -> ConcernContact:
    if people.is_shut_out(person):
        raise NotRaised(f"{person} does not work here any more.", field="person")
    if not person.email:
        raise NotRaised(f"We have no e-mail address of {person}.", field="person")
    contact, is_new = ConcernContact.objects.get_or_create(
        organisation=organisation, person=person, ends_on=None, defaults={"starts_on": clock.today()}
    )
    if is_new:
        trail.note(by, "named as a contact for concerns", contact)
    return contact


@transaction.atomic
def end_contact(contact: ConcernContact, *, by: Account | None) -> None:
    """From tomorrow on. The last one of an organisation may end: then those above are told, or the directors."""
    ended = ConcernContact.objects.filter(pk=contact.pk, ends_on__isnull=True).update(ends_on=clock.today())
    if ended:
        trail.note(by, "ended as a contact for concerns", contact)


def who_answers_for_all() -> list[Person]:
    """The directors and the Academy team: told when nobody is named, or when nobody has answered."""
    current = people.current_grants(clock.today()).filter(
        role__in=[Role.DIRECTOR, Role.ACADEMY], account__is_active=True
    )
    grants: Iterable[Grant] = current.select_related("account__person").order_by("pk")
    found = {grant.account.person_id: grant.account.person for grant in grants if grant.account.person}
    return list(found.values())


def _tell(concern: Concern, persons: Iterable[Person]) -> list[ConcernTold]:
    """Once each; the message waits beside the row, and the row is on their home page."""
    now, told = clock.now(), []
    for person in persons:
        row, is_new = ConcernTold.objects.get_or_create(concern=concern, person=person, defaults={"told_at": now})
        if is_new:
            told.append(row)
    notices.queue(_written(concern, row.person.email or "", f"concern:{row.pk}:1", _link(row)) for row in told)
    return told


def _written(concern: Concern, to: str, key: str, link: str) -> Notice | None:
    return notices.written(
        key,
        kind="safety",
        to=to,
        template="audits/notices/concern.txt",
        concern=concern,
        link=link or settings.ADDRESS + reverse("concern", args=[concern.pk]),
        phone=settings.SAFETY_PHONE,
        safety_team=settings.SAFETY_TEAM,
    )


def _link(told: ConcernTold) -> str:
    return settings.ADDRESS + reverse("concern-told", args=[told.pk])
