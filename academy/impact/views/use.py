"""Did it make a difference: for the Academy as a whole, and for one item."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from academy.catalogue.models import Item
from academy.impact import measures, queries
from academy.impact.shown import use as shown
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see impact")
def impact(request: Request) -> HttpResponseBase:
    asked = queries.follow_ups(request.viewer)
    table = shown.items_table(queries.items(asked), is_for_numbers_only=queries.sees_counts_only(request.viewer))
    return tables.download(request, table) or render(
        request,
        "impact/impact.html",
        {
            "figure": measures.figure_of(asked, viewer=request.viewer),
            "table": tables.show(request, table),
            "answers": tables.whole(shown.answers_table(queries.answers_by_kind(asked, on=request.viewer.on))),
            "stories": queries.stories(asked),
        },
    )


@open_to("see impact")
def impact_item(request: Request, id: int) -> HttpResponseBase:
    item = get_object_or_404(Item, pk=id)
    asked = queries.follow_ups(request.viewer, item=item.pk)
    return render(
        request,
        "impact/item.html",
        {
            "item": item,
            "figure": measures.figure_of(asked, viewer=request.viewer, item=item.pk),
            "answers": tables.whole(shown.answers_table(queries.answers_by_kind(asked, on=request.viewer.on))),
            "stories": queries.stories(asked),
        },
    )
