"""Your account: how you sign in, where you are signed in, and which roles you hold."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.internal.flows import post_authentication
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from academy.people import actions, queries, rules
from academy.people.forms import ChangePasswordForm, CodeForm, CredentialForm, ProofForm
from academy.people.models import Account
from academy.people.scope import Request, open_to
from academy.ui.forms import Form


def needs_proof(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For what changes how somebody signs in: whoever sits at an open screen is not enough."""

    @wraps(view)
    def wrapper(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if has_proved(request) else ask_for_proof(request)

    return wrapper


def ask_for_proof(request: Request) -> HttpResponse:
    return redirect(f"{reverse('prove')}?{urlencode({'next': request.path})}")


@open_to("keep one’s own account")
def account(request: Request) -> HttpResponse:
    account = own(request)
    context = {
        "account": account,
        "factors": queries.factors(account),
        "must_have": queries.must_have_second_factor(account),
        "sign_ins": queries.sign_ins(account),
        "here": request.session.session_key,
        "grants": request.viewer.grants,
        "has_password": account.has_usable_password(),
        "done": next((done for done in DONE if done in request.GET), ""),
    }
    return render(request, "people/account.html", context)


DONE = ("password", "app-on", "app-off", "passkey-added", "passkey-removed", "ended")


@open_to("keep one’s own account")
@never_cache
@sensitive_post_parameters("old", "password")
def change_password(request: Request) -> HttpResponse:
    account = own(request)
    form = ChangePasswordForm(request.POST or None, account=account)
    if form.is_valid():
        with form.showing_refusals():
            account = actions.change_password(account, here=request.session.session_key, **form.cleaned_data)
            update_session_auth_hash(request, account)
            return redirect(f"{reverse('account')}?password")
    return render(request, "people/change_password.html", {"form": form, "has_password": account.has_usable_password()})


@open_to("keep one’s own account")
@never_cache
@sensitive_post_parameters("password", "code")
def prove(request: Request) -> HttpResponse:
    """That it is still them: a code or a passkey where there is one, or else the password."""
    account, after = own(request), _after(request)
    factors = queries.factors(account)
    form = _proof_form(request, account, has_factor=bool(factors))
    if form.is_valid():
        with form.showing_refusals():
            _take_proof(request, account, form)
            return redirect(after)
    fields = form if not isinstance(form, CredentialForm) else CodeForm()
    has_password = account.has_usable_password()
    context = {"form": form, "fields": fields, "factors": factors, "after": after, "has_password": has_password}
    return render(request, "people/prove.html", context)


@open_to("keep one’s own account")
def end_sign_in(request: Request, code: str) -> HttpResponse:
    account = own(request)
    sign_in = next((held for held in queries.sign_ins(account) if held.code == code), None)
    if sign_in is None or sign_in.pk == request.session.session_key:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_sign_in(sign_in, by=account)
        return redirect(f"{reverse('account')}?ended")
    return render(request, "people/end_sign_in.html", {"form": form, "sign_in": sign_in})


@open_to("keep one’s own account")
def end_other_sign_ins(request: Request) -> HttpResponse:
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_other_sign_ins(own(request), but=request.session.session_key, by=own(request))
        return redirect(f"{reverse('account')}?ended")
    return render(request, "people/end_other_sign_ins.html", {"form": form})


def own(request: Request) -> Account:
    if request.viewer.account is None:
        raise Http404
    return request.viewer.account


def has_proved(request: Request) -> bool:
    """By the way they came in, or since. Whoever has a second factor proves it with that."""
    account = own(request)
    since = time.time() - rules.PROOF_LASTS.total_seconds()
    recent = [record for record in get_authentication_records(request, account) if record["at"] > since]
    return any(record["method"] == "mfa" for record in recent) or bool(recent and not queries.factors(account))


def _proof_form(request: Request, account: Account, *, has_factor: bool) -> Any:
    sent = request.POST if request.method == "POST" else None
    if sent and "credential" in sent:
        return CredentialForm(sent, account=account)
    return CodeForm(sent) if has_factor else ProofForm(sent)


def _take_proof(request: Request, account: Account, form: Any) -> None:
    if isinstance(form, CredentialForm):
        post_authentication(request, form.authenticator, reauthenticated=True)
    elif isinstance(form, CodeForm):
        post_authentication(request, actions.check_code(account, form.cleaned_data["code"]), reauthenticated=True)
    else:
        actions.check_password(account, form.cleaned_data["password"])
        request.user = account
        reauthenticate_by_password(request)


def _after(request: Request) -> str:
    after = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return after if is_safe else reverse("account")
