"""Which column a heading stands for, however it is spelled: by its words first, and only then by likeness."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from academy.audits.annex_a.columns import SHEETS_CALLED, AnnexList, Column, lists

LIKE, AHEAD = 0.84, 0.04  # how alike two headings must be, and how much more than any other
LETTER = re.compile(r"\s*\(column [A-Z]+\)$")
ASKED = re.compile(r"[\(\[]\s*(?:y\s*/\s*n|yes\s*/\s*no|dd/?mm/?y{2,4}|years?|if applicable)\s*[\)\]]*", re.IGNORECASE)
MARK = re.compile(  # a number before a heading, a letter of its column, and a footnote after it
    r"^\s*(?:col(?:umn)? [a-z]{1,2}|\d{1,2})\s*[.):–-]\s*|"
    r"\s*[\(\[]?\b(?:see )?note \d{1,2}\b[\)\]]?|\s*[\(\[]\d{1,2}[\)\]]\s*$",
    re.IGNORECASE,
)
SAY_LITTLE = frozenset(
    (
        *("the", "a", "an", "of", "to", "in", "is", "was", "were", "has", "have", "did", "does", "do", "been", "being"),
        *(
            "be",
            "for",
            "by",
            "from",
            "with",
            "at",
            "on",
            "this",
            "their",
            "whether",
            "or",
            "and",
            "that",
            "please",
            "s",
        ),
        *("child", "children", "childs", "years", "year", "y", "n", "yes", "no"),
    )
)
SHORT = {
    "dob": "date birth",
    "icpc": "initial protection conference",
    "icpcs": "initial protection conference",
    "rcpc": "review conference",
    "cpp": "protection plan",
    "cp": "protection",
    "s47": "section 47",
    "s47s": "section 47",
    "sec47": "section 47",
    "lac": "looked after",
    "cla": "looked after",
    "cin": "need",
    "sw": "social work",
    "worker": "work",
    "workers": "work",
    "nfa": "further action",
    "uasc": "unaccompanied asylum seeking",
    "iro": "reviewing officer",
    "rhi": "return interview",
    "epo": "emergency protection order",
    "id": "identifier",
    "ident": "identifier",
    "num": "number",
    "nos": "number",
    "12m": "12 months",
    "mths": "months",
    "mth": "months",
    "auth": "authorisation",
    "authorized": "authorisation",
    "authorised": "authorisation",
    "advisor": "adviser",
    "org": "organisation",
    "organization": "organisation",
    "started": "start",
    "ended": "end",
    "completed": "completion",
    "six": "6",
    "twelve": "12",
}


@dataclass(frozen=True)
class Matched:
    """The list that a line of headings belongs to, and which heading holds which of its columns."""

    found: AnnexList
    places: Mapping[str, int]
    score: float


@cache
def words(heading: str) -> tuple[str, ...]:
    """The words that tell, short forms written out, in no order of their own."""
    whole = MARK.sub(" ", LETTER.sub("", heading.replace("’", "'").replace("'s", "")))
    bare = ASKED.sub(" ", whole)
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare.replace("_", " "))
    plain = re.findall(r"[a-z0-9]+", re.sub(r"\b([a-z])\.(?=[a-z]\b)", r"\1", spaced.casefold()))
    long = " ".join(SHORT.get(word, word) for word in plain).split()
    telling = [word.removesuffix("s") if len(word) > 3 else word for word in long if word not in SAY_LITTLE]
    return tuple(sorted(telling or plain))


def list_of(line: Sequence[str], sheet: str, *, loosely: bool = False) -> Matched | None:
    """The list of which this line has most of the headings. What every list has, and the sheet’s name, only help."""
    said = lists_called(sheet)
    found = [
        Matched(one, places, _score(one, places, line) + (2 if one.number in said else 0))
        for one in lists().values()
        if _tells(one, places := places_of(line, one, loosely=loosely), one.number in said)
    ]
    return max(found, key=lambda matched: matched.score, default=None)


def _tells(one: AnnexList, places: Mapping[str, int], is_called_so: bool) -> bool:
    """Enough headings of its own, and not only what a sheet of codes has: who, or the sheet’s name, or a day."""
    own = [one.columns[name] for name in places if not one.columns[name].is_common]
    is_about_somebody = is_called_so or "child" in places or "adopter" in places
    has_days = len(own) >= 2 and any(column.kind == "date" for column in own)
    return len(places) >= 2 and bool(own) and (is_about_somebody or has_days)


def _score(one: AnnexList, places: Mapping[str, int], line: Sequence[str]) -> float:
    """Its own columns count, what is missing or left over counts against it."""
    own = [name for name, column in one.columns.items() if not column.is_common]
    have = sum(name in places for name in own)
    over = sum(bool(cell.strip()) for cell in line) - len(places)
    return have + 0.1 * (len(places) - have) - 0.15 * (len(own) - have) - 0.3 * over


def places_of(line: Sequence[str], one: AnnexList, *, loosely: bool = False) -> dict[str, int]:
    """Where each column stands: what says the same is taken first, then, if asked for, what is much alike."""
    headings = {place: words(cell) for place, cell in enumerate(line) if cell.strip()}
    places: dict[str, int] = {}
    for order in range(max(len(column.headings) for column in one.columns.values())):
        for name, column in one.columns.items():
            if name not in places and order < len(column.headings):
                place = _same(words(column.headings[order]), headings, set(places.values()))
                if place is not None:
                    places[name] = place
    return places | _alike(headings, one, places) if loosely else places


def _same(wanted: tuple[str, ...], headings: Mapping[int, tuple[str, ...]], taken: set[int]) -> int | None:
    return next((place for place, heading in headings.items() if heading == wanted and place not in taken), None)


def _alike(headings: Mapping[int, tuple[str, ...]], one: AnnexList, places: Mapping[str, int]) -> dict[str, int]:
    """Slips of the pen: each heading left over goes to the column it is most like, when none is nearly as like."""
    open_columns = [column for name, column in one.columns.items() if name not in places]
    found: dict[str, tuple[float, int]] = {}
    for place, heading in headings.items():
        if place in places.values() or not heading:
            continue
        likes = sorted(((_likeness(heading, column), column.name) for column in open_columns), reverse=True)
        best, second = (likes + [(0.0, "")] * 2)[:2]
        if best[0] >= LIKE and best[0] - second[0] >= AHEAD and best[0] > found.get(best[1], (0.0, 0))[0]:
            found[best[1]] = (best[0], place)
    return {name: place for name, (_, place) in found.items()}


def _likeness(heading: tuple[str, ...], column: Column) -> float:
    said = " ".join(heading)
    return max(_ratio(said, " ".join(words(known))) for known in column.headings)


@cache
def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def lists_called(sheet: str) -> set[str]:
    """The numbers of the lists that a sheet’s name speaks of: `List_3`, `3. Referrals`, `Annex A - CIN`."""
    plain = " ".join(re.findall(r"[a-z]+|\d+", sheet.casefold()))
    if found := re.search(r"\blist (\d{1,2})\b", plain) or re.match(r"(\d{1,2})\b", plain):
        number = str(int(found[1]))
        return {number} & SHEETS_CALLED.keys()
    bare = re.sub(r"\b(annex a|list|sheet|\d+)\b", " ", plain)
    return {number for number, called in SHEETS_CALLED.items() if " ".join(bare.split()) in called}
