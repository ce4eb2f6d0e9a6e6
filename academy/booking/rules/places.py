"""Who gets a place: held, free to anybody, or a turn on the list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from academy.booking.rules.standing import Status

NEWCOMER = 0  # no booking has this number yet


@dataclass(frozen=True)
class Hold:
    """Places kept for one agency and all under it, or for all agencies of a kind, and how many their people have."""

    path: str
    places: int
    taken: int = 0
    name: str = ""
    release_on: date | None = None
    kind: str = ""

    @property
    def left(self) -> int:
        return max(0, self.places - self.taken)

    def is_for(self, path: str, kind: str) -> bool:
        return self.kind == kind if self.kind else path.startswith(self.path)


@dataclass(frozen=True)
class Places:
    """The places of one session on one day. What is held nearest to somebody is used up first: their agency's own
    places, then those of its kind, then what is free to anybody."""

    places: int
    taken: int
    holds: tuple[Hold, ...] = ()

    @property
    def held(self) -> int:
        return sum(hold.left for hold in self.holds)

    @property
    def open(self) -> int:
        """Free to anybody."""
        return self.places - self.taken - self.held

    def holds_for(self, path: str, kind: str = "") -> list[Hold]:
        """The nearest first."""
        return sorted((hold for hold in self.holds if hold.is_for(path, kind)), key=lambda hold: bool(hold.kind))

    def hold_for(self, path: str, kind: str = "") -> Hold | None:
        """The one that somebody would use up now."""
        return next((hold for hold in self.holds_for(path, kind) if hold.left), None)

    def free_for(self, path: str, kind: str = "") -> int:
        return self.open + sum(hold.left for hold in self.holds if hold.is_for(path, kind))

    def with_one_more(self, path: str, kind: str = "") -> "Places":
        """As they are once somebody from there has a place."""
        used = self.hold_for(path, kind)
        holds = tuple(replace(hold, taken=hold.taken + 1) if hold is used else hold for hold in self.holds)
        return replace(self, taken=self.taken + 1, holds=holds)


@dataclass(frozen=True)
class Turn:
    """Somebody on the waiting list: their booking, and where they work. A party comes all together or not at all."""

    booking_id: int
    path: str
    kind: str = ""
    party: int = 0
    is_passed: bool = False  # a place was kept for them and not taken: nothing more until they ask for it


@dataclass(frozen=True)
class Given:
    """A freed place, who has it now, their turn on the list, and who before them may not have it as it is held."""

    booking_id: int
    position: int
    held_for: str = ""
    passed_over: tuple[int, ...] = ()


def counted(holds: Sequence[Hold], people: Iterable[tuple[str, str, int]]) -> tuple[Hold, ...]:
    """How much of each hold is used up, by where people work, how many of them, whoever had their place first first."""
    places = Places(0, 0, tuple(replace(hold, taken=0) for hold in holds))
    for path, kind, number in people:
        for _ in range(number):
            places = places.with_one_more(path, kind)
    return places.holds


def most_held(hold: Hold, others: Sequence[Hold], people: Sequence[tuple[str, str, int]], *, places: int) -> int:
    """How many places could be held so, those of its people who have one by now among them."""
    taken = sum(number for *_, number in people)

    def fits(number: int) -> bool:
        return Places(places, taken, counted([replace(hold, places=number), *others], people)).open >= 0

    return next((number for number in range(places, 0, -1) if fits(number)), 0)


def outcome_for(path: str, places: Places, waiting: Sequence[Turn], kind: str = "") -> Status:
    """What a newcomer gets: a place, when one is left for them once everybody on the list has what they may have."""
    served = given(places, [*waiting, Turn(NEWCOMER, path, kind)])
    return Status.BOOKED if any(one.booking_id == NEWCOMER for one in served) else Status.WAITING


def given(places: Places, waiting: Sequence[Turn]) -> Iterator[Given]:
    """Down the list in order: each has a free place if they may. Nobody is passed by one with no better right."""
    passed_over: list[int] = []
    parties: set[int] = set()
    for position, turn in enumerate(waiting, start=1):
        if turn.party in parties:
            continue
        together = [(position, turn)]
        if turn.party:
            parties.add(turn.party)
            together = [(number, one) for number, one in enumerate(waiting, start=1) if one.party == turn.party]
        found = _for_all(places, [one for _, one in together])
        if found is None:
            passed_over += [one.booking_id for _, one in together]
            continue
        places, holds = found
        for (number, one), held_for in zip(together, holds, strict=True):
            yield Given(one.booking_id, number, held_for, tuple(passed_over))
        if places.taken >= places.places:
            return


def _for_all(places: Places, turns: Sequence[Turn]) -> tuple[Places, list[str]] | None:
    """The places after all of them have one, and whose held place each uses up; nothing unless there is one for all."""
    holds = []
    for turn in turns:
        if turn.is_passed or places.free_for(turn.path, turn.kind) < 1:
            return None
        used = places.hold_for(turn.path, turn.kind)
        holds.append((used.name or used.path or used.kind) if used else "")
        places = places.with_one_more(turn.path, turn.kind)
    return places, holds
