"""Who may read of an event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.catalogue import actions, queries
from academy.catalogue.forms import EventCircleForm
from academy.core import clock
from academy.people.scope import Request, open_to


@open_to("keep experts")
def show_event_to(request: Request, id: int) -> HttpResponse:
    item = get_object_or_404(queries.events(request.viewer).select_related("public_event"), pk=id)
    shown = getattr(item, "public_event", None)
    initial = {"circle": queries.circle_of(item), "how_to_ask": shown.how_to_ask if shown else ""}
    form = EventCircleForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.show_event_to(item, **form.cleaned_data, by=request.viewer.account)
            return redirect("events")
    talks = [(talk, talk.expert.is_listed(on=clock.today())) for talk in queries.talks_at(item)]
    return render(request, "catalogue/experts/show_event_to.html", {"item": item, "form": form, "talks": talks})
