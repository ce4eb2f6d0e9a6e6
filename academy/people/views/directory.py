"""Groups that an organisation's own directory announced, and the roles they give here."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from academy.core.exports import Column, Table
from academy.people import actions, queries
from academy.people.forms import GroupRoleForm
from academy.people.models import DirectoryGroup, Organisation
from academy.people.scope import Request, Viewer, open_to, visible
from academy.ui import tables


@open_to("give roles")
def directory_groups(request: Request, id: int) -> HttpResponse:
    organisation = get_object_or_404(queries.organisations(request.viewer), pk=id)
    table = _table(request.viewer, organisation)
    context = {"organisation": organisation, "table": tables.show(request, table, has_downloads=False)}
    return render(request, "people/directory_groups.html", context)


@open_to("give roles")
def directory_group(request: Request, id: int) -> HttpResponse:
    """Which role a group gives: said here, and never by the directory."""
    group = get_object_or_404(visible(request.viewer, DirectoryGroup).select_related("organisation"), pk=id)
    back = reverse("directory-groups", args=[group.organisation_id])
    form = GroupRoleForm(request.POST if request.method == "POST" else None, initial={"role": group.role})
    if form.is_valid():
        with form.showing_refusals():
            actions.map_group(group, form.cleaned_data["role"], by=request.viewer.account)
            return redirect(back)
    people = group.members.count()
    return render(
        request, "people/directory_group.html", {"form": form, "group": group, "back": back, "people": people}
    )


def _table(viewer: Viewer, organisation: Organisation) -> Table:
    return Table(
        caption="Groups",
        columns=[
            Column("name", "Group", order_by="name_plain", is_row_header=True),
            Column("people", "People", kind=int, order_by="people"),
            Column("role", "Role it gives", value=lambda group: group.get_role_display() or "None"),
            Column("change", "Change", value=lambda _: "Choose its role", link=_address),
        ],
        rows=queries.directory_groups(viewer, organisation),
    )


def _address(group: DirectoryGroup) -> str:
    return reverse("directory-group", args=[group.pk])
