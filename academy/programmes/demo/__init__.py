"""Weyshire’s rules of supervision, who met whom, and three case reviews with what came of them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from academy.catalogue.models import Item
from academy.core.demo import World
from academy.frameworks.models import Capability
from academy.people.models import JobRole, Organisation, Person, Spell
from academy.people.scope import current_spells
from academy.programmes.demo.reviews import REVIEWS
from academy.programmes.models import (
    CaseReview,
    Conversation,
    ConversationNote,
    LearningPoint,
    Recommendation,
    ReviewAction,
    SupervisionRule,
)
from academy.programmes.rules import ConversationKind

BATCH = 2_000
SOCIAL_CARE = "Children, Schools and Families"
NEWLY = "newly_qualified_social_worker"
STEPS = ((0, 6, 7), (6, 26, 14), (26, 52, 28))  # weeks of a post, and days between
MONTHS = 6  # of conversations
POINTS = (
    "To weigh risk and strengths, not list them",
    "To write plans that a family can read",
    "To bring partners’ views into the assessment",
    "To see the older child alone",
    "To say what would have to change for us to step down",
    "To ask what life is like on an ordinary day",
)
NOTE = "We looked at two pieces of work together and agreed what to do before we meet again."


def build(world: World) -> None:
    _rules(world)
    _conversations(world)
    _reviews(world)


def _rules(world: World) -> None:
    starts_on = world.on - timedelta(days=900)
    roles = list(JobRole.objects.filter(is_social_work=True))
    where = Organisation.objects.filter(name=SOCIAL_CARE).first()
    common: dict[str, Any] = {"organisation": where, "starts_on": starts_on}
    rules = [SupervisionRule(job_role=role, every_days=28, **common) for role in roles]
    rules += [
        SupervisionRule(job_role=role, from_week=first, until_week=last, every_days=days, **common)
        for role in roles
        if role.code == NEWLY
        for first, last, days in STEPS
    ]
    SupervisionRule.objects.bulk_create(rules)


def _conversations(world: World) -> None:
    """Nearly every month with a line manager; one team in twelve lets it slip."""
    chance = world.chance("programmes")
    spells = current_spells(world.on).filter(post__job_role__is_social_work=True, line_manager__isnull=False)
    made: list[Conversation] = []
    for spell in spells.select_related("post__job_role").order_by("pk"):
        slips = (spell.post.team_id or 0) % 12 == 5
        every = 14 if spell.post.job_role.code == NEWLY else 28
        day = max(spell.started_on, world.on - timedelta(days=30 * MONTHS)) + timedelta(days=chance.randint(2, every))
        until = world.on - timedelta(days=chance.randint(0, 40 if slips else 9))
        while day <= until:
            made.append(_met(spell, _working_day(day)))
            day += timedelta(days=every + chance.choice((-2, -1, 0, 0, 1, 3)))
    made += [_met(spell, spell.started_on + timedelta(days=340), ConversationKind.APPRAISAL) for spell in spells.filter(
        started_on__lt=world.on - timedelta(days=400)
    ).order_by("pk")[: world.people // 12]]  # fmt: skip
    Conversation.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    _written(world)


def _met(spell: Spell, on: date, kind: ConversationKind = ConversationKind.SUPERVISION) -> Conversation:
    return Conversation(
        person_id=spell.person_id, with_whom_id=spell.line_manager_id or 0, kind=kind, held_on=on, noted_at=_at(on)
    )


def _written(world: World) -> None:
    """Something to learn out of some of them; notes for those who show themselves in the demonstration."""
    chance = world.chance("learning points")
    capabilities = list(Capability.objects.order_by("pk")[:12])
    recent = list(Conversation.objects.filter(held_on__gt=world.on - timedelta(days=60)).order_by("pk"))
    chosen = chance.sample(recent, k=min(len(recent), world.people // 40))
    LearningPoint.objects.bulk_create(
        LearningPoint(conversation=one, said=chance.choice(POINTS), capability=chance.choice(capabilities or [None]))
        for one in chosen
    )
    named = Person.objects.filter(Q(email__endswith="@weyshire.example"), pk__in=[one.person_id for one in recent])
    shown = [one for one in recent if one.person_id in set(named.values_list("pk", flat=True)[:20])]
    ConversationNote.objects.bulk_create(
        ConversationNote(conversation=one, words=NOTE, written_at=one.noted_at) for one in shown
    )


def _reviews(world: World) -> None:
    owners = list(_owners(world))
    if not owners:
        return
    for number, (kind, title, days_ago, summary, asked) in enumerate(REVIEWS):
        review = CaseReview.objects.create(
            kind=kind, title=title, agreed_on=world.on - timedelta(days=days_ago), summary=summary
        )
        for place, (words, capability, actions) in enumerate(asked, start=1):
            one = Recommendation.objects.create(
                review=review, number=place, words=words, capability=_capability(capability)
            )
            ReviewAction.objects.bulk_create(
                ReviewAction(
                    recommendation=one,
                    words=action,
                    owner=owners[(number + place + step) % len(owners)],
                    due_on=world.on + timedelta(days=due),
                    done_on=world.on + timedelta(days=due - 4) if evidence else None,
                    evidence=evidence,
                    item=Item.objects.filter(title=item).first() if item else None,
                )
                for step, (action, due, evidence, item) in enumerate(actions)
            )


def _owners(world: World) -> list[Person]:
    managers = current_spells(world.on).filter(line_manager__isnull=False).values("line_manager")
    return list(Person.objects.filter(pk__in=managers).order_by("pk")[:6])


def _capability(words: str) -> Capability | None:
    return Capability.objects.filter(name__icontains=words).order_by("pk").first() if words else None


def _working_day(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(16)))
