"""A figure: one number with everything that makes it honest. Pages, charts, packs, the API and the command line pass
figures and never bare numbers."""

import math
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

Number = int | float | Decimal
Evidence = Literal["counted", "none", "weak", "moderate", "strong"]

TOO_FEW_WORDS = "Too few to show"
TOO_FEW_SENTENCE = "The group is so small that a number could point at somebody."
NOT_KNOWN_WORDS = "Not known yet"
FEWEST_FOR_A_PERCENTAGE = 20
NUMBERS = ("value", "low", "high", "n", "asked", "count", "target")
MINUS = "\u2212"

EVIDENCE_WORDS = {
    "counted": "Counted, not estimated",
    "none": "Not enough evidence yet",
    "weak": "Evidence: weak",
    "moderate": "Evidence: moderate",
    "strong": "Evidence: strong",
}
EVIDENCE_BARS = {"none": 0, "weak": 1, "moderate": 2, "strong": 3}


def rounded(number: Number, places: int = 0) -> str:
    """Halves go up, as people expect, and thousands carry a comma."""
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{abs(exact):,f}" if exact == 0 else f"{exact:,f}".replace("-", MINUS)


@dataclass(frozen=True)
class Figure:
    """`count` of `n` `who` ("412 of the 640 people who need it"); `words` says in a line where it comes from."""

    label: str
    value: Number | None
    low: Number | None = None
    high: Number | None = None
    n: int | None = None
    asked: int | None = None
    unit: str = "%"
    on: date | None = None
    words: str = ""
    sentence: str = ""
    evidence: Evidence = "counted"
    why: str = ""
    opens_to: str = ""
    opens_words: str = "See the records"
    scale: tuple[Number, Number] = (0, 100)
    target: Number | None = None
    target_words: str = ""
    count: int | None = None
    who: str = ""
    places: int = 0
    is_suppressed: bool = False

    def __post_init__(self) -> None:
        if self.is_suppressed:
            for name in NUMBERS:  # a withheld figure carries no number at all, so nothing downstream can leak one
                object.__setattr__(self, name, None)
        if any(number is not None and not math.isfinite(number) for number in (self.value, self.low, self.high)):
            raise ValueError(f"{self.label}: a figure is a finite number, or None when it is not known")
        if self.evidence not in EVIDENCE_WORDS:
            raise ValueError(f"{self.label}: evidence is one of {', '.join(EVIDENCE_WORDS)}")

    @property
    def is_known(self) -> bool:
        return self.value is not None

    @property
    def is_difference(self) -> bool:
        return self.unit == "points"

    @property
    def is_given_as_count(self) -> bool:
        """A percentage of very few people sounds surer than it is."""
        return self.unit == "%" and self.is_known and self.n is not None and self.n < FEWEST_FOR_A_PERCENTAGE

    @property
    def has_interval(self) -> bool:
        return self.low is not None and self.high is not None and not self.is_given_as_count

    @property
    def counted(self) -> int | None:
        """How many of `n`, given or worked back from the percentage."""
        if self.count is not None or self.value is None or self.n is None or self.unit != "%":
            return self.count
        return int((Decimal(str(self.value)) * self.n / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def value_words(self) -> str:
        """The number itself, as large as it will be seen: "61%", "+9", "8", "£18,400"."""
        if self.is_suppressed:
            return TOO_FEW_WORDS
        if self.value is None:
            return NOT_KNOWN_WORDS
        return f"{self.counted:,}" if self.is_given_as_count else self._spoken(self.value)

    @property
    def unit_words(self) -> str:
        """What stands small beside the number: "points", "of 9 who answered"."""
        if not self.is_known:
            return ""
        if self.is_given_as_count:
            return f"of {self.n} {self.who or self._answering}".strip()
        return "" if self.unit in ("%", "£") else self.unit

    @property
    def shown(self) -> str:
        return f"{self.value_words} {self.unit_words}".strip()

    @property
    def range_words(self) -> str:
        """ "Between 54% and 68%. n = 187 of 268 asked"; "412 of the 640 people who need it"; "11 were asked"."""
        if not self.is_known:
            return ""
        if self.is_given_as_count:
            return f"{self.asked:,} were asked" if self.asked else ""
        if self.count is not None and self.n is not None and not self.has_interval:
            return f"{self.count:,} of the {self.n:,} {self.who}".strip()
        return ". ".join(part for part in (self._between, self.n_words) if part)

    @property
    def n_words(self) -> str:
        if self.n is None:
            return ""
        return f"n = {self.n:,} of {self.asked:,} asked" if self.asked else f"n = {self.n:,} {self.who}".strip()

    @property
    def evidence_words(self) -> str:
        words = EVIDENCE_WORDS[self.evidence]
        return f"{words}: {self.why}" if self.why else words

    @property
    def evidence_bars(self) -> int | None:
        """How many of three bars are filled; None for what is counted and needs no mark."""
        return EVIDENCE_BARS.get(self.evidence)

    def withheld(self) -> "Figure":
        """The same figure for a group too small to show: no number, no words that could hold one, no way in."""
        return replace(
            self, is_suppressed=True, sentence=TOO_FEW_SENTENCE, words="", why="", opens_to="", target_words=""
        )

    def as_json(self) -> dict[str, Any]:
        """What the API and the command line give: the parts, and the words a page would show."""
        kept = {name: _plain(value) for name, value in asdict(self).items()}
        spoken = {"shown": self.shown, "range_words": self.range_words, "evidence_words": self.evidence_words}
        return kept | spoken

    @property
    def _answering(self) -> str:
        return "who answered" if self.asked else ""

    @property
    def _between(self) -> str:
        if self.low is None or self.high is None or not self.has_interval:
            return ""
        return f"Between {self._spoken(self.low)} and {self._spoken(self.high)}"

    def _spoken(self, number: Number) -> str:
        text = rounded(number, self.places)
        if self.unit == "£":
            return f"{MINUS}£{text[1:]}" if text.startswith(MINUS) else f"£{text}"
        if self.is_difference and number > 0:
            return f"+{text}"
        return f"{text}%" if self.unit == "%" else text


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value
