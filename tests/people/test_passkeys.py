"""Passkeys in a real browser, with a key that it makes up: pages, their script and strict policy, and the server."""

import re
from urllib.parse import unquote_plus

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client

from academy.core.models import Entry, Notice
from academy.people import actions, rules
from academy.people.models import Account, SignIn
from academy.people.rules import Role
from tests.browsing import wrong_with
from tests.builders import make_account, make_person, signed_in
from tests.people.second_steps import ACCOUNT, PASSWORD, SECOND_STEP, SET_UP, SIGN_IN, is_in, typed_password, with_app

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INSIDE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


def key_for(page, **differently):
    """A key in this browser: what it holds, and what the page’s policy refused meanwhile."""
    page.set_default_timeout(8_000)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**INSIDE, **differently}})
    return lambda: session.send("WebAuthn.getCredentials", made)["credentials"]


def watched(page) -> list[str]:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    return said


def type_password(page, email: str = "amara@weyshire.example") -> None:
    page.goto(SIGN_IN)
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("form:has([name=password]) button")


def add_passkey(page, name: str = "Work laptop") -> None:
    page.goto(f"{ACCOUNT}passkeys/new/")
    page.fill("[name=name]", name)
    page.click("text=Make a passkey")
    page.click("text=I have kept them: go on")


def press(page, words: str) -> None:
    """The script asks, the key answers, and only then the page goes on."""
    with page.expect_navigation():
        page.click(f"text={words}")


def test_a_passkey_is_added_and_signs_in_without_a_password(page, amara):
    faults, held = watched(page), key_for(page)
    type_password(page)
    add_passkey(page)
    named = page.locator("text=Passkey: Work laptop").count()
    page.click("text=Sign out >> nth=0")

    page.goto(f"{SIGN_IN}?next={ACCOUNT}")
    press(page, "Use a passkey")

    assert (named, len(held()), faults) == (1, 1, [])
    assert page.locator("text=Passkey: Work laptop").count() == 1
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == [
        "signed in",
        "added a passkey to",
        "signed out",
        "signed in",
    ]
    assert "You have added a passkey to your account: “Work laptop”." in Notice.objects.get().body


def test_a_passkey_is_the_second_step_after_a_password(page, amara):
    key_for(page)
    type_password(page)
    add_passkey(page)
    page.click("text=Sign out >> nth=0")

    type_password(page)
    halfway = page.url
    press(page, "Use a passkey")

    assert halfway.endswith(SECOND_STEP)
    assert SignIn.objects.filter(account=amara).count() == 1


def test_it_proves_who_somebody_is_is_renamed_and_removed(page, amara):
    key_for(page)
    type_password(page)
    add_passkey(page)
    SignIn.objects.all().delete()
    page.context.clear_cookies()
    client = signed_in(amara)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.session.session_key, "url": page.url.split("/people")[0]}]
    )

    page.goto(ACCOUNT)
    page.click("text=Rename")
    page.fill("[name=name]", "Home laptop")
    page.click("main .govuk-button")
    renamed = page.locator("text=Passkey: Home laptop").count()
    page.click("text=Remove")
    asked = page.url
    press(page, "Use a passkey")
    page.click("text=Remove this passkey")

    assert renamed == 1
    assert "/people/account/prove/" in asked
    assert page.url.endswith("?passkey-removed")
    assert not Authenticator.objects.exists()


def test_somebody_whose_role_must_have_one_sets_up_a_passkey_on_the_way_in(page):
    dan = make_account(Role.ACADEMY, person=make_person("Dan", email="dan@weyshire.example"), password=PASSWORD)
    key_for(page)
    type_password(page, dan.email)
    halfway = page.url
    page.click("text=Make a passkey")
    page.click("text=I have kept them: go on")

    assert halfway.endswith(SET_UP)
    assert page.url.endswith("/")
    assert page.locator("text=Sign out >> nth=0").count() == 1


