"""What an auditor may say of a case, the pieces an audit is made of, and when it is whole."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from academy.audits.rules.grades import Grade
from academy.core.refusals import Refused

LONGEST_WORDS = 2_000
KEY = r"[0-9A-Za-z-]{8,40}"


class Answer(TextChoices):
    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"
    NOT_ASKED = "na", "Does not apply"


WEAK = frozenset({Answer.PARTLY, Answer.NO})
COUNTS = frozenset({Answer.YES, Answer.PARTLY, Answer.NO})


class AuditKind(TextChoices):
    FIRST = "first", "Audit"
    AGAIN = "again", "Re-audit"


class Whose(TextChoices):
    """Views are kept as views: what somebody thinks of the work, and never who they are."""

    WORKER = "worker", "The worker"
    FAMILY = "family", "The child and family"


class Heard(TextChoices):
    TALKED = "talked", "We talked"
    WROTE = "wrote", "They wrote"
    NOT_REACHED = "not_reached", "Asked, and not reached"
    NOT_ASKED = "not_asked", "Not asked this time"


class PieceKind(StrEnum):
    QUESTION = "question"
    SECTION = "section"
    OVERALL = "overall"
    WORKER = "worker"
    FAMILY = "family"


CHOICES: dict[PieceKind, Collection[str]] = {
    PieceKind.QUESTION: Answer.values,
    PieceKind.SECTION: Grade.values,
    PieceKind.OVERALL: Grade.values,
    PieceKind.WORKER: Heard.values,
    PieceKind.FAMILY: Heard.values,
}
NUMBERED = frozenset({PieceKind.QUESTION, PieceKind.SECTION})


@dataclass(frozen=True)
class Piece:
    """One thing that is said in an audit, by the name a form and a tablet know it by: "question-12", "overall"."""

    kind: PieceKind
    number: int = 0

    def __str__(self) -> str:
        return f"{self.kind}-{self.number}" if self.kind in NUMBERED else str(self.kind)


class Kept(StrEnum):
    """What became of something that was sent."""

    SAVED = "saved"
    SAME = "same"
    BESIDE = "beside"  # somebody else wrote meanwhile: theirs stands, and this is kept beside it
    HELD = "held"  # it looks as if it says who somebody is: nothing is kept before its writer looked again
    REFUSED = "refused"


class NotAudited(Refused):
    """The audit cannot be opened, changed or finished so, and why."""


def piece_called(name: str) -> Piece | None:
    kind, _, number = name.partition("-")
    if kind not in PieceKind.__members__.values():
        return None
    piece = PieceKind(kind)
    if piece in NUMBERED:
        return Piece(piece, int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    return Piece(piece) if not number else None


def refuse_value(piece: Piece, value: str) -> None:
    if value and value not in CHOICES[piece.kind]:
        raise NotAudited("Choose one of the answers that are offered.")


def still_missing(*, questions: int, sections: Collection[str], has_overall: bool, has_reason: bool) -> list[str]:
    """What an audit needs before it is finished, in words: its open questions, its sections without a grade."""
    missing = []
    if questions:
        missing.append("one question has no answer" if questions == 1 else f"{questions} questions have no answer")
    missing += [f"“{title}” has no grade" for title in sections]
    if not has_overall:
        missing.append("there is no overall grade")
    elif not has_reason:
        missing.append("the overall grade has no reason")
    return missing


def in_a_row(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
