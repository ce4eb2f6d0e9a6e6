"""The capabilities in force, the sources with their versions, and what is to be looked at again."""

from academy.frameworks.queries.capabilities import MOST_WORDS, by_framework, capabilities, frameworks
from academy.frameworks.queries.sources import (
    Basis,
    bases_of,
    being_checked,
    choosable_versions,
    last_review,
    resting_on,
    reviews_done,
    reviews_of,
    reviews_waiting,
    source,
    sources,
    versions_of,
    versions_under,
    words_of,
)

__all__ = [
    "MOST_WORDS",
    "Basis",
    "bases_of",
    "being_checked",
    "by_framework",
    "capabilities",
    "choosable_versions",
    "frameworks",
    "last_review",
    "resting_on",
    "reviews_done",
    "reviews_of",
    "reviews_waiting",
    "source",
    "sources",
    "versions_of",
    "versions_under",
    "words_of",
]
