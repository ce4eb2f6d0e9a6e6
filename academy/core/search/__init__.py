"""Full-text search on both databases, by one machinery: title above summary above body, beginnings of words, and
hyphens however they are spelled.

A room that has something to find makes a table of its texts (`class ItemText(SearchText)`), gives it an index with
`make_index` in a migration written by hand, keeps it in step in its actions with `write`, and asks with `ranked`.
"""

from academy.core.search.excerpts import excerpt
from academy.core.search.finding import MOST, Found, find, ranked
from academy.core.search.index import Text, drop_index, forget, keep_only, make_index, write
from academy.core.search.words import Term, terms

__all__ = [
    "MOST",
    "Found",
    "Term",
    "Text",
    "drop_index",
    "excerpt",
    "find",
    "forget",
    "keep_only",
    "make_index",
    "ranked",
    "terms",
    "write",
]
