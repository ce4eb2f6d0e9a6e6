"""One thing that waits for somebody."""

from dataclasses import dataclass, field

from academy.core.exports import Status


@dataclass(frozen=True)
class Thing:
    """One line of the list, in the words of `ui/list.html`."""

    heading: str
    why: str
    action_words: str
    action_url: str
    action_about: str = ""
    tag: Status | None = None
    is_main: bool = field(default=False, compare=False)
