"""Between the password and being signed in: nobody is yet. The account waits in the session, for 15 minutes."""

import base64
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as passkeys
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from academy.people import actions, queries
from academy.people.adapters import SecondStep, SetUpSecondFactor
from academy.people.forms import CodeForm, CredentialForm, PasskeyForm
from academy.people.models import Account
from academy.people.scope import Request, open_to_everyone

APP_KEY = "second-factor.app-key"  # in the session, sealed, until the first code shows that the app has it


@open_to_everyone
@never_cache
@sensitive_post_parameters("code")
def second_step(request: Request) -> HttpResponse:
    stage = _stage(request, SecondStep.key)
    if stage is None:
        return redirect("sign-in")
    account = stage.login.user
    form = CredentialForm(request.POST, account=account) if "credential" in request.POST else None
    if form is not None and form.is_valid():
        post_authentication(request, form.authenticator)
        return _go_on(stage)
    code = CodeForm(request.POST if request.method == "POST" and form is None else None)
    if code.is_valid():
        with code.showing_refusals():
            post_authentication(request, actions.check_code(account, code.cleaned_data["code"]))
            return _go_on(stage)
    context = {"form": form or code, "code": code, "factors": queries.factors(account)}
    return render(request, "people/second_step.html", context)


@open_to_everyone
@never_cache
@sensitive_post_parameters("code")
def set_up_second_factor(request: Request) -> HttpResponse:
    """Asked of those whose roles must have one, before anything else opens."""
    stage = _stage(request, SetUpSecondFactor.key)
    if stage is None:
        return redirect("sign-in")
    account = stage.login.user
    form, codes = set_up(request, account, PasskeyForm if "credential" in request.POST else CodeForm)
    if codes is not None:
        return shown_once(request, codes, after=_go_on(stage)["Location"])
    context = {"form": form, **app_shown(request, account), "code": CodeForm()}
    return render(request, "people/set_up_second_factor.html", context)


@open_to_everyone
@never_cache
@require_POST
def passkey_options(request: Request) -> HttpResponse:
    """What the browser asks a key: of whoever is half or wholly signed in, or of anybody who has one for here."""
    stage = _stage(request, SecondStep.key)
    account = request.viewer.account or (stage.login.user if stage else None)
    return JsonResponse(passkeys.begin_authentication(account))


@open_to_everyone
@never_cache
@require_POST
def new_passkey_options(request: Request) -> HttpResponse:
    """The same for a new one: found by the key itself, and only for whoever it knows."""
    stage = _stage(request, SetUpSecondFactor.key)
    account = request.viewer.account or (stage.login.user if stage else None)
    if account is None:
        return redirect("sign-in")
    return JsonResponse(passkeys.begin_registration(account, True))


def set_up(
    request: Request, account: Account, of: type[CodeForm | PasskeyForm], *, here: str | None = None
) -> tuple[Any, list[str] | None]:
    """The form that was sent, and once it is right the recovery codes. Who sets one up has shown that they have it."""
    form = of(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form, None
    with form.showing_refusals():
        if of is PasskeyForm:
            codes = actions.add_passkey(account, here=here, **form.cleaned_data)
        else:
            codes = actions.switch_on_app(account, app_key(request), here=here, **form.cleaned_data)
        request.session.pop(APP_KEY, None)
        record_authentication(request, account, "mfa")
        return form, codes
    return form, None


def app_shown(request: Request, account: Account) -> dict[str, str]:
    """The key as a picture to scan, and as letters to type."""
    key, adapter = app_key(request), get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(account, key)).encode()
    picture = f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"
    return {"picture": picture, "app_key": " ".join(key[at : at + 4] for at in range(0, len(key), 4))}


def app_key(request: Request) -> str:
    adapter = get_adapter()
    if APP_KEY not in request.session:
        request.session[APP_KEY] = adapter.encrypt(generate_totp_secret())
    return str(adapter.decrypt(request.session[APP_KEY]))


def shown_once(request: Request, codes: list[str], *, after: str) -> HttpResponse:
    """Not kept in a form that could be shown again, so it is the answer itself, not an address to come back to."""
    if not codes:
        return redirect(after)
    pairs = [f"{code[:4]} {code[4:]}" for code in codes]
    return render(request, "people/recovery_codes_shown.html", {"codes": pairs, "after": after})


def _stage(request: Request, key: str) -> LoginStage | None:
    """Where somebody is on their way in, unless they are in, or were shut out meanwhile."""
    if request.viewer.account is not None:
        return None
    stage = LoginStageController.enter(request, key)
    return stage if stage and actions.may_sign_in(stage.login.user) else None


def _go_on(stage: LoginStage) -> HttpResponse:
    response: HttpResponse = stage.exit()
    return response
