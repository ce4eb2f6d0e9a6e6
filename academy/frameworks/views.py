"""The shared language on a page."""

from django.http import HttpResponse
from django.shortcuts import render

from academy.core import clock
from academy.frameworks import queries
from academy.people.scope import ANYONE_SIGNED_IN, Request, open_to


@open_to(*ANYONE_SIGNED_IN)
def capabilities(request: Request) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    shown = queries.by_framework(request.viewer, on=clock.today(), search=search)
    return render(request, "frameworks/capabilities.html", {"frameworks": shown, "search": search})
