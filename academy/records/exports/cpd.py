"""A year's reflections in the questions of the regulator: to copy, as text, as a table, and as one PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from academy.core.exports import Column, Table
from academy.people.models import Person
from academy.records import rules
from academy.records.exports.typesetting import pdf
from academy.records.models import Reflection

NOT_SENT = "Nothing here is sent to the regulator. You put it there yourself."


@dataclass(frozen=True)
class Answer:
    """One question of the regulator, and what this person wrote that answers it."""

    code: str
    asks: str
    hint: str
    words: str

    @property
    def rows(self) -> int:
        """How high its box stands, so that most is seen without scrolling in it."""
        lines = sum(len(line) // 36 + 1 for line in self.words.splitlines()) or 1
        return min(max(lines, 1 if self.code in ("type", "date") else 2), 20)


@dataclass(frozen=True)
class Piece:
    reflection: Reflection
    answers: tuple[Answer, ...]

    @property
    def title(self) -> str:
        return self.reflection.title


def cpd_pieces(reflections: Iterable[Reflection]) -> list[Piece]:
    return [Piece(one, tuple(_answers(one))) for one in reflections]


def cpd_table(person: Person, pieces: list[Piece]) -> Table:
    """A row for each piece, a column for each question."""
    columns = [
        Column(question.code, question.asks, value=lambda piece, at=place: piece.answers[at].words)  # type: ignore[misc]
        for place, question in enumerate(rules.questions())
    ]
    return Table(f"CPD of {person}", columns, pieces)


def cpd_text(person: Person, pieces: list[Piece], *, starts_on: date) -> str:
    said = [f"CPD of {person}, {_year(starts_on)}", NOT_SENT]
    for number, piece in enumerate(pieces, start=1):
        said.append(f"{number}. {piece.title}")
        said += [f"{answer.asks}\n{answer.words or 'Nothing written.'}" for answer in piece.answers]
    return "\n\n".join(said) + "\n"


def cpd_pdf(person: Person, pieces: list[Piece], *, starts_on: date, made_on: date) -> bytes:
    facts = {
        "person": person.name,
        "year": _year(starts_on),
        "made_on": rules.in_words(made_on),
        "note": NOT_SENT,
        "pieces": [
            {
                "title": piece.title,
                "answers": [{"asks": answer.asks, "words": answer.words} for answer in piece.answers if answer.words],
            }
            for piece in pieces
        ],
    }
    return pdf("cpd.typ", facts, made_on=made_on)


def _answers(reflection: Reflection) -> Iterable[Answer]:
    said = {
        "type": reflection.get_activity_display(),
        "description": ". ".join(part.rstrip(".") for part in (reflection.title, reflection.about) if part) + ".",
        "date": rules.in_words(reflection.done_on),
        "learned": reflection.learned,
        "impact": "\n\n".join(part for part in (reflection.changed, reflection.difference) if part),
        "peer": _with_peer(reflection),
    }
    for question in rules.questions():
        yield Answer(question.code, question.asks, question.hint, said[question.code])


def _with_peer(reflection: Reflection) -> str:
    if not reflection.is_peer_reflection:
        return ""
    return f"With: {reflection.get_peer_display().lower()}.\n{reflection.discussed}"


def _year(starts_on: date) -> str:
    return f"{rules.in_words(starts_on)} to {rules.in_words(rules.year_end(starts_on))}"
