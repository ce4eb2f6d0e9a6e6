"""What waits for whoever keeps the year's plan: what costs more than it may."""

from django.urls import reverse

from academy.core.exports import Status
from academy.home.queries.thing import Thing
from academy.people.scope import Viewer
from academy.plan import queries as plan
from academy.ui.templatetags.academy import in_words


def over_its_budget(viewer: Viewer) -> list[Thing]:
    """Budgets and plan items of this year's plan, in one line."""
    current = plan.current_plan(viewer)
    if current is None:
        return []
    of = plan.whole(viewer, current)
    named = [str(line.budget.funder) for line in of.budgets_over] + [line.item.title for line in of.over]
    if not named:
        return []
    lines = "line of the plan costs" if len(named) == 1 else "lines of the plan cost"
    return [
        Thing(
            heading=f"{in_words(len(named)).capitalize()} {lines} too much",
            why=f"The first: {named[0]}.",
            tag=Status("Over", "late"),
            action_words="See what it costs",
            action_url=reverse("plan-money", args=[current.year]),
        )
    ]
