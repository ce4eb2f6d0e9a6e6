"""Who audits which case: nobody their own line's or team's work, and nobody more than their share."""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Near:
    """An auditor, and whose work is too near to judge: theirs, their line's up and down, and their teams'."""

    auditor: int
    people: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()

    def may_audit(self, worker: int | None, team: int | None) -> bool:
        """Of whose work nothing is known, nobody can say that it is not too near."""
        if worker is None and team is None:
            return False
        return worker not in self.people and worker != self.auditor and team not in self.teams


def share(may: Mapping[C, frozenset[int]], *, held: Mapping[int, int] | None = None) -> dict[C, int]:
    """Each case to somebody who may audit it, as evenly as can be. `held` is what each has in hand already.

    First to whoever has least; then cases are handed on, from one to the next, as long as that makes it more even.
    """
    load: Counter[int] = Counter(dict(held or {}))
    for auditors in may.values():
        load.update(dict.fromkeys(auditors, 0))
    given: dict[C, int] = {}
    for case in sorted((case for case in may if may[case]), key=lambda case: len(may[case])):
        auditor = min(may[case], key=lambda one: (load[one], one))
        given[case] = auditor
        load[auditor] += 1
    while path := _way_to_somebody_with_less(given, may, load):
        for case, to in path:
            load[given[case]] -= 1
            load[to] += 1
            given[case] = to
    return {case: given[case] for case in may if case in given}


def _way_to_somebody_with_less(
    given: Mapping[C, int], may: Mapping[C, frozenset[int]], load: Mapping[int, int]
) -> list[tuple[C, int]]:
    """From whoever has most to somebody with two fewer or less, over few others: what each hands to the next."""
    hands = _hands(given, may)
    for start in sorted(load, key=lambda one: (-load[one], one)):
        came_from: dict[int, tuple[int, C]] = {}
        waiting, seen = deque([start]), {start}
        while waiting:
            one = waiting.popleft()
            if load[one] <= load[start] - 2:
                return _walked(came_from, start, one)
            for other, case in hands.get(one, {}).items():
                if other not in seen:
                    seen.add(other)
                    came_from[other] = one, case
                    waiting.append(other)
    return []


def _hands(given: Mapping[C, int], may: Mapping[C, frozenset[int]]) -> dict[int, dict[int, C]]:
    """For each auditor, to whom they could hand on a case, and one that they could hand on."""
    hands: dict[int, dict[int, C]] = {}
    met: set[tuple[int, frozenset[int]]] = set()
    for case, auditor in given.items():
        if (auditor, may[case]) not in met:
            met.add((auditor, may[case]))
            for other in may[case] - {auditor}:
                hands.setdefault(auditor, {}).setdefault(other, case)
    return hands


def _walked(came_from: Mapping[int, tuple[int, C]], start: int, end: int) -> list[tuple[C, int]]:
    steps: list[tuple[C, int]] = []
    while end != start:
        before, case = came_from[end]
        steps.append((case, end))
        end = before
    return steps


def everybody_above(person: int, managers: Mapping[int, Iterable[int]]) -> set[int]:
    """The line upwards, however long it is; a line that turns in on itself ends there."""
    found: set[int] = set()
    waiting = [person]
    while waiting:
        for manager in managers.get(waiting.pop(), ()):
            if manager not in found:
                found.add(manager)
                waiting.append(manager)
    return found - {person}


def too_near(
    auditors: Sequence[int], *, managers: Mapping[int, Iterable[int]], teams: Mapping[int, Iterable[int]]
) -> list[Near]:
    """`managers` says who manages each person, `teams` in which teams each works. A team one manages is one's own."""
    wanted = set(auditors)
    below: dict[int, set[int]] = {one: set() for one in auditors}
    own: dict[int, set[int]] = {one: set(teams.get(one, ())) for one in auditors}
    for person in managers:
        for above in everybody_above(person, managers) & wanted:
            below[above].add(person)
            own[above] |= set(teams.get(person, ()))
    return [Near(one, frozenset(below[one] | everybody_above(one, managers)), frozenset(own[one])) for one in auditors]
