"""Switching the second step on and off, its passkeys, and its recovery codes."""

from allauth.mfa.models import Authenticator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from academy.people import actions, queries
from academy.people.forms import CodeForm, NameForm, PasskeyForm
from academy.people.scope import Request, open_to
from academy.people.views.account import ask_for_proof, has_proved, needs_proof, own
from academy.people.views.second_step import app_shown, set_up, shown_once
from academy.ui.forms import Form


@open_to("keep one’s own account")
@never_cache
@needs_proof
@sensitive_post_parameters("code")
def app_on(request: Request) -> HttpResponse:
    account = own(request)
    form, codes = set_up(request, account, CodeForm, here=request.session.session_key)
    if codes is not None:
        return shown_once(request, codes, after=f"{reverse('account')}?app-on")
    if queries.factors(account).app and not form.errors:
        return redirect("account")
    return render(request, "people/app_on.html", {"form": form, **app_shown(request, account)})


@open_to("keep one’s own account")
@needs_proof
def app_off(request: Request) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.switch_off_app(own(request), here=request.session.session_key)
            return redirect(f"{reverse('account')}?app-off")
    return render(request, "people/app_off.html", {"form": form, "factors": queries.factors(own(request))})


@open_to("keep one’s own account")
@never_cache
@needs_proof
def recovery_codes(request: Request) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            codes = actions.make_recovery_codes(own(request), here=request.session.session_key)
            return shown_once(request, codes, after=reverse("account"))
    return render(request, "people/recovery_codes.html", {"form": form, "factors": queries.factors(own(request))})


@open_to("keep one’s own account")
@never_cache
@needs_proof
def add_passkey(request: Request) -> HttpResponse:
    form, codes = set_up(request, own(request), PasskeyForm, here=request.session.session_key)
    if codes is not None:
        return shown_once(request, codes, after=f"{reverse('account')}?passkey-added")
    return render(request, "people/add_passkey.html", {"form": form})


@open_to("keep one’s own account")
def rename_passkey(request: Request, id: int) -> HttpResponse:
    passkey = _passkey(request, id)
    form = NameForm(request.POST or None, initial={"name": str(passkey)})
    if form.is_valid():
        actions.rename_passkey(passkey, **form.cleaned_data)
        return redirect("account")
    return render(request, "people/rename_passkey.html", {"form": form, "passkey": passkey})


@open_to("keep one’s own account")
def remove_passkey(request: Request, id: int) -> HttpResponse:
    passkey = _passkey(request, id)
    if not has_proved(request):
        return ask_for_proof(request)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.remove_passkey(passkey, own(request), here=request.session.session_key)
            return redirect(f"{reverse('account')}?passkey-removed")
    return render(request, "people/remove_passkey.html", {"form": form, "passkey": passkey})


@open_to("look after accounts")
def reset_second_factor(request: Request, id: int) -> HttpResponse:
    """For somebody who has lost it. Never one’s own: that would be a way round it."""
    person = get_object_or_404(queries.people_looked_after(request.viewer), pk=id)
    account = queries.account_of(request.viewer, person)
    may_reset = account is not None and queries.may_reset_second_factor(request.viewer, account)
    if account is None or (request.method == "POST" and not may_reset):
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.showing_refusals():
            actions.reset_second_factor(account, by=request.viewer.account)
            return redirect("make-account", person.pk)
    context = {"form": form, "person": person, "factors": queries.factors(account), "may_reset": may_reset}
    return render(request, "people/reset_second_factor.html", context)


def _passkey(request: Request, id: int) -> Authenticator:
    return get_object_or_404(Authenticator, pk=id, user_id=own(request).pk, type=Authenticator.Type.WEBAUTHN)
