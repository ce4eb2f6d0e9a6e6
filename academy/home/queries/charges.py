"""What was charged lately, for whoever pays; and what waits to be billed."""

from datetime import timedelta

from django.urls import reverse

from academy.booking import queries as booking
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words

LATELY = timedelta(days=31)


def charged_lately(viewer: Viewer) -> list[Thing]:
    """Before the invoice comes, while a register can still be put right."""
    pounds = booking.owed(viewer, first=viewer.on - LATELY, last=viewer.on)
    if pounds <= 0:
        return []
    return [
        Thing(
            heading=f"£{pounds:,} charged in the last month",
            why="Places given back late, or that nobody came to. Each says by which rule; if one is wrong, tell us.",
            action_words="See charges",
            action_about="to your organisation",
            action_url=reverse("charges"),
        )
    ]


def to_be_billed(viewer: Viewer) -> list[Thing]:
    """Once a month is over."""
    waiting = booking.unbilled(until=viewer.on.replace(day=1) - timedelta(days=1)).count()
    if not waiting:
        return []
    return [
        Thing(
            heading=f"{in_words(waiting).capitalize()} {'line waits' if waiting == 1 else 'lines wait'} to be billed",
            why="Charges and credits until the end of last month. A run is frozen when it is made.",
            action_words="Bill these",
            action_about="charges",
            action_url=reverse("invoice-runs"),
        )
    ]
