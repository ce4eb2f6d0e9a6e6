"""Somebody's account as those see it who look after it, and the invitation as the invited see it."""

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from academy.core import clock
from academy.core.refusals import Refused
from academy.people import actions, queries
from academy.people.forms import PasswordForm
from academy.people.models import Account, Person, Spell
from academy.people.scope import Request, current_spells, open_to, open_to_everyone
from academy.ui.forms import Form


@open_to("look after accounts")
def account_of(request: Request, id: int) -> HttpResponse:
    """Asked before it is made, because a message goes out."""
    person = _person(request, id)
    account = queries.account_of(request.viewer, person)
    if account is not None:
        return _shown(request, person, account, Form())
    spell = _spell_here(request, person)
    organisation = spell.post.organisation if spell else None
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.make_account(person, by=request.viewer.account, organisation=organisation)
            return redirect("make-account", person.pk)
    return render(request, "people/make_account.html", {"person": person, "organisation": organisation, "form": form})


@open_to("look after accounts")
@require_POST
def send_invitation(request: Request, id: int) -> HttpResponse:
    return _done(request, id, lambda account: actions.send_invitation(account, by=request.viewer.account))


@open_to("look after accounts")
@require_POST
def withdraw_invitation(request: Request, id: int) -> HttpResponse:
    return _done(request, id, lambda account: actions.withdraw_invitation(account, by=_by(request)))


@open_to("look after accounts")
@require_POST
def open_account(request: Request, id: int) -> HttpResponse:
    return _done(request, id, lambda account: actions.open_account_again(account, by=_by(request)))


@open_to("look after accounts")
def close_account(request: Request, id: int) -> HttpResponse:
    person = _person(request, id)
    account = _account(request, person)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.refuse_closing_for(account, by=_by(request), is_for_all=_works_only_here(request, person))
            actions.close_account(account, by=request.viewer.account)
            return redirect("make-account", person.pk)
    return render(request, "people/close_account.html", {"person": person, "form": form})


@open_to_everyone
@never_cache
@sensitive_post_parameters("password")
def invitation(request: Request, token: str) -> HttpResponse:
    """Opening the link changes nothing: programs that look through mail open every link."""
    found = actions.invitation_of(token)
    if found is None:
        raise Http404
    form = PasswordForm(request.POST or None, account=found.account)
    is_over = not found.is_open(clock.now())
    if not is_over and form.is_valid():
        with form.showing_refusals():
            actions.accept_invitation(found, form.cleaned_data["password"])
            return redirect(f"{reverse('sign-in')}?password-chosen")
    providers = [] if is_over else queries.providers_for(found.account)
    context = {"invitation": found, "is_over": is_over, "form": form, "providers": providers, "token": token}
    return render(request, "people/invitation.html", context, status=410 if is_over else 200)


def _done(request: Request, id: int, act: Callable[[Account], object]) -> HttpResponse:
    """What a button of the page does, or why not, on the page itself."""
    person = _person(request, id)
    account = _account(request, person)
    try:
        act(account)
    except Refused as refused:
        form = Form(data={})
        form.add_error(None, refused.words)
        return _shown(request, person, account, form)
    return redirect("make-account", person.pk)


def _shown(request: Request, person: Person, account: Account, form: Form) -> HttpResponse:
    invitation = account.invitations.first()
    context = {
        "person": person,
        "account": account,
        "invitation": invitation,
        "is_invited": invitation is not None and invitation.is_open(clock.now()),
        "form": form,
        "sees_authority": request.viewer.sees_authority,
    }
    return render(request, "people/account_of.html", context)


def _person(request: Request, id: int) -> Person:
    """Who works in an organisation the viewer looks after, or anybody for the Academy team."""
    found = queries.people(request.viewer)
    if not request.viewer.sees_authority:
        found = found.filter(pk__in=queries.posts_in_charge(request.viewer).values("person"))
    return get_object_or_404(found, pk=id)


def _account(request: Request, person: Person) -> Account:
    account = queries.account_of(request.viewer, person)
    if account is None:
        raise Http404
    return account


def _spell_here(request: Request, person: Person) -> Spell | None:
    """The post through which the viewer looks after them."""
    mine = queries.posts_in_charge(request.viewer).filter(person=person, started_on__lte=request.viewer.on)
    return mine.select_related("post__organisation").first()


def _works_only_here(request: Request, person: Person) -> bool:
    if request.viewer.sees_authority:
        return True
    here = Q(pk__in=queries.posts_in_charge(request.viewer).values("pk"))
    return not current_spells(request.viewer.on).filter(person=person).exclude(here).exists()


def _by(request: Request) -> Account:
    assert request.viewer.account
    return request.viewer.account
