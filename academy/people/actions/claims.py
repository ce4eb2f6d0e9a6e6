"""Claiming somebody who comes from another employer (C19). Their learning record is not touched: it goes with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from academy.core import clock, notices, trail
from academy.core.models import Notice
from academy.people import queries, rules
from academy.people.actions import tries
from academy.people.actions.posts import find_or_add_post, start_post
from academy.people.models import Account, Claim, Organisation, Person, PostQuestion, SignInTries, Spell
from academy.people.rules import Facts

NOBODY = (
    "We found nobody with exactly these facts. Check each one, give only those you are sure of, or add a new person"
)


def claim_person(
    facts: Facts, organisation: Organisation, *, post: Mapping[str, Any], stay: Mapping[str, Any], by: Account
) -> Spell:
    """A try is counted before anybody is looked for, and stays counted when nobody is found."""
    key = tries.key_of("claim", str(by.pk))
    tries.count(key)
    person = queries.person_for(facts, needed=rules.FACTS_NEEDED)
    if person is None:
        tries.note_wrong(key)
        trail.note(by, "looked in vain for", organisation, facts=facts.kinds)
        raise rules.NobodyFound(NOBODY)
    spell = join_staff(person, facts, organisation, post=post, stay=stay, by=by)
    SignInTries.objects.filter(key=key, tries__gt=0).update(tries=F("tries") - 1)  # this one only: wrong ones stay
    return spell


@transaction.atomic
def say_post_goes_on(question: PostQuestion, *, by: Account) -> PostQuestion:
    """Somebody may work for both: the former employer says so, and is not asked again."""
    question = PostQuestion.objects.select_for_update(of=("self",)).select_related("spell").get(pk=question.pk)
    if question.goes_on_at is None:
        question.goes_on_by, question.goes_on_at = by, clock.now()
        question.save(update_fields=["goes_on_by", "goes_on_at"])
        trail.note(by, "said that it goes on:", question.spell, post=question.spell.post.title)
    return question


@transaction.atomic
def join_staff(
    person: Person,
    facts: Facts,
    organisation: Organisation,
    *,
    post: Mapping[str, Any],
    stay: Mapping[str, Any],
    by: Account | None,
) -> Spell:
    """Once it is known who is meant. They and their other employers are told."""
    held = find_or_add_post(organisation, by=by, **post)
    elsewhere = queries.posts_elsewhere(person, organisation, on=clock.today())
    claim = Claim.objects.create(
        person=person,
        organisation=organisation,
        facts=facts.kinds,
        claimed_by=by if isinstance(by, Account) else None,  # a system is nobody
        claimed_at=clock.now(),
    )
    spell = start_post(person, held, by=by, cause=claim, **stay)
    unended = [other for other in elsewhere if other.ended_on is None]
    PostQuestion.objects.bulk_create([PostQuestion(claim=claim, spell=other) for other in unended])
    notices.queue([_to_them(claim, spell), *_to_former_employers(claim, spell, elsewhere)])
    trail.note(by, "claimed", person, organisation=organisation.code, facts=facts.kinds)
    return spell


def _to_them(claim: Claim, spell: Spell) -> Notice | None:
    template = "people/claims/told_person.txt"
    return notices.written(
        f"claimed:{claim.pk}:person",
        kind="account",
        to=claim.person.email or "",
        template=template,
        claim=claim,
        spell=spell,
    )


def _to_former_employers(claim: Claim, spell: Spell, elsewhere: Sequence[Spell]) -> list[Notice | None]:
    """One message for each lead, however many posts the person holds there."""
    told: dict[int, Notice | None] = {}
    for other in elsewhere:
        for grant in queries.leads_to_tell(other.post.organisation, on=clock.today()):
            if grant.account_id == claim.claimed_by_id or grant.account_id in told:
                continue
            told[grant.account_id] = notices.written(
                f"claimed:{claim.pk}:{grant.account_id}",
                kind="approval",
                to=(grant.account.person.email or "") if grant.account.person else "",
                template="people/claims/told_employer.txt",
                lead=grant.account.person,
                claim=claim,
                spell=spell,
                former=other,
                link=settings.ADDRESS + reverse("post-questions"),
            )
    return list(told.values())
