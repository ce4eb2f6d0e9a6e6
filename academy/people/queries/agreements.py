"""What each organisation shows the hub."""

from datetime import date

from django.db.models import QuerySet

from academy.people import rules
from academy.people.models import Agreement, Organisation
from academy.people.queries.organisations import open_organisations, ways_up
from academy.people.scope import Viewer, visible
from academy.people.sharing import current_agreements


def agreements(viewer: Viewer) -> QuerySet[Agreement]:
    return visible(viewer, Agreement).select_related("organisation")


def agreements_of(viewer: Viewer, organisation: Organisation) -> QuerySet[Agreement]:
    """All there ever were, the newest first."""
    return agreements(viewer).filter(organisation=organisation)


def agreement_for(organisation: Organisation, on: date) -> Agreement | None:
    """The one that holds here on the day: its own, or else that of what it is part of."""
    held = current_agreements(on).filter(organisation__path__in=ways_up(organisation.path))
    return held.select_related("organisation").order_by("-organisation__path").first()


def without_agreement(viewer: Viewer) -> list[Organisation]:
    """Open partners with whom nothing is agreed today, by name. A part is covered by the agreement of the whole."""
    covered = set(current_agreements(viewer.on).values_list("organisation__path", flat=True))
    found = [
        row
        for row in open_organisations(viewer)
        if rules.needs_agreement(row.kind) and covered.isdisjoint(ways_up(row.path))
    ]
    return sorted(found, key=lambda row: row.name)


def agreements_coming_up(on: date) -> list[tuple[Agreement, date, str]]:
    """Those in force that are to be reviewed, or that end, within the next month: which, when, and which of the two."""
    found = []
    for agreement in current_agreements(on).select_related("organisation").order_by("pk"):
        for day, what in ((agreement.review_on, "review"), (agreement.last_on, "end")):
            if day is not None and on <= day <= on + rules.TOLD_BEFORE:
                found.append((agreement, day, what))
    return found
