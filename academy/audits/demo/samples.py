"""A year of rounds: a sample of assessments each month, other tools now and then. The cases are made up, and so short
of any detail that there is no child behind them at all."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from academy.audits.demo import tools
from academy.audits.models import AuditRound, Sample, SampledCase, ToolVersion
from academy.audits.queries import samples as queries
from academy.audits.rules import AgeBand, CaseKind
from academy.audits.rules.case_lists import CaseList, ListedCase
from academy.audits.rules.samples import Design, DrawnCase, as_kept, draw_from
from academy.audits.rules.sharing import Near, share
from academy.core.clock import months_after
from academy.core.demo import World
from academy.people import actions as people
from academy.people.models import Account, Organisation, Person, Spell
from academy.people.rules import Role
from academy.people.scope import current_spells

LONDON = ZoneInfo("Europe/London")
CHILDREN = "children-schools-families"
ROUNDS, EVERY_MONTH, STORY = 12, 24, 40
STORY_MONTHS = (1, 9)  # the month of the finding, and of the re-audit
OTHERS = {
    "safety_plans": 3,
    "plan_and_review": 2,
    "care_leavers": 4,
    "out_of_area": 5,
    "partnership_working": 6,
}  # how many months apart
MORE_AUDITORS = 7
ONLY_A_MANAGER = "manager@weyshire.example"  # whoever is shown round as a line manager is nothing else
KINDS = {
    "Care Leavers": CaseKind.CARE_LEAVER,
    "Children Looked After": CaseKind.LOOKED_AFTER,
    "Adoption": CaseKind.ADOPTION,
    "Assessment": CaseKind.ASSESSMENT,
    "Single Point": CaseKind.REFERRAL,
}
CASE_HOLDING = ("Family Safeguarding", "Children with Disabilities", "Edge of Care", "Kinship", *KINDS)
AGES = [AgeBand.UNDER_5, AgeBand.FIVE_TO_NINE, AgeBand.TEN_TO_FIFTEEN, AgeBand.SIXTEEN_SEVENTEEN]
SECRET = "made up, like every case it names"


def build(world: World) -> None:
    council = Organisation.objects.filter(code=CHILDREN).first()
    if council is None:
        return
    versions = tools.build(world.on)
    auditors = _auditors(council, world.on)
    drawer = _Drawer(world, council, auditors)
    for months in range(ROUNDS, -1, -1):
        drawer.draw(months, versions)
    ahead = _month(months_after(world.on, 1))
    AuditRound.objects.create(name=f"{ahead:%B %Y}", starts_on=ahead, due_on=_end(ahead), planned=EVERY_MONTH)
    world.say(f"{len(versions)} audit tools, {SampledCase.objects.count()} cases drawn for audit")


class _Drawer:
    """Draws month by month from the same made-up list, and shares the cases out."""

    def __init__(self, world: World, council: Organisation, auditors: list[Person]) -> None:
        self.on, self.council, self.auditors = world.on, council, {person.pk: person for person in auditors}
        self.chance = world.chance("samples")
        self.near = queries.nearness(auditors, world.on)
        self.workers = _social_workers(council, world.on)
        self.list = CaseList(tuple(_cases(self.workers, self.chance)), {"Case list": 8 * len(self.workers)}, COLUMNS)
        self.team_of = {spell.post.team.name: spell.post.team_id for spell in self.workers if spell.post.team}
        self.worker_of = {str(spell.person): spell.person_id for spell in self.workers}

    def draw(self, months: int, versions: dict[str, ToolVersion]) -> None:
        """The month that is on is drawn, and only half of it given out."""
        month = _month(months_after(self.on, -months))
        sizes = {tools.MAIN: STORY if month.month in STORY_MONTHS and months else EVERY_MONTH}
        sizes |= {code: 12 for code, every in OTHERS.items() if months and months % every == 0}
        made = AuditRound.objects.create(
            name=f"{month:%B %Y}", starts_on=month, due_on=_end(month), planned=sum(sizes.values())
        )
        for code, size in sizes.items():
            self._sample(made, versions[code], size, is_whole=bool(months))

    def _sample(self, made: AuditRound, version: ToolVersion, size: int, *, is_whole: bool) -> None:
        design = Design(size, f"{made} {version.tool.code}", "Team")
        drawn = draw_from(self.list, design, secret=SECRET)
        sample = Sample.objects.create(
            round=made,
            tool_version=version,
            organisation=self.council,
            seed=design.seed,
            frame_size=drawn.frame_size,
            design={**as_kept(design, self.list, drawn), "without_months": 0},
            drawn_at=min(datetime.combine(made.starts_on + timedelta(days=1), time(9, 20), LONDON), _morning(self.on)),
        )
        cases = [self._case(sample, place, case) for place, case in enumerate(drawn.cases, start=1)]
        self._give(made, cases if is_whole else cases[: len(cases) // 2])
        SampledCase.objects.bulk_create(cases)

    def _case(self, sample: Sample, place: int, case: DrawnCase) -> SampledCase:
        return SampledCase(
            sample=sample,
            position=place,
            pseudonym=case.pseudonym,
            team_id=self.team_of.get(case.team),
            worker_id=self.worker_of.get(case.worker),
            kind=case.kind,
            age_band=case.age_band,
            stratum=case.stratum,
            probability=case.probability,
            weight=case.weight,
        )

    def _give(self, made: AuditRound, cases: list[SampledCase]) -> None:
        may = {case.pseudonym: _who(case, self.near) for case in cases}
        given = share(may)
        for case in cases:
            if case.pseudonym in given:
                case.auditor = self.auditors[given[case.pseudonym]]
                case.given_on = min(made.starts_on + timedelta(days=2), self.on)


COLUMNS = ("team", "worker", "kind", "age_band")


def _who(case: SampledCase, near: list[Near]) -> frozenset[int]:
    return frozenset(one.auditor for one in near if one.may_audit(case.worker_id, case.team_id))


def _auditors(council: Organisation, on: date) -> list[Person]:
    """Helen Marsh and some line managers, as in most councils: one case a month and manager."""
    managers = Account.objects.filter(
        grants__role=Role.MANAGER, grants__organisation__path__startswith=council.path, is_active=True
    )
    top = Organisation.objects.get(code=council.path.partition(".")[0])
    managers = managers.exclude(email=ONLY_A_MANAGER)
    for account in managers.distinct().order_by("pk")[:MORE_AUDITORS]:
        people.grant_role(account, Role.AUDITOR, top, by=None, on=months_after(on, -15))
    return list(queries.auditors(on))


def _social_workers(council: Organisation, on: date) -> list[Spell]:
    posts = current_spells(on).filter(post__organisation__path__startswith=council.path, post__team__isnull=False)
    posts = posts.filter(post__job_role__is_social_work=True).select_related("person", "post__team").order_by("pk")
    by_team: dict[str, list[Spell]] = defaultdict(list)
    for spell in posts:
        if spell.post.team and spell.post.team.name.startswith(CASE_HOLDING):
            by_team[spell.post.team.name].append(spell)
    return [spell for team in sorted(by_team) for spell in by_team[team][:6]]


def _cases(workers: list[Spell], chance: Random) -> Iterator[ListedCase]:
    """Eight for each worker."""
    for spell in workers:
        team = spell.post.team.name if spell.post.team else ""
        kind = next((kind for begins, kind in KINDS.items() if team.startswith(begins)), None)
        for number in range(8):
            yield ListedCase(
                key=f"{spell.pk}-{number}",
                team=team,
                worker=str(spell.person),
                kind=kind or chance.choice([CaseKind.CHILD_IN_NEED, CaseKind.CHILD_PROTECTION]),
                age_band=AgeBand.ADULT if kind == CaseKind.CARE_LEAVER else chance.choice(AGES),
            )


def _month(day: date) -> date:
    return day.replace(day=1)


def _end(month: date) -> date:
    return months_after(month, 1) - timedelta(days=1)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 0), LONDON)
