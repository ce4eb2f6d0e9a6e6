"""What each room's `demo.py` is given to build its share of the demonstration authority."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db import connection


@dataclass(frozen=True)
class World:
    """The same day and size give the same authority, every time."""

    on: date
    people: int
    say: Callable[[str], None] = field(default=lambda words: None)

    def chance(self, room: str) -> Random:
        """Each room draws from its own numbers, so that a change in one leaves the others as they were."""
        return Random(f"Weyshire {room} {self.people}")


def look_at_the_tables() -> None:
    """A database plans by what it knows of its tables, and does not know that they have just been filled."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
