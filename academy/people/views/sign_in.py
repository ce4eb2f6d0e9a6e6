"""The way in and the way out, and how to choose a password."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.contrib import auth
from django.contrib.auth.tokens import default_token_generator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from academy.people import actions, queries
from academy.people.forms import AskForm, CredentialForm, PasswordForm, SignInForm
from academy.people.forms.second_factor import NOT_A_PASSKEY
from academy.people.models import Account
from academy.people.scope import Request, open_to_everyone


@open_to_everyone
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: Request) -> HttpResponse:
    if request.viewer.account:
        return redirect(_next(request))
    if "credential" in request.POST:
        return _with_passkey(request)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            account = actions.sign_in(**form.cleaned_data, address=request.META.get("REMOTE_ADDR", ""))
            return perform_password_login(request, {}, Login(user=account, redirect_url=_next(request)))
    return _page(request, form=form, why=_why(request))


@open_to_everyone
@never_cache
def sign_out(request: Request) -> HttpResponse:
    """A link could sign people out behind their backs, so only a button does."""
    if request.method != "POST":
        return redirect("home")
    if request.viewer.account:
        actions.sign_out(request.viewer.account)
    auth.logout(request)  # whoever is halfway in too
    return redirect(f"{reverse('sign-in')}?signed-out")


@open_to_everyone
@never_cache
def ask_for_password(request: Request) -> HttpResponse:
    """The answer is the same whoever asks, so that nobody learns who has an account."""
    form = AskForm(request.POST or None)
    if form.is_valid():
        actions.ask_for_password(form.cleaned_data["email"])
        return redirect(f"{reverse('ask-for-password')}?sent")
    return render(request, "people/ask_for_password.html", {"form": form, "is_sent": "sent" in request.GET})


@open_to_everyone
@never_cache
@sensitive_post_parameters("password")
def choose_password(request: Request, number: str, token: str) -> HttpResponse:
    account = _account_of(number, token)
    form = PasswordForm(request.POST or None, account=account)
    if form.is_valid():
        actions.choose_password(account, form.cleaned_data["password"])
        return redirect(f"{reverse('sign-in')}?password-chosen")
    return render(request, "people/choose_password.html", {"form": form, "account": account})


def _with_passkey(request: Request) -> HttpResponse:
    """Which asks for more than a password does: no second step follows."""
    form = CredentialForm(request.POST, account=None)
    if form.is_valid():
        account = form.authenticator.user
        if actions.may_sign_in(account):
            login = Login(user=account, redirect_url=_next(request))
            return perform_passwordless_login(request, form.authenticator, login)
        form.add_error(None, NOT_A_PASSKEY)
    return _page(request, form=form, fields=SignInForm())


def _page(request: Request, **context: object) -> HttpResponse:
    context |= {"next": _next(request), "providers": queries.providers_on()}
    return render(request, "people/sign_in.html", context)


def _next(request: Request) -> str:
    """Where they were going, if that is here: never to another site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_safe else reverse("home")


def _why(request: Request) -> str:
    """Which sentence the page begins with."""
    return next((why for why in ("signed-out", "password-chosen") if why in request.GET), "")


def _account_of(number: str, token: str) -> Account:
    try:
        pk = int(urlsafe_base64_decode(number).decode())
    except (ValueError, OverflowError):
        raise Http404 from None
    account = Account.objects.filter(pk=pk).select_related("person").first()
    if account is None or not actions.may_sign_in(account) or not default_token_generator.check_token(account, token):
        raise Http404
    return account
