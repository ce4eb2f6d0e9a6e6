"""What an item did to practice and to staying, as figures: with their interval, or with what is missing."""

from datetime import date
from typing import Any

from django.urls import reverse

from academy.core.figures import Evidence, Figure, rounded
from academy.impact.models import EffectEstimate
from academy.impact.rules.effects import Outcome
from academy.impact.rules.practice import is_tentative

PRACTICE_LABEL = "Practice: audits graded good or outstanding"
STAYING_LABEL = "Staying: still here after two years"
LABELS = (PRACTICE_LABEL, STAYING_LABEL)
NOT_YET = "It has not been worked out yet."


def effect_figure(estimate: EffectEstimate | None, outcome: Outcome, *, is_by_lot: bool) -> Figure:
    """Of one outcome: the answer that was kept, or why there is none."""
    label = PRACTICE_LABEL if outcome == Outcome.PRACTICE else STAYING_LABEL
    if estimate is None:
        return Figure(label=label, value=None, unit="points", evidence="none", sentence=NOT_YET)
    if estimate.refused:
        cure = f"What would cure it: {estimate.needs[0].lower()}{estimate.needs[1:]}"
        on = estimate.looked_at.date()
        return Figure(
            label=label,
            value=None,
            unit="points",
            evidence="none",
            sentence=f"Not enough evidence yet. {estimate.refused}",
            words=cure,
            on=on,
        )
    answer = estimate.answer
    make = _practice if outcome == Outcome.PRACTICE else _staying
    return make(answer, label, estimate.looked_at.date(), is_by_lot=is_by_lot, opens_to=_address(estimate))


def _practice(answer: dict[str, Any], label: str, on: date, *, is_by_lot: bool, opens_to: str) -> Figure:
    how = "turns drawn by lot" if is_by_lot else "teams reached at different times"
    return Figure(
        label=label,
        value=answer["points"],
        low=answer["low"],
        high=answer["high"],
        unit="points",
        n=answer["audits"],
        who=f"audits, {answer['teams']} teams",
        on=on,
        scale=_scale(answer),
        evidence=_strength(answer, "causal", is_by_lot=is_by_lot, is_doubtful=is_tentative(answer)),
        why="" if answer["says"] == "chance" else how,
        sentence=_practice_sentence(answer),
        words="Against teams it had not reached. How hard each auditor marks is taken off first.",
        opens_to=opens_to + "#practice",
        opens_words="How we worked it out",
    )


def _staying(answer: dict[str, Any], label: str, on: date, *, is_by_lot: bool, opens_to: str) -> Figure:
    how = "places drawn by lot" if is_by_lot else "association after adjustment"
    return Figure(
        label=label,
        value=answer["points"],
        low=answer["low"],
        high=answer["high"],
        unit="points",
        n=answer["starters"],
        who="who learned",
        on=on,
        scale=_scale(answer),
        evidence=_strength(answer, "adjusted", is_by_lot=is_by_lot, is_doubtful=False),
        why="" if answer["says"] == "chance" else how,
        sentence=_staying_sentence(answer, is_by_lot=is_by_lot),
        words="Against people alike who could have learned that month and did not.",
        opens_to=opens_to + "#staying",
        opens_words="Who is compared",
    )


def _practice_sentence(answer: dict[str, Any]) -> str:
    size = rounded(abs(answer["points"]))
    if answer["says"] == "better":
        return f"Where it came, about {size} more audits in 100 were graded good or outstanding than without it."
    if answer["says"] == "worse":
        return f"Where it came, about {size} fewer audits in 100 were graded good or outstanding than without it."
    return f"The difference could be chance. {_smallest(answer, 'so many audits')}"


def _staying_sentence(answer: dict[str, Any], *, is_by_lot: bool) -> str:
    size, begins = rounded(abs(answer["points"])), "" if is_by_lot else "Of people alike, "
    if answer["says"] == "longer":
        return f"{begins}about {size} more in 100 of those who learned were still here after two years.".capitalize()
    if answer["says"] == "shorter":
        return f"{begins}about {size} fewer in 100 of those who learned were still here after two years.".capitalize()
    return f"The difference could be chance. {_smallest(answer, 'so many people')}"


def _smallest(answer: dict[str, Any], what: str) -> str:
    return f"The smallest change that {what} could have shown is about {rounded(answer['smallest'])} points."


def _strength(answer: dict[str, Any], design: str, *, is_by_lot: bool, is_doubtful: bool) -> Evidence:
    """Chance has none. A lot drawn is the best there is, adjusting for what is known the least; doubt about the
    marking takes one bar away."""
    if answer["says"] == "chance":
        return "none"
    bars: list[Evidence] = ["weak", "weak", "moderate", "strong"]
    place = (3 if is_by_lot else 2 if design == "causal" else 1) - is_doubtful
    return bars[max(place, 1)]


def _scale(answer: dict[str, Any]) -> tuple[int, int]:
    """Round, with zero on it, and wide enough for the interval."""
    reach = max(abs(answer["low"]), abs(answer["high"]), 10)
    end = int(-(-reach // 10) * 10)
    return -end, end


def _address(estimate: EffectEstimate) -> str:
    return reverse("effect", args=[estimate.item_id])
