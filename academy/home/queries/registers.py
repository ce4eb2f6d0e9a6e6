"""What a register asks of somebody today, and what the last ones tell whoever can give people time."""

from django.urls import reverse

from academy.booking import queries as booking
from academy.core import clock
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words

DAYS, FEWEST = 91, 3


def today(viewer: Viewer) -> list[Thing]:
    """Whose register to take, and where to check in."""
    if viewer.person is None:
        return []
    leads = [
        Thing(
            heading=f"You lead {session.item} today",
            why=f"{session.times}, {session.where}.",
            action_words="Take the register",
            action_about=f"of {session.item}",
            action_url=reverse("register", args=[session.pk]),
        )
        for session in booking.leads_today(viewer)
    ]
    return leads + [
        Thing(
            heading=f"{session.item}: today, {session.times}",
            why=f"{session.where}. In the room, point your camera at the square, or type its six digits.",
            action_words="Check in",
            action_about=f"to {session.item}",
            action_url=reverse("check-in"),
        )
        for session in booking.to_check_in(viewer.person, now=clock.now())
    ]


def places_lost(viewer: Viewer) -> list[Thing]:
    """C24: when work takes people's learning away, whoever can give them time hears of it."""
    lost = booking.lost_to_workload(viewer, days=DAYS)
    if lost < FEWEST:
        return []
    return [
        Thing(
            heading=f"{in_words(lost).capitalize()} places were lost to too much work",
            why="In the last three months, among the people you look after. See where, and whom cover would help.",
            action_words="See where",
            action_about="places were lost",
            action_url=reverse("places-lost"),
        )
    ]
