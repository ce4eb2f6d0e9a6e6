"""Who may see what, role by role; and, on demonstration data, what it looks like to each of them."""

from django.contrib import auth
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from academy.people import actions, queries, rules
from academy.people.rules import Role
from academy.people.scope import Request, open_to, open_to_everyone

LOOKS_FROM = "looks_from"  # in the session: the account to go back to


@open_to("see who may see what")
def access(request: Request) -> HttpResponse:
    role = request.GET.get("role", "")
    role = Role(role) if role in Role.values else Role.PRACTITIONER
    context = {
        "role": role,
        "roles": Role.choices,
        "groups": [(rules.IN_WORDS[far], lines) for far, lines in rules.by_reach(role).items()],
        "may_look": queries.demonstration_account(request.viewer, role) is not None,
    }
    return render(request, "people/access.html", context)


@open_to("see who may see what")
@require_POST
def look_as(request: Request, role: str) -> HttpResponse:
    """Made-up people only: outside a demonstration nobody signs in as somebody else, whatever their role."""
    shown = queries.demonstration_account(request.viewer, role)
    if shown is None or request.viewer.account is None:
        raise Http404
    own = request.viewer.account
    actions.note_look(own, shown, role=role)
    auth.login(request, shown, backend=request.session[auth.BACKEND_SESSION_KEY])
    request.session[LOOKS_FROM] = own.pk
    return redirect("home")


@open_to_everyone
@require_POST
def look_back(request: Request) -> HttpResponse:
    """Back to whoever began to look. Who did not begin so has nowhere to go back to."""
    own = queries.account_that_looks(request.session.get(LOOKS_FROM))
    if own is None:
        raise Http404
    auth.login(request, own, backend=request.session[auth.BACKEND_SESSION_KEY])
    return redirect("access")
