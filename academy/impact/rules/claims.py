"""What may be said of an impact, and when. A sentence stands on a page only while its condition holds.

Each figure carries how it was come by. What people say of themselves is called that; a difference between those who
learned and those who did not is never called an effect, unless places were drawn by lot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from academy.core.figures import Evidence

FEWEST = 30
LOWEST_REPLY = 0.3


class Grade(StrEnum):
    """How a figure was come by, the surest last."""

    COUNTED = "counted"
    OWN_ACCOUNT = "people’s own account"
    ASSOCIATION = "an association, not adjusted"
    ADJUSTED = "adjusted for what is known"
    BY_LOT = "places drawn by lot"


EVIDENCE: dict[Grade, Evidence] = {
    Grade.COUNTED: "counted",
    Grade.OWN_ACCOUNT: "weak",
    Grade.ASSOCIATION: "weak",
    Grade.ADJUSTED: "moderate",
    Grade.BY_LOT: "strong",
}


class About(StrEnum):
    WORTH = "worth"
    SURER = "surer"
    APPLIED = "applied"
    PRACTICE = "practice"
    STAYING = "staying"


@dataclass(frozen=True)
class Found:
    """What is known: an estimate with its 95% interval, from `n` of `asked`. A refusal is all that may be said."""

    about: About
    grade: Grade
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    asked: int = 0
    refusal: str = ""

    @property
    def is_known(self) -> bool:
        return not self.refusal and None not in (self.estimate, self.low, self.high)

    @property
    def is_enough(self) -> bool:
        """Enough answered, and enough of those who were asked; what is no survey says so by its own refusal."""
        if self.grade is not Grade.OWN_ACCOUNT:
            return True
        return self.n >= FEWEST and self.n >= LOWEST_REPLY * self.asked


@dataclass(frozen=True)
class Claim:
    name: str
    about: About
    grades: frozenset[Grade]
    holds: Callable[[float, float], bool]  # of the interval
    words: str


OWN = frozenset({Grade.OWN_ACCOUNT})
COMPARED = frozenset({Grade.ADJUSTED})
DRAWN = frozenset({Grade.BY_LOT})


def _above(line: float) -> Callable[[float, float], bool]:
    return lambda low, high: low > line


def _below(line: float) -> Callable[[float, float], bool]:
    return lambda low, high: high < line


def _across(line: float) -> Callable[[float, float], bool]:
    return lambda low, high: low <= line <= high


CLAIMS = (
    Claim("worth to most", About.WORTH, OWN, _above(0.5), "Most say it was worth their time."),
    Claim("worth to few", About.WORTH, OWN, _below(0.5), "Fewer than half say it was worth their time."),
    Claim("worth to some", About.WORTH, OWN, _across(0.5), "About half say it was worth their time."),
    Claim(
        "surer", About.SURER, OWN, _above(0),
        "People feel surer than they say they did before. Nobody compares them with others, so it is no proof.",
    ),
    Claim("less sure", About.SURER, OWN, _below(0), "People feel less sure than they say they did before."),
    Claim("as sure", About.SURER, OWN, _across(0), "People feel neither clearly surer nor less sure than before."),
    Claim("most used it", About.APPLIED, OWN, _above(0.5), "Most of those who finished would say that they used it."),
    Claim(
        "few used it", About.APPLIED, OWN, _below(0.5),
        "Fewer than half of those who finished would say that they used it.",
    ),
    Claim(
        "half used it", About.APPLIED, OWN, _across(0.5),
        "About half of those who finished would say that they used it.",
    ),
    Claim(
        "practice better by lot", About.PRACTICE, DRAWN, _above(0),
        "Audits got better because teams learned it: which team began when was drawn by lot.",
    ),
    Claim(
        "practice better", About.PRACTICE, COMPARED, _above(0),
        "Audits got better after teams learned it, compared with teams that had not yet.",
    ),
    Claim(
        "practice worse", About.PRACTICE, COMPARED | DRAWN, _below(0),
        "Audits got worse after teams learned it, compared with teams that had not yet.",
    ),
    Claim(
        "practice unclear", About.PRACTICE, COMPARED | DRAWN, _across(0),
        "Audits may have changed after teams learned it, but the difference could be chance.",
    ),
    Claim(
        "staying by lot", About.STAYING, DRAWN, _above(0),
        "More people stayed because they learned it: who got a place was drawn by lot.",
    ),
    Claim(
        "staying more", About.STAYING, COMPARED, _above(0),
        "More of those who learned it stayed than of people like them. That is no proof that it made them stay.",
    ),
    Claim(
        "staying less", About.STAYING, COMPARED | DRAWN, _below(0),
        "Fewer of those who learned it stayed than of people like them.",
    ),
    Claim(
        "staying unclear", About.STAYING, COMPARED | DRAWN, _across(0),
        "Those who learned it may stay longer or not: the difference could be chance.",
    ),
)  # fmt: skip


def may_say(claim: Claim, found: Found) -> bool:
    """Every part of the condition, and no way round it."""
    if found.about is not claim.about or found.grade not in claim.grades or not found.is_known:
        return False
    if found.low is None or found.high is None or not found.is_enough:
        return False
    return claim.holds(found.low, found.high)


def sentence(found: Found) -> str:
    """The one plain sentence, or why there is none."""
    if found.refusal:
        return found.refusal
    said = [claim.words for claim in CLAIMS if may_say(claim, found)]
    return said[0] if said else "There is not enough evidence yet to say anything."


def evidence(found: Found) -> tuple[Evidence, str]:
    """The mark that stands beside the figure, and what it rests on."""
    if not found.is_known or not found.is_enough:
        return "none", ""
    return EVIDENCE[found.grade], "" if found.grade is Grade.COUNTED else found.grade.value
