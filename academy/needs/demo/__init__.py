"""What Weyshire asks of its people, read from `asked.txt`, and how they have kept up: most have, some have not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from academy.catalogue.models import Item
from academy.core.clock import months_after
from academy.core.demo import World, look_at_the_tables
from academy.needs.demo import capabilities
from academy.needs.demo.history import History
from academy.needs.models import Requirement
from academy.people.models import JobRole
from academy.records import actions as records

ASKED = Path(__file__).parent / "asked.txt"
YEARS = 7  # the Academy is as old as that
NEW_FOR_DAYS = 29  # how long ago what is marked “new” was first asked


@dataclass(frozen=True)
class Asked:
    """A line of the file."""

    role: str
    kind: str
    is_new: bool
    days: int
    title: str
    why: str


def build(world: World) -> None:
    made = Requirement.objects.bulk_create(_requirements(world))
    history = History(world)
    number = records.record_completions(history.completions(), by=None, has_trail=False)
    world.say(f"{len(made)} requirements, and {number:,} completions of what they ask")
    look_at_the_tables()
    capabilities.build(world)


def _requirements(world: World) -> Iterator[Requirement]:
    """An item that the catalogue does not have is left out."""
    items = {item.title: item for item in Item.objects.filter(is_published=True)}
    roles = {role.code: role for role in JobRole.objects.all()}
    for asked in _lines():
        item = items.get(asked.title)
        if item is None or (asked.role and asked.role not in roles):
            continue
        started_on = world.on - timedelta(days=NEW_FOR_DAYS) if asked.is_new else months_after(world.on, -12 * YEARS)
        yield Requirement(
            item=item,
            job_role=roles.get(asked.role),
            organisation_kind=asked.kind,
            due_within_days=asked.days,
            renewal_months=item.renewal_months,
            why=asked.why,
            starts_on=started_on,
        )


def _lines() -> Iterator[Asked]:
    for line in ASKED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        whom, days, title, why = line.split(" | ")
        words = whom.split()
        kind = words[1] if words[0] == "kind" else ""
        role = "" if kind or words[0] == "everyone" else words[0]
        yield Asked(role, kind, words[-1] == "new", int(days), title, why)
