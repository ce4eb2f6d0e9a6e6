"""Audits opened, written in and finished, as plain functions."""

from typing import Any

from academy.audits.actions import auditing as actions
from academy.audits.actions.auditing import NewAnswer, Taken
from academy.audits.models import (
    Audit,
    AuditHand,
    QuestionAnswer,
    Sample,
    SampledCase,
    ToolQuestion,
    ToolSection,
)
from academy.audits.queries import auditing as queries
from academy.audits.rules.auditing import Piece, PieceKind
from academy.core import clock
from academy.people.models import Account
from academy.people.rules import Role
from tests.builders import make_account, make_person
from tests.builders_practice import make_sample, make_sampled_case


def make_auditor(given_name: str = "Helen", family_name: str = "Marsh", *roles: Role) -> Account:
    return make_account(*(roles or (Role.AUDITOR,)), person=make_person(given_name, family_name))


def make_audit(auditor: Account | None = None, *, sample: Sample | None = None, **fields: Any) -> Audit:
    """Opened by its auditor, and nothing said yet."""
    auditor = auditor or make_auditor()
    case = make_sampled_case(sample, auditor=auditor.person, **fields)
    return actions.open_audit(case, by=auditor)


def sections(audit: Audit) -> list[ToolSection]:
    return queries.sections_of(audit)


def questions(audit: Audit) -> list[ToolQuestion]:
    return [question for section in sections(audit) for question in section.questions.all()]


def say(
    audit: Audit, piece: Piece, value: str, words: str = "", *, seen: int = 0, by: Any = None, **more: Any
) -> Taken:
    [taken] = actions.keep_answers(audit, [NewAnswer(piece, value, words, seen=seen, **more)], by=by)
    return taken


def say_all(audit: Audit, *, grade: str = "good", answer: str = "yes", reason: str = "It was seen.") -> None:
    pieces = [NewAnswer(Piece(PieceKind.QUESTION, one.pk), answer) for one in questions(audit)]
    pieces += [NewAnswer(Piece(PieceKind.SECTION, one.pk), grade) for one in sections(audit)]
    pieces += [NewAnswer(Piece(PieceKind.OVERALL), grade, reason)]
    actions.keep_answers(audit, pieces, by=None)


def finished(auditor: Account | None = None, *, grade: str = "good", answer: str = "yes", **fields: Any) -> Audit:
    audit = make_audit(auditor, **fields)
    say_all(audit, grade=grade, answer=answer)
    return actions.finish_audit(audit, by=None)


def make_many(number: int, *, weak: int = 0, sample: Sample | None = None, auditor: Account | None = None) -> Sample:
    """Finished audits of one sample, made at once; in so many of them every answer is “partly”."""
    sample, now = sample or make_sample(), clock.now()
    person = (auditor or make_auditor()).person
    asked = list(ToolQuestion.objects.filter(section__version=sample.tool_version))
    cases = [
        SampledCase(sample=sample, position=n, pseudonym=f"MANY{n}", kind="other", auditor=person)
        for n in range(number)
    ]
    grades = ["requires_improvement" if n < weak else "good" for n in range(number)]
    audits = Audit.objects.bulk_create(
        Audit(
            sampled_case=case, auditor=person, opened_at=now, saved_at=now, finished_at=now, grade=grade,
            final_grade=grade,
        )
        for case, grade in zip(SampledCase.objects.bulk_create(cases), grades, strict=True)
    )  # fmt: skip
    AuditHand.objects.bulk_create(AuditHand(audit=audit, person=person, joined_at=now) for audit in audits)
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(audit=audit, question=one, answer="partly" if n < weak else "yes", changed_at=now)
        for n, audit in enumerate(audits)
        for one in asked
    )
    return sample
