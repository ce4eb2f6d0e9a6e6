"""Systems of Weyshire's partners: two with keys that nobody holds, and one that is told of what happens."""

from datetime import timedelta

from academy.core import clock, trail
from academy.core.demo import World
from academy.people.demo.partnership import HEALTH, Partnership
from academy.people.models import Connection, Webhook
from academy.people.rules import Event, Scope

NOBODYS = "0" * 64  # the hash of no key, so that these open nothing
POLICE = "weyshire-police"
SYSTEMS = [
    ("Electronic staff record", HEALTH, [Scope.READ_PEOPLE, Scope.WRITE_PEOPLE, Scope.WRITE_IMPORTS], 140),
    ("Learning reports", HEALTH, [Scope.READ_CATALOGUE, Scope.READ_COMPLETIONS], 25),
    ("Duty rota", POLICE, [Scope.READ_PEOPLE, Scope.READ_BOOKINGS], 300),
]


def connect(partnership: Partnership, world: World) -> None:
    """Told at an address that is nowhere, and switched off: a demonstration calls nobody."""
    now = clock.now()
    made = [
        Connection(
            organisation=partnership[code],
            name=name,
            scopes=list(scopes),
            prefix=f"cwa_demo{number}",
            key_hash=NOBODYS,
            made_at=now - timedelta(days=days),
            expires_on=world.on + timedelta(days=365 - days),
            last_used_at=now - timedelta(hours=number + 1),
        )
        for number, (name, code, scopes, days) in enumerate(SYSTEMS)
    ]
    Connection.objects.bulk_create(made)
    trail.note_each(None, "made a key for", made)
    told = Webhook(
        organisation=partnership[HEALTH],
        address="https://staff.community-health.weyshire.example/academy",
        events=[Event.POST_ENDED.value, Event.COMPLETION_RECORDED.value],
        salt="0" * 32,
        is_on=False,
        made_at=now,
    )
    told.save()
    trail.note(None, "made", told, events=told.events)
