"""The figure this room can supply to pages, measures and packs."""

from datetime import date

from django.urls import reverse

from academy.analysis.disclosure import percentage
from academy.core.figures import Figure, rounded
from academy.needs import queries
from academy.needs.models import Requirement
from academy.people.models import Organisation
from academy.people.rules import Reach
from academy.people.scope import TheAuthority, Viewer

LABEL = "Up to date"


def up_to_date(
    viewer: Viewer, *, on: date, requirement: Requirement | None = None, organisation: Organisation | None = None
) -> Figure:
    """N2: of those of whom anything is asked, the share with nothing overdue. Whoever still has time is up to date."""
    is_counts_only = Reach.COUNTS in viewer.reach("see how many are up to date") and not viewer.sees_authority
    counts = _counted(TheAuthority(on) if is_counts_only else viewer, on, requirement, organisation)
    asked, fine = counts.asked, counts.asked - counts.everybody.overdue_people
    figure = Figure(
        label=f"{LABEL}: {requirement}" if requirement else LABEL,
        value=100 * fine / asked if asked else None,
        n=asked,
        count=fine if asked else None,
        who="people of whom it is asked" if requirement else "people of whom anything is asked",
        on=on,
        evidence="counted" if asked else "none",
        sentence=_sentence(asked, fine),
        words=f"Nothing overdue on {on:%-d %B %Y}. Whoever still has time to do it counts as up to date.",
        opens_to=_opens_to(viewer, requirement, organisation),
        opens_words="See who needs what",
    )
    is_telling = is_counts_only and asked > 0 and percentage(fine, asked) == "c"
    return figure.withheld() if is_telling else figure


def _counted(
    viewer: Viewer, on: date, requirement: Requirement | None, organisation: Organisation | None
) -> queries.Counts:
    """The whole authority is counted once a day; whoever asks for that day need not count again."""
    if viewer.sees_authority and requirement is None and organisation is None:
        day = queries.latest_snapshot(viewer)
        if day is not None and day.taken_on == on:
            return queries.Counts.from_json(day.totals)
    return queries.gap_counts(viewer, on=on, organisation=organisation, requirement=requirement)


def _sentence(asked: int, fine: int) -> str:
    if not asked:
        return "Nothing is asked of anybody here."
    if fine == asked:
        return "Nobody is overdue."
    late = rounded(100 * (asked - fine) / asked)
    return (
        f"Of every 100, about {late} have something overdue." if late != "0" else "Fewer than one in 100 are overdue."
    )


def _opens_to(viewer: Viewer, requirement: Requirement | None, organisation: Organisation | None) -> str:
    if viewer.may("see a requirement’s gaps") and requirement is not None:
        return reverse("gaps-requirement", args=[requirement.pk])
    if viewer.may("see who lacks something"):
        return reverse("gaps-organisation", args=[organisation.pk]) if organisation else reverse("gaps")
    if viewer.may("see gaps of organisations"):
        return reverse("gaps")
    return reverse("my-team") if viewer.manages else ""
