"""What was promised to experts, or by them, and is due."""

from datetime import timedelta

from django.urls import reverse

from academy.catalogue import queries as catalogue
from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.ui.dates import date_words
from academy.ui.templatetags.academy import in_words

SOON = timedelta(days=14)


def promises(viewer: Viewer) -> list[Thing]:
    """Those of the next two weeks and those that are late, in one line."""
    due = list(catalogue.promises_due(viewer, by=viewer.on + SOON)[:100])
    if not due:
        return []
    first = due[0]
    is_late = first.due_on < viewer.on
    one = f"{'We promised' if first.is_ours else 'They promised'} by {date_words(first.due_on)}: {first.what}"
    return [
        Thing(
            heading=f"A promise {'to' if first.is_ours else 'of'} {first.expert}"
            if len(due) == 1
            else f"{in_words(len(due)).capitalize()} promises to and of experts",
            why=one if len(due) == 1 else f"The first: {one}.",
            tag=Status("Late" if is_late else "Soon", "late" if is_late else "due"),
            action_words="See promises",
            action_about="to and of experts",
            action_url=reverse("promises"),
        )
    ]
