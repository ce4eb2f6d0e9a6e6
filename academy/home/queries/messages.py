"""Messages that were set aside, for the Academy team."""

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people import queries as people
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words


def set_aside(viewer: Viewer) -> list[Thing]:
    aside = people.outbox(viewer, state="aside").count()
    if not aside:
        return []
    return [
        Thing(
            heading=f"{in_words(aside).capitalize()} {'message was' if aside == 1 else 'messages were'} set aside",
            why="They came back, or were refused each time. Correct the address, or send them again.",
            action_words="Open the outbox",
            action_url=reverse("outbox") + "?state=aside",
            tag=Status("Needs help", "late"),
        )
    ]
