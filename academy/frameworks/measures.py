"""Figures this room can supply to pages, measures and packs."""

from datetime import date

from django.urls import reverse

from academy.analysis.disclosure import percentage
from academy.core.figures import Figure, rounded
from academy.frameworks.models import Guide
from academy.frameworks.queries import understood as queries
from academy.frameworks.queries.guides import standing
from academy.frameworks.rules.practice import GuideKind
from academy.people.rules import Reach
from academy.people.scope import Viewer

LABEL = "Understood the thresholds"


def understood_thresholds(viewer: Viewer, *, on: date) -> Figure:
    """L2: the share of people in post who say that they understood the thresholds guide as it stands."""
    version = standing(viewer, GuideKind.THRESHOLDS)
    if version is None:
        return _figure(LABEL, on, 0, 0, "")
    return understood(viewer, version.guide, on=on, label=LABEL)


def understood(viewer: Viewer, guide: Guide, *, on: date, label: str = "") -> Figure:
    counted = queries.coverage(viewer, guide, on=on)
    figure = _figure(label or f"Understood: {guide}", on, counted.people, counted.understood, _opens_to(viewer, guide))
    is_counts_only = Reach.COUNTS in viewer.reach(queries.COUNT) and not viewer.sees_authority
    is_telling = is_counts_only and counted.people > 0 and percentage(counted.understood, counted.people) == "c"
    return figure.withheld() if is_telling else figure


def _figure(label: str, on: date, people: int, said: int, opens_to: str) -> Figure:
    return Figure(
        label=label,
        value=100 * said / people if people else None,
        n=people,
        count=said if people else None,
        who="people in post",
        on=on,
        evidence="counted" if people else "none",
        sentence=_sentence(people, said),
        words="They say so themselves, of the version that stands. It does not say how they apply it.",
        opens_to=opens_to,
        opens_words="See it by agency",
    )


def _sentence(people: int, said: int) -> str:
    if not people:
        return "There is no guide in force, or nobody in post."
    if said == people:
        return "Everybody in post says so."
    return f"Of every 100 people in post, about {rounded(100 * said / people)} say so."


def _opens_to(viewer: Viewer, guide: Guide) -> str:
    return f"{reverse('understood')}?guide={guide.pk}" if viewer.may(queries.COUNT) else ""
