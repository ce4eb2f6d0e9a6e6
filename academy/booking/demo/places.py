"""Where Weyshire meets and who leads: invented venues with their rooms, and trainers of its own and from outside.

No room and no trainer is ever in two places at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from random import Random

from academy.booking.models import Room, Trainer, Venue
from academy.booking.rules import Hours
from academy.catalogue.models import Expert, Item
from academy.core.demo import World
from academy.people.models import Person, Spell

VENUES = [
    (
        {
            "name": "Wey Valley Centre", "town": "Guildbourne", "address": "14 Mill Street", "postcode": "WY1 4QT",
            "area": "Middle", "is_step_free": True, "has_hearing_loop": True, "has_prayer_room": True,
            "parking": "60 spaces behind the building, free for the day. Four wide ones at the door.",
            "public_transport": "Guildbourne station is eight minutes on foot. Bus 7 stops outside.",
            "on_arrival": "Say at reception that you come to the Academy. The rooms are signed from there.",
        },
        [("Garden Room", 30, "ground floor, tables in groups"), ("Mill Room", 24, "ground floor"),
         ("Weir Room", 16, "first floor, by lift"), ("Great Hall", 140, "rows of chairs, a stage")],
    ),
    (
        {
            "name": "Tannery Lane", "town": "Farnstead", "address": "2 Tannery Lane", "postcode": "WY6 1HD",
            "area": "South", "is_step_free": True,
            "parking": "Twelve spaces. When they are taken, use the market square: £3 for a day.",
            "public_transport": "Buses 21 and 22 from Guildbourne, every half hour. The stop is at the bridge.",
            "on_arrival": "Ring the left-hand bell. Health visitors work here too: please keep the corridor free.",
        },
        [("Long Room", 24, "ground floor"), ("Small Room", 12, "ground floor, round a table")],
    ),
    (
        {
            "name": "The Old School", "town": "Larkfold", "address": "School Hill", "postcode": "WY9 7PB",
            "area": "North", "is_step_free": True, "access": "parking for six",
            "parking": "Six spaces in the yard, and the lane is quiet.",
            "public_transport": "Bus 40 twice an hour from Thornwey. There is no train.",
        },
        [("Classroom", 20, "ground floor"), ("Upper Room", 16, "up twelve stairs, no lift"),
         ("Hall", 60, "wooden floor, good for standing up")],
    ),
    (
        {
            "name": "County Hall", "town": "Guildbourne", "address": "1 Castle Square", "postcode": "WY1 1AA",
            "area": "Middle", "is_step_free": True, "has_hearing_loop": True, "has_prayer_room": True,
            "access": "lift to all floors",
            "parking": "None for visitors. The Castle car park is £6 for a day; blue-badge spaces on level one.",
            "public_transport": "Guildbourne station is four minutes on foot; every bus stops at Castle Square.",
            "on_arrival": "Bring your staff card, or something with your photograph.",
        },
        [("Committee Room 2", 24, "second floor"), ("Committee Room 4", 40, "second floor"),
         ("Learning Suite", 20, "third floor, computers"), ("Council Chamber", 120, "first floor, microphones")],
    ),
    (
        {
            "name": "Thornwey Library", "town": "Thornwey", "address": "Station Road", "postcode": "WY4 2LN",
            "area": "North", "access": "ramp at the side door", "has_hearing_loop": True,
            "parking": "On the street, two hours. The station car park has room for longer.",
            "public_transport": "Opposite Thornwey station.",
            "on_arrival": "The side door opens half an hour before.",
        },
        [("Reading Room", 24, "ground floor"), ("Meeting Room", 12, "ground floor")],
    ),
]  # fmt: skip
ELSEWHERE = [
    ("Larkfold Leisure Centre, Larkfold", "Step-free"),
    ("St Aldhelm’s Hall, Farnstead", "Step-free, no hearing loop"),
]
OF_OURS = ("Helen Marsh",)
MORE_OF_OURS = ("principal_social_worker", "service_manager", "practice_supervisor", "advanced_practitioner")
MOST_OF_OURS = 24
LEAD_EACH = 3


class Diary:
    """Which rooms and trainers are free on a day."""

    def __init__(self, world: World) -> None:
        self.chance = world.chance("rooms")
        self.rooms: dict[str, list[Room]] = defaultdict(list)
        for room in _rooms():
            self.rooms[str(room.venue)].append(room)
        self.trainers = _trainers(world.chance("trainers"), world.on)
        self.may_lead = {item: self._leaders() for item in _dated()}
        self.busy: set[tuple[str, int, int]] = set()
        links = [
            Trainer.may_lead.through(trainer_id=trainer.pk, item_id=item)
            for item, leaders in self.may_lead.items()
            for trainer in leaders
        ]
        Trainer.may_lead.through.objects.bulk_create(links, batch_size=1_000, ignore_conflicts=True)

    def room(self, days: Sequence[Hours], places: int, *, venue: str = "") -> Room | None:
        """The smallest that fits, where they would like to be or else anywhere."""
        wanted = venue or self.chance.choice(list(self.rooms))
        others = [] if venue else [room for name in self.rooms if name != wanted for room in self.rooms[name]]
        for rooms in (self.rooms[wanted], others):
            for room in sorted(rooms, key=lambda room: room.capacity):
                if room.capacity >= places and self._take("room", room.pk, days):
                    return room
        return None

    def leaders(self, item: Item, days: Sequence[Hours], *, names: Sequence[str] = ()) -> list[Trainer]:
        """One, and for several days two. Those named, where they are known."""
        may = self.may_lead.get(item.pk, [])
        wanted = [one for one in self.trainers if str(one) in names] if names else self.chance.sample(may, len(may))
        found: list[Trainer] = []
        for trainer in wanted:
            if len(found) < max(len(names), 2 if len(days) > 1 else 1) and self._take("trainer", trainer.pk, days):
                found.append(trainer)
        return found

    def _take(self, what: str, number: int, days: Sequence[Hours]) -> bool:
        keys = {(what, number, day.starts_at.toordinal()) for day in days}
        if keys & self.busy:
            return False
        self.busy |= keys
        return True

    def _leaders(self) -> list[Trainer]:
        return self.chance.sample(self.trainers, min(LEAD_EACH, len(self.trainers)))


def _rooms() -> list[Room]:
    for known, rooms in VENUES:
        venue, is_new = Venue.objects.get_or_create(name=known["name"], town=known["town"], defaults=known)
        if is_new:
            Room.objects.bulk_create(
                [Room(venue=venue, name=name, capacity=holds, about=about) for name, holds, about in rooms]
            )
    return list(Room.objects.select_related("venue").order_by("pk"))


def _trainers(chance: Random, on: date) -> list[Trainer]:
    """Helen Marsh, some who supervise, and those of the register who agreed."""
    if Trainer.objects.exists():
        return list(Trainer.objects.select_related("person", "expert").order_by("pk"))
    made = []
    for given, family in (name.split() for name in OF_OURS):
        person = Person.objects.filter(given_name=given, family_name=family).first()
        if person:
            made.append(Trainer(person=person, known_as=f"{person}, Principal Social Worker"))
    spells = Spell.objects.filter(post__job_role__code__in=MORE_OF_OURS, started_on__lte=on, ended_on=None)
    named = {trainer.person_id for trainer in made}
    people = {spell.person_id: spell for spell in spells.select_related("person", "post__job_role").order_by("pk")}
    some = [spell for pk, spell in people.items() if pk not in named]
    for spell in chance.sample(some, min(MOST_OF_OURS, len(some))):
        role = spell.post.job_role.name
        made.append(Trainer(person=spell.person, known_as=f"{spell.person}, {role[:1].lower()}{role[1:]}"))
    for expert in Expert.objects.filter(reach="regional", agreed_on__isnull=False).order_by("pk"):
        made.append(Trainer(expert=expert, known_as=f"{expert}, {expert.field[:1].lower()}{expert.field[1:]}"))
    return Trainer.objects.bulk_create(made)


def _dated() -> list[int]:
    return list(Item.objects.exclude(mode="own_time").order_by("pk").values_list("pk", flat=True))
