"""Where somebody is signed in: the key is new each time, ends by itself, ends when told to, and stands on no page."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.core import clock
from academy.core.models import Entry
from academy.people import actions, rules
from academy.people.models import Account, SignIn
from academy.people.rules import Role
from tests.builders import make_account, make_passkey, make_person, signed_in
from tests.people.second_steps import ACCOUNT, PASSWORD, SIGN_IN, typed_password

pytestmark = pytest.mark.django_db
COOKIE = django_settings.SESSION_COOKIE_NAME
NOON = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


@pytest.fixture
def at(monkeypatch):
    def stand(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    stand(NOON)
    return stand


def key_of(client: Client) -> str:
    return client.cookies[COOKIE].value


def with_key(key: str) -> Client:
    client = Client()
    client.cookies[COOKIE] = key
    return client


def opens(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


# The key


def test_a_key_that_somebody_else_chose_is_not_taken_up(amara):
    chosen = "abcdefghijklmnopqrstuvwxyz012345"

    client = typed_password(amara, client=with_key(chosen))

    assert opens(client)
    assert key_of(client) != chosen
    assert not opens(with_key(chosen))


def test_the_key_from_before_signing_in_opens_nothing_after(amara):
    client = Client()
    session = client.session
    session["left"] = "something"
    session.save()
    client.cookies[COOKIE] = before = session.session_key

    typed_password(amara, client=client)

    assert opens(client)
    assert not opens(with_key(before))
    assert not SignIn.objects.filter(pk=before).exists()


def test_signing_in_as_somebody_else_leaves_nothing_of_the_first(amara):
    ruth = make_account(Role.MANAGER, person=make_person("Ruth"), password=PASSWORD)
    client = typed_password(amara)
    first = key_of(client)
    client.post("/people/sign-out/")

    typed_password(ruth, client=client)

    assert SignIn.objects.get().account == ruth
    assert not opens(with_key(first))


def test_a_changed_password_changes_the_key(amara):
    client = typed_password(amara)
    before = key_of(client)

    client.post(f"{ACCOUNT}password/", {"old": PASSWORD, "password": "seven green lanterns"})

    assert opens(client)
    assert key_of(client) != before
    assert not opens(with_key(before))


def test_signing_out_ends_the_key_for_whoever_has_copied_it(amara):
    client = typed_password(amara)
    copied = with_key(key_of(client))
    assert opens(copied)

    client.post("/people/sign-out/")

    assert not opens(copied)


def test_a_key_says_nothing_and_stands_on_no_page(amara):
    client = typed_password(amara)

    page = client.get(ACCOUNT).content.decode()

    assert len(key_of(client)) == 32
    assert key_of(client) not in page


@pytest.mark.parametrize("key", ["", "x", "%00", "'; DROP TABLE people_signin; --", "a" * 5_000])
def test_a_made_up_key_is_nobodys(amara, key):
    answer = Client(HTTP_COOKIE=f"{COOKIE}={key}").get(ACCOUNT)

    assert answer["Location"].startswith(SIGN_IN)


# How long


@pytest.mark.parametrize(("later", "is_open"), [(29 * MINUTE, True), (30 * MINUTE, False), (31 * MINUTE, False)])
def test_it_ends_when_nobody_has_been_there_for_half_an_hour(amara, at, later, is_open):
    client = typed_password(amara)

    at(NOON + later)

    assert opens(client) is is_open


def test_each_page_prolongs_it_until_twelve_hours_have_gone(amara, at):
    client, seen = typed_password(amara), []

    for step in range(1, 26):
        at(NOON + step * 29 * MINUTE)
        seen.append(opens(client))

    assert seen == [True] * 24 + [False]  # 24 times 29 minutes are 11 hours 36


def test_pages_and_forms_never_prolong_it_beyond_twelve_hours(amara, at):
    client = typed_password(amara)
    for hour in range(1, 24):
        at(NOON + hour * HOUR / 2)
        client.get(ACCOUNT)
    client.post(f"{ACCOUNT}prove/", {"password": PASSWORD})

    assert SignIn.objects.get().expire_date <= NOON + 12 * HOUR


def test_both_are_settings(amara, at, settings):
    settings.SESSION_IDLE_MINUTES, settings.SESSION_COOKIE_AGE = 5, 600
    client, seen = typed_password(amara), []

    for minute in (4, 8, 9, 10):
        at(NOON + minute * MINUTE)
        seen.append(opens(client))

    assert seen == [True, True, True, False]


def test_reading_pages_writes_once_a_minute_at_most(amara, at):
    client = typed_password(amara)
    client.get(ACCOUNT)
    writes = []

    for seconds in (10, 59, 60, 61, 119, 120):
        at(NOON + timedelta(seconds=seconds))
        with CaptureQueriesContext(connection) as asked:
            client.get("/help/")
        writes.append(sum(query["sql"].startswith("UPDATE") for query in asked.captured_queries))

    assert writes == [0, 0, 1, 0, 0, 1]


# The cookie


def test_the_cookie_is_for_this_site_alone_and_not_for_scripts(amara):
    client = typed_password(amara)

    flags = {key: client.cookies[COOKIE][key] for key in ("httponly", "samesite", "path", "domain")}

    assert flags == {"httponly": True, "samesite": "Lax", "path": "/", "domain": ""}


def test_behind_https_cookies_are_secure_and_bound_to_the_host(tmp_path):
    names = [
        f"{cookie}_COOKIE_{what}" for cookie in ("SESSION", "CSRF") for what in ("NAME", "SECURE", "PATH", "DOMAIN")
    ]
    code = (
        f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names!r}]))"
    )
    environment = {
        **os.environ,
        "ACADEMY_HTTPS": "true",
        "ACADEMY_FOLDER": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "academy.config.settings",
    }

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout) == ["__Host-sessionid", True, "/", None, "__Host-csrftoken", True, "/", None]


# Your account


def test_somebody_sees_where_they_are_signed_in_and_ends_one(amara):
    here = typed_password(amara, client=Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537"))
    there = typed_password(amara, client=Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU) Version/18 Safari/604"))
    page = here.get(ACCOUNT).content.decode()
    code = SignIn.objects.get(pk=key_of(there)).code

    asked = here.get(f"{ACCOUNT}sign-ins/{code}/end/")
    still = opens(there)
    here.post(f"{ACCOUNT}sign-ins/{code}/end/")

    assert "Chrome on Windows, here" in page
    assert "Safari on an iPhone" in page
    assert "Safari on an iPhone" in asked.content.decode()
    assert (still, opens(there), opens(here)) == (True, False, True)
    assert Entry.objects.filter(verb="ended a sign-in of", by_id=amara.pk).count() == 1


def test_somebody_ends_all_others(amara):
    here, others = typed_password(amara), [signed_in(amara) for _ in range(3)]

    answer = here.post(f"{ACCOUNT}sign-ins/end/")

    assert answer["Location"] == f"{ACCOUNT}?ended"
    assert [opens(client) for client in (here, *others)] == [True, False, False, False]


def test_nobody_ends_somebody_elses_or_the_one_they_look_from(amara):
    ruth = signed_in(make_account(Role.ACADEMY, person=make_person("Ruth")))
    here = typed_password(amara)
    code, of_ruth = SignIn.objects.get(account=amara).code, SignIn.objects.get(pk=key_of(ruth)).code

    answers = [
        ruth.post(f"{ACCOUNT}sign-ins/{code}/end/").status_code,
        here.post(f"{ACCOUNT}sign-ins/{of_ruth}/end/").status_code,
        here.post(f"{ACCOUNT}sign-ins/{code}/end/").status_code,
    ]

    assert answers == [404, 404, 404]
    assert (opens(ruth), opens(here)) == (True, True)


def test_the_page_says_how_somebody_signs_in_and_what_they_may_do(amara):
    make_passkey(amara, "Work laptop")

    page = signed_in(amara).get(ACCOUNT).content.decode()

    said = (
        "amara@weyshire.example, with a second step",
        "Passkey: Work laptop",
        "Practitioner, Weyshire",
        "Change your",
    )
    assert [words for words in said if words not in page] == []


def test_the_page_asks_as_much_of_one_as_of_three(amara):
    client, counts = typed_password(amara), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(ACCOUNT)
        counts.append(len(asked))
        for number in range(2):
            signed_in(amara)
            make_passkey(amara, f"Key {number}")

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) AppleWebKit/605 Version/18 Safari/605", "Safari on a Mac"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_in_words(says, words):
    assert rules.browser_words(says) == words


# Guessing


class Counting(MD5PasswordHasher):
    """Counts how often a password was really looked at: what takes the time, and what a guess is worth."""

    algorithm = "counting"
    counted = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).counted += 1
        return super().encode(password, salt)


@pytest.fixture
def counting(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.{Counting.__name__}"]
    return Counting


def hashes_of(email: str) -> int:
    """How many a refusal costs."""
    Counting.counted = 0
    with pytest.raises(rules.NotSignedIn):
        actions.sign_in(email, "wrong horses here", address="203.0.113.9")
    return Counting.counted


def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(counting):
    known = make_account(Role.PRACTITIONER, person=make_person(email="known@weyshire.example"), password=PASSWORD)
    closed = make_account(person=make_person(email="closed@weyshire.example"), password=PASSWORD)
    invited = make_account(person=make_person(email="invited@weyshire.example"))
    Account.objects.filter(pk=closed.pk).update(is_active=False)

    cost = [hashes_of(email) for email in (known.email, closed.email, invited.email, "nobody@weyshire.example")]

    assert cost == [1, 1, 1, 1]


def test_of_ten_thousand_seconds_of_guessing_a_few_dozen_guesses_count(amara, counting, at):
    """One every ten seconds, for nearly three hours. Without slowing it would be a thousand."""
    Counting.counted = 0
    for number in range(1_000):
        at(NOON + timedelta(seconds=10 * number))
        with pytest.raises((rules.NotSignedIn, rules.TooManyTries)):
            actions.sign_in(amara.email, f"guess {number}", address="203.0.113.9")

    assert 10 <= Counting.counted <= 30


def test_the_control_without_slowing_every_guess_counts(amara, counting, at, monkeypatch):
    monkeypatch.setattr(rules, "wait_until", lambda tries, last_at, now: None)
    Counting.counted = 0
    for number in range(50):
        with pytest.raises(rules.NotSignedIn):
            actions.sign_in(amara.email, f"guess {number}", address="203.0.113.9")

    assert Counting.counted == 50
