"""The dates that the pictures and the guides show, and what the people in them have booked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from academy.booking.demo.calendar import session_on, working_day
from academy.booking.demo.places import Diary
from academy.booking.demo.rosters import Roster, came, dates_of, hold, in_order
from academy.booking.demo.staff import Staff, Stay, stay_of
from academy.booking.models import Session
from academy.catalogue.models import Item
from academy.core.demo import World
from academy.people.models import Organisation, Person
from academy.people.rules import OrganisationKind
from academy.people.scope import current_spells

AMARA, TOM, JOSEPH, PRIYA = "Amara Okafor", "Tom Beckett", "Joseph Mensah", "Priya Nair"
EVERYBODY = "everybody in the team"
RELEASED_BEFORE = 4  # days
HERE = {"venue": "Wey Valley Centre, Guildbourne"}


@dataclass(frozen=True)
class Shown:
    """A date that is shown: so many days from now, with these people by name, and so many others from the council."""

    title: str
    days: int
    names: tuple[str, ...] = ()
    others: int = 0
    are_last: bool = False
    held: dict[str, int] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)


RISK = "Assessing and managing risk with families"
DATES = [
    Shown(
        RISK, 7, (AMARA,), 14,
        held={"weyshire-community-health": 4, OrganisationKind.SCHOOL: 2},
        about=HERE | {
            "led_by": ("Helen Marsh, Principal Social Worker", "Dr Sanjay Rao, community paediatrics"),
            "bring": "one assessment you are working on",
            "places": 24,
        },
    ),
    Shown(RISK, 23, others=24, about={"venue": "Tannery Lane, Farnstead", "places": 20}),
    Shown(
        RISK, 71, others=13,
        about={
            "is_online": True, "link": "https://meet.weyshire.example/risk", "places": 24,
            "timetable": "in two halves with an hour between",
        },
    ),
    Shown("Safeguarding level 3 refresher", 9, others=17, about=HERE | {"places": 20}),
    Shown("Safeguarding level 3 refresher", 25, others=9, about=HERE | {"places": 20}),
    Shown("Supervision skills", 29, (JOSEPH,), 8, about=HERE | {"places": 16}),
    Shown("A day with health visiting: Tannery Lane", 16, (AMARA,), 3, are_last=True,
          about={"venue": "Tannery Lane, Farnstead", "places": 2}),
    Shown("The teenage brain", 19, others=30, about={"places": 80}),
    Shown("Care leavers’ evening: ten years on", 40, others=12, about={"places": 60}),
    Shown("First year celebration", 54, others=9, about={"places": 40}),
    Shown("Motivational interviewing in family safeguarding", -96, (AMARA, TOM, PRIYA), 12, about=HERE),
    Shown("Systemic practice", -118, (JOSEPH, PRIYA), 9, about=HERE | {"places": 16}),
    Shown("Learning from reviews in {year}", -40, (EVERYBODY,), 12),
    Shown("Academy conference {year}: what children told us", -150, (EVERYBODY,), 30, about={"places": 120}),
    Shown("A day with youth justice: Thornwey", -190, (AMARA,), about={"places": 2}),
    Shown("A day at the family court", -260, (AMARA,), about={"places": 2}),
]  # fmt: skip


def team(on: date) -> dict[str, int]:
    """Ruth Adeyemi's team. What they have done is told here, so that the gaps in the pictures stay as they are."""
    manager = Person.objects.filter(given_name="Ruth", family_name="Adeyemi").first()
    people = Person.objects.filter(pk__in=current_spells(on).filter(line_manager=manager or 0).values("person"))
    return {person.name: person.pk for person in people}


def rosters(world: World, staff: Staff, team: dict[str, int], diary: Diary) -> Iterator[Roster]:
    """An item that the catalogue does not have is left out."""
    items = {item.title: item for item in Item.objects.select_related("organisation")}
    stays = {name: stay_of(pk, world.on) for name, pk in team.items()}
    for shown in DATES:
        if item := items.get(shown.title.format(year=world.on.year)):
            yield _roster(shown, item, world.on, staff, stays, diary)


def _roster(shown: Shown, item: Item, today: date, staff: Staff, stays: dict[str, Stay], diary: Diary) -> Roster:
    on = working_day(today + timedelta(days=shown.days))
    session = session_on(on, item, staff.chance, diary, **shown.about)
    days = dates_of(session)
    named = [stay for name, stay in stays.items() if name in shown.names or EVERYBODY in shown.names]
    named = [stay for stay in named if stay.first <= on.toordinal()]
    for stay in named:
        for day in days:
            staff.goes(stay.person, item, day)
    others = staff.pick(item, days, shown.others, kind=OrganisationKind.COUNCIL)
    bookings = in_order(session, [*others, *named] if shown.are_last else [*named, *others], staff.chance, today)
    made = Roster(session, bookings, list(_held(shown, session, today)))
    if days[-1] < today:
        came(made)
    return made


def _held(shown: Shown, session: Session, today: date) -> Iterator[Any]:
    for organisation in Organisation.objects.filter(code__in=shown.held):
        yield hold(session, organisation, shown.held[organisation.code], today, days=RELEASED_BEFORE)
    for kind in set(shown.held) & set(OrganisationKind.values):
        yield hold(session, None, shown.held[kind], today, days=RELEASED_BEFORE, kind=kind)
