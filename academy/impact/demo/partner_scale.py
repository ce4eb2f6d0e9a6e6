"""Two rounds of the partner survey that are over: what partners miss most is information; it got a little better."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from academy.core import clock
from academy.core.demo import World
from academy.impact import queries
from academy.impact.models import PartnerAnswer, PartnerAsked, PartnerRound
from academy.impact.rules import partner_scale as rules
from academy.impact.rules.partner_scale import STATEMENTS
from academy.people.models import JobRole

NAMED = (
    "health_visitor", "school_nurse", "designated_safeguarding_lead", "police_officer", "general_practitioner",
    "midwife", "housing_officer", "voluntary_practitioner", "early_years_practitioner",
)  # fmt: skip
MOST = 400
AS_IT_IS = {"purpose": 3.7, "roles": 3.3, "information": 2.8, "decisions": 3.2, "challenge": 3.0, "promises": 3.1}
SECTORS = {"school": -0.25, "health": 0.1, "police": 0.2, "general_practice": -0.35, "voluntary": 0.15}


def build(world: World) -> None:
    chance = world.chance("partner scale")
    roles = list(JobRole.objects.filter(code__in=NAMED)) or list(JobRole.objects.filter(is_social_work=False))
    named = queries.partners_named(roles, on=world.on)
    if len(named) > MOST:
        named = sorted(chance.sample(sorted(named), MOST))
    before: set[int] = set()
    last_year = world.on.year - (1 if world.on >= date(world.on.year, 7, 1) else 2)
    for year, better in ((last_year, 0.0), (last_year + 1, 0.2)):
        before = _round(f"Working together {year}", date(year, 5, 4), roles, named, before, better, chance)
    world.say(f"two rounds of the partner survey, {len(named)} people asked in each")


def _round(
    title: str, opens_on: date, roles: list[JobRole], named: list[tuple[int, int, str]], before: set[int],
    better: float, chance: Random,
) -> set[int]:  # fmt: skip
    """Whoever answered last time is likelier to again. Answers are kept as the action keeps them, in no order."""
    round_ = PartnerRound.objects.create(
        title=title, opens_on=opens_on, closes_on=opens_on + timedelta(days=25), opened_at=clock.now()
    )
    round_.job_roles.set(roles)
    asked = [
        PartnerAsked(
            round=round_, person_id=person, organisation_id=organisation, sector=sector,
            has_answered=chance.random() < (0.75 if person in before else 0.45),
        )
        for person, organisation, sector in named
    ]  # fmt: skip
    PartnerAsked.objects.bulk_create(asked, batch_size=1_000)
    there, kinds = _numbers(asked)
    answers = [_answer(one, there, kinds, better, chance) for one in asked if one.has_answered]
    PartnerAnswer.objects.bulk_create(sorted(answers, key=lambda one: one.pk), batch_size=1_000)
    return {one.person_id for one in asked if one.has_answered}


def _numbers(asked: list[PartnerAsked]) -> tuple[dict[int, int], dict[str, int]]:
    there: dict[int, int] = {}
    kinds: dict[str, int] = {}
    for one in asked:
        there[one.organisation_id] = there.get(one.organisation_id, 0) + 1
        kinds[one.sector] = kinds.get(one.sector, 0) + 1
    return there, kinds


def _answer(
    asked: PartnerAsked, there: dict[int, int], kinds: dict[str, int], better: float, chance: Random
) -> PartnerAnswer:
    mood = chance.gauss(SECTORS.get(asked.sector, 0.0) + better, 0.6)
    said = {name: min(5, max(1, round(mean + mood + chance.gauss(0, 0.6)))) for name, mean in AS_IT_IS.items()}
    is_large = there[asked.organisation_id] >= rules.FEWEST_TO_NAME_WHERE
    return PartnerAnswer(
        id=UUID(int=chance.getrandbits(128), version=4),
        round_id=asked.round_id,
        sector=asked.sector if kinds[asked.sector] >= rules.FEWEST_TO_NAME_WHERE else "",
        organisation_id=asked.organisation_id if is_large else None,
        **{name: said[name] for name in STATEMENTS},
    )
