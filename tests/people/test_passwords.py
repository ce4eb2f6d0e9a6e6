"""Passwords: long enough, not everybody's, not stolen; changed by whoever knows the one before."""

import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from academy.core.models import Entry, Notice
from academy.people import actions, passwords
from academy.people.models import Account
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in
from tests.people.second_steps import ACCOUNT, PASSWORD, is_in, typed_password
from tests.postgres import free_port

STOLEN, PADDED = "correct horse battery", "a line of padding"


def digest(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


class Ranges(BaseHTTPRequestHandler):
    """Files of ranges, as the public service of stolen passwords answers."""

    asked: list[str]
    does = "answer"

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.does == "sleep":
            time.sleep(4)
        status = 503 if self.does == "fail" else 200
        body = b"\xff\xfe" if self.does == "nonsense" else self.range().encode()
        if self.does == "flood":
            body *= 200_000
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            for start in range(0, len(body), 20):
                self.wfile.write(body[start : start + 20])
                time.sleep(0.7 if self.does == "drip" else 0)
        except OSError:
            pass  # whoever asked did not wait

    def range(self) -> str:
        beginning = self.path.rpartition("/")[2]
        held = {digest(STOLEN): 52_579, digest(PADDED): 0}
        lines = [f"{one[5:]}:{count}" for one, count in held.items() if one.startswith(beginning)]
        return "\r\n".join(["0018A45C4D1DEF81644B54AB7F969B88D65:3", *lines, "00D4F6E8FA6EECAD2A3AA415EEC418D38EC:2"])

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def service(does: str = "answer") -> Iterator[tuple[str, list[str]]]:
    answering = type("Answering", (Ranges,), {"asked": [], "does": does})
    server = ThreadingHTTPServer(("127.0.0.1", 0), answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", answering.asked
    finally:
        server.shutdown()
        server.server_close()


def refusals(password: str, account: Account | None = None) -> list[str]:
    try:
        validate_password(password, account)
    except ValidationError as refused:
        return refused.messages
    return []


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("three horses", ""),
        ("three horse", "too short"),
        ("passwordpassword", "too common"),
        ("password2026!", "too common"),
        ("Qwerty Qwerty ", "too common"),
        ("thomas1234567", ""),
        ("123456789012", "entirely numeric"),
        ("amara.okafor@weyshire", "too similar"),
        ("Üñïçødé wørds ✓", ""),
    ],
)
def test_which_passwords_are_refused(password, refusal):
    account = Account(email="amara.okafor@weyshire.example")

    said = " ".join(refusals(password, account))

    assert (refusal in said) if refusal else said == ""


def test_a_stolen_password_is_refused_and_only_five_characters_of_a_hash_are_sent(settings):
    with service() as (address, asked):
        settings.BREACHED_PASSWORDS_URL = address

        said = refusals(STOLEN)

    assert said == [passwords.WORDS]
    assert asked == [f"/range/{digest(STOLEN)[:5]}"]


@pytest.mark.parametrize("password", ["seven green lanterns", PADDED])
def test_a_password_that_was_not_stolen_is_taken(settings, password):
    with service() as (address, asked):
        settings.BREACHED_PASSWORDS_URL = f"{address}/"

        assert refusals(password) == []
        assert len(asked) == 1


def test_without_the_setting_nobody_is_asked(settings):
    with service() as (_, asked):
        assert settings.BREACHED_PASSWORDS_URL == ""
        assert refusals(STOLEN) == []

    assert asked == []


@pytest.mark.parametrize("does", ["fail", "sleep", "nonsense", "flood", "drip"])
def test_when_the_service_fails_the_password_is_taken_and_that_is_logged(settings, caplog, does):
    with service(does) as (address, _):
        settings.BREACHED_PASSWORDS_URL = address
        began = time.monotonic()
        with caplog.at_level(logging.WARNING):
            said = refusals(STOLEN)
        took = time.monotonic() - began

    assert said == []
    assert "could not be looked up" in caplog.text
    assert STOLEN not in caplog.text
    assert digest(STOLEN)[5:] not in caplog.text
    assert took < 3.5


def test_when_no_service_is_there_the_password_is_taken(settings, caplog):
    settings.BREACHED_PASSWORDS_URL = f"http://127.0.0.1:{free_port()}"

    assert refusals(STOLEN) == []
    assert "could not be looked up" in caplog.text


# Changing it

pages = pytest.mark.django_db
CHANGE = f"{ACCOUNT}password/"
NEW = "seven green lanterns"


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


@pages
def test_somebody_changes_their_password_stays_here_and_is_out_everywhere_else(amara):
    elsewhere, here = signed_in(amara), typed_password(amara)

    answer = here.post(CHANGE, {"old": PASSWORD, "password": NEW})

    assert answer["Location"] == f"{ACCOUNT}?password"
    assert [client.get(ACCOUNT).status_code for client in (here, elsewhere)] == [200, 302]
    assert [is_in(typed_password(amara, password)) for password in (PASSWORD, NEW)] == [False, True]
    assert amara.sign_ins.count() == 2  # here, and the new one just now
    assert "Your password was changed just now" in Notice.objects.get().body
    assert Entry.objects.filter(verb="changed the password of", by_id=amara.pk).count() == 1


@pages
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("wrong", NEW, "That is not your password"),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "passwordpassword", "too common"),
        ("", NEW, "Password until now"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(amara, old, new, says):
    here = typed_password(amara)

    page = here.post(CHANGE, {"old": old, "password": new}).content.decode()

    assert says in page
    assert "Error: Change your password" in page
    assert is_in(typed_password(amara))


@pages
def test_guessing_the_old_password_is_slowed_at_ten(amara):
    here = typed_password(amara)
    for _ in range(10):
        here.post(CHANGE, {"old": "wrong", "password": NEW})

    assert "too many tries" in here.post(CHANGE, {"old": PASSWORD, "password": NEW}).content.decode()


@pages
def test_a_password_chosen_with_a_link_ends_every_sign_in(amara):
    client = signed_in(amara)
    assert client.get(ACCOUNT).status_code == 200

    actions.choose_password(amara, NEW)

    assert client.get(ACCOUNT).status_code == 302
    assert amara.sign_ins.count() == 0


@pages
def test_a_stolen_password_is_refused_on_the_page_too(amara, settings):
    link = actions.password_link(amara).removeprefix(settings.ADDRESS)
    with service() as (address, _):
        settings.BREACHED_PASSWORDS_URL = address

        page = Client().post(link, {"password": STOLEN}).content.decode()

    assert passwords.WORDS in page
