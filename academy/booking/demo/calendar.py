"""When and where things are taught: on working days, in invented rooms, by invented people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Mode
from academy.core.demo import World

LONDON = ZoneInfo("Europe/London")
YEARS, DAYS_TO_COME = 5, 120
PEOPLE_AT_FIRST = 6_000
WEEKEND, QUIET_MONTH = 5, 8
ROOMS = [
    ("Wey Valley Centre, Guildbourne", "Step-free, hearing loop"),
    ("Tannery Lane, Farnstead", "Step-free"),
    ("The Old School, Larkfold", "Step-free, parking for six"),
    ("County Hall, Guildbourne", "Step-free, lift to all floors"),
    ("Thornwey Library", "Ramp at the side door"),
]
TEACHERS = [
    "Helen Marsh, Principal Social Worker", "Dr Sanjay Rao, community paediatrics", "Marged Ellis, family safeguarding",
    "Sergeant Paul Denby, child protection", "Yvonne Achebe, health visiting", "Rosalind Tate, legal services",
    "Karim Haddou, youth justice", "Bronwen Sayle, designated safeguarding lead", "Theo Lindgren, domestic abuse",
]  # fmt: skip


@dataclass(frozen=True)
class Habit:
    """How often a kind of thing is offered in the whole time, to how many, and what it costs not to come."""

    times: int
    places: tuple[int, ...]
    charge: int = 0


HABITS = {
    Kind.COURSE: Habit(22, (16, 20, 24), 60),
    Kind.WORKSHOP: Habit(15, (12, 16), 30),
    Kind.WEBINAR: Habit(13, (30, 40, 60)),
    Kind.EVENT: Habit(3, (60, 80, 120)),
    Kind.SHADOWING: Habit(16, (1, 2, 3)),
    Kind.COACHING: Habit(8, (6, 8)),
}


def planned(world: World, chance: Random) -> Iterator[Session]:
    """In the order of their days. More people, more dates; of the rarest things, one at least."""
    days = [day for item in _offered() for day in _days(item, world, chance)]
    for on, _, item in sorted(days, key=lambda line: line[:2]):
        yield session_on(on, item, chance)


def session_on(on: date, item: Item, chance: Random, **fields: object) -> Session:
    habit = HABITS[Kind(item.kind)]
    starts_at, ends_at, timetable = hours_of(item, on, chance)
    is_online = item.mode == Mode.ONLINE
    venue, access = ("", "") if is_online else chance.choice(ROOMS)
    is_for_many = item.kind in (Kind.COURSE, Kind.WORKSHOP, Kind.WEBINAR, Kind.EVENT)
    return Session(
        **{
            "item": item,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "timetable": timetable,
            "venue": venue,
            "access": access,
            "link": f"https://meet.weyshire.example/{item.code}" if is_online else "",
            "led_by": chance.choice(TEACHERS) if is_for_many else "",
            "places": chance.choice(habit.places),
            "late_charge": habit.charge,
            **fields,
        }
    )


def hours_of(item: Item, on: date, chance: Random) -> tuple[datetime, datetime, str]:
    """A day is half past nine to half past four, and two days are two; shorter things are in a morning or at noon."""
    if item.hours >= 5:
        days = max(1, round(float(item.hours) / 6))
        last = on + timedelta(days=days - 1) if days == 2 else on
        return _at(on, time(9, 30)), _at(last, time(16, 30)), "with lunch" if item.mode != Mode.ONLINE else ""
    starts_at = _at(on, time(12, 30) if item.hours <= 2 else chance.choice([time(9, 30), time(13, 30)]))
    return starts_at, starts_at + timedelta(hours=float(item.hours)), ""


def working_day(on: date) -> date:
    """That day, or the Monday after."""
    return on + timedelta(days=7 - on.weekday()) if on.weekday() >= WEEKEND else on


def _weekday(on: date, chance: Random) -> date:
    """Any day of the same week that is worked."""
    return on - timedelta(days=on.weekday()) + timedelta(days=chance.randrange(WEEKEND))


def _offered() -> list[Item]:
    dated = Item.objects.exclude(mode=Mode.OWN_TIME).filter(kind__in=HABITS)
    return list(dated.select_related("organisation").order_by("pk"))


def _days(item: Item, world: World, chance: Random) -> Iterator[tuple[date, int, Item]]:
    """What was withdrawn has no dates to come."""
    first = world.on - timedelta(days=365 * YEARS)
    length = 365 * YEARS + (DAYS_TO_COME if item.is_published else -200)
    wanted = HABITS[Kind(item.kind)].times * world.people / PEOPLE_AT_FIRST
    for _ in range(max(1, round(wanted * chance.uniform(0.7, 1.3)))):
        on = _weekday(first + timedelta(days=chance.randrange(length)), chance)
        if on.month == QUIET_MONTH or (on.month == 12 and on.day > 20):
            on = _weekday(on + timedelta(days=30), chance)
        if on <= first + timedelta(days=length):
            yield on, item.pk, item


def _at(on: date, at: time) -> datetime:
    return datetime.combine(on, at, LONDON)
