"""What rests on a law or guidance that changed, and is the viewer's to keep right."""

from django.urls import reverse

from academy.frameworks import queries as frameworks
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.templatetags.academy import in_words


def to_look_at(viewer: Viewer) -> list[Thing]:
    """O9: one line however many there are."""
    waiting = frameworks.reviews_waiting(viewer).count()
    if not waiting:
        return []
    some = "One thing" if waiting == 1 else f"{in_words(waiting).capitalize()} things"
    return [
        Thing(
            heading=f"{some} you look after rest{'s' * (waiting == 1)} on something that has changed",
            why="One sentence each: still right, changed, or taken off. Until then their pages say so.",
            action_words="Look at it" if waiting == 1 else "Look at them",
            action_url=reverse("reviews"),
        )
    ]
