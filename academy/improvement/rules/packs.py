"""What a pack is, when it may go out, and who has to say so."""

from datetime import date, timedelta

from django.db.models import TextChoices

from academy.core.refusals import Refused
from academy.improvement.rules.measures import month_end

DAYS_TO_WRITE = 14  # after a quarter has ended, its pack is begun
SEASONS = {3: "Spring", 6: "Summer", 9: "Autumn", 12: "Winter"}  # in which the quarter that ended is read


class PackRefused(Refused):
    pass


class PackState(TextChoices):
    WRITING = "writing", "Being written"
    PUT_FORWARD = "put_forward", "Waiting for a second person"
    PUBLISHED = "published", "Published"


class Edition(TextChoices):
    """The same figures and words twice. What one person could be told by stands in neither; small numbers in one."""

    MEMBERS = "members", "Members’ pack"
    BOARD = "board", "Board pack"


class FileKind(TextChoices):
    FACTS = "json", "Everything it says, for machines"
    PDF = "pdf", "PDF, to read aloud or to print"
    CSV = "csv", "Every number in it (CSV)"
    XLSX = "xlsx", "Every number in it (Excel)"
    SLIDES = "pptx", "Slides"


class Step(TextChoices):
    FIRST = "first", "Put forward by"
    SECOND = "second", "Approved by"


def quarter_end(on: date) -> date:
    """The last quarter of a year that had ended on the day."""
    end = month_end(on)
    while end > on or end.month % 3:
        end = end.replace(day=1) - timedelta(days=1)
    return end


def begins_on(ended_on: date) -> date:
    """When most readings of the quarter should be here."""
    return ended_on + timedelta(days=DAYS_TO_WRITE)


def season(ends_on: date) -> str:
    """Autumn 2026, by the quarter whose figures it tells."""
    return f"{SEASONS[month_end(ends_on).month + (-month_end(ends_on).month % 3)]} {ends_on.year}"


def title_of(ends_on: date) -> str:
    return f"How are we doing for children? {season(ends_on)}"


def same_person() -> PackRefused:
    return PackRefused("You put this pack forward yourself. Somebody else has to approve it.")


def not_being_written(title: str) -> PackRefused:
    return PackRefused(f"“{title}” is not being written. Take it back, or begin a correction, to change it.")


def not_put_forward(title: str) -> PackRefused:
    return PackRefused(f"“{title}” does not wait for anybody’s approval.")


def has_changed() -> PackRefused:
    return PackRefused("What was put forward has changed since you opened it. Read it again, and then approve it.")


def not_ready(first: str, *, others: int) -> PackRefused:
    more = f" {others} more {'thing has' if others == 1 else 'things have'} to be put right too." if others else ""
    return PackRefused(f"{first}{more}")


def period_taken(title: str) -> PackRefused:
    return PackRefused(f"There is a pack for these months already: {title}.", field="period_ends_on")
