"""What kinds of learning there are, and the words for what is said of them."""

from academy.catalogue.rules.items import (
    HOURS_IN_A_DAY,
    Kind,
    Level,
    Mode,
    SameTitle,
    hours_words,
    kind_words,
    months_words,
    price_words,
)
from academy.catalogue.rules.shelves import NotAList, OnlyPathways, listed, progress_words

__all__ = [
    "HOURS_IN_A_DAY",
    "Kind",
    "Level",
    "Mode",
    "NotAList",
    "OnlyPathways",
    "SameTitle",
    "hours_words",
    "kind_words",
    "listed",
    "months_words",
    "price_words",
    "progress_words",
]
