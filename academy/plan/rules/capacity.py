"""Whether there are rooms and trainers enough for what is planned."""

from dataclasses import dataclass
from datetime import date

DAYS_A_TRAINER = 4  # a month: most of ours also have a caseload


@dataclass(frozen=True)
class Month:
    """Days on which one thing may be held, in one month."""

    first: date
    working_days: int
    rooms: int
    trainers: int
    days_a_trainer: int
    days_in_rooms: int = 0  # taken by sessions on the calendar
    days_led: int = 0
    days_to_place: int = 0  # planned for the month, and not on the calendar yet
    trainer_days_to_place: int = 0  # of them, what our own trainers would lead

    @property
    def room_days(self) -> int:
        return self.working_days * self.rooms

    @property
    def trainer_days(self) -> int:
        return self.trainers * self.days_a_trainer

    @property
    def is_short_of_rooms(self) -> bool:
        return self.days_in_rooms + self.days_to_place > self.room_days

    @property
    def is_short_of_trainers(self) -> bool:
        return self.days_led + self.trainer_days_to_place > self.trainer_days

    @property
    def words(self) -> str:
        short = [
            (self.is_short_of_rooms, self.days_in_rooms + self.days_to_place - self.room_days, "room"),
            (self.is_short_of_trainers, self.days_led + self.trainer_days_to_place - self.trainer_days, "trainer"),
        ]
        said = [f"{days:,} {what} day{'s' * (days != 1)} too many" for is_short, days, what in short if is_short]
        return ", ".join(said) or "Enough"


def spread(days: int, months: int) -> list[int]:
    """So many days over so many months, as evenly as they go; the odd ones first."""
    whole, odd = divmod(days, months)
    return [whole + (place < odd) for place in range(months)]


def item_words(*, leaders: int, largest_room: int, places_each: int, is_online: bool) -> str:
    """What stands in the way of holding it; nothing where nothing does."""
    said = []
    if not leaders:
        said.append("Nobody on our list may lead it")
    if not is_online and places_each > largest_room:
        said.append(f"No room holds {places_each:,}: the largest holds {largest_room:,}" if largest_room else "No room")
    return ". ".join(said)
