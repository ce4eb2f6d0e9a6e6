"""The directory of Weyshire Community Health: a few colleagues it announced, and two groups; one gives a role."""

from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from academy.core import trail
from academy.core.demo import World
from academy.people.demo.partnership import HEALTH, Partnership
from academy.people.models import DirectoryGroup, DirectoryMember, DirectoryUser, Organisation, Person
from academy.people.rules import directory
from academy.people.scope import current_spells

ANNOUNCED = 12


def announce(partnership: Partnership, world: World) -> None:
    """With the same identifiers every time."""
    trust = partnership[HEALTH]
    at = datetime.combine(world.on - timedelta(days=20), time(9), UTC)
    posts = current_spells(world.on).filter(post__organisation=trust, person__email__isnull=False)
    people = [spell.person for spell in posts.select_related("person").order_by("person", "pk")]
    users = [_user(trust, person, at) for person in list(dict.fromkeys(people))[:ANNOUNCED]]
    DirectoryUser.objects.bulk_create(users)
    groups = [_group(trust, name, at) for name in ("Community nurses", "Academy line managers")]
    groups[1].role = "manager"
    DirectoryGroup.objects.bulk_create(groups)
    DirectoryMember.objects.bulk_create(DirectoryMember(group=groups[0], user=user) for user in users)
    trail.note_each(None, "announced", groups)


def _user(trust: Organisation, person: Person, at: datetime) -> DirectoryUser:
    email = person.email or ""
    said = {
        "name": {"givenName": person.given_name, "familyName": person.family_name},
        "emails": [{"type": "work", "primary": True, "value": email}],
    }
    return DirectoryUser(
        key=uuid5(NAMESPACE_URL, email),
        organisation=trust,
        person=person,
        user_name=email,
        user_name_plain=directory.compared(email),
        emails=directory.email_lines([("work", email)]),
        is_active=True,
        announced=said,
        added_at=at,
        changed_at=at,
    )


def _group(trust: Organisation, name: str, at: datetime) -> DirectoryGroup:
    key = uuid5(NAMESPACE_URL, f"{trust.code} {name}")
    return DirectoryGroup(
        key=key,
        organisation=trust,
        name=name,
        name_plain=directory.compared(name),
        added_at=at,
        changed_at=at,
    )
