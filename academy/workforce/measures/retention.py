"""Figures this room can supply to pages, measures and packs."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from academy.analysis.retention import Retained, two_years_beyond
from academy.analysis.retention import Spell as Stay
from academy.core.figures import Figure, rounded
from academy.workforce import queries

LABEL = "Still here two years beyond the supported year"


def stayed_two_years_beyond(*, on: date) -> Figure:
    """W1: of all newly qualified social workers who started, the share in post three years later."""
    return figure_of(queries.newly_qualified_stays(on=on), on=on)


def figure_of(stays: Iterable[Stay], *, on: date, label: str = LABEL, opens_to: str = "") -> Figure:
    stays = list(stays)
    result = two_years_beyond(stays).of_starters
    return Figure(
        label=label,
        value=_percent(result.share),
        low=_percent(result.low),
        high=_percent(result.high),
        n=result.n,
        on=on,
        who="newly qualified social workers",
        evidence="none" if result.share is None else "counted" if result.interval == "exact" else "strong",
        why="every post on record" if result.interval == "log-log" else "",
        sentence=_sentence(result),
        words="Three years after starting, from posts held. Agency workers are not counted.",
        opens_to=opens_to or reverse("retention") + "#intakes",
        opens_words="See each intake",
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else share * 100


def _sentence(result: Retained) -> str:
    if result.share is None:
        return result.reason
    of_a_hundred = rounded(result.share * 100)
    return f"Of every 100 who started newly qualified, about {of_a_hundred} were still in post three years later."
