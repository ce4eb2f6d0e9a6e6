"""What a fair part of Weyshire says it can do, and what line managers say of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils import timezone

from academy.core.demo import World
from academy.frameworks.models import Framework, JobRoleCapability, Score, SelfAssessment
from academy.frameworks.rules import Basis, Level, Purpose
from academy.people.models import Account, Spell
from academy.people.scope import current_spells

SHARE = 0.3  # of those of whom something is expected
CONFIRMED, SENT = 0.78, 0.92  # of them; the rest are drafts
HARD = {"risk_and_strengths": 0.62, "recording": 0.35, "management_oversight": 0.5, "supervision": 0.3}
USUAL = 0.14  # of scores below what is expected
STATES = {"Amara Okafor": "confirmed", "Joseph Mensah": "confirmed", "Tom Beckett": "sent", "Priya Nair": "sent"} | {
    "Leila Haddad": "draft"
}
LOW = {("Amara Okafor", "risk_and_strengths"): (3, 2, Basis.SUPERVISION)}  # as the guides tell it


@dataclass
class Made:
    """One person’s, with its scores: written together at the end."""

    held: SelfAssessment
    scores: list[Score] = field(default_factory=list)


def build(world: World) -> None:
    framework = Framework.objects.get(code="weyshire")
    made = list(_made(world, framework))
    SelfAssessment.objects.bulk_create((one.held for one in made), batch_size=1_000)
    scores = [score for one in made for score in one.scores]
    for one in made:
        for score in one.scores:
            score.self_assessment = one.held
    Score.objects.bulk_create(scores, batch_size=2_000)
    world.say(f"{len(made):,} people scored themselves on {len(scores):,} capabilities")


def _made(world: World, framework: Framework) -> Iterator[Made]:
    chance, expected = world.chance("scores"), _expected(framework)
    managers = {account.person_id: account for account in Account.objects.filter(person__isnull=False)}
    spells = current_spells(world.on).filter(post__job_role__in=expected, line_manager__isnull=False)
    seen: set[int] = set()
    for spell in spells.select_related("person", "post__job_role", "line_manager").order_by("pk"):
        name = spell.person.name
        if spell.person_id in seen or (name not in STATES and chance.random() > SHARE):
            continue
        seen.add(spell.person_id)
        made = Made(_assessment(world, framework, spell, chance.random(), days=chance.randrange(20, 330)))
        if made.held.confirmed_at:
            made.held.confirmed_by = managers.get(spell.line_manager_id)
        for number, one in enumerate(expected[spell.post.job_role_id], start=1):
            made.scores.append(_score(made.held, one, number, spell, chance.random(), chance.random()))
        yield made


def _assessment(world: World, framework: Framework, spell: Spell, luck: float, *, days: int) -> SelfAssessment:
    state = STATES.get(spell.person.name) or ("confirmed" if luck < CONFIRMED else "sent" if luck < SENT else "draft")
    days = {"confirmed": days, "sent": 3 + days % 18, "draft": 1 + days % 9}[state]
    begun = timezone.make_aware(datetime.combine(world.on - timedelta(days=days), time(9, 10)))
    return SelfAssessment(
        person=spell.person,
        framework=framework,
        job_role=spell.post.job_role,
        purpose=Purpose.NEW_POST if state == "draft" else Purpose.APPRAISAL,
        begun_at=begun,
        sent_at=begun + timedelta(hours=2) if state != "draft" else None,
        sent_to=spell.line_manager if state != "draft" else None,
        confirmed_at=begun + timedelta(days=5) if state == "confirmed" else None,
    )


def _score(
    held: SelfAssessment, expected: JobRoleCapability, number: int, spell: Spell, luck: float, second: float
) -> Score:
    """Most do what is expected; some things are hard for many; a few managers see it differently."""
    code = expected.capability.code
    is_below = luck < HARD.get(code, USUAL) and expected.level > Level.NEW
    own = expected.level - 1 if is_below else min(4, expected.level + (luck > 0.8))
    confirmed, basis = own, ""
    if second < 0.12 and own > Level.NEW:
        confirmed, basis = (
            own - 1,
            str([Basis.SEEN, Basis.SUPERVISION, Basis.AUDIT, Basis.AGREED][int(second * 1_000) % 4]),
        )
    own, confirmed, basis = LOW.get((spell.person.name, code), (own, confirmed, basis))
    is_open = held.sent_at is None and number > 3  # a draft has its first three
    return Score(
        capability=expected.capability,
        number=number,
        expected=expected.level,
        own=None if is_open else own,
        confirmed=confirmed if held.confirmed_at else None,
        basis=basis if held.confirmed_at and confirmed != own else "",
    )


def _expected(framework: Framework) -> dict[int, list[JobRoleCapability]]:
    rows = JobRoleCapability.objects.filter(capability__framework=framework, ends_on=None).select_related("capability")
    found: dict[int, list[JobRoleCapability]] = {}
    for one in rows.order_by("capability__position"):
        found.setdefault(one.job_role_id, []).append(one)
    return found
