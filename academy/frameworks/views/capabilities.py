"""The shared language on a page."""

from django.http import HttpResponse
from django.shortcuts import render

from academy.core import clock
from academy.frameworks import queries
from academy.people.scope import Request, open_to


@open_to("see the offer")
def capabilities(request: Request) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    shown = queries.by_framework(request.viewer, on=clock.today(), search=search)
    return render(request, "frameworks/capabilities.html", {"frameworks": shown, "search": search})
