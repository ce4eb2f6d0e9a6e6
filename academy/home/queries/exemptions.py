"""Exemptions that wait for somebody’s name."""

from django.urls import reverse

from academy.home.queries.thing import Thing
from academy.needs import queries as needs
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words


def exemptions_wanted(viewer: Viewer) -> list[Thing]:
    """The Academy team stands in for everybody and is asked by nobody: its list is a page away."""
    if viewer.sees_authority:
        return []
    waiting = needs.exemptions_to_sign(viewer)
    number = waiting.count()
    first = waiting.first() if number else None
    if first is None:
        return []
    return [
        Thing(
            heading=f"{in_words(number).capitalize()} exemption{' waits' if number == 1 else 's wait'} for your name",
            why=f"The first since {date_words(first.asked_at.date())}. It counts with two names.",
            action_words="Look at it" if number == 1 else "Look at them",
            action_about=": exemptions",
            action_url=reverse("exemptions"),
        )
    ]
