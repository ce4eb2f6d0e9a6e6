"""How the Academy's programme and risks are shown."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from academy.core.exports import Column, Status, Table
from academy.improvement.models import Benefit, Risk, RiskReview
from academy.improvement.queries.programme import PhaseLine, gravity_of, state_of_benefit
from academy.improvement.rules.programme import BENEFIT_TONES, PHASE_TONES
from academy.improvement.rules.risks import TONES, Gravity
from academy.improvement.shown.plans import who


def phase_status(line: PhaseLine) -> Status:
    return Status(line.state.label, PHASE_TONES.get(line.state, "calm"))


def benefit_status(benefit: Benefit, *, on: date) -> Status:
    found = state_of_benefit(benefit, on=on)
    return Status(found.label, BENEFIT_TONES.get(found, "calm"))


def gravity_status(risk: Risk) -> Status:
    found = gravity_of(risk)
    return Status("Closed") if risk.is_closed else Status(found.label, TONES.get(found, "calm"))


def benefits_table(rows: Iterable[Benefit], *, on: date, named: Collection[int]) -> Table:
    return Table(
        caption="Benefits",
        columns=[
            Column("title", "Benefit", link="get_absolute_url", is_row_header=True),
            Column("before", "When it began"),
            Column("expected", "How it is to stand"),
            Column("due_on", "By", kind=date),
            Column("owner", "Who answers for it", value=lambda one: who(one.owner, one.owner_words, named)),
            Column("state", "Seen?", value=lambda one: benefit_status(one, on=on)),
        ],
        rows=list(rows),
    )


def risks_table(rows: Iterable[Risk], *, on: date, named: Collection[int]) -> Table:
    return Table(
        caption="Risks",
        columns=[
            Column("title", "What may go wrong", link="get_absolute_url", is_row_header=True),
            Column("of", "Of", value=lambda one: str(one.plan or "The Academy’s own programme")),
            Column("gravity", "How grave", value=gravity_status),
            Column("owner", "Who watches it", value=lambda one: who(one.owner, one.owner_words, named)),
            Column("review_on", "Looked at again on", value=lambda one: _review_on(one, on)),
        ],
        rows=list(rows),
    )


def reviews_table(reviews: Sequence[RiskReview]) -> Table:
    return Table(
        caption="How it was judged",
        columns=[
            Column("on", "On", kind=date, is_row_header=True),
            Column("likelihood", "How likely", value=lambda one: one.get_likelihood_display()),
            Column("harm", "How much harm", value=lambda one: one.get_harm_display()),
            Column("said", "What was seen"),
        ],
        rows=list(reviews),
    )


def grave(rows: Iterable[Risk]) -> int:
    return sum(gravity_of(one) == Gravity.HIGH and not one.is_closed for one in rows)


def _review_on(risk: Risk, on: date) -> object:
    if risk.is_closed:
        return ""
    return (risk.review_on, Status("Due", "late")) if risk.review_on <= on else risk.review_on
