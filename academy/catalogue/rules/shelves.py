"""Lists that somebody types, an item a line."""

from academy.core.refusals import Refused

MOST_ITEMS = 60


class NotAList(Refused):
    """A line names nothing that is on offer, or names something twice."""


class OnlyPathways(Refused):
    """Only a pathway has steps, and no step is a pathway: nobody would see where they are."""


def listed(typed: str) -> list[str]:
    """The lines that say something."""
    return [line for line in (one.strip() for one in typed.replace("\0", "").splitlines()) if line]


def progress_words(done: int, steps: int) -> str:
    """Two of five done."""
    if not done:
        return "Not begun"
    return "All done" if done >= steps else f"{done} of {steps} done"
