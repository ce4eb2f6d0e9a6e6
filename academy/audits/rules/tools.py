"""What an audit tool needs before it may be used, and how it is told that it does not change any more."""

from collections.abc import Sequence
from dataclasses import dataclass

from academy.core.refusals import Refused


class NotADraft(Refused):
    """A version in use never changes: what was audited by it must keep its meaning."""


class NotReady(Refused):
    """A draft that lacks something."""


class ToolThere(Refused):
    """A second tool of a name or code, section of a title or question of the same words."""


class StillTheOnlyOne(Refused):
    """The first draft of a tool cannot be thrown away: there would be a tool without a question."""


@dataclass(frozen=True)
class SectionSaid:
    """A section as the rules look at it: its questions with whether each says what good looks like, and its theme."""

    title: str
    questions: Sequence[tuple[str, bool, bool]]  # words, says what good looks like, has a theme


def lacking(sections: Sequence[SectionSaid]) -> list[str]:
    """In sentences, what has to be written before the version may be used."""
    if not sections:
        return ["It has no section yet."]
    found = [f"“{section.title}” has no question yet." for section in sections if not section.questions]
    for section in sections:
        for words, says_good, has_theme in section.questions:
            if not says_good:
                found.append(f"“{words}” does not say what good looks like.")
            if not has_theme:
                found.append(f"“{words}” has no theme, so what is found would lead nowhere.")
    return found
