"""Signing in with the account one has at work, against a real provider, and against one that lies."""

import base64
import json
import re
import time
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings
from django.test import Client
from joserfc.jwk import OctKey, RSAKey

from academy.core.models import Entry
from academy.people import actions
from academy.people.models import SignInIdentity, SignInProvider
from tests.openid_provider import CLIENT, SECRET, Hostile, hostile_provider, real_provider
from tests.people.second_steps import PASSWORD, with_app
from tests.people.work_accounts import EMAIL, LEILA, and_back, is_in, set_up, signs_in, to_provider

pytestmark = pytest.mark.django_db


# --- in ---------------------------------------------------------------------------------------------------------------


def test_somebody_signs_in_with_a_real_provider_in_a_process_of_its_own(trust, leila):
    with real_provider({"sub": "leila", "email": EMAIL, "email_verified": True}) as issuer:
        provider = set_up(trust, issuer)
        client = Client()
        asked = to_provider(client, provider, next="/people/account/")
        answer = requests.post(asked, {"sub": "leila"}, allow_redirects=False, timeout=10)

        back = client.get(answer.headers["Location"].removeprefix(django_settings.ADDRESS))

    assert (back.status_code, back["Location"]) == (302, "/people/account/")
    assert client.session["_auth_user_id"] == str(leila.pk)
    assert list(SignInIdentity.objects.values_list("issuer", "subject", "account")) == [(issuer, "leila", leila.pk)]
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["signed in for the first time with", "signed in"]


def test_what_is_sent_to_the_provider_is_code_pkce_state_and_nonce(provider):
    address = to_provider(Client(), provider)

    query = dict(pair.split("=", 1) for pair in address.split("?", 1)[1].split("&"))
    assert (query["response_type"], query["code_challenge_method"], query["client_id"]) == ("code", "S256", CLIENT)
    assert len(query["state"]) >= 16
    assert len(query["nonce"]) >= 40
    assert len(query["code_challenge"]) == 43
    assert set(query["scope"].split("+")) == {"openid", "profile", "email"}
    assert SECRET not in address


def test_the_second_time_they_are_known_by_issuer_and_subject_whatever_the_address(provider, hostile, leila):
    signs_in(provider)
    hostile.person = {"sub": LEILA["sub"], "email": "married-name@elsewhere.example", "email_verified": False}
    client = Client()

    assert signs_in(provider, client).status_code == 302

    assert client.session["_auth_user_id"] == str(leila.pk)
    assert SignInIdentity.objects.count() == 1


def test_a_profile_is_asked_for_when_the_token_has_no_address(provider, hostile, leila):
    hostile.change_claims = lambda claims: {k: v for k, v in claims.items() if not k.startswith("email")}

    assert signs_in(provider).status_code == 302

    assert "/userinfo" in hostile.asked


@pytest.mark.parametrize(("asks", "goes"), [(False, "/"), (True, "/people/sign-in/second-step/")])
def test_our_second_step_is_asked_again_only_where_the_organisation_wants_it(provider, leila, asks, goes):
    with_app(leila)
    SignInProvider.objects.filter(pk=provider.pk).update(asks_second_step=asks)
    client = Client()

    answer = signs_in(provider, client)

    assert answer["Location"] == goes
    assert is_in(client) != asks


def test_the_step_that_a_provider_spares_is_asked_of_a_password_in_the_same_browser(provider, leila):
    with_app(leila)
    actions.choose_password(leila, PASSWORD)
    client = Client()
    signs_in(provider, client)
    client.post("/people/sign-out/")

    answer = client.post("/people/sign-in/", {"email": EMAIL, "password": PASSWORD})

    assert answer["Location"] == "/people/sign-in/second-step/"
    assert not is_in(client)


# --- not in: the answer lies ------------------------------------------------------------------------------------------


def without(name: str):
    return {"change_claims": lambda claims: {k: v for k, v in claims.items() if k != name}}


def claiming(**changed: Any):
    return {"change_claims": lambda claims: claims | changed}


def unsigned(hostile: Hostile, claims: dict[str, Any]) -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims)}."


def with_our_secret(hostile: Hostile, claims: dict[str, Any]) -> str:
    return hostile.signed(claims, key=OctKey.import_key(SECRET * 3), alg="HS256")


def with_the_public_key_as_secret(hostile: Hostile, claims: dict[str, Any]) -> str:
    return hostile.signed(claims, key=OctKey.import_key(hostile.key.as_pem(private=False)), alg="HS256")


def with_another_key(hostile: Hostile, claims: dict[str, Any]) -> str:
    return hostile.signed(claims, key=RSAKey.generate_key(2048))


def with_a_key_it_brings(hostile: Hostile, claims: dict[str, Any]) -> str:
    key = RSAKey.generate_key(2048)
    return hostile.signed(claims, key=key, jwk=key.as_dict(private=False))


def with_a_key_of_no_name(hostile: Hostile, claims: dict[str, Any]) -> str:
    return hostile.signed(claims, kid="two")


def broken(hostile: Hostile, claims: dict[str, Any]) -> str:
    head, body, signature = hostile.signed(claims).split(".")
    return f"{head}.{body}.{'A' * len(signature)}"


