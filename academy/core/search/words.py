"""What somebody typed, as what is looked for. No database: SQLite and PostgreSQL are only told in their own words.

Every word must be somewhere, as a whole or as the beginning of one; stems are the database's own (“assessing” finds
“assessment”). Hyphens are forgiven both ways: “multi-agency”, “multi agency” and “multiagency” find each other.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST = 200
MOST_WORDS = 8
LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")
POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
JOINED = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)+")
NO_LETTER = re.compile(r"[\W_]")
ENDINGS = ("ments", "ations", "ings", "nesses", "ities", "ions", "ers", "ies", "ed")
SHORTEST_STEM = 5
OFTEN_JOINED = ("multi", "inter", "anti", "self", "non", "co", "e")
# What PostgreSQL leaves out of its English index: looked for, they would find nothing there.
LEFT_OUT = frozenset(
    """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
    its itself they them their theirs themselves what which who whom this that these those am is are was were be been
    being have has had having do does did doing a an the and but if or because as until while of at by for with about
    against between into through during before after above below to from up down in out on off over under again further
    then once here there when where why how all any both each few more most other some such no nor not only own same so
    than too very s t can will just don should now
    """.split()  # noqa: SIM905 - a list of words is read more easily than 127 strings
)


@dataclass(frozen=True)
class Term:
    """One word that was typed, with other spellings that are as good. A spelling may be two words, side by side."""

    spellings: tuple[str, ...]


def terms(typed: str) -> list[Term]:
    """At most eight words; those that say nothing are left out."""
    plain = POSSESSIVE.sub("", folded(typed[:LONGEST]))
    words = [word[:LONGEST_WORD] for word in WORD.findall(plain)]
    kept = [word for word in words if word not in LEFT_OUT][:MOST_WORDS]
    return [Term(_spellings(kept, place)) for place in range(len(kept))]


def _spellings(words: Sequence[str], place: int) -> tuple[str, ...]:
    word = words[place]
    joined = ["".join(words[first : first + 2]) for first in (place - 1, place) if first >= 0]
    whole = [one for one in joined if len(one) > len(word)]
    return tuple(dict.fromkeys([word, *_shorter(word), *whole, *_apart(word)]))


def _apart(word: str) -> list[str]:
    """“multiagency” may stand there as “multi agency”."""
    heads = [head for head in OFTEN_JOINED if word.startswith(head) and len(word) - len(head) >= SHORTEST_STEM]
    return [f"{head} {word[len(head) :]}" for head in heads]


def _shorter(word: str) -> list[str]:
    """An ending half typed: “assessmen” is on its way to “assessment”, which is kept as “assess”."""
    for size in range(min(5, len(word) - SHORTEST_STEM), 0, -1):
        if any(ending.startswith(word[-size:]) for ending in ENDINGS):
            return [word[:-size]]
    return []


def other_spellings(text: str) -> str:
    """What a text has to be found by beside its own words: hyphenated words in one, and letters without accents."""
    joined = {NO_LETTER.sub("", one) for one in JOINED.findall(text)}
    accented = {one for one in WORD.findall(text) if not one.isascii()}
    return " ".join(sorted({folded(one) for one in joined} | {folded(one) for one in accented}))


def folded(text: str) -> str:
    """In small letters, without accents."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def for_sqlite(wanted: Iterable[Term], columns: str = "") -> str:
    """In the language of FTS5. A spelling holds letters and digits only, so nothing in it has a meaning there."""
    each = " AND ".join("(" + " OR ".join(f'"{one}"*' for one in term.spellings) + ")" for term in wanted)
    return f"{{{columns}}} : ({each})" if columns else each


def for_postgresql(wanted: Iterable[Term], weight: str = "") -> str:
    """For `to_tsquery`, with the weight that the words must have."""
    return " & ".join("(" + " | ".join(_beginning(one, weight) for one in term.spellings) + ")" for term in wanted)


def _beginning(spelling: str, weight: str) -> str:
    *before, last = (f"'{word}'" for word in spelling.split())
    return " <-> ".join([*(f"{word}:{weight}" if weight else word for word in before), f"{last}:*{weight}"])
