"""What speaks against a booking, in words for the page that checks: some of it refuses, some of it asks why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices

from academy.core import clock
from academy.ui.dates import date_words


class Strictness(TextChoices):
    REFUSE = "refuse", "It is refused"
    ASK = "ask", "They may, if they say why"
    LET = "let", "Nothing is said"


class Check(StrEnum):
    NOT_FOR_THEM = "not for them"
    MISSING = "missing"
    CURRENT = "current"
    OTHER_DATE = "other date"


@dataclass(frozen=True)
class Interruption:
    """One thing to stop at before booking."""

    check: Check
    words: str
    may_go_on: bool = True
    url: str = ""


def not_for_them(whom: list[str], strictness: str) -> Interruption | None:
    words = f"This is for {_listed(whom)}."
    return _interruption(Check.NOT_FOR_THEM, words, strictness)


def missing(who: str, titles: list[str], strictness: str) -> Interruption | None:
    """Not done, or run out by the day."""
    words = f"{_listed(titles)} comes first. It is not on {'their' if who else 'your'} record, or has run out."
    return _interruption(Check.MISSING, words, strictness)


def current(who: str, done_on: date, until: date | None, strictness: str) -> Interruption | None:
    lasts = f"it lasts until {date_words(until)}" if until else "it does not run out"
    words = f"{who or 'You'} did this on {date_words(done_on)}: {lasts}."
    return _interruption(Check.CURRENT, words, strictness)


def on_another_date(who: str, when: str, url: str) -> Interruption:
    """Nobody is kept from it, because dates overlap in real diaries; but a second place is one that somebody lacks."""
    words = f"{who} has" if who else "You have"
    return Interruption(Check.OTHER_DATE, f"{words} a place on another date already: {when}.", url=url)


def lasts_until(done_on: date, renewal_months: int | None) -> date | None:
    return clock.months_after(done_on, renewal_months) if renewal_months else None


def is_valid(done_on: date | None, renewal_months: int | None, *, on: date, months_left: int = 0) -> bool:
    """Done, and on that day it still lasts for so many months."""
    if done_on is None:
        return False
    until = lasts_until(done_on, renewal_months)
    return until is None or until > clock.months_after(on, months_left)


def _interruption(check: Check, words: str, strictness: str) -> Interruption | None:
    if strictness == Strictness.LET:
        return None
    return Interruption(check, words, may_go_on=strictness == Strictness.ASK)


def _listed(words: list[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
