"""How signals weigh together: a table of points for size, risk and evidence, and the working in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from academy.needs.rules.needs import NeedRefused, Urgency
from academy.needs.rules.signals import Evidence, Risk

SIZE_POINTS = ((200, 4), (50, 3), (10, 2), (0, 1))  # this many people or more
URGENT_FROM = ((36, Urgency.NOW), (18, Urgency.TERM), (8, Urgency.YEAR), (0, Urgency.WATCH))
LONGEST_TITLE = 160
LONGEST_REASON = 300


@dataclass(frozen=True)
class Weighed:
    """A signal as it is weighed."""

    kind: str
    size: int
    risk: int
    evidence: int


@dataclass(frozen=True)
class Weight:
    signals: int
    kinds: int
    size: int
    risk: int
    evidence: int
    size_points: int
    score: int
    urgency: Urgency

    @property
    def words(self) -> str:
        """2 signals from 2 sources: about 214 people (4) × high risk (3) × counted (3) = 36 of 64. Act now."""
        signals = "1 signal" if self.signals == 1 else f"{self.signals:,} signals"
        sources = "1 source" if self.kinds == 1 else f"{self.kinds:,} sources"
        people = "1 person" if self.size == 1 else f"{self.size:,} people"
        return (
            f"{signals} from {sources}: size {self.size_points} ({people}) × risk {self.risk} "
            f"({Risk(self.risk).label.lower()}) × evidence {self.evidence} "
            f"({Evidence(self.evidence).label.lower()}) = {self.score} of 64: {self.urgency.label.lower()}."
        )


class NothingToWeigh(NeedRefused):
    def __init__(self) -> None:
        super().__init__("Choose at least one signal.", field="signals")


class AlreadyWeighed(NeedRefused):
    def __init__(self) -> None:
        super().__init__("Somebody has weighed one of these signals meanwhile. Look at the list again.")


def weigh(signals: Sequence[Weighed]) -> Weight:
    """The same people may stand behind several signals, so the largest size counts, and they are not added up."""
    if not signals:
        raise NothingToWeigh
    return weight(
        len(signals),
        kinds=len({one.kind for one in signals}),
        size=max(one.size for one in signals),
        risk=max(one.risk for one in signals),
        evidence=max(one.evidence for one in signals),
    )


def weight(signals: int, *, kinds: int, size: int, risk: int, evidence: int) -> Weight:
    """What two sources say independently is one point surer."""
    evidence = min(evidence + (1 if kinds > 1 else 0), max(Evidence.values))
    points = _first(SIZE_POINTS, size)
    score = points * risk * evidence
    return Weight(
        signals=signals,
        kinds=kinds,
        size=size,
        risk=risk,
        evidence=evidence,
        size_points=points,
        score=score,
        urgency=Urgency(_first(URGENT_FROM, score)),
    )


def need_title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise NeedRefused("Give the need a title.", field="title")
    if len(title) > LONGEST_TITLE:
        raise NeedRefused(f"Give it a title of {LONGEST_TITLE} characters or fewer.", field="title")
    return title


def reason_given(why: str) -> str:
    why = why.strip()
    if not why:
        raise NeedRefused("Say why, in a sentence.", field="why")
    if len(why) > LONGEST_REASON:
        raise NeedRefused(f"Say it in {LONGEST_REASON} characters or fewer.", field="why")
    return why


def _first(table: Sequence[tuple[int, int]], value: int) -> int:
    return next(points for least, points in table if value >= least)
