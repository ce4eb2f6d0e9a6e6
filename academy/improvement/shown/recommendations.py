"""How committees' recommendations are shown."""

from collections.abc import Collection, Iterable
from datetime import date

from academy.core.exports import Column, Status, Table
from academy.improvement.models import Recommendation
from academy.improvement.queries.recommendations import state
from academy.improvement.rules.plans import Slip
from academy.improvement.rules.recommendations import TONES, answered_words
from academy.improvement.shown.plans import who


def status_of(recommendation: Recommendation, *, on: date) -> Status:
    found = state(recommendation, on=on)
    return Status(found.label, TONES.get(found, "calm"))


def in_time_words(recommendation: Recommendation) -> str:
    if recommendation.answered_on is None:
        return ""
    return answered_words(respond_by=recommendation.respond_by, answered_on=recommendation.answered_on)


def slip_of(recommendation: Recommendation, first_on: date, moves: int) -> Slip:
    return Slip(first_on, recommendation.respond_by, moves)


def table(rows: Iterable[Recommendation], *, on: date, named: Collection[int]) -> Table:
    return Table(
        caption="What committees recommended",
        columns=[
            Column("said", "Recommendation", link="get_absolute_url", is_row_header=True, value=str),
            Column("committee", "Committee"),
            Column("made_on", "Made on", kind=date),
            Column("respond_by", "Answer by", kind=date),
            Column("owner", "Who answers", value=lambda one: who(one.owner, one.owner_words, named)),
            Column("answered_on", "Answered on", kind=date),
            Column("state", "How it stands", value=lambda one: status_of(one, on=on)),
        ],
        rows=list(rows),
    )


def whole_table(rows: Iterable[Recommendation], *, on: date, named: Collection[int]) -> Table:
    """What the file holds: the words in full."""
    columns = [
        Column("said", "Recommendation"),
        Column("committee", "Committee"),
        Column("made_on", "Made on", kind=date),
        Column("respond_by", "Answer by", kind=date),
        Column("owner", "Who answers", value=lambda one: who(one.owner, one.owner_words, named)),
        Column("answered_on", "Answered on", kind=date),
        Column("answer", "Answer", value=lambda one: one.get_answer_display()),
        Column("answer_words", "In words"),
        Column("in_time", "In time", value=in_time_words),
        Column("done_on", "Done on", kind=date),
        Column("done_words", "What was done"),
        Column("state", "How it stands", value=lambda one: state(one, on=on).label),
    ]
    return Table(caption="What committees recommended", columns=columns, rows=list(rows))
