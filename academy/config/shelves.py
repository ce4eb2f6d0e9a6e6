"""What the catalogue asks of the rooms above it: what somebody must learn, has learned, and what runs near them."""

from collections import Counter
from collections.abc import Callable, Collection

from django.db.models import Count, Q

from academy.booking.models import Booking, Session
from academy.booking.rules import TAKES_A_PLACE
from academy.core import clock
from academy.needs import queries as needs
from academy.people.scope import Viewer, current_spells
from academy.records import queries as records

TOWNS = 2
Shelf = Callable[[], Collection[int]]


def shelves_of(viewer: Viewer) -> dict[str, Shelf]:
    """By the name of the shelf, the items on it. Asked only when somebody chooses it."""
    return {"role": lambda: required(viewer), "gap": lambda: gaps(viewer), "near": lambda: near(viewer)}


def required(viewer: Viewer) -> set[int]:
    """Whatever is asked of the posts they hold, up to date or not."""
    if viewer.person is None:
        return set()
    return {gap.item_id for gap in needs.standing(viewer, on=viewer.on, person=viewer.person)}


def gaps(viewer: Viewer) -> set[int]:
    if viewer.person is None:
        return set()
    return {gap.item_id for gap in needs.gaps(viewer, on=viewer.on, person=viewer.person)}


def learned(viewer: Viewer) -> set[int]:
    if viewer.person is None:
        return set()
    return set(records.completions(viewer, viewer.person).order_by().values_list("item", flat=True))


def near(viewer: Viewer) -> set[int]:
    """What has a date to come in the towns where they and their team have had places."""
    if not (towns := _towns(viewer)):
        return set()
    there = Q(pk__in=[])
    for town in towns:
        there |= Q(venue__endswith=town)
    to_come = Session.objects.filter(there, is_cancelled=False, starts_at__gt=clock.now())
    return set(to_come.order_by().values_list("item", flat=True).distinct())


def _towns(viewer: Viewer) -> list[str]:
    """A venue ends with its town: “Wey Valley Centre, Guildbourne”."""
    mine = current_spells(viewer.on).filter(person=viewer.person or 0)
    team = current_spells(viewer.on).filter(post__team__in=mine.values("post__team"))
    people = Q(person__in=team.values("person")) | Q(person=viewer.person or 0)
    had = Booking.objects.filter(people, status__in=TAKES_A_PLACE).exclude(session__venue="")
    counted = had.order_by().values_list("session__venue").annotate(number=Count("pk"))
    towns: Counter[str] = Counter()
    for venue, number in counted:
        towns[venue.rpartition(", ")[2]] += number
    return [town for town, _ in towns.most_common(TOWNS)]
