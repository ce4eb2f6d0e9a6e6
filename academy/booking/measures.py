"""Figures this room can supply to pages, measures and packs."""

from datetime import date

from academy.analysis.disclosure import HIDDEN, percentage
from academy.booking.queries import LostPlaces
from academy.core.figures import Figure

LABEL = "Places lost to workload"


def places_lost_to_workload(lost: LostPlaces, *, on: date, opens_to: str = "") -> Figure:
    """C24: of all places that people gave back, the share they gave back because there was too much work."""
    figure = Figure(
        label=LABEL,
        value=None,
        on=on,
        who="places given back",
        words="One tap when somebody cancels says why.",
        opens_to=opens_to,
        opens_words="See each service",
    )
    total, part = lost.total, lost.to_workload
    if HIDDEN in (total, part):
        return figure.withheld()
    if not total:
        return figure
    if not lost.is_exact and percentage(part, total) == HIDDEN:
        return figure.withheld()
    return Figure(
        label=LABEL,
        value=100 * int(part) / int(total),
        n=int(total),
        count=int(part),
        on=on,
        who=figure.who,
        words=figure.words,
        opens_to=opens_to,
        opens_words=figure.opens_words,
    )
