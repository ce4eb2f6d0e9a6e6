"""The shared language on a page."""

from django.http import HttpResponse
from django.shortcuts import render

from academy.frameworks import queries
from academy.people.scope import Request, open_to


@open_to("see the offer")
def capabilities(request: Request) -> HttpResponse:
    search = request.GET.get("q", "").strip()[:100]
    shown = queries.by_framework(request.viewer, on=request.viewer.on, search=search)
    context = {"frameworks": shown, "search": search, "may_confirm": request.viewer.may("confirm self-assessments")}
    context |= {
        "may_see_gaps": request.viewer.may("see capability gaps"),
        "has_person": request.viewer.person is not None,
    }
    return render(request, "frameworks/capabilities.html", context)
