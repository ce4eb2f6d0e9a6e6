"""Audits to do and under way, and what stands of each piece."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from academy.audits.models import (
    Audit,
    AuditHand,
    AuditView,
    Judgement,
    QuestionAnswer,
    ReviewPause,
    SampledCase,
    ToolQuestion,
    ToolSection,
)
from academy.audits.rules.auditing import Piece, PieceKind, Whose, still_missing
from academy.people.scope import Viewer, visible

DO, READ = "do audits", "see audits"
WITH_CASE = ("sampled_case__sample__tool_version__tool", "sampled_case__sample__round", "sampled_case__team", "auditor")
Standing = QuestionAnswer | Judgement | AuditView
Place = tuple[type[Standing], dict[str, Any], str]


@dataclass(frozen=True)
class Line:
    """A section as the list at the side shows it."""

    section: ToolSection
    answered: int
    asked: int
    has_grade: bool

    @property
    def is_done(self) -> bool:
        return self.has_grade and self.answered == self.asked

    @property
    def is_begun(self) -> bool:
        return bool(self.has_grade or self.answered)


@dataclass
class Stands:
    """All that stands of one audit, by piece."""

    pieces: dict[str, Standing] = field(default_factory=dict)

    def of(self, piece: Piece | str) -> Standing | None:
        return self.pieces.get(str(piece))

    def revision(self, piece: Piece | str) -> int:
        held = self.of(piece)
        return held.revision if held else 0

    def value(self, piece: Piece | str) -> str:
        held = self.of(piece)
        return value_of(held) if held else ""


def audits_of(viewer: Viewer) -> QuerySet[Audit]:
    """Those the viewer works on; whoever reads all of them finds all."""
    return visible(viewer, Audit).select_related(*WITH_CASE)


def hidden_from(viewer: Viewer) -> QuerySet[Audit]:
    """Whose marks the viewer is not to see yet: they may grade it a second time, or audit the case again themselves."""
    hidden = Q(pk__in=[])
    if viewer.may("moderate audits"):
        hidden |= Q(moderation__isnull=False, moderation__made_at__isnull=True)
    if viewer.person is None:
        return Audit.objects.filter(hidden)
    under_way = Audit.objects.filter(hands__person=viewer.person, finished_at__isnull=True, re_audit__isnull=False)
    worked_on = AuditHand.objects.filter(person=viewer.person).values("audit")
    hidden |= Q(looked_at_again__in=under_way.values("re_audit"))
    return Audit.objects.filter(hidden).exclude(pk__in=worked_on)


def own_audits(viewer: Viewer) -> QuerySet[Audit]:
    """Those the viewer may write in: their own, and those they were asked into."""
    mine = Audit.objects.filter(hands__person=viewer.person) if viewer.person else Audit.objects.none()
    return mine.filter(pk__in=visible(viewer, Audit).values("pk")).select_related(*WITH_CASE)


def cases_to_open(viewer: Viewer) -> QuerySet[SampledCase]:
    """Given to the viewer, and not begun. The round that is due first comes first."""
    if viewer.person is None:
        return SampledCase.objects.none()
    mine = visible(viewer, SampledCase, DO).filter(auditor=viewer.person, dropped_on__isnull=True)
    mine = mine.filter(audits__isnull=True).select_related("sample__tool_version__tool", "sample__round", "team")
    return mine.order_by("sample__round__due_on", "position", "pk")


def is_stopped(round_id: int) -> bool:
    return ReviewPause.objects.filter(round_id=round_id, went_on_at__isnull=True).exists()


def sections_of(audit: Audit) -> list[ToolSection]:
    version = audit.sampled_case.sample.tool_version_id
    questions = Prefetch("questions", ToolQuestion.objects.order_by("position", "pk"))
    return list(ToolSection.objects.filter(version=version).prefetch_related(questions))


def stands(audit: Audit) -> Stands:
    found: dict[str, Standing] = {}
    for answer in QuestionAnswer.objects.filter(audit=audit).select_related("changed_by__person"):
        found[str(Piece(PieceKind.QUESTION, answer.question_id))] = answer
    for grade in Judgement.objects.filter(audit=audit).select_related("changed_by__person"):
        piece = Piece(PieceKind.SECTION, grade.section_id) if grade.section_id else Piece(PieceKind.OVERALL)
        found[str(piece)] = grade
    for view in AuditView.objects.filter(audit=audit).select_related("changed_by__person"):
        found[str(Piece(PieceKind(view.whose)))] = view
    return Stands(found)


def lines(sections: Iterable[ToolSection], standing: Stands) -> list[Line]:
    return [
        Line(
            section,
            answered=sum(bool(standing.value(Piece(PieceKind.QUESTION, one.pk))) for one in section.questions.all()),
            asked=len(section.questions.all()),
            has_grade=bool(standing.value(Piece(PieceKind.SECTION, section.pk))),
        )
        for section in sections
    ]


def missing(sections: Iterable[ToolSection], standing: Stands) -> list[str]:
    """What is still to do before the audit can be finished, in words."""
    found = lines(sections, standing)
    overall = standing.of(Piece(PieceKind.OVERALL))
    return still_missing(
        questions=sum(line.asked - line.answered for line in found),
        sections=[line.section.title for line in found if not line.has_grade],
        has_overall=bool(overall and value_of(overall)),
        has_reason=bool(overall and overall.reason.strip()),
    )


def value_of(held: Standing) -> str:
    if isinstance(held, QuestionAnswer):
        return held.answer
    return held.grade if isinstance(held, Judgement) else held.heard


def where(audit: Audit, piece: Piece) -> Place | None:
    """The table of a piece, its key, and the name of its value; nothing for what is not of this audit's tool."""
    version = audit.sampled_case.sample.tool_version_id
    if piece.kind == PieceKind.QUESTION:
        if not ToolQuestion.objects.filter(pk=piece.number, section__version=version).exists():
            return None
        return QuestionAnswer, {"question_id": piece.number}, "answer"
    if piece.kind == PieceKind.SECTION:
        if not ToolSection.objects.filter(pk=piece.number, version=version).exists():
            return None
        return Judgement, {"section_id": piece.number}, "grade"
    if piece.kind == PieceKind.OVERALL:
        return Judgement, {"section": None}, "grade"
    return AuditView, {"whose": Whose(str(piece.kind))}, "heard"


def open_counts(viewer: Viewer) -> dict[str, int]:
    """How much waits for the viewer: to begin, and to finish."""
    begun = own_audits(viewer).filter(finished_at__isnull=True)
    return {"to_open": cases_to_open(viewer).count(), "begun": begun.count()}


def feedback_owed(viewer: Viewer) -> QuerySet[Audit]:
    """The viewer's finished audits whose worker has not been talked to, the longest ago first."""
    mine = own_audits(viewer).filter(finished_at__isnull=False, feedback__isnull=True, auditor=viewer.person)
    return mine.exclude(feedback_due_on=None).order_by("feedback_due_on", "pk")


def answered(audits: QuerySet[Audit]) -> QuerySet[Audit]:
    """Each with how many of its questions have an answer."""
    return audits.annotate(answered=Count("answers", filter=~Q(answers__answer=""), distinct=True))
