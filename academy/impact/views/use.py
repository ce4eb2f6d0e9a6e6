"""Did it make a difference: for the Academy as a whole, for one item, a pathway, or a collection of items."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from academy.catalogue.models import Item
from academy.impact import measures, queries
from academy.impact.shown import effects
from academy.impact.shown import use as shown
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see impact")
def impact(request: Request) -> HttpResponseBase:
    asked = queries.follow_ups(request.viewer)
    table = shown.items_table(queries.items_asked(asked), is_for_numbers_only=queries.sees_counts_only(request.viewer))
    return tables.download(request, table) or render(
        request,
        "impact/impact.html",
        {
            **_impact(request, None),
            "table": tables.show(request, table, per_page=15),
            "collections": list(queries.collections_shown(request.viewer)[:12]),
            "may_see_partners": request.viewer.may("see partnership"),
            "may_see_effects": request.viewer.may("see effects"),
            "may_see_staying": request.viewer.may("see retention"),
        },
    )


@open_to("see impact")
def impact_item(request: Request, id: int) -> HttpResponseBase:
    """A pathway counts with all that it leads through."""
    item = get_object_or_404(Item, pk=id)
    items = queries.items_of(item)
    estimates = queries.latest_estimates(request.viewer, [item])
    context = {
        "item": item,
        "steps": len(items) - 1,
        **_impact(
            request,
            items,
            effects=measures.effects_of(item, estimates),
            opens_to=item.pk if len(items) == 1 else None,
        ),
        **effects.charts_of(estimates.values()),
    }
    return render(request, "impact/item.html", context)


@open_to("see impact")
def impact_collection(request: Request, id: int) -> HttpResponseBase:
    collection = get_object_or_404(queries.collections_shown(request.viewer), pk=id)
    items = queries.items_in(collection)
    context = {"collection": collection, "steps": len(items), **_impact(request, items)}
    return render(request, "impact/collection.html", context)


def _impact(request: Request, items: Sequence[int] | None, **joined: Any) -> dict[str, Any]:
    """What every page of impact shows, of these items or of all."""
    viewer = request.viewer
    asked = queries.asked_about(queries.follow_ups(viewer), items)
    found = measures.impact_of(viewer, items, **joined)
    return {
        "figure": next(figure for figure in found.figures if figure.label == measures.LABEL),
        "in_short": found.in_short,
        "figures": found.figures,
        "ways": tables.whole(shown.ways_table(measures.ways_rows(found.ways))) if found.ways else None,
        "answers": tables.whole(shown.answers_table(queries.answers_by_kind(asked, on=viewer.on))),
        "stories": queries.stories(asked),
    }