LIES: dict[str, dict[str, Any]] = {
    "another nonce": claiming(nonce="another"),
    "no nonce": without("nonce"),
    "for another client": claiming(aud="another"),
    "for others too": claiming(aud=[CLIENT, "another"]),
    "given to another": claiming(azp="another"),
    "no audience": without("aud"),
    "from another issuer": claiming(iss="https://elsewhere.example"),
    "no issuer": without("iss"),
    "over": claiming(iat=int(time.time()) - 900, exp=int(time.time()) - 120),
    "without an end": without("exp"),
    "from the future": claiming(iat=int(time.time()) + 900, nbf=int(time.time()) + 900),
    "nobody": without("sub"),
    "an empty subject": claiming(sub=""),
    "a subject that is a number": claiming(sub=7),
    "a subject without end": claiming(sub="x" * 256),
    "a subject with a zero character": claiming(sub="a\0b"),
    "a subject that is half a character": claiming(sub="\ud800"),
    "an address with a zero character": claiming(email="leila\0@trust.example"),
    "unsigned": {"sign": unsigned},
    "signed with our secret": {"sign": with_our_secret},
    "signed with the public key": {"sign": with_the_public_key_as_secret},
    "signed with another key": {"sign": with_another_key},
    "signed with a key it brings": {"sign": with_a_key_it_brings},
    "signed with a key of no name": {"sign": with_a_key_of_no_name},
    "a broken signature": {"sign": broken},
    "no token at all": {"change_answer": lambda answer: {"access_token": "a"}},
    "words for a token": {"change_answer": lambda answer: answer | {"id_token": "words"}},
    "a list for an answer": {"change_answer": lambda answer: ["access_token"]},
    "says no": {"change_return": lambda query: {"error": "access_denied", "state": query["state"]}},
    "no code": {"change_return": lambda query: {"state": query["state"]}},
    "a made-up code": {"change_return": lambda query: query | {"code": "made-up"}},
    "no state": {"change_return": lambda query: {"code": query["code"]}},
    "a made-up state": {"change_return": lambda query: query | {"state": "made-up"}},
    "answers for another issuer": {"change_return": lambda query: query | {"iss": "https://elsewhere.example"}},
    "the profile of somebody else": {
        "change_claims": lambda claims: {k: v for k, v in claims.items() if k != "email"} | {"sub": "somebody-else"}
    },
}


@pytest.mark.parametrize("lie", [*LIES, "nothing"])
def test_a_lie_lets_nobody_in_and_the_truth_does(provider, hostile, leila, lie):
    """“nothing” is the control: the same way with an honest answer."""
    for name, value in LIES.get(lie, {}).items():
        setattr(hostile, name, value)
    client = Client()

    answer = signs_in(provider, client)

    assert is_in(client) == (lie == "nothing")
    assert answer.status_code == (302 if lie == "nothing" else 403)
    assert SignInIdentity.objects.count() == (1 if lie == "nothing" else 0)


def test_a_way_back_works_once(provider, leila):
    client = Client()
    back = and_back(to_provider(client, provider))
    first = client.get(back)
    client.post("/people/sign-out/")

    again = client.get(back)

    assert (first.status_code, again.status_code) == (302, 403)
    assert not is_in(client)


def test_a_code_works_once_also_with_a_state_of_ones_own(provider, hostile, leila):
    signs_in(provider)
    stolen: dict[str, str] = {}
    hostile.change_return = lambda query: stolen.setdefault("code", query["code"]) and query
    signs_in(provider)

    thief = Client()
    hostile.change_return = lambda query: query | {"code": stolen["code"]}
    answer = signs_in(provider, thief)

    assert answer.status_code == 403
    assert not is_in(thief)


def test_a_code_stolen_before_it_was_used_is_of_no_use_without_its_verifier(provider, hostile, leila):
    victim, thief = Client(), Client()
    back = and_back(to_provider(victim, provider))
    code = re.search(r"code=([^&]+)", back)[1]

    hostile.change_return = lambda query: query | {"code": code}
    answer = signs_in(provider, thief)

    assert answer.status_code == 403
    assert not is_in(thief)


def test_the_way_back_of_one_browser_is_of_no_use_in_another(provider, leila):
    back = and_back(to_provider(Client(), provider))
    other = Client()

    assert other.get(back).status_code == 403
    assert not is_in(other)


def test_the_answer_of_one_provider_is_of_no_use_at_another(provider, hostile, trust, leila):
    with hostile_provider(**LEILA) as evil:
        other = set_up(trust, evil.issuer, name="Other")
        client = Client()
        back = and_back(to_provider(client, other))
        mixed_up = back.replace(f"/sign-in/{other.pk}/", f"/sign-in/{provider.pk}/")

        assert client.get(mixed_up).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "change",
    [
        lambda config: config | {"issuer": "https://elsewhere.example"},
        lambda config: config | {"authorization_endpoint": "http://elsewhere.example/authorize"},
        lambda config: config | {"token_endpoint": "file:///etc/passwd"},
        lambda config: {"issuer": config["issuer"]},
    ],
)
def test_a_provider_that_describes_itself_wrongly_is_not_gone_to(provider, hostile, change):
    hostile.change_config = change

    assert Client().get(f"/people/sign-in/{provider.pk}/").status_code == 403


def test_a_provider_leads_us_nowhere_else_and_one_that_is_away_is_said_plainly(provider, hostile):
    SignInProvider.objects.filter(pk=provider.pk).update(issuer=f"{hostile.issuer}/elsewhere")
    led_on = Client().get(f"/people/sign-in/{provider.pk}/")
    SignInProvider.objects.filter(pk=provider.pk).update(issuer="http://127.0.0.1:1")
    away = Client().get(f"/people/sign-in/{provider.pk}/")

    assert (led_on.status_code, away.status_code) == (403, 403)
    assert hostile.asked == ["/elsewhere/.well-known/openid-configuration"]
