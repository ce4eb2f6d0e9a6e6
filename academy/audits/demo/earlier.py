"""Audits of the years before, half-year by half-year, each with its grade and no more; and which teams were coached
when. Coached teams are graded better from then on, so that what the coaching did can be looked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from academy.audits.demo import samples, words
from academy.audits.demo.tools import MAIN
from academy.audits.models import Audit, AuditHand, AuditRound, Judgement, Moderation, Sample, SampledCase, ToolVersion
from academy.audits.rules import Grade
from academy.audits.rules.moderation import WhyModerated
from academy.core.clock import months_after
from academy.core.demo import World
from academy.people.models import Organisation, Team

HALF_YEARS, EACH = 6, 9  # before the year that is drawn month by month; audits of a team in each
WAVES, IN_A_WAVE = 2, 12
ORDER = list(Grade)
CHANCES = {"coached": (10, 64, 22, 4), "usual": (4, 44, 43, 9)}  # of a hundred, the best first
MARKED_TWICE = 10  # of a hundred
FIRST_WAVE = 4  # half-years ago


def coached_since(on: date) -> dict[int, date]:
    """Which team was coached from when: twelve at a time, two months into a half-year; whose turn was drawn."""
    council = Organisation.objects.filter(code=samples.CHILDREN).first()
    if council is None:
        return {}
    teams = [team for team in _teams(council) if team.name.startswith(samples.CASE_HOLDING)]
    drawn = Random("Weyshire coaching").sample(teams, min(len(teams), WAVES * IN_A_WAVE))
    first = months_after(_half_year_of(on), -6 * FIRST_WAVE)
    return {
        team.pk: months_after(first, 6 * (place // IN_A_WAVE)) + timedelta(days=61) for place, team in enumerate(drawn)
    }


def build(world: World) -> None:
    version = ToolVersion.objects.filter(tool__code=MAIN, starts_on__isnull=False).order_by("-starts_on").first()
    council = Organisation.objects.filter(code=samples.CHILDREN).first()
    if version is None or council is None:
        return
    book = _Book(world, version, council)
    for back in range(HALF_YEARS + 1, 1, -1):
        book.half_year(months_after(_half_year_of(world.on), -6 * back))
    book.save()
    world.say(f"{len(book.audits)} audits of the years before")


class _Book:
    def __init__(self, world: World, version: ToolVersion, council: Organisation) -> None:
        self.chance, self.version, self.council = world.chance("earlier audits"), version, council
        self.coached = coached_since(world.on)
        given = SampledCase.objects.filter(auditor__isnull=False, team__isnull=False)
        self.auditors = sorted(set(given.values_list("auditor", flat=True)))
        self.teams = sorted(set(given.values_list("team", flat=True)))
        self.cases: list[SampledCase] = []
        self.audits: list[Audit] = []
        self.judgements: list[Judgement] = []
        self.moderations: list[Moderation] = []

    def half_year(self, first_on: date) -> None:
        """Nine of each team, shared out among the auditors as they come."""
        due_on = months_after(first_on, 6) - timedelta(days=1)
        size = EACH * len(self.teams)
        name = f"{first_on:%B} to {due_on:%B %Y}"
        made = AuditRound.objects.create(name=name, starts_on=first_on, due_on=due_on, planned=size)
        sample = Sample.objects.create(
            round=made,
            tool_version=self.version,
            organisation=self.council,
            seed=name,
            frame_size=48 * len(self.teams),
            design={},
            drawn_at=samples._morning(first_on + timedelta(days=4)),
        )
        for place, (team, days) in enumerate(self._dated(), start=1):
            self._audit(sample, place, team, first_on + timedelta(days=days))

    def _dated(self) -> Iterator[tuple[int, int]]:
        for team in self.teams:
            yield from ((team, self.chance.randint(14, 172)) for _ in range(EACH))

    def _audit(self, sample: Sample, place: int, team: int, day: date) -> None:
        at, auditor = samples._morning(day), self.chance.choice(self.auditors)
        case = SampledCase(
            sample=sample, position=place, pseudonym=f"E{sample.pk}-{place:03d}", team_id=team, auditor_id=auditor,
            probability=EACH / 48, weight=48 / EACH, given_on=day - timedelta(days=9),
        )  # fmt: skip
        is_coached = team in self.coached and self.coached[team] <= day
        grade = self.chance.choices(ORDER, CHANCES["coached" if is_coached else "usual"])[0]
        grade = self._as_marked(grade, auditor)
        audit = Audit(
            sampled_case=case, auditor_id=auditor, opened_at=at - timedelta(hours=3), saved_at=at, finished_at=at,
            grade=grade, final_grade=grade,
        )  # fmt: skip
        self.cases.append(case)
        self.audits.append(audit)
        reason = self.chance.choice(words.WHOLE[grade])
        self.judgements.append(Judgement(audit=audit, grade=grade, reason=reason, changed_at=at))
        if self.chance.randrange(100) < MARKED_TWICE:
            self._again(audit)

    def _as_marked(self, grade: Grade, auditor: int) -> Grade:
        """Some mark a step harder now and then, and some a step milder."""
        place = self.auditors.index(auditor)
        if self.chance.random() < 0.12 and place % 3:
            return ORDER[min(max(ORDER.index(grade) + (1 if place % 3 == 1 else -1), 0), 3)]
        return grade

    def _again(self, audit: Audit) -> None:
        step = ORDER.index(Grade(audit.grade)) + self.chance.choices((0, 1, -1), (93, 4, 3))[0]
        others = [one for one in self.auditors if one != audit.auditor_id]
        if not others or audit.finished_at is None:
            return
        audit.final_grade = ORDER[min(max(step, 0), 3)]
        at = audit.finished_at + timedelta(days=self.chance.randint(2, 9))
        self.moderations.append(
            Moderation(
                audit=audit, why=WhyModerated.SHARE, asked_at=audit.finished_at, grade=audit.final_grade, made_at=at,
                reason=self.chance.choice(words.WHOLE[Grade(audit.final_grade)]),
                moderator_id=self.chance.choice(others),
            )
        )  # fmt: skip

    def save(self) -> None:
        SampledCase.objects.bulk_create(self.cases, batch_size=2_000)
        Audit.objects.bulk_create(self._owned(self.audits, "sampled_case"), batch_size=2_000)
        hands = [AuditHand(audit=one, person_id=one.auditor_id, joined_at=one.opened_at) for one in self.audits]
        AuditHand.objects.bulk_create(hands, batch_size=2_000)
        Judgement.objects.bulk_create(self._owned(self.judgements, "audit"), batch_size=2_000)
        Moderation.objects.bulk_create(self._owned(self.moderations, "audit"), batch_size=2_000)

    @staticmethod
    def _owned(rows: list, name: str) -> list:
        for row in rows:
            setattr(row, name, getattr(row, name))  # which has its number only now
        return rows


def _teams(council: Organisation) -> list[Team]:
    return list(Team.objects.filter(organisation__path__startswith=council.path).order_by("name", "pk"))


def _half_year_of(on: date) -> date:
    return date(on.year, 7 if on.month > 6 else 1, 1)
