"""One nurse whom a school has added to its staff, so that the trust is asked; and one colleague who came in twice."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from academy.core.demo import World
from academy.people.demo.partnership import HEALTH
from academy.people.models import Claim, Person, PostQuestion, Spell
from academy.people.rules import Fact, OrganisationKind
from academy.people.scope import current_spells

DAYS_AGO = 5


def come_and_go(world: World) -> None:
    nurses = list(_staff(world.on)[:3])
    school = current_spells(world.on).filter(
        post__organisation__kind=OrganisationKind.SCHOOL, line_manager__isnull=False
    )
    joins = school.select_related("post__organisation").order_by("pk").first()
    if len(nurses) < 3 or joins is None:
        return  # a Weyshire so small has nobody to spare
    _claimed(nurses[0], joins, world.on - timedelta(days=DAYS_AGO))
    _twice(nurses[1].person, nurses[2].person)


def _staff(on: date) -> QuerySet[Spell]:
    """Of the trust: those who manage nobody and sign in nowhere."""
    here = current_spells(on).filter(post__organisation__code=HEALTH, person__account__isnull=True)
    here = here.filter(started_on__lt=on - timedelta(days=90), line_manager__isnull=False)
    return here.exclude(person__manages__isnull=False).select_related("person").order_by("pk")


def _claimed(held: Spell, joins: Spell, on: date) -> None:
    at = timezone.make_aware(datetime.combine(on, time(16, 40)))
    facts = [Fact.EMAIL, Fact.STAFF_NUMBER]
    claim = Claim.objects.create(person=held.person, organisation=joins.post.organisation, facts=facts, claimed_at=at)
    Spell.objects.create(
        person=held.person,
        post=joins.post,
        started_on=on,
        line_manager_id=joins.line_manager_id,
        fte=held.fte,
        cause=claim,
    )
    PostQuestion.objects.create(claim=claim, spell=held)


def _twice(one: Person, other: Person) -> None:
    other.given_name, other.family_name, other.birth_year = one.given_name, one.family_name, one.birth_year
    other.email = (one.email or "").replace("@", "-2@") or None
    other.save()
