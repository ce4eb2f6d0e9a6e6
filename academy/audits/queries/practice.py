"""What audits say together: grades, answers, second grades, and how far a round has come."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Count, Q, QuerySet

from academy.analysis.agreement import agreement, alpha
from academy.analysis.rates import share, wilson_interval
from academy.audits.models import (
    Audit,
    AuditRound,
    Moderation,
    QuestionAnswer,
    ReviewPause,
    Sample,
    SampledCase,
    ToolQuestion,
)
from academy.audits.rules import Grade
from academy.audits.rules.auditing import COUNTS, WEAK, AuditKind
from academy.audits.rules.moderation import FEWEST_FOR_AGREEMENT, STEPS, WhyModerated
from academy.core.figures import Figure
from academy.people.models import Person
from academy.people.scope import Viewer, current_spells, visible

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Weak:
    """One question over the finished audits of a sample: how often it was not wholly so."""

    question: ToolQuestion
    weak: int
    of: int

    @property
    def share(self) -> float:
        return self.weak / self.of if self.of else 0.0

    @property
    def share_words(self) -> str:
        return f"{self.weak:,} of {self.of:,}"


@dataclass(frozen=True)
class Progress:
    """How far a round has come, in the whole and for each auditor."""

    round: AuditRound
    drawn: int
    dropped: int
    begun: int
    finished: int
    to_moderate: int
    moderated: int
    lately: int  # finished in the last four weeks
    is_stopped: bool
    pause: ReviewPause | None
    on: date

    @property
    def to_do(self) -> int:
        return self.drawn - self.dropped

    @property
    def left(self) -> int:
        return self.to_do - self.finished

    @property
    def not_begun(self) -> int:
        return self.left - self.begun

    @property
    def per_cent(self) -> int:
        return 100 * self.finished // self.to_do if self.to_do else 0

    @property
    def done_by(self) -> date | None:
        """At the pace of the last four weeks."""
        return self.on + timedelta(days=round(28 * self.left / self.lately)) if self.lately and self.left else None

    @property
    def is_overdue(self) -> bool:
        return self.left > 0 and self.round.due_on < self.on

    @property
    def is_late(self) -> bool:
        return self.left > 0 and (
            self.round.due_on < self.on or bool(self.done_by and self.done_by > self.round.due_on)
        )


@dataclass(frozen=True)
class Agreed:
    """How far first and second grades agree: over all, and over those drawn by chance, which alone speak for all."""

    n: int
    alike: int
    within_one: int
    stricter: int  # the second grade was lower
    milder: int
    by_chance: int
    kappa: float | None
    alpha: float | None
    grid: tuple[tuple[int, ...], ...]

    @property
    def is_enough(self) -> bool:
        return self.by_chance >= FEWEST_FOR_AGREEMENT


def finished(viewer: Viewer) -> QuerySet[Audit]:
    """Counted for whoever may see how practice is: grades without names."""
    rows = Audit.objects.filter(finished_at__isnull=False)
    return rows if viewer.may("see practice") else rows.none()


def grades(audits: QuerySet[Audit]) -> dict[str, int]:
    """How many of each grade, the best first; the second grade where there is one."""
    counted = dict(audits.order_by().values_list("final_grade").annotate(number=Count("pk")))
    return {grade.value: counted.get(grade.value, 0) for grade in Grade}


def good_or_better(audits: QuerySet[Audit], *, on: date, label: str = "Good or outstanding") -> Figure:
    counted = grades(audits)
    of = sum(counted.values())
    good = counted[Grade.GOOD] + counted[Grade.OUTSTANDING]
    if not of:
        return Figure(label, None, on=on, words="No audit is finished yet.")
    low, high = wilson_interval(good, of)
    return Figure(
        label, 100 * good / of, 100 * low, 100 * high, n=of, count=good, who="audits", on=on,
        words="The moderated grade counts where there is one.",
    )  # fmt: skip


def rounds(viewer: Viewer) -> list[Progress]:
    """Rounds with a sample in them, the latest first."""
    found = list(visible(viewer, AuditRound, "see practice").filter(samples__isnull=False).distinct()[:24])
    return progress(found, on=viewer.on)


def progress(some: Sequence[AuditRound], *, on: date) -> list[Progress]:
    """In the same four questions however many rounds and however many cases."""
    ids = [one.pk for one in some]
    cases = dict(_counted(SampledCase.objects.filter(sample__round__in=ids), "sample__round", Q()))
    gone = dict(
        _counted(SampledCase.objects.filter(sample__round__in=ids), "sample__round", Q(dropped_on__isnull=False))
    )
    of_round = Audit.objects.filter(sampled_case__sample__round__in=ids, kind=AuditKind.FIRST)
    tallies = {
        row["sampled_case__sample__round"]: row
        for row in of_round.order_by()
        .values("sampled_case__sample__round")
        .annotate(
            begun=Count("pk", filter=Q(finished_at__isnull=True)),
            finished=Count("pk", filter=Q(finished_at__isnull=False)),
            lately=Count("pk", filter=Q(finished_at__date__gt=on - 4 * A_WEEK)),
            waiting=Count("moderation", filter=Q(moderation__made_at__isnull=True)),
            moderated=Count("moderation", filter=Q(moderation__made_at__isnull=False)),
        )
    }
    stopped = {pause.round_id: pause for pause in ReviewPause.objects.filter(round__in=ids, went_on_at__isnull=True)}
    empty = {"begun": 0, "finished": 0, "lately": 0, "waiting": 0, "moderated": 0}
    found = []
    for one in some:
        row = tallies.get(one.pk, empty)
        found.append(
            Progress(
                one, cases.get(one.pk, 0), gone.get(one.pk, 0), row["begun"], row["finished"], row["waiting"],
                row["moderated"], row["lately"], one.pk in stopped, stopped.get(one.pk), on,
            )
        )  # fmt: skip
    return found


def by_auditor(review: AuditRound) -> list[dict[str, object]]:
    """Who has how many, and how many of them are finished; cases that nobody has come last."""
    rows = (
        SampledCase.objects.filter(sample__round=review, dropped_on__isnull=True)
        .order_by()
        .values("auditor")
        .annotate(
            given=Count("pk", distinct=True),
            begun=Count("audits", filter=Q(audits__finished_at__isnull=True), distinct=True),
            finished=Count("audits", filter=Q(audits__finished_at__isnull=False), distinct=True),
        )
    )
    names = Person.objects.in_bulk({row["auditor"] for row in rows if row["auditor"]})
    found = [
        {**row, "name": str(names[row["auditor"]]) if row["auditor"] else "", "left": row["given"] - row["finished"]}
        for row in rows
    ]
    return sorted(found, key=lambda row: (not row["name"], -row["left"], row["name"]))


def weak_questions(sample: Sample) -> list[Weak]:
    """The most often weak first; what did not apply is left out."""
    rows = (
        QuestionAnswer.objects.filter(
            audit__sampled_case__sample=sample, audit__finished_at__isnull=False, audit__kind=AuditKind.FIRST,
            answer__in=COUNTS,
        )
        .order_by()
        .values_list("question")
        .annotate(weak=Count("pk", filter=Q(answer__in=WEAK)), of=Count("pk"))
    )  # fmt: skip
    questions = ToolQuestion.objects.select_related("section", "theme", "capability").in_bulk([row[0] for row in rows])
    found = [Weak(questions[pk], weak, of) for pk, weak, of in rows if weak]
    return sorted(found, key=lambda one: (-one.share, -one.of, one.question.pk))


def weak_in(sample: Sample, question: ToolQuestion) -> tuple[int, int]:
    """Of the finished audits of a sample; by the question's words, so that a later version of the tool counts too."""
    said = QuestionAnswer.objects.filter(
        audit__sampled_case__sample=sample, audit__finished_at__isnull=False, question__words=question.words,
        answer__in=COUNTS,
    )  # fmt: skip
    counted = said.aggregate(weak=Count("pk", filter=Q(answer__in=WEAK)), of=Count("pk"))
    return counted["weak"], counted["of"]


