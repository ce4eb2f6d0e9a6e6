"""What kinds of learning there are, the words for how long they take, and what counts as found."""

from decimal import Decimal

from django.db.models import TextChoices

from academy.core.refusals import Refused

HOURS_IN_A_DAY = 6
NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


class Kind(TextChoices):
    COURSE = "course", "Course"
    WORKSHOP = "workshop", "Workshop"
    WEBINAR = "webinar", "Webinar"
    E_LEARNING = "e_learning", "E-learning"
    EVENT = "event", "Speaker event"
    SHADOWING = "shadowing", "Work shadowing"
    COACHING = "coaching", "Coaching"
    RESOURCE = "resource", "Resource"
    PATHWAY = "pathway", "Pathway"


class Mode(TextChoices):
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online, with others"
    BLENDED = "blended", "Partly online"
    OWN_TIME = "own_time", "In your own time"


class Level(TextChoices):
    UNIVERSAL = "universal", "For everyone"
    TARGETED = "targeted", "For people who work with children"
    SPECIALIST = "specialist", "Specialist"
    LEADERSHIP = "leadership", "For leaders"


class SameTitle(Refused):
    """Two items of one title in one organisation: nobody could tell which was meant."""


def hours_words(hours: Decimal) -> str:
    """45 minutes, 1 hour, 1 hour 30 minutes, 12 hours."""
    minutes = round(hours * 60)
    parts = [(minutes // 60, "hour"), (minutes % 60, "minute")]
    return " ".join(f"{number:,} {unit}{'s' * (number != 1)}" for number, unit in parts if number) or "No time"


def kind_words(kind: str, hours: Decimal) -> str:
    """One-day course, Half-day workshop, E-learning."""
    label = Kind(kind).label
    days = hours / HOURS_IN_A_DAY
    if kind not in (Kind.COURSE, Kind.WORKSHOP) or (days != 0.5 and days % 1) or days > 10:
        return label
    return f"{'Half' if days < 1 else NUMBERS[int(days)]}-day {label.lower()}"


def months_words(months: int) -> str:
    """Three years, 18 months."""
    number, unit = (months // 12, "year") if months % 12 == 0 else (months, "month")
    return f"{NUMBERS[number].lower() if number <= 10 else number} {unit}{'s' * (number != 1)}"


def price_words(price: Decimal) -> str:
    """Free, £40, £62.50."""
    if not price:
        return "Free"
    return f"£{price:,.0f}" if price == price.to_integral_value() else f"£{price:,.2f}"
