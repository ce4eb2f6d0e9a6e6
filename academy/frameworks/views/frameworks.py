"""Frameworks in their versions, and what job roles are expected to do how well."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.frameworks import actions, queries
from academy.frameworks.forms.capabilities import LevelForm, OnForm, RestsOnForm, RetireForm
from academy.frameworks.models import Framework
from academy.frameworks.rules import Force
from academy.people import queries as people
from academy.people.models import JobRole
from academy.people.scope import Request, open_to

TONES = {Force.IN_FORCE: "good", Force.TO_COME: "due", Force.RETIRED: "plain"}


@open_to("see the offer")
def frameworks(request: Request) -> HttpResponse:
    """Every version there was, is and will be."""
    shown = [_shown(one, request) for one in queries.all_frameworks(request.viewer)]
    context = {"frameworks": shown, "may_keep": request.viewer.may("keep frameworks")}
    return render(request, "frameworks/frameworks.html", context)


@open_to("see the offer")
def framework(request: Request, id: int) -> HttpResponse:
    """A version as at a day: what it says never changes; whether it is in force, and what it expects of roles, does."""
    viewer, form = request.viewer, OnForm(request.GET if "on" in request.GET else None)
    day = form.day(viewer.on)
    found = queries.whole_framework(viewer, id, on=day)
    if found is None:
        raise Http404
    context = {
        **_shown(found, request, on=day),
        "form": form,
        "on": day,
        "is_today": day == viewer.on,
        "capabilities": list(found.capabilities.all()),
        "bases": queries.bases_of(found),
        "waiting": [queries.words_of(review, on=viewer.on) for review in queries.reviews_of(found)],
        "may_keep": viewer.may("keep frameworks"),
    }
    return render(request, "frameworks/framework.html", context)


@open_to("keep frameworks")
def retire_framework(request: Request, id: int) -> HttpResponse:
    found = _found(request, id)
    form = RetireForm(request.POST or None, initial={"ends_on": found.ends_on})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.retire(found, on=form.cleaned_data["ends_on"], by=request.viewer.account))
    return render(request, "frameworks/retire_framework.html", {"form": form, "framework": found})


@open_to("keep frameworks")
def framework_sources(request: Request, id: int) -> HttpResponse:
    """What it rests on: a new version of that flags it, and whoever keeps it is asked."""
    found, by = _found(request, id), request.viewer.account
    initial = {"versions": queries.versions_under(found)}
    form = RestsOnForm(request.POST or None, viewer=request.viewer, record=found, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.rest_on(found, form.cleaned_data["versions"], organisation=people.top_organisation(), by=by)
            return redirect(found)
    return render(request, "frameworks/framework_sources.html", {"form": form, "framework": found})


@open_to("see the offer")
def roles(request: Request) -> HttpResponse:
    rows = queries.roles_with_levels(request.viewer, on=request.viewer.on)
    return render(request, "frameworks/roles.html", {"roles": rows})


@open_to("see the offer")
def role_levels(request: Request, id: int) -> HttpResponse:
    """What is expected of one job role, by framework."""
    viewer, role = request.viewer, get_object_or_404(JobRole, pk=id)
    rows = queries.role_levels(viewer, role, on=viewer.on)
    context = {"role": role, "levels": list(rows), "may_keep": viewer.may("keep frameworks")}
    return render(request, "frameworks/role_levels.html", context)


@open_to("keep frameworks")
def expect_level(request: Request, id: int) -> HttpResponse:
    """Expect something of a role from a day on, or, sent with `take_away`, no longer."""
    viewer, role = request.viewer, get_object_or_404(JobRole, pk=id)
    if "take_away" in request.POST:
        number = request.POST["take_away"]
        rows = queries.role_levels(viewer, role, on=viewer.on)
        gone = get_object_or_404(rows, pk=int(number) if number.isdecimal() and len(number) < 18 else 0)
        actions.expect_no_more(gone, on=viewer.on, by=viewer.account)
        return redirect("role-levels", role.pk)
    form = LevelForm(request.POST or None, viewer=viewer, initial={"on": viewer.on, **_chosen(request)})
    if form.is_valid():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.expect_level(role, said["capability"], said["level"], on=said["on"], by=viewer.account)
            return redirect("role-levels", role.pk)
    return render(request, "frameworks/expect_level.html", {"form": form, "role": role})


def _shown(found: Framework, request: Request, *, on: Any = None) -> dict[str, Any]:
    force = found.force(on or request.viewer.on)
    return {"framework": found, "force": force, "tone": TONES[force], "later": list(found.replaced_by.all())}


def _chosen(request: Request) -> dict[str, Any]:
    chosen = request.GET.get("capability", "")
    return {"capability": chosen} if chosen.isdecimal() else {}


def _found(request: Request, id: int) -> Framework:
    found: Framework = get_object_or_404(queries.all_frameworks(request.viewer), pk=id)
    return found
