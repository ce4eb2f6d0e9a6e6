"""Settings that requirements are put to, and what counts instead of what is asked: set by the Academy team."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from academy.core.exports import Column, Table
from academy.needs import actions, queries
from academy.needs.forms.whom import EndEquivalentForm, EquivalentForm, SettingForm, SettingLineForm
from academy.needs.models import Equivalent, Setting, SettingLine
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("set requirements")
def settings(request: Request) -> HttpResponse:
    rows = list(queries.settings(request.viewer))
    table = Table(
        "Settings",
        [
            Column("name", "Setting", link="get_absolute_url", is_row_header=True),
            Column("kind", "What it goes by", value=lambda row: row.get_kind_display()),
            Column("about", "Who is meant"),
        ],
        rows,
    )
    return render(request, "needs/settings.html", {"table": tables.show(request, table, has_downloads=False)})


@open_to("set requirements")
def add_setting(request: Request) -> HttpResponse:
    form = SettingForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_setting(by=request.viewer.account, **form.cleaned_data))
    return render(request, "needs/add_setting.html", {"form": form})


@open_to("set requirements")
def setting(request: Request, id: int) -> HttpResponse:
    """Who is in it, by lines, and one line more."""
    viewer = request.viewer
    found = get_object_or_404(visible(viewer, Setting), pk=id)
    form = SettingLineForm(request.POST or None, viewer=viewer, initial={"starts_on": viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            actions.add_to_setting(found, by=viewer.account, **form.cleaned_data)
            return redirect(found)
    lines = list(queries.lines_of_setting(viewer, found))
    context = {
        "setting": found,
        "form": form,
        "lines": [line for line in lines if line.ends_on is None],
        "ended": [line for line in lines if line.ends_on is not None],
        "requirements": list(queries.current_requirements(viewer, on=viewer.on).filter(setting=found)),
    }
    return render(request, "needs/setting.html", context)


@open_to("set requirements")
def take_out_of_setting(request: Request, id: int) -> HttpResponse:
    line = get_object_or_404(visible(request.viewer, SettingLine).select_related("setting"), pk=id)
    if request.method == "POST" and line.ends_on is None:
        actions.take_out_of_setting(line, on=request.viewer.on, by=request.viewer.account)
    return redirect(line.setting)


@open_to("see requirements")
def equivalents(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    rows = list(queries.equivalents(viewer))
    columns = [
        Column("item.title", "What is asked", link="item.get_absolute_url", is_row_header=True),
        Column("counts.title", "What counts instead", link="counts.get_absolute_url"),
        Column("starts_on", "Finished from"),
        Column("ends_on", "Until"),
        Column("why", "Why"),
    ]
    if may_change := viewer.may("set requirements"):
        columns.append(Column("end", "To do", value=lambda row: "" if row.ends_on else "End", link=_end_address))
    table = Table("What counts instead", columns, rows)
    if file := tables.download(request, table):
        return file
    context = {"table": tables.show(request, table), "may_change": may_change}
    return render(request, "needs/equivalents.html", context)


@open_to("set requirements")
def add_equivalent(request: Request) -> HttpResponse:
    viewer = request.viewer
    initial = {"item": request.GET.get("item", ""), "starts_on": viewer.on}
    form = EquivalentForm(request.POST or None, viewer=viewer, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            said = dict(form.cleaned_data)
            return redirect(actions.add_equivalent(said.pop("item"), said.pop("counts"), by=viewer.account, **said))
    return render(request, "needs/add_equivalent.html", {"form": form})


@open_to("set requirements")
def end_equivalent(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.equivalents(request.viewer), pk=id)
    if found.ends_on is not None:
        raise Http404
    form = EndEquivalentForm(request.POST or None, initial={"ends_on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            actions.end_equivalent(found, on=form.cleaned_data["ends_on"], by=request.viewer.account)
            return redirect("equivalents")
    return render(request, "needs/end_equivalent.html", {"equivalent": found, "form": form})


def _end_address(row: Equivalent) -> str:
    return "" if row.ends_on else reverse("equivalent-end", args=[row.pk])
