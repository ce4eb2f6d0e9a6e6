"""Who may do what: the roles of one person's account. For the Academy team."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.people import actions, queries
from academy.people.forms import GrantForm
from academy.people.models import Grant, Person
from academy.people.scope import Request, open_to, visible
from academy.ui.forms import Form


@open_to("give roles")
def roles(request: Request, id: int) -> HttpResponse:
    person = _person(request, id)
    account = queries.account_of(request.viewer, person)
    form = GrantForm(request.POST or None, initial={"on": request.viewer.on})
    if account and form.is_valid():
        with form.showing_refusals():
            actions.grant_role(account, by=request.viewer.account, **form.cleaned_data)
            return redirect("roles", person.pk)
    grants = list(queries.grants(request.viewer, account)) if account else []
    context = {"person": person, "account": account, "grants": grants, "form": form, "today": request.viewer.on}
    return render(request, "people/roles.html", context)


@open_to("give roles")
def end_grant(request: Request, id: int) -> HttpResponse:
    """At once: what they saw this morning they do not see this afternoon."""
    grant = get_object_or_404(visible(request.viewer, Grant).select_related("account__person", "organisation"), pk=id)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.end_grant(grant, on=request.viewer.on - timedelta(days=1), by=request.viewer.account)
            return redirect("roles", grant.account.person_id)
    return render(request, "people/end_grant.html", {"form": form, "grant": grant})


def _person(request: Request, id: int) -> Person:
    return get_object_or_404(queries.people(request.viewer), pk=id)
