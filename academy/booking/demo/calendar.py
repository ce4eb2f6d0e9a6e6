"""When and where things are taught: on working days, in invented rooms, by invented people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from academy.booking.demo.places import ELSEWHERE, Diary
from academy.booking.models import Room, Session, SessionDay
from academy.booking.rules import Hours
from academy.catalogue.models import Item
from academy.catalogue.rules import Kind, Mode
from academy.core.demo import World

LONDON = ZoneInfo("Europe/London")
YEARS, DAYS_TO_COME = 5, 120
PEOPLE_AT_FIRST = 6_000
WEEKEND, QUIET_MONTH = 5, 8
MOST_DAYS = 6


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


def planned(world: World, chance: Random, diary: Diary) -> Iterator[Session]:
    """In the order of their days. More people, more dates; of the rarest things, one at least."""
    days = [day for item in _offered() for day in _days(item, world, chance)]
    for on, _, item in sorted(days, key=lambda line: line[:2]):
        yield session_on(on, item, chance, diary)


def session_on(
    on: date, item: Item, chance: Random, diary: Diary, *, venue: str = "", led_by: Sequence[str] = (), **fields: Any
) -> Session:
    """With its days, its room and who leads it: on `each_day` and `leaders` until all are saved."""
    habit = HABITS[Kind(item.kind)]
    days, timetable = hours_of(item, on, chance)
    is_online = fields.pop("is_online", item.mode == Mode.ONLINE)
    places = fields.pop("places", None) or chance.choice(habit.places)
    room = None if is_online else diary.room(days, places, venue=venue)
    is_for_many = item.kind in (Kind.COURSE, Kind.WORKSHOP, Kind.WEBINAR, Kind.EVENT)
    leaders = diary.leaders(item, days, names=led_by) if is_for_many else []
    where, access = (str(room), room.venue.access_words) if room else ("", "")
    if not room and not is_online:
        where, access = (venue, "") if venue else chance.choice(ELSEWHERE)
    session = Session(
        **{
            "item": item,
            "starts_at": days[0].starts_at,
            "ends_at": days[-1].ends_at,
            "day_count": len(days),
            "timetable": timetable,
            "venue": where,
            "access": access,
            "link": f"https://meet.weyshire.example/{item.code}" if is_online else "",
            "led_by": "; ".join(str(trainer) for trainer in leaders),
            "places": places,
            "late_charge": habit.charge,
            **fields,
        }
    )
    session.each_day = [_day(session, number, hours, room) for number, hours in enumerate(days, start=1)]
    session.leaders = leaders  # type: ignore[attr-defined]
    return session


def hours_of(item: Item, on: date, chance: Random) -> tuple[list[Hours], str]:
    """A day is half past nine to half past four; two days are together, more are a week apart; shorter things are in a
    morning or at noon."""
    if item.hours >= 5:
        count = min(MOST_DAYS, max(1, round(float(item.hours) / 6)))
        apart = 1 if count == 2 else 7
        dates = [working_day(on + timedelta(days=apart * number)) for number in range(count)]
        days = [Hours(_at(day, time(9, 30)), _at(day, time(16, 30))) for day in dates]
        return days, "with lunch" if item.mode != Mode.ONLINE else ""
    starts_at = _at(on, time(12, 30) if item.hours <= 2 else chance.choice([time(9, 30), time(13, 30)]))
    return [Hours(starts_at, starts_at + timedelta(hours=float(item.hours)))], ""


def _day(session: Session, number: int, hours: Hours, room: Room | None) -> SessionDay:
    return SessionDay(
        session=session,
        number=number,
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        room=room,
        venue=session.venue,
        link=session.link,
    )


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
