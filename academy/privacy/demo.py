"""In the demonstration an officer looked somebody up, and the trail was read this morning."""

from academy.core.demo import World
from academy.people.models import Account, Person
from academy.privacy import actions

LOOKED_UP, OFFICER = "practitioner@weyshire.example", "information@weyshire.example"


def build(world: World) -> None:
    officer = Account.objects.get(email=OFFICER)
    amara = Person.objects.get(account__email=LOOKED_UP)
    actions.look_up(amara, reason="asked", note="She wrote to us", by=officer)
    actions.ask_for_check()
