"""Who has left, and to whom every door is shut. Doors ask when they are opened, so nobody waits for a job to run."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from academy.core import clock
from academy.people.models import Account, Grant, Person, Spell
from academy.people.rules.accounts import OF_THE_PERSON


def has_left(account: Account, *, on: date | None = None) -> bool:
    """They had posts, all of them have ended, and nobody gave them a role since. Asked of one account."""
    return account.person_id is not None and who_left(on).filter(pk=account.person_id).exists()


def is_shut_out(person: Person | int, *, on: date | None = None) -> bool:
    """For links that carry their own key: whoever has left, or whose account was closed, opens nothing with them."""
    return shut_out(on).filter(pk=person if isinstance(person, int) else person.pk).exists()


def who_left(on: date | None = None) -> QuerySet[Person]:
    """Somebody who never had a post (a Member of the council, say) cannot have left one."""
    return Person.objects.order_by().filter(_have_left(on or clock.today()))


def shut_out(on: date | None = None) -> QuerySet[Person]:
    closed = Account.objects.filter(person=OuterRef("pk"), is_active=False)
    return Person.objects.order_by().filter(_have_left(on or clock.today()) | Q(Exists(closed)))


def accounts_to_close(on: date | None = None) -> QuerySet[Account]:
    return Account.objects.filter(is_active=True, person__in=who_left(on).values("pk")).order_by("pk")


def _have_left(on: date) -> Q:
    """Asked of each person by itself, so that one person costs what one costs."""
    spells = Spell.objects.filter(person=OuterRef("pk")).order_by()
    lasting = spells.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    roles = Grant.objects.filter(lasts, account__person=OuterRef("pk"), starts_on__lte=on)
    others = roles.exclude(role__in=OF_THE_PERSON)
    return Q(Exists(spells)) & ~Q(Exists(lasting)) & ~Q(Exists(others))
