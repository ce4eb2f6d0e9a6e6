"""Signing in with the account one has at work, and setting that up."""

import logging

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from academy.people import actions, openid, queries
from academy.people.forms import ProviderForm
from academy.people.models import Invitation, Organisation
from academy.people.rules.single_sign_on import NotLetIn
from academy.people.scope import Request, open_to, open_to_everyone, visible

SET_UP = "set up sign-in"
log = logging.getLogger(__name__)


@open_to_everyone
@never_cache
def start(request: Request, id: int) -> HttpResponse:
    """Away to the provider: nothing is asked here, so nothing here tells who has an account."""
    provider = get_object_or_404(queries.providers_on(), pk=id)
    going = _next(request)
    if request.viewer.account:
        return redirect(going)
    invitation = actions.invitation_of(request.GET.get("invitation", ""))
    try:
        return openid.start(request, provider, next_url=going, invitation=invitation.pk if invitation else None)
    except NotLetIn as refused:
        return _refused(request, refused)


@open_to_everyone
@never_cache
def come_back(request: Request, provider_id: str) -> HttpResponse:
    """With what the provider gave them. Whatever is wrong, the answer is one and the same; the log says which."""
    number = int(provider_id) if provider_id.isdecimal() and len(provider_id) < 10 else 0
    provider = get_object_or_404(queries.providers_on(), pk=number)
    try:
        said, state = openid.come_back(request, provider)
        invitation = Invitation.objects.filter(pk=state["data"]["invitation"] or 0).first()
        account = actions.account_for(provider, said, invitation=invitation)
    except NotLetIn as refused:
        return _refused(request, refused)
    is_enough = not provider.asks_second_step
    record_authentication(request, account, method="socialaccount", provider=str(provider.pk), is_enough=is_enough)
    return perform_login(request, Login(user=account, redirect_url=state.get("next") or reverse("home")))


@open_to(SET_UP)
def ways_in(request: Request, id: int) -> HttpResponse:
    organisation = _organisation(request, id)
    providers = queries.providers(request.viewer).filter(organisation=organisation)
    return render(request, "people/ways_in.html", {"organisation": organisation, "providers": providers})


@open_to(SET_UP)
@sensitive_post_parameters("secret")
def add_provider(request: Request, id: int) -> HttpResponse:
    organisation = _organisation(request, id)
    form = ProviderForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_provider(organisation, by=request.viewer.account, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("change-provider", made.pk)
    return render(request, "people/provider.html", {"organisation": organisation, "form": form})


@open_to(SET_UP)
@sensitive_post_parameters("secret")
def change_provider(request: Request, id: int) -> HttpResponse:
    provider = get_object_or_404(queries.providers(request.viewer), pk=id)
    form = ProviderForm(request.POST or None, provider=provider)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_provider(provider, by=request.viewer.account, **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("ways-in", provider.organisation_id)
    context = {
        "organisation": provider.organisation,
        "provider": provider,
        "form": form,
        "return_address": settings.ADDRESS + reverse("openid_connect_callback", args=[provider.pk]),
        "used_by": provider.identities.count(),
    }
    return render(request, "people/provider.html", context)


def _organisation(request: Request, id: int) -> Organisation:
    return get_object_or_404(visible(request.viewer, Organisation, SET_UP), pk=id)


def _refused(request: Request, refused: NotLetIn) -> HttpResponse:
    log.warning("A sign-in from an organisation was refused: %s", refused.why)
    return render(request, "people/sign_in_refused.html", {"words": refused.words}, status=403)


def _next(request: Request) -> str:
    address = request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_safe else reverse("home")
