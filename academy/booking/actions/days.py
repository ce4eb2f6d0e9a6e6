"""The days of a session, written in one place, so that its first start and last end stay true; and what stands in the
way: a room or a trainer taken at those hours. Rooms and trainers are locked before they are looked at, in order."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from academy.booking import queries, rules
from academy.booking.models import Leading, Room, Session, SessionDay, Trainer
from academy.booking.rules import Hours
from academy.catalogue.models import Item


@dataclass(frozen=True)
class PlannedDay:
    """A day as it is to be: when, where, and who leads."""

    hours: Hours
    room: Room | None = None
    venue: str = ""
    link: str = ""
    trainers: tuple[Trainer, ...] = ()

    @property
    def where(self) -> str:
        return str(self.room) if self.room else self.venue


@dataclass
class DaysChanged:
    """What a calendar must hear of: days that are new or other than before, days gone, and who leads or no longer."""

    numbers: list[int] = field(default_factory=list)
    gone: list[SessionDay] = field(default_factory=list)
    started: list[Leading] = field(default_factory=list)
    stopped: list[Leading] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.numbers or self.gone)


def planned_days(session: Session) -> list[PlannedDay]:
    """As they stand."""
    days = queries.session_days(session)
    leading = queries.leading_each(days)
    return [
        PlannedDay(Hours(day.starts_at, day.ends_at), day.room, day.venue, day.link, tuple(leading[day.pk]))
        for day in days
    ]


def in_order(days: Sequence[PlannedDay]) -> list[PlannedDay]:
    rules.in_order(day.hours for day in days)
    return sorted(days, key=lambda day: day.hours)


def refuse_if_taken(days: Sequence[PlannedDay], item: Item, *, places: int, session: Session | None) -> None:
    """Rooms too small or taken; trainers who may not lead this, or lead something else then."""
    _refuse_rooms(days, places=places, session=session)
    held = set(queries.trainers_of(session).values_list("pk", flat=True)) if session else set()
    _refuse_trainers(days, item, session=session, trusted=held)


def put_days(session: Session, days: Sequence[PlannedDay]) -> DaysChanged:
    """The days of a session are these and no others. A day keeps its number, so that calendars move its event."""
    changed, held = DaysChanged(), {day.number: day for day in queries.session_days(session)}
    for number, plan in enumerate(days, start=1):
        day = held.pop(number, None) or SessionDay(session=session, number=number)
        if _put(day, plan):
            changed.numbers.append(number)
        _put_leadings(day, plan.trainers, changed)
    for day in held.values():
        _put_leadings(day, (), changed)
        changed.gone.append(day)
    SessionDay.objects.filter(pk__in=[day.pk for day in changed.gone]).delete()
    return changed


def summed_up(session: Session, days: Sequence[PlannedDay]) -> dict[str, object]:
    """What the session itself says of its days."""
    first, trainers = days[0], {trainer.pk: trainer for day in days for trainer in day.trainers}
    said: dict[str, object] = {
        "starts_at": first.hours.starts_at,
        "ends_at": days[-1].hours.ends_at,
        "day_count": len(days),
        "venue": first.where,
        "link": first.link,
    }
    if first.room:
        said["access"] = first.room.venue.access_words[: Session._meta.get_field("access").max_length]
    if trainers:
        said["led_by"] = "; ".join(str(trainer) for trainer in trainers.values())
    return said


def with_each(days: Sequence[PlannedDay], **fields: object) -> list[PlannedDay]:
    return [replace(day, **fields) for day in days]  # type: ignore[arg-type]


def _refuse_rooms(days: Sequence[PlannedDay], *, places: int, session: Session | None) -> None:
    wanted: dict[int, list[Hours]] = defaultdict(list)
    for day in days:
        if day.room:
            wanted[day.room.pk].append(day.hours)
    rooms = Room.objects.select_for_update(of=("self",), no_key=True).select_related("venue")
    for room in rooms.filter(pk__in=wanted).order_by("pk"):
        if places > room.capacity:
            raise rules.room_too_small(str(room), room.capacity)
        taken = queries.days_in_room(room.pk, wanted[room.pk], besides=session).first()
        if taken:
            raise rules.room_taken(str(room), taken.session.item.title, taken.when)


def _refuse_trainers(
    days: Sequence[PlannedDay], item: Item, *, session: Session | None, trusted: Collection[int]
) -> None:
    wanted: dict[int, list[Hours]] = defaultdict(list)
    for day in days:
        for trainer in day.trainers:
            wanted[trainer.pk].append(day.hours)
    for trainer in Trainer.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"):
        if trainer.pk not in trusted and not trainer.is_available:
            raise rules.not_available(str(trainer))
        if trainer.pk not in trusted and not trainer.may_lead.filter(pk=item.pk).exists():
            raise rules.may_not_lead(str(trainer), item.title)
        taken = queries.led_by_trainers([trainer.pk], wanted[trainer.pk], besides=session).first()
        if taken:
            raise rules.trainer_taken(str(trainer), taken.day.session.item.title, taken.day.when)


def _put(day: SessionDay, plan: PlannedDay) -> bool:
    """Whether anything is other than before."""
    wanted = {
        "starts_at": plan.hours.starts_at,
        "ends_at": plan.hours.ends_at,
        "room_id": plan.room.pk if plan.room else None,
        "venue": plan.where,
        "link": plan.link,
    }
    if day.pk and all(getattr(day, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(day, name, value)
    day.save()
    return True


def _put_leadings(day: SessionDay, trainers: Sequence[Trainer], changed: DaysChanged) -> None:
    held = {one.trainer_id: one for one in day.leadings.select_related("trainer__person", "trainer__expert")}
    for trainer in trainers:
        if held.pop(trainer.pk, None) is None:
            changed.started.append(Leading.objects.create(day=day, trainer=trainer))
    for leading in held.values():
        leading.day = day
        changed.stopped.append(leading)
    Leading.objects.filter(pk__in=[leading.pk for leading in held.values()]).delete()
