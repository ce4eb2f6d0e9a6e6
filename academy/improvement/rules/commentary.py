"""Whether a sentence is fit for a pack: its length, its words, and numbers that it may not give.

What has to be put right is told apart from what is worth a second look. Both are sentences, for whoever wrote it.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from academy.core.identifying import looks_identifying
from academy.elearning.rules import reading_age

MOST_WORDS = 28
EASY_WORDS = 20
EASY_AGE = 14
YEARS_BEFORE_SCHOOL = 5  # between a reading age and a reading grade
WORDS_A_MINUTE = 200

# Judgements go by the inspectorate's own words, and everything else by the words of our measures.
SAY_INSTEAD: Sequence[tuple[str, str]] = (
    (r"requires? improvement(?! to be good\b)", "Requires improvement to be good"),
    (r"requiring improvement", "Requires improvement to be good"),
    (r"needs? improvement|\bRI\b", "Requires improvement to be good"),
    (r"\badequate\b|\bsatisfactory\b", "Good, or Requires improvement to be good"),
    (r"\bfail(?:ing|ed)? (?:judgement|grade|rating)", "Inadequate"),
    (r"\b(?:red|amber|green)(?:[- ]rated|[- ]status| rating)|\bRAG\b", "Target met, Ahead, Behind or Too early to say"),
    (r"\bon[- ]track\b|\boff[- ]track\b", "Ahead or Behind"),
    (r"\bstatistically significant\b|\bp ?[<=] ?0?\.\d+", "A real change, or could be chance"),
    (r"\bnon-compliant\b", "Overdue"),
)
# Short forms that nobody outside the service has to know.
SHORT_FORMS = re.compile(r"\b(?!(?:NHS|UK|GP|GPs|BBC)\b)[A-Z]{2,}s?\b")
LONG_WORDS = {
    "utilise": "use",
    "commence": "begin",
    "prior to": "before",
    "in order to": "to",
    "stakeholders": "the people who",
    "going forward": "from now on",
    "robust": "sound",
    "leverage": "use",
    "cohort": "group",
    "timeliness": "how soon",
    "throughput": "how many",
}
NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
ONE_NUMBER = rf"\d[\d,]*(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b"
NUMBER = re.compile(ONE_NUMBER, re.IGNORECASE)
SO_MANY_IN = re.compile(rf"(?P<part>{ONE_NUMBER}) in (?:every )?(?P<whole>{ONE_NUMBER})", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"0-9])")


@dataclass(frozen=True)
class Checked:
    """`wrong` keeps a pack from going out; `worth` is for whoever wishes to make it easier to read."""

    wrong: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()


def checked(sentence: str, *, withheld: Iterable[Decimal] = ()) -> Checked:
    """One sentence of an officer. `withheld` are the numbers that the Members' pack may not give."""
    words, wrong, worth = len(sentence.split()), [], []
    if len(SENTENCE_END.split(sentence.strip())) > 1:
        wrong.append("One sentence is enough here. Keep the one that matters most.")
    if words > MOST_WORDS:
        wrong.append(f"This sentence has {words} words. Bring it to {EASY_WORDS} or so.")
    elif words > EASY_WORDS:
        worth.append(f"This sentence has {words} words. Under {EASY_WORDS} reads more easily.")
    wrong += judgement_words(sentence)
    if given := sorted(numbers_in(sentence) & set(withheld)):
        said = ", ".join(f"{number:f}" for number in given)
        wrong.append(f"{said} may point at somebody: the Members’ pack withholds it. Say it without the number.")
    worth += [f"It may name somebody, and everybody reads it: {said}." for said in looks_identifying(sentence)]
    worth += [
        f"“{short}”: write it out, or say it another way." for short in dict.fromkeys(SHORT_FORMS.findall(sentence))
    ]
    worth += [f"“{long}”: try “{short}”." for long, short in LONG_WORDS.items() if _has(sentence, long)]
    return Checked(tuple(wrong), tuple(worth))


def judgement_words(sentence: str) -> list[str]:
    """The same judgement goes by the same words everywhere, inside and outside."""
    found = []
    for pattern, instead in SAY_INSTEAD:
        flags = 0 if pattern.endswith(r"\bRI\b") or r"\bRAG\b" in pattern else re.IGNORECASE
        if match := re.search(pattern, sentence, flags):
            found.append(f"“{match.group()}”: the words are “{instead}”.")
    return found


def numbers_in(text: str) -> set[Decimal]:
    """In digits or in words. “Six in ten” tells of six, and of 60 in a hundred."""
    found = set()
    for match in SO_MANY_IN.finditer(text):
        part, whole = _number(match["part"]), _number(match["whole"])
        found |= {part, (100 * part / whole).normalize() + 0} if whole else {part}
    rest = SO_MANY_IN.sub(" ", text)
    return found | {_number(match.group()) for match in NUMBER.finditer(rest)}


def _number(said: str) -> Decimal:
    if said[0].isdigit():
        return Decimal(said.replace(",", "")).normalize() + 0
    return Decimal(NUMBER_WORDS.index(said.lower()))


@dataclass(frozen=True)
class Reading:
    """How easily all of it reads: Flesch and Kincaid's grade, the age of whoever reads at that grade, and how long."""

    age: int | None
    length: int = 0  # in words

    @property
    def grade(self) -> int | None:
        return None if self.age is None else self.age - YEARS_BEFORE_SCHOOL

    @property
    def words(self) -> str:
        if self.age is None:
            return "There is too little text to say how easily it reads."
        easy = (
            "easy on a busy day"
            if self.age <= EASY_AGE
            else f"shorter sentences and words would bring it to {EASY_AGE}"
        )
        minutes = "a minute" if self.minutes == 1 else f"{self.minutes} minutes"
        return f"Reading age {self.age} (grade {self.grade}): {easy}. {self.length:,} words, about {minutes}."

    @property
    def minutes(self) -> int:
        return math.ceil(self.length / WORDS_A_MINUTE)


def reading_of(sentences: Iterable[str]) -> Reading:
    text = "\n".join(sentence for sentence in sentences if sentence)
    return Reading(reading_age(text), len(text.split()))


def _has(sentence: str, words: str) -> bool:
    return re.search(rf"\b{words}\b", sentence, re.IGNORECASE) is not None
