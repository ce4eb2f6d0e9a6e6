"""What people wish about messages: kinds, ways, quiet hours and digests. Kinds are a table, `notice_kinds.csv`."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils import timezone

from academy.core.refusals import Refused

TABLE = Path(__file__).with_name("notice_kinds.csv")
DIGEST_AT = time(8)
MONDAY, SATURDAY = 0, 5
DAY = timedelta(days=1)
UK_MOBILE = re.compile(r"(?:\+44|0044|0)(7[1-57-9]\d{8}|7624\d{6})")


class Way(TextChoices):
    EMAIL = "email", "By e-mail"
    TEXT = "text", "By text message"
    DIGEST = "digest", "In my digest"
    OFF = "off", "Not at all"


class Rhythm(TextChoices):
    DAILY = "daily", "Every working day at 8am"
    WEEKLY = "weekly", "Mondays at 8am"


class NoMobile(Refused):
    """Text messages were chosen without a number to send them to."""


@dataclass(frozen=True)
class NoticeKind:
    """What sort of message: how it may come, and whether it comes at night too. The first way is the usual one."""

    code: str
    title: str
    note: str
    ways: tuple[Way, ...]
    is_urgent: bool
    roles: frozenset[str]  # who is asked about it; nobody in particular is everybody

    @property
    def is_chosen(self) -> bool:
        return len(self.ways) > 1


@dataclass(frozen=True)
class Quiet:
    """When nothing comes that may wait. The same time twice is no hours at all."""

    starts: time = time(20)
    ends: time = time(7)
    has_weekends: bool = True

    def has(self, moment: datetime) -> bool:
        here = timezone.localtime(moment)
        at = here.time()
        is_night = self.starts <= at < self.ends if self.starts <= self.ends else at >= self.starts or at < self.ends
        return is_night or (self.has_weekends and here.weekday() >= SATURDAY)


@cache
def notice_kinds() -> Mapping[str, NoticeKind]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["code"]: NoticeKind(
            row["code"],
            row["title"],
            row["note"],
            tuple(map(Way, row["ways"].split())),
            row["is_urgent"] == "yes",
            frozenset(row["roles"].split()),
        )
        for row in rows
    }


def kinds_to_choose(roles: frozenset[str]) -> list[NoticeKind]:
    """What somebody with these roles is asked about: the rest would not come anyway."""
    return [kind for kind in notice_kinds().values() if kind.is_chosen and (not kind.roles or kind.roles & roles)]


def way_of(kind: NoticeKind, chosen: Mapping[str, str]) -> Way:
    """What was chosen, if the kind still comes that way; else as it usually comes."""
    way = chosen.get(kind.code, "")
    return Way(way) if way in kind.ways else kind.ways[0]


def goes_from(now: datetime, quiet: Quiet) -> datetime:
    """Now, or when the quiet is over: by the clock on the wall, also in the night it is changed."""
    return _next(timezone.localtime(now), quiet, is_quiet=False) if quiet.has(now) else now


def goes_until(now: datetime, quiet: Quiet) -> datetime:
    """When it is quiet next, from a moment that is not."""
    return _next(timezone.localtime(now), quiet, is_quiet=True)


def next_digest(now: datetime, rhythm: str) -> datetime:
    here = timezone.localtime(now)
    days = (here.date() + DAY * ahead for ahead in range(9))
    moments = (timezone.make_aware(datetime.combine(day, DIGEST_AT)) for day in days)
    is_day = (lambda day: day == MONDAY) if rhythm == Rhythm.WEEKLY else (lambda day: day < SATURDAY)
    return next(moment for moment in moments if moment > now and is_day(moment.weekday()))


def mobile_number(typed: str) -> str | None:
    """As GOV.UK Notify writes it; None when it is no mobile number of the United Kingdom."""
    found = UK_MOBILE.fullmatch(re.sub(r"[\s()./-]", "", typed))
    return f"+44{found[1]}" if found else None


def _next(here: datetime, quiet: Quiet, *, is_quiet: bool) -> datetime:
    """The quiet begins or ends at one of its own two times, or at midnight."""
    days = (here.date() + DAY * ahead for ahead in range(8))
    edges = sorted({time(0), quiet.starts, quiet.ends})
    moments = (timezone.make_aware(datetime.combine(day, edge)) for day in days for edge in edges)
    found = (moment for moment in moments if moment > here and quiet.has(moment) == is_quiet)
    return next(found, here + DAY)
