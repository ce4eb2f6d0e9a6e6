"""When gaps are so many that they are a signal themselves, and how grave that is."""

from academy.needs.rules.signals import Risk

FEWEST_OVERDUE = 10
SHARE_OVERDUE = 0.2  # of those of whom it is asked
GRAVE_SHARE = 0.4


def are_many(overdue: int, people: int) -> bool:
    return overdue >= FEWEST_OVERDUE and overdue >= SHARE_OVERDUE * people


def risk_of(overdue: int, people: int) -> Risk:
    return Risk.HIGH if overdue >= GRAVE_SHARE * people else Risk.SOME


def lacking_words(title: str, overdue: int, people: int) -> str:
    return f"{overdue:,} of the {people:,} people who must have it are overdue for {title}"


def changed_words(version: str, old: str, items: int) -> str:
    rests = "1 item rests" if items == 1 else f"{items:,} items rest"
    return f"{version} has replaced {old}, and {rests} on it"
