"""Going to an organisation's provider and coming back, as a browser does, without one."""

from typing import Any

import requests
from django.conf import settings
from django.test import Client

from academy.people import actions
from academy.people.models import Organisation, SignInProvider
from academy.people.rules import Role
from tests.builders import make_account
from tests.openid_provider import CLIENT, SECRET

EMAIL = "leila@trust.example"
LEILA = {"sub": "00u-leila", "email": EMAIL, "email_verified": True}


def set_up(organisation: Organisation, issuer: str, **said: Any) -> SignInProvider:
    by = make_account(Role.ACADEMY)
    defaults = {"name": "Trust", "client_id": CLIENT, "email_domains": ["trust.example"], "is_on": True}
    return actions.add_provider(organisation, by=by, secret=SECRET, issuer=issuer, **{**defaults, **said})


def to_provider(client: Client, provider: SignInProvider, **query: str) -> str:
    answer = client.get(f"/people/sign-in/{provider.pk}/", query)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def and_back(address: str) -> str:
    """The way through the provider, without the host: where the browser comes back to us."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix(settings.ADDRESS)


def signs_in(provider: SignInProvider, client: Client | None = None):
    client = client or Client()
    return client.get(and_back(to_provider(client, provider)))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
