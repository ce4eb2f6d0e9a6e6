"""Who can sign in to the demonstration. One password, printed when it starts, and worth nothing anywhere else."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from academy.core import trail
from academy.people.demo.crowd import Stay
from academy.people.demo.named import SIGN_IN, Named
from academy.people.demo.partnership import (
    CHILDREN,
    HEALTH,
    ONE_TRAINING_LEAD,
    PLACES,
    WITHOUT_TRAINING_LEAD,
    Partnership,
)
from academy.people.models import Account, Grant, Organisation, Person, Spell
from academy.people.rules import Role
from academy.people.scope import current_spells

DEMO_PASSWORD = "one-golden-thread"
DOMAIN = "weyshire.example"
GENERATED = 40
FOR_LOAD_TESTS = 2_500
BATCH = 1_000
Holder = tuple[str, Person, Iterable[Role], Organisation]


class KeyRing:
    """Accounts with the same password, which is hashed once: that is slow on purpose."""

    def __init__(self, partnership: Partnership, on: date) -> None:
        self.partnership, self.on = partnership, on
        self.password = make_password(DEMO_PASSWORD)
        self.holders: list[Holder] = []
        self.noted = 0  # how many of them, from the first, the trail tells of

    def give(self, email: str, person: Person, roles: Iterable[Role], organisation: Organisation) -> None:
        self.holders.append((email, person, roles, organisation))

    def give_named(self, named: Named) -> None:
        for name, (first_part, roles, place) in SIGN_IN.items():
            self.give(f"{first_part}@{DOMAIN}", named[name], roles, self.partnership[place])

    def give_generated(self, named: Named, heads: dict[str, Person], managers: list[Spell]) -> None:
        """Ruth Adeyemi’s team, the training leads of most places, and some line managers: forty in all."""
        room = len(self.holders) + GENERATED
        for person in named.team:
            if person is not named["Amara Okafor"]:
                self.give(person.email or "", person, [Role.PRACTITIONER], self.partnership[CHILDREN])
        led = [place for place in PLACES if place.code in heads and place.code not in WITHOUT_TRAINING_LEAD]
        for place in led:
            if place.code != HEALTH:  # Grace Lindqvist leads there
                roles = [Role.PRACTITIONER, Role.TRAINING_LEAD]
                self.give(heads[place.code].email or "", heads[place.code], roles, self.partnership[place.code])
        for spell in managers[: max(0, room - len(self.holders))]:
            roles = [Role.PRACTITIONER, Role.MANAGER]
            self.give(spell.person.email or "", spell.person, roles, spell.post.organisation)

    def give_second_leads(self, leaders: dict[str, list[Stay]]) -> None:
        """C18: two training leads wherever there is one, apart from one place."""
        taken = {person.pk for _, person, _, _ in self.holders}
        for place in PLACES:
            if place.code in WITHOUT_TRAINING_LEAD or place.code == ONE_TRAINING_LEAD:
                continue
            free = [stay.person for stay in leaders.get(place.code, ()) if stay.person.pk not in taken]
            for second in free[:1]:
                taken.add(second.pk)
                roles = [Role.PRACTITIONER, Role.TRAINING_LEAD]
                self.give(second.email or "", second, roles, self.partnership[place.code])
        self.noted = len(self.holders)

    def give_for_load_tests(self) -> None:
        """p1@ to p2500@: practitioners who all sign in at once."""
        taken = {person.pk for _, person, _, _ in self.holders}
        here = current_spells(self.on).exclude(person__in=taken).select_related("person", "post__organisation")
        for number, spell in enumerate(_one_each(here.order_by("pk"), FOR_LOAD_TESTS), start=1):
            self.give(f"p{number}@{DOMAIN}", spell.person, [Role.PRACTITIONER], spell.post.organisation)

    def save(self) -> None:
        since = self.on - timedelta(days=365)
        accounts = [
            Account(email=email, person=person, password=self.password, is_demonstration=True)
            for email, person, _, _ in self.holders
        ]
        Account.objects.bulk_create(accounts, batch_size=BATCH)
        Grant.objects.bulk_create(
            (
                Grant(account=account, role=role, organisation=organisation, starts_on=since)
                for account, (_, _, roles, organisation) in zip(accounts, self.holders, strict=True)
                for role in roles
            ),
            batch_size=BATCH,
        )
        trail.note_each(None, "made", accounts[: self.noted])


def _one_each(spells: Iterable[Spell], most: int) -> list[Spell]:
    seen: dict[int, Spell] = {}
    for spell in spells:
        seen.setdefault(spell.person_id, spell)
        if len(seen) == most:
            break
    return list(seen.values())


def who_signs_in() -> dict[str, str]:
    """The addresses to sign in with, and what each of them is for."""
    return {f"{part}@{DOMAIN}": f"{name}, {roles[-1].label.lower()}" for name, (part, roles, _) in SIGN_IN.items()}
