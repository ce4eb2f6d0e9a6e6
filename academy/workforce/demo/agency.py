"""Weyshire's agency workers: their terms, the region's caps, what the council pays, and what was decided of a rule.

The caps, the pay and the suppliers are made up, as everything in Weyshire is.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db.models import Q, QuerySet

from academy.core import clock
from academy.core.demo import World
from academy.people.models import Spell
from academy.people.rules import Contract, OrganisationKind
from academy.workforce.demo.moments import noon
from academy.workforce.models import AgencyException, Assignment, EmployedCost, PriceCap
from academy.workforce.rules.agency import Cover, Ground, JobType, Rule, Supply

YEARS = 3
REGION = "Wessex and the Downs"
SOURCE = "Letter of the regional directors’ group (made up)"
PAID = "Weyshire pay scale, April (made up)"
SUPPLIERS = ("Wey Social Work Staffing", "Brook & Hale", "Longmead Recruitment", "Children First Locums")
CAPS = {JobType.SOCIAL_WORKER: 36, JobType.SENIOR: 39, JobType.ADVANCED: 42, JobType.MANAGER: 47, JobType.REVIEWING: 45}
PAY = {  # salary, National Insurance, pension, market supplement, retention payment
    JobType.SOCIAL_WORKER: (39_900, 5_230, 6_780, 1_500, 1_000),
    JobType.SENIOR: (43_700, 5_800, 7_430, 1_500, 1_000),
    JobType.ADVANCED: (47_600, 6_390, 8_090, 0, 1_000),
    JobType.MANAGER: (55_200, 7_530, 9_380, 0, 0),
    JobType.REVIEWING: (53_900, 7_330, 9_160, 0, 0),
}
HOURS = Decimal(1_650)


def build(world: World) -> None:
    chance = world.chance("agency")
    _caps_and_pay(world.on)
    made = Assignment.objects.bulk_create(
        [_assignment(spell, world.on, chance) for spell in _spells(world.on) if spell.post.team_id]
    )
    AgencyException.objects.bulk_create([decided for one in made for decided in _decided(one, world.on, chance)])
    now = sum(1 for one in made if one.ended_on is None)
    world.say(f"{now} agency workers and what they cost")


def _spells(on: date) -> QuerySet[Spell]:
    since = clock.months_after(on, -12 * YEARS)
    posts = Spell.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=since),
        contract=Contract.AGENCY,
        started_on__lte=on,
        post__job_role__is_social_work=True,
        post__organisation__kind=OrganisationKind.COUNCIL,
    )
    return posts.select_related("post__team").order_by("started_on", "pk")


def _caps_and_pay(on: date) -> None:
    """Two years of each: the newer one is a little more."""
    first, second = date(on.year - 3, 10, 1), date(on.year - 1, 10, 1)
    begins = noon(first)
    PriceCap.objects.bulk_create(
        PriceCap(
            job_type=job, region=REGION, pounds_an_hour=Decimal(pounds) + more, starts_on=starts_on,
            source_words=f"{SOURCE}, {starts_on:%B %Y}", made_at=begins,
        )
        for job, pounds in CAPS.items()
        for starts_on, more in ((first, Decimal(0)), (second, Decimal("1.50")))
    )  # fmt: skip
    EmployedCost.objects.bulk_create(
        EmployedCost(
            job_type=job, salary=_up(salary, rise), national_insurance=_up(insurance, rise),
            pension=_up(pension, rise), supplement=supplement, retention_payment=retention, agency_hours=HOURS,
            starts_on=date(year, 4, 1), source_words=f"{PAID} {year}", made_at=begins,
        )
        for job, (salary, insurance, pension, supplement, retention) in PAY.items()
        for year, rise in ((on.year - 3, 0.94), (on.year - 1, 1.0))
    )  # fmt: skip


def _up(pounds: int, rise: float) -> Decimal:
    return Decimal(round(pounds * rise, -1))


def _assignment(spell: Spell, on: date, chance: Random) -> Assignment:
    job = chance.choices(list(CAPS), (62, 22, 8, 5, 3))[0]
    cap = Decimal(CAPS[job])
    margin = Decimal(str(round(chance.uniform(2.2, 3.9), 2)))
    within = cap + Decimal(str(round(chance.triangular(-4.5, 3.2, 0.1), 1)))  # a few are above
    is_team = chance.random() < 0.06
    return Assignment(
        person_id=spell.person_id,
        team=spell.post.team,
        job_type=job,
        supplier=chance.choices(SUPPLIERS, (50, 25, 15, 10))[0],
        supply=Supply.TEAM if is_team else Supply.INDIVIDUAL,
        covers=chance.choices(list(Cover), (72, 14, 9, 5))[0],
        charge=within + margin,
        margin=None if chance.random() < 0.05 else margin,
        hours_a_week=chance.choice((Decimal(37), Decimal(37), Decimal(37), Decimal("29.6"), Decimal("22.2"))),
        started_on=spell.started_on,
        due_to_end_on=None if spell.ended_on else on + timedelta(days=chance.randint(14, 180)),
        ended_on=spell.ended_on,
        months_employed=None if chance.random() < 0.05 else chance.choice((30, 38, 41, 52, 60, 75, 96, 140, 180)),
        last_left_on=spell.started_on - timedelta(days=40) if chance.random() < 0.05 else None,
        notice_weeks=chance.choices((4, 2, 1, None), (85, 7, 4, 4))[0],
        reference_on=None if chance.random() < 0.08 else spell.started_on - timedelta(days=chance.randint(4, 20)),
        reference_given_on=spell.ended_on if spell.ended_on and chance.random() < 0.85 else None,
        is_cost_apart=not is_team or chance.random() < 0.7,
        order_number=f"WEY-{spell.pk:05d}",
        made_at=noon(spell.started_on),
    )


def _decided(one: Assignment, on: date, chance: Random) -> list[AgencyException]:
    """Most of what is above the cap was signed; the rest waits."""
    made: list[AgencyException] = []
    cap = CAPS[JobType(one.job_type)]
    decided_on = max(one.started_on - timedelta(days=3), on - timedelta(days=300))
    said = {"assignment": one, "decided_on": min(decided_on, on), "made_at": noon(min(decided_on, on))}
    if one.margin is not None and one.capped_cost > cap and chance.random() < 0.65:
        made.append(
            AgencyException(
                **said, rule=Rule.CAP, ground=Ground.SIGNED, up_to=one.capped_cost,
                signed_by="Director of children’s services", also_signed_by="Chief executive",
                why="No worker of this experience was to be had within the cap",
            )
        )  # fmt: skip
    if one.months_employed is not None and one.months_employed < 36 and chance.random() < 0.5:
        made.append(
            AgencyException(
                **said, rule=Rule.EXPERIENCE, ground=Ground.EXCEPTIONAL, signed_by="Head of service",
                why="Two more years in a hospital team; supervised by an advanced practitioner",
            )
        )  # fmt: skip
    if one.last_left_on and chance.random() < 0.5:
        made.append(
            AgencyException(**said, rule=Rule.COOL_OFF, ground=Ground.RETURNING, signed_by="Head of service", why="")
        )
    return made
