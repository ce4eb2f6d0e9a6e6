"""OpenID Connect, on django-allauth's provider: authorisation code with PKCE, and an ID token that is checked in full.

allauth trusts an ID token that came straight from the provider and asks it for a profile; here its signature, issuer,
audience, times and nonce are all checked, and what it says is what counts.
"""

import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from requests import RequestException

from academy.people.models import SignInProvider
from academy.people.rules.single_sign_on import NotLetIn, is_issuer
from academy.people.seals import opened

SECRET = "sign-in-provider"
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY = 60  # seconds by which clocks may differ
LONGEST_SUBJECT = 255  # as the specification has it
FAULTS = (OAuth2Error, RequestException, jwt.PyJWTError, KeyError, TypeError, ValueError, AttributeError)


class Provider(OpenIDConnectProvider):
    """One organisation’s, made from what it set up."""

    def __init__(self, request: HttpRequest, row: SignInProvider) -> None:
        self.row = row
        app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=str(row.pk),
            name=row.name,
            client_id=row.client_id,
            secret=opened(SECRET, row.sealed_secret),
            settings={"server_url": row.issuer, "oauth_pkce_enabled": True},
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> "Adapter":
        return Adapter(request, self)


class Adapter(OpenIDConnectOAuth2Adapter):
    def __init__(self, request: HttpRequest, provider: Provider) -> None:
        super().__init__(request, str(provider.row.pk))
        self.provider = provider

    def get_provider(self) -> Provider:
        return self.provider

    @property
    def openid_config(self) -> Any:
        """A provider that calls itself something else is another provider."""
        config = super().openid_config
        if str(config["issuer"]).rstrip("/") != self.provider.row.issuer:
            raise NotLetIn("the provider calls itself by another name")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not is_issuer(str(config[name]).partition("?")[0], may_be_near=not settings.SECURE_SSL_REDIRECT):
                raise NotLetIn(f"its {name} is not over HTTPS")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.ADDRESS + reverse("openid_connect_callback", args=[app.provider_id])


def start(request: HttpRequest, row: SignInProvider, *, next_url: str, invitation: int | None = None) -> HttpResponse:
    """To the provider, with a state, a nonce and a code challenge that are for this browser and this once."""
    nonce = secrets.token_urlsafe(32)
    provider = Provider(request, row)
    data = {"nonce": nonce, "invitation": invitation}
    try:
        return provider.redirect(request, "login", next_url=next_url, data=data, auth_params={"nonce": nonce})
    except FAULTS as fault:
        raise NotLetIn(f"the provider could not be asked: {type(fault).__name__}") from fault


def come_back(request: HttpRequest, row: SignInProvider) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the provider says of whoever comes back, and what we kept when they went. A state works once."""
    state_id = request.GET.get("state", "")
    state = statekit.unstash_state(request, provider_id=str(row.pk), state_id=state_id) if state_id else None
    if state is None:
        raise NotLetIn("the state is not one that was given to this browser for this provider")
    if request.GET.get("iss", row.issuer).rstrip("/") != row.issuer:
        raise NotLetIn("the answer is from another issuer")
    if "error" in request.GET or not request.GET.get("code"):
        raise NotLetIn("the provider said no")
    try:
        return _claims(request, Provider(request, row), state), state
    except FAULTS as fault:
        raise NotLetIn(f"its answer does not hold: {type(fault).__name__}") from fault


def _claims(request: HttpRequest, provider: Provider, state: Mapping[str, Any]) -> dict[str, Any]:
    adapter = provider.get_oauth2_adapter(request)
    client = adapter.get_client(request, provider.app)
    answer = client.get_access_token(request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"])
    claims = _checked(answer["id_token"], adapter, nonce=state["data"]["nonce"])
    if "email" not in claims and "userinfo_endpoint" in adapter.openid_config:
        said = adapter._fetch_user_info(answer["access_token"])
        if said["sub"] != claims["sub"]:
            raise NotLetIn("the profile is somebody else’s")
        claims |= {name: said[name] for name in ("email", "email_verified") if name in said}
    return claims


def _checked(id_token: str, adapter: Adapter, *, nonce: str) -> dict[str, Any]:
    row = adapter.provider.row
    claims: dict[str, Any] = jwt.decode(
        id_token,
        key=_key(id_token, adapter),
        algorithms=SIGNED_WITH,
        audience=row.client_id,
        issuer=adapter.openid_config["issuer"],
        leeway=LEEWAY,
        options={"require": NEEDED},
    )
    if not constant_time_compare(str(claims["nonce"]), nonce):
        raise NotLetIn("the nonce is another one")
    if claims.get("azp", row.client_id) != row.client_id or claims["aud"] not in (row.client_id, [row.client_id]):
        raise NotLetIn("it was made for others too")
    who = claims["sub"]
    if not isinstance(who, str) or not 0 < len(who) <= LONGEST_SUBJECT or not who.isprintable():
        raise NotLetIn("it does not say who")
    return claims


def _key(id_token: str, adapter: Adapter) -> jwt.PyJWK:
    """The one that the token names; where it names none, the only one there is. Never one that the token brings."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(adapter.openid_config["jwks_uri"])
        answer.raise_for_status()
        keys = jwt.PyJWKSet.from_dict(answer.json()).keys
    named = jwt.get_unverified_header(id_token).get("kid")
    found = [key for key in keys if named is None or key.key_id == named]
    if len(found) != 1:
        raise NotLetIn("it is signed with a key that the provider does not have")
    return found[0]
