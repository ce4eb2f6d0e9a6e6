"""A system that looks: as far as its organisation's branch, and at what its key's scopes open."""

from functools import cached_property
from typing import cast

from academy.people import rules
from academy.people.models import Account, Connection, Grant, Organisation
from academy.people.rules import Reach
from academy.people.scope import Viewer


class Connected(Viewer):
    """Whoever comes by a key. It holds no role, is no person, and reaches one branch whatever it may do there."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(cast(Account, connection))  # it stands where an account would: as who did it, in the trail
        self.system = connection

    @property
    def connection(self) -> Connection:
        return self.system

    def may(self, what: str) -> bool:
        return rules.OPENS.get(what) in self.system.scopes

    def reach(self, what: str) -> frozenset[Reach]:
        """Whoever may write people must find them and their organisations, though no page of theirs is opened."""
        if what == rules.OFFER:
            return frozenset([Reach.AUTHORITY]) if self.may(what) else frozenset()
        return frozenset([Reach.ORGANISATION]) if rules.finds(what, self.system.scopes) else frozenset()

    def branches_for(self, what: str) -> list[str]:
        return self.branches if self.reach(what) else []

    @cached_property
    def person(self) -> None:
        return None

    @cached_property
    def grants(self) -> list[Grant]:
        return []

    @cached_property
    def branches(self) -> list[str]:
        return [self.system.organisation.path]

    @cached_property
    def organisation(self) -> Organisation:
        return self.system.organisation
