"""How the measures stand that somebody answers for, the most pressing first."""

from dataclasses import dataclass

from academy.core.exports import Status
from academy.improvement.measures.measures import most_pressing_first, status_of
from academy.improvement.queries import measure_lists
from academy.improvement.queries.measures import series_of, with_readings
from academy.people.rules import Role
from academy.people.scope import Viewer

SHOWN = 3
QUALITY = "Quality of practice"  # what a quality assurance team answers for


@dataclass(frozen=True)
class Standing:
    """One line, in the words of `ui/list.html`."""

    heading: str
    why: str
    url: str
    tag: Status


def pressing_measures(viewer: Viewer) -> list[Standing]:
    """Those with a target; a quality assurance team’s own area before the others. Five queries for however many."""
    if not viewer.may("see measures"):
        return []
    promised = measure_lists.promised(measure_lists.measures(viewer)).order_by("area", "title")
    found = most_pressing_first(series_of(one, until=viewer.on) for one in with_readings(promised))
    if Role.AUDITOR in viewer.roles:
        found.sort(key=lambda series: series.measure.area != QUALITY)
    return [
        Standing(
            heading=series.measure.title,
            why=series.sentence,
            url=series.measure.get_absolute_url(),
            tag=status_of(series),
        )
        for series in found[:SHOWN]
    ]