def workers_of(sample: Sample, *, on: date) -> int:
    """How many people work in the teams whose cases were audited: whose practice it may be."""
    teams = SampledCase.objects.filter(sample=sample, team__isnull=False).order_by().values("team").distinct()
    return current_spells(on).filter(post__team__in=teams).values("person").distinct().count()


def moderations(viewer: Viewer) -> QuerySet[Moderation]:
    found = visible(viewer, Moderation).select_related(
        "audit__sampled_case__sample__tool_version__tool",
        "audit__sampled_case__sample__round",
        "audit__sampled_case__team",
    )
    return found.exclude(audit__hands__person=viewer.person) if viewer.person else found


def to_moderate(viewer: Viewer) -> QuerySet[Moderation]:
    """Never one's own, nor one's own team's work; the worst first, then what waits longest."""
    waiting = moderations(viewer).filter(made_at__isnull=True)
    if viewer.person:
        mine = current_spells(viewer.on).filter(person=viewer.person, post__team__isnull=False)
        waiting = waiting.exclude(audit__sampled_case__team__in=mine.values("post__team"))
        waiting = waiting.exclude(audit__sampled_case__worker=viewer.person)
    return waiting.order_by("asked_at", "pk")


def agreed(viewer: Viewer) -> Agreed | None:
    """None while there is no second grade at all."""
    made = visible(viewer, Moderation).filter(made_at__isnull=False).values_list("audit__grade", "grade", "why")
    pairs = [(STEPS[Grade(first)], STEPS[Grade(second)], why) for first, second, why in made]
    if not pairs:
        return None
    drawn = [(first, second) for first, second, why in pairs if why == WhyModerated.SHARE]
    grid = Counter((first, second) for first, second, _ in pairs)
    marks = np.array(drawn, dtype=float)
    is_enough = len(drawn) >= FEWEST_FOR_AGREEMENT
    return Agreed(
        n=len(pairs),
        alike=sum(first == second for first, second, _ in pairs),
        within_one=sum(abs(first - second) == 1 for first, second, _ in pairs),
        stricter=sum(second > first for first, second, _ in pairs),
        milder=sum(second < first for first, second, _ in pairs),
        by_chance=len(drawn),
        kappa=agreement(marks[:, 0], marks[:, 1]).quadratic if is_enough else None,
        alpha=alpha(marks) if is_enough else None,
        grid=tuple(tuple(grid[first, second] for second in STEPS.values()) for first in STEPS.values()),
    )


def found_share(found: int, of: int, *, label: str, on: date) -> Figure:
    """14 of 40, with the range within which the true share may lie; of few, the number alone."""
    counted = share(found, of)
    if counted.estimate is None or counted.low is None or counted.high is None:
        return Figure(label, None, on=on, words=f"{found:,} of {of:,} audits: too few for a share.")
    return Figure(
        label, 100 * counted.estimate, 100 * counted.low, 100 * counted.high, n=of, count=found, who="audits", on=on
    )


def _counted(rows: QuerySet[SampledCase], by: str, only: Q) -> list[tuple[int, int]]:
    return list(rows.filter(only).order_by().values_list(by).annotate(number=Count("pk")))
