"""What auditors said of the cases that were drawn, what was found over many of them, and what came of it. In January
risk was described and not weighed; in September it was looked at again."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from academy.audits.demo import earlier, words
from academy.audits.demo.tools import MAIN, WEIGHS
from academy.audits.models import (
    Audit,
    AuditHand,
    AuditView,
    Feedback,
    Judgement,
    Moderation,
    QuestionAnswer,
    ReAudit,
    Sample,
    SampledCase,
    ToolQuestion,
    ToolSection,
)
from academy.audits.rules import Grade
from academy.audits.rules.auditing import Answer, Heard, Whose
from academy.audits.rules.findings import FEEDBACK_WITHIN, audited_again_on
from academy.audits.rules.moderation import why_moderated
from academy.core.demo import World
from academy.core.working_days import working_days_after
from academy.people.models import Account

BATCH = 2_000
SHOWN = "auditor@weyshire.example"
JANUARY, SEPTEMBER = 1, 9
WEAK_THEN, WEAK_AGAIN, NOT_ASKED_AGAIN = 14, 5, 2  # of forty each
ORDER = list(Grade)
CHANCES = {"then": (4, 44, 43, 9), "now": (6, 52, 36, 6)}  # of a hundred, the best first


def build(world: World) -> None:
    sections = _sections()
    if not sections:
        return
    book = Book(world, sections)
    for sample in Sample.objects.select_related("round", "tool_version__tool").order_by("drawn_at", "pk"):
        book.audit(sample)
    book.save()
    earlier.build(world)
    world.say(f"{len(book.audits)} audits, {len(book.moderations)} of them graded twice")


class Book:
    """Everything that is written of audits, made in memory and saved table by table."""

    def __init__(self, world: World, sections: dict[int, list[ToolSection]]) -> None:
        self.world, self.sections, self.chance = world, sections, world.chance("audits")
        self.coached = earlier.coached_since(world.on)
        self.accounts = {one.person_id: one for one in Account.objects.filter(person__isnull=False)}
        self.shown = Account.objects.filter(email=SHOWN).values_list("person", flat=True).first()
        self.audits: list[Audit] = []
        self.answers: list[QuestionAnswer] = []
        self.judgements: list[Judgement] = []
        self.views: list[AuditView] = []
        self.moderations: list[Moderation] = []
        self.feedback: list[Feedback] = []
        self.re_audits: list[ReAudit] = []

    def audit(self, sample: Sample) -> None:
        """The month that is on is half done; of the months before, all but a few that were never given out."""
        cases = [case for case in sample.cases.select_related("auditor").order_by("position") if case.auditor_id]
        is_now = sample.round.due_on >= self.world.on
        number = len(cases) * 2 // 3 if is_now else len(cases)
        if is_now:  # whoever signs in as the auditor has something begun and something to begin
            cases.sort(key=lambda case: case.auditor_id == self.shown)
        weighed = iter(_weighed(sample, number, self.chance))
        for case in cases[:number]:
            self._whole(case, sample, weighed=next(weighed))
        for case in cases[number : number + 3] if is_now else []:
            self._begun(case, sample)

    def _whole(self, case: SampledCase, sample: Sample, *, weighed: Answer | None) -> None:
        first_on = sample.round.starts_on + timedelta(days=4)
        last = min(sample.round.due_on, self.world.on - timedelta(days=1))
        days = self.chance.randint(0, max((last - first_on).days, 0))
        at = _at(sample.drawn_at + timedelta(days=3 + days), self.chance)
        at = min(at, _at(sample.drawn_at.replace(year=last.year, month=last.month, day=last.day), self.chance))
        grade = self._grade(sample, weighed, team=case.team_id)
        audit = Audit(
            sampled_case=case, auditor=case.auditor, opened_at=at - timedelta(hours=3), saved_at=at,
            finished_at=at, grade=grade, final_grade=grade,
        )  # fmt: skip
        if case.worker_id:
            audit.feedback_due_on = working_days_after(at.date(), FEEDBACK_WITHIN)
        self.audits.append(audit)
        for section in self.sections[sample.tool_version_id]:
            self._section(audit, section, grade, weighed)
        reason = self.chance.choice(words.WHOLE[grade])
        self.judgements.append(self._judgement(audit, None, grade, reason))
        self._views(audit)
        self._second_grade(audit, sample)
        self._talk(audit)

    def _begun(self, case: SampledCase, sample: Sample) -> None:
        """Two sections done, and half of the third."""
        at = _at(sample.drawn_at + timedelta(days=self.chance.randint(4, 9)), self.chance)
        at = min(at, _at(sample.drawn_at.replace(month=self.world.on.month, day=self.world.on.day), self.chance))
        audit = Audit(sampled_case=case, auditor=case.auditor, opened_at=at - timedelta(hours=1), saved_at=at)
        self.audits.append(audit)
        sections = self.sections[sample.tool_version_id]
        for section in sections[:2]:
            self._section(audit, section, Grade.GOOD, None)
        for question in list(sections[2].questions.all())[:1] if len(sections) > 2 else []:
            self._answer(audit, question, Answer.YES, "")

    def _grade(self, sample: Sample, weighed: Answer | None, *, team: int | None) -> Grade:
        if weighed in (Answer.PARTLY, Answer.NO):
            return self.chance.choices([Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE], (6, 1))[0]
        if team in self.coached:
            return self.chance.choices(ORDER, earlier.CHANCES["coached"])[0]
        is_lately = sample.round.starts_on > self.world.on - timedelta(days=150)
        return self.chance.choices(ORDER, CHANCES["now" if is_lately else "then"])[0]

    def _section(self, audit: Audit, section: ToolSection, grade: Grade, weighed: Answer | None) -> None:
        step = ORDER.index(grade) + self.chance.choice((0, 0, 0, -1, 1))
        own = ORDER[min(max(step, 0), 3)]
        is_it = any(question.words == WEIGHS for question in section.questions.all())
        if is_it and weighed in (Answer.PARTLY, Answer.NO):
            own = Grade.REQUIRES_IMPROVEMENT
        for question in section.questions.all():
            answer = weighed if weighed and question.words == WEIGHS else self._said(own)
            said = words.WEIGHED.get(answer, "") if question.words == WEIGHS else ""
            self._answer(audit, question, answer, said or self._words(answer))
        reason = getattr(section, f"{own.value}_means") if self.chance.random() < 0.6 else ""
        self.judgements.append(self._judgement(audit, section, own, reason))

    def _said(self, grade: Grade) -> Answer:
        weights = {
            Grade.OUTSTANDING: (96, 4, 0), Grade.GOOD: (84, 14, 2), Grade.REQUIRES_IMPROVEMENT: (52, 36, 12),
            Grade.INADEQUATE: (24, 40, 36),
        }[grade]  # fmt: skip
        if self.chance.random() < 0.04:
            return Answer.NOT_ASKED
        return self.chance.choices([Answer.YES, Answer.PARTLY, Answer.NO], weights)[0]

    def _words(self, answer: Answer) -> str:
        is_said = self.chance.random() < (0.7 if answer in (Answer.PARTLY, Answer.NO) else 0.15)
        return self.chance.choice(words.SEEN[answer]) if is_said and answer in words.SEEN else ""

    def _answer(self, audit: Audit, question: ToolQuestion, answer: Answer, said: str) -> None:
        more = {"reason": said, "changed_at": audit.saved_at, "changed_by": self.accounts.get(audit.auditor_id)}
        self.answers.append(QuestionAnswer(audit=audit, question=question, answer=answer, **more))

    def _judgement(self, audit: Audit, section: ToolSection | None, grade: Grade, said: str) -> Judgement:
        more = {"reason": said, "changed_at": audit.saved_at, "changed_by": self.accounts.get(audit.auditor_id)}
        return Judgement(audit=audit, section=section, grade=grade, **more)

    def _views(self, audit: Audit) -> None:
        for whose in Whose:
            heard = self.chance.choice([Heard.TALKED, Heard.TALKED, Heard.NOT_REACHED, Heard.NOT_ASKED])
            said = self.chance.choice(words.VIEWS[whose]) if heard == Heard.TALKED else ""
            by = self.accounts.get(audit.auditor_id)
            view = AuditView(
                audit=audit, whose=whose, heard=heard, reason=said, changed_at=audit.saved_at, changed_by=by
            )
            self.views.append(view)

    def _second_grade(self, audit: Audit, sample: Sample) -> None:
        why = why_moderated(audit.grade, drawn=self.chance.random(), share=15)
        if why is None or audit.finished_at is None:
            return
        at = audit.finished_at
        moderation = Moderation(audit=audit, why=why, asked_at=at)
        others = [pk for pk in self._auditors(sample) if pk != audit.auditor_id]
        if others and at.date() < self.world.on - timedelta(days=12):
            self._give(moderation, others, at + timedelta(days=self.chance.randint(2, 9)))
        self.moderations.append(moderation)
        again_on = audited_again_on(at.date(), grade=audit.final_grade)
        if again_on is not None:
            self.re_audits.append(self._again(audit, again_on))

    def _give(self, moderation: Moderation, others: list[int], at: datetime) -> None:
        audit = moderation.audit
        step = ORDER.index(Grade(audit.grade)) + self.chance.choices((0, 1, -1), (78, 13, 9))[0]
        moderation.grade = audit.final_grade = ORDER[min(max(step, 0), 3)]
        moderation.reason = self.chance.choice(words.WHOLE[Grade(moderation.grade)])
        moderation.moderator_id = self.chance.choice(others)
        moderation.made_at, moderation.made_by = at, self.accounts.get(moderation.moderator_id)

    def _again(self, audit: Audit, due_on: date) -> ReAudit:
        again = ReAudit(audit=audit, due_on=due_on)
        if again.due_on < self.world.on - timedelta(days=10):
            again.done_on = again.due_on - timedelta(days=self.chance.randint(0, 6))
        return again

    def _talk(self, audit: Audit) -> None:
        worker = audit.sampled_case.worker_id
        if not worker or audit.finished_at is None:
            return
        on = audit.finished_at.date() + timedelta(days=self.chance.randint(1, 6))
        if on >= self.world.on:
            return
        well, to_do = self.chance.choice(words.WENT_WELL), self.chance.choice(words.TO_WORK_ON)
        by = self.accounts.get(audit.auditor_id)
        self.feedback.append(
            Feedback(
                audit=audit, worker_id=worker, held_on=on, given_by=by, went_well=well, to_work_on=to_do,
                worker_said=self.chance.choice(words.WORKER_SAID),
            )
        )  # fmt: skip

    def _auditors(self, sample: Sample) -> list[int]:
        if not hasattr(self, "_known"):
            given = SampledCase.objects.filter(auditor__isnull=False).order_by("auditor")
            self._known = list(given.values_list("auditor", flat=True).distinct())
        return self._known

    def save(self) -> None:
        Audit.objects.bulk_create(self.audits, batch_size=BATCH)
        hands = [AuditHand(audit=one, person_id=one.auditor_id, joined_at=one.opened_at) for one in self.audits]
        AuditHand.objects.bulk_create(hands, batch_size=BATCH)
        rows = (self.answers, self.judgements, self.views, self.moderations, self.feedback, self.re_audits)
        for some in rows:
            for row in some:
                row.audit = row.audit  # which has its number only now
            if some:
                type(some[0])._default_manager.bulk_create(some, batch_size=BATCH)  # type: ignore[arg-type]


def _sections() -> dict[int, list[ToolSection]]:
    found: dict[int, list[ToolSection]] = defaultdict(list)
    for section in ToolSection.objects.prefetch_related("questions").order_by("position", "pk"):
        found[section.version_id].append(section)
    return found


def _weighed(sample: Sample, number: int, chance: Random) -> Iterator[Answer | None]:
    """In January fourteen of forty, in September five of thirty-eight; in the other months as it comes."""
    month = sample.round.starts_on.month
    if sample.tool_version.tool.code != MAIN or month not in (JANUARY, SEPTEMBER) or number < 2 * WEAK_THEN:
        return iter([None] * number)
    weak, left_out = (WEAK_THEN, 0) if month == JANUARY else (WEAK_AGAIN, NOT_ASKED_AGAIN)
    said = [Answer.PARTLY] * (weak - weak // 4) + [Answer.NO] * (weak // 4) + [Answer.NOT_ASKED] * left_out
    said += [Answer.YES] * (number - len(said))
    chance.shuffle(said)
    return iter(said)


def _at(moment: datetime, chance: Random) -> datetime:
    return moment.replace(hour=chance.randint(9, 16), minute=chance.randint(0, 59))
