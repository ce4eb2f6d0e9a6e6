"""Pages that belong to no single room: home, search, the thread, help, and making two records of a person one."""

from academy.home.views.merges import merge, merge_new, merge_search, merges, say_two, undo_merge
from academy.home.views.pages import (
    accessibility,
    first_steps,
    form_too_old,
    help,
    home,
    privacy,
    search,
    thread,
    thread_records,
    what_we_did,
    worried,
)

__all__ = [
    "accessibility",
    "first_steps",
    "form_too_old",
    "help",
    "home",
    "merge",
    "merge_new",
    "merge_search",
    "merges",
    "privacy",
    "say_two",
    "search",
    "thread",
    "thread_records",
    "undo_merge",
    "what_we_did",
    "worried",
]
