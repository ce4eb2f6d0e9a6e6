"""Which job role a job title may mean. Only ever a suggestion: a person confirms it, once for each title."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
LONG = {
    "sw": "social worker", "snr": "senior", "sen": "senior", "asst": "assistant", "mgr": "manager", "dep": "deputy",
    "wkr": "worker", "prac": "practitioner", "pract": "practitioner", "adv": "advanced", "nq": "newly qualified",
    "swkr": "social worker", "hd": "head", "tchr": "teacher", "coord": "coordinator",
}  # fmt: skip
LEVEL = re.compile(
    r"\b(level|lvl|grade|band|gr|scale|tier|pay)? ?[a-z]{0,3}\d{1,2}[a-z]?\b|\b(level|grade|band) [a-z]\b|"
    r"\b(pt|ft|part[ -]?time|full[ -]?time|term[ -]?time( only)?|tto|agency|locum|interim|temp|temporary|"
    r"perm|permanent|acting|fixed[ -]?term|maternity cover|secondment|bank|casual|children'?s|childrens)\b"
)


def role_guess(title: str, known: Mapping[str, T]) -> T | None:
    """What is left of the title without grade, brackets and team; or the longest role that is named in it."""
    for words in _plainer(title.casefold()):
        if words in known:
            return known[words]
    whole = f" {_spaced(title.casefold())} "
    named = [words for words in known if len(words) > 3 and f" {words} " in whole]
    return known[max(named, key=len)] if named else None


def _plainer(title: str) -> Iterator[str]:
    """The parts that may say more than the role come first: “Social worker (ASYE)” is no plain social worker."""
    parts = [part for part in re.split(r"[()\[\]/|,:]| [-–] ", title) if part.strip()]
    for part in [*parts[1:], *parts[:1], title]:
        yield _spaced(part)
        yield _spaced(LEVEL.sub(" ", part))


def _spaced(words: str) -> str:
    return " ".join(LONG.get(word, word) for word in re.findall(r"[\w'’-]+", words)).strip(" -")
