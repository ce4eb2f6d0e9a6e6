"""Starting and ending posts, and who manages whom."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.people import actions, queries
from academy.people.forms import EndPostForm, LineManagerForm, PostForm
from academy.people.models import Spell
from academy.people.scope import Request, open_to
from academy.people.views.people import chosen_organisation, goes_on
from academy.ui.dates import date_words


@open_to("change people")
def start_post(request: Request, id: int) -> HttpResponse:
    person = get_object_or_404(queries.people(request.viewer), pk=id)
    mine = queries.open_organisations(request.viewer).order_by("name")
    organisation = chosen_organisation(request, mine)
    if organisation is None:
        context = {"organisations": mine, "heading": f"Start a post for {person}", "person": person}
        return render(request, "people/choose_organisation.html", context)
    form = PostForm(request.POST or None, viewer=request.viewer, organisation=organisation)
    if form.is_valid():
        with form.showing_refusals():
            post = actions.find_or_add_post(organisation, by=request.viewer.account, **form.post)
            actions.start_post(person, post, by=request.viewer.account, **form.stay)
            return redirect(person)
    return render(request, "people/start_post.html", {"form": form, "person": person, "organisation": organisation})


@open_to("change people")
def end_post(request: Request, id: int) -> HttpResponse:
    """Asked, then shown with what it changes for whom, then done."""
    spell = _spell(request, id)
    form = EndPostForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        typed = form.cleaned_data
        with form.showing_refusals():
            actions.refuse_end(spell, on=typed["on"])
            if not typed.pop("is_checked"):
                return _check_end(request, spell, form)
            actions.end_post(spell, by=request.viewer.account, **typed)
            return goes_on(request, spell.person, what="ended", on=typed["on"])
    return render(request, "people/end_post.html", {"form": form, "spell": spell})


@open_to("change people")
def change_line_manager(request: Request, id: int) -> HttpResponse:
    spell = _spell(request, id)
    form = LineManagerForm(request.POST or None, viewer=request.viewer, initial={"on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            actions.change_line_manager(spell, by=request.viewer.account, **form.cleaned_data)
            return redirect(spell.person)
    return render(request, "people/change_line_manager.html", {"form": form, "spell": spell})


def _spell(request: Request, id: int) -> Spell:
    """A post held today or to come, that the viewer may change: their own organisations', or any for the Academy."""
    mine = queries.posts_in_charge(request.viewer)
    return get_object_or_404(mine.select_related("person", "post__organisation", "post__team", "line_manager"), pk=id)


def _check_end(request: Request, spell: Spell, form: EndPostForm) -> HttpResponse:
    on: date = form.cleaned_data["on"]
    context = {
        "spell": spell,
        "on": on,
        "rows": _answers(spell, form.cleaned_data),
        "form": form.hidden(),
        "typed": urlencode({name: form.data.get(name, "") for name in ("on", "reason", "destination")}),
        "losing_sight": queries.losing_sight(spell, on=on),
        "ending": queries.grants_that_end(spell, on=on),
        "managed": queries.managed_by(spell.person, on).count(),
    }
    return render(request, "people/check_end.html", context)


def _answers(spell: Spell, typed: dict[str, Any]) -> list[dict[str, Any]]:
    said = {
        "Person": spell.person,
        "Post": f"{spell.post}, {spell.post.organisation}",
        "Last day": date_words(typed["on"]),
    }
    for key, name in (("Why they leave", "reason"), ("Where they go", "destination")):
        said[key] = typed[name].label if typed[name] else "Not said"
    return [{"key": key, "value": value} for key, value in said.items()]
