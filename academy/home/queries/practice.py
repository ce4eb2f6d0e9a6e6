"""What everybody is asked to read and understand, and this person has not said they do."""

from academy.frameworks.queries.guides import to_understand
from academy.frameworks.rules.practice import since_words
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer

AT_ONCE = 2


def to_read(viewer: Viewer) -> list[Thing]:
    return [
        Thing(
            heading=str(version),
            why=f"{since_words(version.published_on, version.what_changed, viewer.on)} Read it and say that you have"
            f" understood: {version.minutes} minute{'' if version.minutes == 1 else 's'}.",
            action_words="Read it",
            action_about=str(version.guide),
            action_url=version.guide.get_absolute_url(),
        )
        for version in to_understand(viewer)[:AT_ONCE]
        if version.published_on
    ]
