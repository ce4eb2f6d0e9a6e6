"""Which learning goes with which score, and when what people score is evidence of a need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from academy.core.refusals import Refused

FEWEST_PEOPLE = 5  # scored, before anything is said of a group: fewer would say something of a person
FEWEST_BELOW = 3  # below what is expected, before it is a signal
FEWEST_FOR_SHARE = 10  # people, before a share says anything
GAP_AGAIN_MONTHS = 6  # the same group and capability are counted again after that


class NotARange(Refused):
    """The lowest score of a recommendation stands above its highest."""


class AlreadyRecommended(Refused):
    """The same item for the same capability."""


@dataclass(frozen=True)
class Group:
    """People of a team, or of an organisation's small teams together, scored on one capability by their managers."""

    organisation_id: int
    team_id: int | None
    capability_id: int
    scored: int
    below: int
    lowest: int = 1  # the lowest score that was confirmed

    @property
    def may_be_shown(self) -> bool:
        return self.scored >= FEWEST_PEOPLE

    @property
    def is_signal(self) -> bool:
        return self.may_be_shown and self.below >= FEWEST_BELOW


def refuse_range(lowest: int, highest: int) -> None:
    if lowest > highest:
        raise NotARange("The first score cannot be above the last.", field="lowest")


def suits(lowest: int, highest: int, score: int) -> bool:
    return lowest <= score <= highest


def range_words(lowest: int, highest: int) -> str:
    if (lowest, highest) == (1, 4):
        return "Whatever the score"
    return f"Score {lowest}" if lowest == highest else f"Scores {lowest} to {highest}"


def folded(groups: Iterable[Group]) -> list[Group]:
    """Teams with too few scored people are counted together for their organisation, and left out if still too few."""
    whole: list[Group] = []
    together: dict[tuple[int, int], Group] = {}
    for group in groups:
        if group.team_id is not None and group.may_be_shown:
            whole.append(group)
            continue
        key = (group.organisation_id, group.capability_id)
        held = together.get(key)
        together[key] = replace(
            group,
            team_id=None,
            scored=group.scored + (held.scored if held else 0),
            below=group.below + (held.below if held else 0),
            lowest=min(group.lowest, held.lowest) if held else group.lowest,
        )
    return whole + [group for group in together.values() if group.may_be_shown]


def risk(below: int, scored: int, lowest: int) -> int:
    """1 to 4: half of a group and more is high; where somebody finds it new, one step more."""
    share = 1 if below * 4 < scored else 2 if below * 2 < scored else 3
    return min(4, share + (lowest == 1))


def gap_words(below: int, scored: int, capability: str, where: str) -> str:
    return f"{below} of {scored} in {where} are below what their role expects: {capability}"[:300]


def pressing(groups: Sequence[Group]) -> list[Group]:
    """The largest share below first."""
    return sorted(groups, key=lambda group: (-group.below / group.scored, -group.below, group.capability_id))
