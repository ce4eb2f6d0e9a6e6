"""What an auditor types: answers, grades and reasons, each with the revision that was before them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from academy.audits.actions.auditing import NewAnswer, Taken
from academy.audits.queries.auditing import Stands, value_of
from academy.audits.rules import Grade
from academy.audits.rules.auditing import LONGEST_WORDS, Answer, Heard, Kept, Piece, PieceKind
from academy.people import queries as people
from academy.people.models import Person
from academy.people.rules import Facts
from academy.ui.forms import DateField, Form, Radios
from academy.ui.warned import WarnedForm

MOST_WARNINGS = 5_000


@dataclass
class Box:
    """One piece as the page shows it: what is typed, what stands, and what became of it."""

    piece: Piece
    value: str
    words: str
    seen: int
    by: str = ""
    outcome: str = ""
    theirs: Taken | None = None
    warnings: Sequence[str] = ()

    @property
    def name(self) -> str:
        return str(self.piece)

    @property
    def theirs_label(self) -> str:
        return labels_of(self.piece).get(self.theirs.value, "") if self.theirs else ""

    @property
    def is_beside(self) -> bool:
        return self.outcome == Kept.BESIDE


def boxes(pieces: Iterable[Piece], standing: Stands) -> dict[str, Box]:
    """As they stand."""
    found = {}
    for piece in pieces:
        held = standing.of(piece)
        value, words = (value_of(held), held.reason) if held else ("", "")
        found[str(piece)] = Box(piece, value, words, held.revision if held else 0)
    return found


def typed(pieces: Iterable[Piece], sent: Mapping[str, Any]) -> list[NewAnswer]:
    """What was sent of these pieces; what a page does not hold is nobody's word."""
    looked = [line for line in str(sent.get("looked", ""))[:MOST_WARNINGS].split("|") if line]
    answers = []
    for piece in pieces:
        name = str(piece)
        if f"{name}-seen" not in sent:
            continue
        words = str(sent.get(f"{name}-words", "")).replace("\r\n", "\n").replace("\x00", "").strip()
        value = str(sent.get(name, ""))[:20]
        answers.append(NewAnswer(piece, value, words, seen=_number(sent.get(f"{name}-seen")), looked=looked))
    return answers


def came_of(found: dict[str, Box], taken: Iterable[Taken]) -> None:
    """Puts what was typed back where it did not become what stands."""
    for one in taken:
        box = found[str(one.new.piece)]
        box.outcome, box.seen = str(one.outcome), one.revision
        if one.outcome in (Kept.SAVED, Kept.SAME):
            box.value, box.words = one.value, one.reason
            continue
        box.value, box.words, box.warnings = one.new.value, one.new.words, one.warnings
        box.theirs = one if one.outcome == Kept.BESIDE else None


def labels_of(piece: Piece) -> dict[str, str]:
    """The words of the values a piece may have."""
    if piece.kind in (PieceKind.WORKER, PieceKind.FAMILY):
        return {str(value): str(label) for value, label in Heard.choices}
    offered = Answer.choices if piece.kind == PieceKind.QUESTION else Grade.choices
    return {str(value): str(label) for value, label in offered}


def _number(sent: Any) -> int:
    text = str(sent or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ColleagueForm(Form):
    """Somebody by name or e-mail address, as far as one may find people; an e-mail address finds anybody in post."""

    who = forms.CharField(label="Whom do you ask?", help_text="Their work e-mail address.", max_length=120)

    def person(self) -> Person | None:
        return people.person_for(Facts(email=self.cleaned_data["who"].strip()))


class ModerationForm(WarnedForm):
    written = ("reason",)
    grade = forms.ChoiceField(
        label="Your judgement of the whole", choices=Grade.choices, widget=Radios(attrs={"class": "app-grades"})
    )
    reason = forms.CharField(
        label="What did you see that tells you this?",
        help_text="Point to what the auditor saw. No names, addresses or dates of birth.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class StopForm(Form):
    why = forms.CharField(label="Why does it stop?", max_length=200)


class FeedbackForm(WarnedForm):
    written = ("went_well", "to_work_on", "worker_said")
    held_on = DateField(label="When did you talk?", help_text="Like 17 November 2026.")
    went_well = forms.CharField(
        label="What went well in this work?",
        help_text="Say it to the worker: they read this. No names of children or families.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    to_work_on = forms.CharField(
        label="What did you agree to work on?",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    worker_said = forms.CharField(
        label="What did the worker say?", max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
