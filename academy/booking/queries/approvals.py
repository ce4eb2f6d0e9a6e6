"""What waits for whose approval, and who may answer for whom."""

from datetime import date

from django.db.models import Q, QuerySet

from academy.booking.models import Approval, ApprovalRule, Booking, Deputy
from academy.booking.rules import IS_TO_COME, Approved
from academy.core import clock
from academy.people import queries as people
from academy.people.models import Account, Organisation, Person
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer, visible

ABOUT = ("booking__person", "booking__session__item", "booking__organisation", "asked_of")
WHAT = "approve bookings"


def approval_of(booking: Booking) -> Approval | None:
    return Approval.objects.filter(booking=booking).select_related("asked_of").first()


def approvals(viewer: Viewer) -> QuerySet[Approval]:
    """Those within the viewer's reach, and those they answer for somebody else; their own bookings are not theirs."""
    mine = Approval.objects.filter(asked_of__in=_answered_for(viewer)) if viewer.person else Approval.objects.none()
    found = Approval.objects.filter(Q(pk__in=visible(viewer, Approval).values("pk")) | Q(pk__in=mine.values("pk")))
    return found.exclude(booking__person=viewer.person or 0).select_related(*ABOUT)


def waiting_for(viewer: Viewer) -> QuerySet[Approval]:
    """What they may answer now, whoever has waited longest first."""
    if viewer.person is None:
        return Approval.objects.none()
    theirs = Q(asked_of__in=_answered_for(viewer))
    if leads(viewer):
        theirs |= Q(widened_at__isnull=False, pk__in=visible(viewer, Approval).values("pk"))
    return unanswered().filter(theirs).exclude(booking__person=viewer.person).order_by("asked_at", "pk")


def unanswered() -> QuerySet[Approval]:
    now = clock.now()
    asked = Approval.objects.filter(booking__approval=Approved.ASKED, booking__status__in=IS_TO_COME)
    open_still = asked.filter(booking__session__starts_at__gt=now, booking__session__is_cancelled=False)
    return open_still.select_related(*ABOUT)


def is_deputy(person_id: int, of: Person, *, on: date | None = None) -> bool:
    on = on or clock.today()
    return Deputy.objects.filter(person=of, deputy=person_id, starts_on__lte=on, ends_on__gte=on).exists()


def deputies(viewer: Viewer) -> QuerySet[Deputy]:
    """Whom the viewer named, today or for later."""
    return visible(viewer, Deputy).filter(person=viewer.person or 0, ends_on__gte=viewer.on).select_related("deputy")


def leads(viewer: Viewer) -> bool:
    return viewer.is_any_of(frozenset([Role.TRAINING_LEAD, Role.ACADEMY]))


def leads_training_of(account: Account, person: Person) -> bool:
    viewer = Viewer(account)
    return leads(viewer) and visible(viewer, Person, WHAT).filter(pk=person.pk).exists()


def leads_to_ask(booking: Booking) -> list[Account]:
    """The training leads of where they work, or else the Academy team."""
    on = clock.today()
    grants = people.leads_for(TheAuthority(on), booking.organisation) if booking.organisation else []
    asked = [grant.account for grant in grants if grant.account.person_id != booking.person_id]
    return asked or people.hub_accounts(on)


def deputies_of(person: Person, *, on: date) -> list[Person]:
    """Who answers for somebody on a day."""
    named = Deputy.objects.filter(person=person, starts_on__lte=on, ends_on__gte=on).select_related("deputy")
    return [one.deputy for one in named]


def approval_rules(viewer: Viewer) -> dict[int, ApprovalRule]:
    """By organisation."""
    return {rule.organisation_id: rule for rule in visible(viewer, ApprovalRule)}


def organisations_to_rule(viewer: Viewer) -> QuerySet[Organisation]:
    return visible(viewer, Organisation, "set approval rules").order_by("name")


def _answered_for(viewer: Viewer) -> list[int]:
    """Themselves, and whoever named them for today."""
    own = viewer.person.pk if viewer.person else 0
    named = Deputy.objects.filter(deputy=own, starts_on__lte=viewer.on, ends_on__gte=viewer.on)
    return [own, *named.values_list("person", flat=True)]
