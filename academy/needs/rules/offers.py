"""What is left when an offer is put beside a need, and which offers look like the same thing twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "our",
        "the",
        "to",
        "what",
        "when",
        "with",
        "your",
    ]
)
ALIKE_FROM = 0.5  # of the words of both titles


@dataclass(frozen=True)
class Offered:
    """An item as it is compared."""

    item_id: int
    organisation_id: int
    title: str
    level: str
    capability_ids: frozenset[int] = frozenset()


def hole(people: int, places: int, *, has_no_limit: bool) -> int:
    """People for whom there is no place. What is done in one’s own time has room for everybody."""
    return 0 if has_no_limit else max(0, people - places)


def alike(offers: Iterable[Offered]) -> list[list[int]]:
    """Groups of items that different organisations offer, for the same capability at the same level, by like titles."""
    together: dict[int, set[int]] = {}
    offered = {one.item_id: one for one in offers}
    for one, other in _pairs(offered.values()):
        if is_alike(one, other):
            joined = together.get(one.item_id, {one.item_id}) | together.get(other.item_id, {other.item_id})
            together.update(dict.fromkeys(joined, joined))
    groups = {frozenset(group) for group in together.values()}
    return sorted(sorted(group, key=lambda pk: offered[pk].title) for group in groups)


def is_alike(one: Offered, other: Offered) -> bool:
    if one.organisation_id == other.organisation_id or one.level != other.level:
        return False
    mine, theirs = _words(one.title), _words(other.title)
    if mine == theirs:
        return bool(mine)
    shares_capability = bool(one.capability_ids & other.capability_ids)
    return shares_capability and len(mine & theirs) >= ALIKE_FROM * len(mine | theirs)


def _pairs(offers: Iterable[Offered]) -> Iterable[tuple[Offered, Offered]]:
    """Only what shares a capability or a title is compared, or a thousand items would be half a million pairs."""
    shelves: dict[object, list[Offered]] = defaultdict(list)
    for one in offers:
        shelves[_words(one.title)].append(one)
        for capability_id in one.capability_ids:
            shelves[capability_id, one.level].append(one)
    for shelf in shelves.values():
        yield from combinations(shelf, 2)


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", title.lower())) - LITTLE_WORDS


def ranks(scores: Sequence[tuple[int, int]]) -> list[int]:
    """Places in a list that is in order: those that weigh the same share one."""
    found: list[int] = []
    for number, score in enumerate(scores, start=1):
        found.append(found[-1] if found and scores[number - 2] == score else number)
    return found