def test_a_key_that_does_not_ask_who_somebody_is_is_refused_in_words(page, amara):
    key_for(page, hasUserVerification=False, isUserVerified=False)
    type_password(page)
    page.goto(f"{ACCOUNT}passkeys/new/")

    page.click("text=Make a passkey")
    page.wait_for_selector("[data-refused]:visible")

    assert page.inner_text("[data-refused]") == "No passkey was used. Try again."
    assert wrong_with(page) == []
    assert not Authenticator.objects.exists()


def test_without_scripts_the_pages_say_what_to_do_instead(chromium, live_server, amara):
    with_app(amara)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()

    page.goto(SIGN_IN)
    says = page.inner_text("[data-without-script]")
    buttons = page.locator("text=Use a passkey").is_visible()
    context.close()

    assert says == "A passkey needs JavaScript. It is off here, so use your password."
    assert buttons is False


def test_the_pages_about_signing_in_are_sound(page, phone, amara):
    wrong = {}
    for screen, name in ((page, "desktop"), (phone, "phone")):
        key_for(screen)
        Authenticator.objects.all().delete()
        screen.goto(SIGN_IN)
        wrong[f"sign in, {name}"] = wrong_with(screen)
        type_password(screen)
        for address in ("", "password/", "app/", "recovery-codes/", "passkeys/new/", "sign-ins/end/"):
            screen.goto(ACCOUNT + address)
            wrong[f"{address or 'account'}, {name}"] = wrong_with(screen)
        add_passkey(screen)
        wrong[f"account with a passkey, {name}"] = wrong_with(screen)
        screen.context.clear_cookies()
        type_password(screen)
        wrong[f"second step, {name}"] = wrong_with(screen)

    assert {what: found for what, found in wrong.items() if found} == {}


# Answers that no key gave


def forged(client: Client, address: str, credential: str):
    return client.post(address, {"credential": credential})


NONSENSE = [
    "",
    "{}",
    "[]",
    "5",
    "null",
    '"x"',
    "{",
    '{"id": 1}',
    '{"response": {"userHandle": "MQ"}}',
    '{"response": []}',
]


@pytest.mark.parametrize("credential", NONSENSE)
def test_what_is_no_answer_of_a_key_is_refused_in_words(amara, credential):
    with_app(amara)
    alone, halfway = Client(), typed_password(amara)
    for client in (alone, halfway):
        client.post("/people/sign-in/passkey/")

    answers = [forged(alone, SIGN_IN, credential), forged(halfway, SECOND_STEP, credential)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert all("That passkey could not be used here" in answer.content.decode() for answer in answers)
    assert not is_in(alone)
    assert not is_in(halfway)


@pytest.mark.parametrize("credential", NONSENSE)
def test_and_adds_no_passkey(amara, credential):
    client = typed_password(amara)
    client.post("/people/sign-in/new-passkey/")

    answer = forged(client, f"{ACCOUNT}passkeys/new/", credential)

    assert "That passkey could not be used here" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_an_answer_is_taken_once(page, amara):
    """What a key answered, sent again by somebody who has read it, opens nothing."""
    key_for(page)
    type_password(page)
    add_passkey(page)
    page.click("text=Sign out >> nth=0")
    page.goto(SIGN_IN)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    press(page, "Use a passkey")
    credential = next(
        re.search(r"credential=([^&]+)", body)[1] for body in sent if "credential=" in body and "%7B" in body
    )
    thief = Client()
    thief.post("/people/sign-in/passkey/")

    answer = forged(thief, SIGN_IN, unquote_plus(credential))

    assert "That passkey could not be used here" in answer.content.decode()
    assert not is_in(thief)


def test_ten_passkeys_are_enough(amara):
    for number in range(10):
        WebAuthn.add(amara, f"Key {number}", {})

    with pytest.raises(rules.TooMany):
        actions.add_passkey(amara, {}, name="One more")
