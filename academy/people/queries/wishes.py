"""What people wish about messages, and what stands in the outbox."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from academy.core.models import BouncedAddress, Notice
from academy.people.models import Account, NoticeWishes, Person
from academy.people.scope import Viewer

WAITING, SENT, ASIDE, KEPT_BACK = "waiting", "sent", "aside", "kept-back"


def wishes_of(person: Person) -> NoticeWishes:
    """As usual, for whoever has chosen nothing yet."""
    return NoticeWishes.objects.filter(person=person).first() or NoticeWishes(person=person)


def addresses_of_person(person: Person) -> list[str]:
    account = Account.objects.filter(person=person).values_list("email", flat=True)
    return sorted({*account, *([person.email] if person.email else [])})


def readers(addresses: Iterable[str]) -> dict[str, NoticeWishes]:
    """Whose address each is, with what they wish: in three questions, however many."""
    known: dict[str, int] = dict(
        Account.objects.filter(email__in=addresses, person__isnull=False).values_list("email", "person_id")
    )
    persons = Person.objects.filter(email__in=addresses).values_list("email", "pk")
    known |= {email: pk for email, pk in persons if email}
    held = {wishes.person_id: wishes for wishes in NoticeWishes.objects.filter(person__in=set(known.values()))}
    return {address: held.get(pk) or NoticeWishes(person_id=pk) for address, pk in known.items()}


def outbox(viewer: Viewer, *, state: str = "", search: str = "") -> QuerySet[Notice]:
    """Who was written to, about what: never the words, which hold links that open things."""
    if not viewer.may("see the outbox"):
        return Notice.objects.none()
    found = Notice.objects.exclude(to="").defer("body", "text", "attachment")
    if state:
        found = found.filter(STATES[state])
    if search:
        found = found.filter(Q(to__icontains=search) | Q(subject__icontains=search))
    return found


STATES = {
    WAITING: Q(sent_at__isnull=True, parked_at__isnull=True, kept_back_at__isnull=True),
    ASIDE: Q(parked_at__isnull=False),
    SENT: Q(sent_at__isnull=False, parked_at__isnull=True),
    KEPT_BACK: Q(kept_back_at__isnull=False),
}


def bounced(viewer: Viewer) -> QuerySet[BouncedAddress]:
    return BouncedAddress.objects.all() if viewer.may("see the outbox") else BouncedAddress.objects.none()
