"""On what terms some things are had, what waits for whose approval, who wants what has no date, and how places went."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import count

from academy.booking import rules
from academy.booking.demo.calendar import LONDON
from academy.booking.demo.named import JOSEPH, PRIYA, TOM
from academy.booking.demo.rosters import Roster
from academy.booking.models import Approval, ApprovalRule, Booking, Decision, Deputy, Interest, Session, Terms
from academy.booking.rules import Approved, Approver, ListOrder, Offers, Status, Turned
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core.demo import World
from academy.people.models import JobRole, Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import current_spells

APPROVED = "Supervision skills"  # a course that line managers approve
OFFERED = "Safeguarding level 3 refresher"  # a list that offers in time, the overdue first
WANTED = (12, 7, 4)  # how many want each of the things that have no date
DAYS_ASKED = 1


def build(world: World, team: dict[str, int]) -> None:
    _terms()
    asked = _approvals(world, team)
    wanted = _interest(world)
    world.say(f"{asked} bookings wait for approval, {wanted} people want what has no date")


def decisions(rosters: Iterable[Roster]) -> Iterator[Decision]:
    """Of lists to come: whoever had a place later than they asked for it had it from the list."""
    for one in rosters:
        turn = count(1)
        for booking in one.bookings:
            if booking.status == Status.BOOKED and booking.placed_at and booking.placed_at != booking.booked_at:
                yield Decision(
                    session=one.session,
                    booking=booking,
                    at=booking.placed_at,
                    turned=Turned.GIVEN,
                    position=next(turn),
                )


def _terms() -> None:
    items = {item.title: item for item in Item.objects.filter(title__in=[APPROVED, OFFERED])}
    if item := items.get(APPROVED):
        Terms.objects.create(item=item, approver=Approver.MANAGER, approval_days=3)
    if item := items.get(OFFERED):
        Terms.objects.create(item=item, offers=Offers.TIMED, offer_within_days=21, list_order=ListOrder.OVERDUE)
    health = Item.objects.filter(organisation__kind=OrganisationKind.HEALTH, is_published=True).exclude(
        mode=Mode.OWN_TIME
    )
    nurses = JobRole.objects.filter(name__icontains="health visit").first()
    if nurses and (only := health.exclude(pk__in=[one.pk for one in items.values()]).order_by("pk").first()):
        terms = Terms.objects.create(item=only, when_not_for_them=rules.Strictness.ASK)
        terms.job_roles.add(nurses)
    police = Organisation.objects.filter(kind=OrganisationKind.POLICE).order_by("pk").first()
    if police:
        ApprovalRule.objects.create(organisation=police, approver=Approver.LEAD, from_hours=6)


def _approvals(world: World, team: dict[str, int]) -> int:
    """Two of Ruth Adeyemi's team asked yesterday for a course that she approves; Joseph answers while she is away."""
    session = Session.objects.filter(item__title=APPROVED, starts_at__date__gt=world.on).order_by("starts_at").first()
    people = [team[name] for name in (TOM, PRIYA) if name in team]
    if session is None or session.free < len(people):
        return 0
    asked_at = _at(world, -DAYS_ASKED, time(11, 20))
    manager = Person.objects.filter(given_name="Ruth", family_name="Adeyemi").first()
    where = dict(current_spells(world.on).filter(person__in=people).values_list("person", "post__organisation"))
    until = rules.kept_until(asked_at, 3, starts_at=session.starts_at)
    taken = set(Booking.objects.filter(session=session, person__in=people).values_list("person", flat=True))
    bookings = [
        Booking(
            session=session, person_id=person, organisation_id=where.get(person), status=Status.KEPT,
            approval=Approved.ASKED, kept_until=until, booked_at=asked_at, placed_at=asked_at,
        )
        for person in people
        if person not in taken
    ]  # fmt: skip
    Booking.objects.bulk_create(bookings)
    Approval.objects.bulk_create([Approval(booking=one, asked_of=manager, asked_at=asked_at) for one in bookings])
    Session.objects.filter(pk=session.pk).update(taken=session.taken + len(bookings))
    if manager and JOSEPH in team:
        first = world.on + timedelta(days=14)
        Deputy.objects.create(
            person=manager, deputy_id=team[JOSEPH], starts_on=first, ends_on=first + timedelta(days=9)
        )
    return len(bookings)


def _interest(world: World) -> int:
    """In things that are taught together and have no date to come."""
    dated = Session.objects.filter(starts_at__date__gt=world.on, is_cancelled=False)
    without = Item.objects.filter(is_published=True).exclude(mode=Mode.OWN_TIME)
    without = without.exclude(pk__in=dated.values("item")).order_by("title")[: len(WANTED)]
    chance = world.chance("interest")
    spells = list(current_spells(world.on).order_by("pk").values_list("person", "post__organisation")[:2_000])
    wants = [
        Interest(
            item=item, person_id=person, organisation_id=organisation, said_at=_at(world, -chance.randrange(1, 40))
        )
        for item, number in zip(without, WANTED, strict=False)
        for person, organisation in dict(chance.sample(spells, min(number, len(spells)))).items()
    ]
    Interest.objects.bulk_create(sorted(wants, key=lambda one: one.said_at))
    return len(wants)


def _at(world: World, days: int, at: time = time(10)) -> datetime:
    return datetime.combine(world.on + timedelta(days=days), at, LONDON)
