"""The way in: nobody learns who has an account, and nobody tries for ever."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import Client

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.people import actions
from academy.people.models import Account, SignInTries
from academy.people.rules import Role
from tests.builders import make_account, make_person, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet horses"
SIGN_IN = "/people/sign-in/"


@pytest.fixture
def amara() -> Account:
    return make_account(
        Role.PRACTITIONER, person=make_person("Amara", email="amara@weyshire.example"), password=PASSWORD
    )


@pytest.fixture
def at(monkeypatch):
    """The clock that people’s rules read, standing still where it is put."""

    def stand(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return stand


def tries(email: str = "amara@weyshire.example", password: str = "wrong", *, client: Client | None = None, **more):
    return (client or Client()).post(SIGN_IN, {"email": email, "password": password, **more})


def shown(response) -> str:
    """The page without what differs each time: the key of the form, and what was typed."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return re.sub(r'value="[^"]*@[^"]*"', "", page)


def test_the_page_asks_for_two_things_and_says_where_it_is(client):
    page = client.get(SIGN_IN).content.decode()

    assert "<title>Sign in - Weyshire Children’s Workforce Academy</title>" in page
    assert page.count("<input") - page.count('type="hidden"') == 2
    assert 'autocomplete="current-password"' in page


def test_somebody_signs_in_with_a_password_whatever_the_capitals_of_the_address(amara):
    client = Client()

    answer = tries(" Amara@Weyshire.EXAMPLE ", PASSWORD, client=client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(amara.pk)
    assert list(Entry.objects.values_list("verb", "by_id")) == [("signed in", amara.pk)]


def test_a_wrong_password_an_unknown_address_and_a_closed_account_read_the_same(amara):
    closed = make_account(password=PASSWORD)
    Account.objects.filter(pk=closed.pk).update(is_active=False)

    wrong, unknown, shut = tries(), tries("nobody@weyshire.example"), tries(closed.email, PASSWORD)

    assert shown(wrong) == shown(unknown) == shown(shut)
    assert "do not go together" in shown(wrong)
    assert "Error: Sign in" in shown(wrong)
    assert 'type="password" name="password"' in shown(wrong)
    assert "wrong" not in wrong.content.decode().split("<main")[1]


def test_a_refused_try_is_in_the_trail_of_an_account_and_what_was_typed_is_kept_nowhere(amara):
    tries()
    tries("my-secret-password@typed.example")

    assert list(Entry.objects.values_list("verb", "subject_id")) == [("refused a sign-in to", str(amara.pk))]
    kept = str(list(SignInTries.objects.values())) + str(list(Entry.objects.values()))
    assert "typed.example" not in kept


@pytest.mark.parametrize("email", ["amara@weyshire.example", "nobody@weyshire.example"])
def test_after_ten_mistakes_tries_are_slowed_for_known_and_unknown_alike(amara, email, at):
    noon = datetime(2026, 11, 10, 12, 0, 10, tzinfo=clock.now().tzinfo)
    at(noon)
    for _ in range(10):
        assert "do not go together" in shown(tries(email))

    slowed = shown(tries(email, PASSWORD))
    at(noon + timedelta(seconds=29))
    still_slowed = shown(tries(email, PASSWORD))
    at(noon + timedelta(seconds=30))
    eleventh = tries(email)
    at(noon + timedelta(seconds=31))
    longer = shown(tries(email))

    assert "That was too many tries. Wait until 12:01pm, then try again" in slowed
    assert "too many tries" in still_slowed
    assert "do not go together" in shown(eleventh)
    assert "Wait until 12:02pm" in longer


def test_slowing_one_address_does_not_slow_anybody_else_or_another_place(amara):
    for _ in range(11):
        tries()

    elsewhere = Client(REMOTE_ADDR="203.0.113.9")

    assert "too many tries" in shown(tries())
    assert "do not go together" in shown(tries("ruth@weyshire.example"))
    assert tries(password=PASSWORD, client=elsewhere).status_code == 302


def test_signing_in_forgets_the_mistakes_and_so_does_a_day(amara, at):
    noon = datetime(2026, 11, 10, 12, tzinfo=clock.now().tzinfo)
    at(noon)
    for _ in range(9):
        tries()
    assert tries(password=PASSWORD).status_code == 302
    assert not SignInTries.objects.exists()
    tries()

    at(noon + timedelta(days=1, seconds=1))
    tries("nobody@weyshire.example")

    assert SignInTries.objects.count() == 1


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_demonstration_accounts_open_a_demonstration_only(amara, settings, is_demonstration):
    Account.objects.filter(pk=amara.pk).update(is_demonstration=True)
    settings.DEMONSTRATION = is_demonstration

    answer = tries(password=PASSWORD)

    assert answer.status_code == (302 if is_demonstration else 200)
    if not is_demonstration:
        assert shown(answer) == shown(tries("nobody@weyshire.example"))


@pytest.mark.parametrize("closes", [{"is_active": False}, {"is_demonstration": True}])
def test_a_closed_account_is_out_on_the_next_request(amara, settings, closes):
    settings.DEMONSTRATION = False
    client = signed_in(amara)
    assert client.get(f"/people/{amara.person_id}/").status_code == 200

    Account.objects.filter(pk=amara.pk).update(**closes)

    answer = client.get(f"/people/{amara.person_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"{SIGN_IN}?next=/people/{amara.person_id}/")


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/people/7/?a=1", "/people/7/?a=1"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///elsewhere.example", "/"),
        ("", "/"),
    ],
)
def test_signing_in_leads_on_to_where_somebody_was_going_but_never_to_another_site(amara, asked, goes):
    assert tries(password=PASSWORD, next=asked)["Location"] == goes
    assert signed_in(amara).get(SIGN_IN, {"next": asked})["Location"] == goes


def test_the_session_is_a_new_one_after_signing_in(amara):
    client = Client()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key

    tries(password=PASSWORD, client=client)

    assert client.session.session_key != before
    assert client.cookies[django_settings.SESSION_COOKIE_NAME]["httponly"]


def test_a_button_signs_out_and_a_link_does_not(amara):
    client = signed_in(amara)

    assert client.get("/people/sign-out/")["Location"] == "/"
    assert "_auth_user_id" in client.session
    assert client.post("/people/sign-out/")["Location"] == f"{SIGN_IN}?signed-out"

    assert "_auth_user_id" not in client.session
    assert "You are signed out" in client.get(f"{SIGN_IN}?signed-out").content.decode()
    assert Entry.objects.get().verb == "signed out"


def test_the_form_needs_its_key(amara):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(SIGN_IN, {"email": amara.email, "password": PASSWORD}).status_code == 403


def test_sign_in_is_never_kept_by_a_cache(client):
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]


def test_asking_for_a_password_says_the_same_whoever_asks(amara):
    answers = [
        Client().post("/people/password/", {"email": email}, follow=True).content
        for email in (amara.email, "nobody@weyshire.example")
    ]

    assert answers[0] == answers[1]
    assert "If that address has an account" in answers[0].decode()
    call_command("work", "--once", "--json")
    assert [notice.to for notice in Notice.objects.all()] == [amara.email]


def test_a_password_is_chosen_once_with_the_link(amara):
    link = actions.password_link(amara).removeprefix(django_settings.ADDRESS)
    client = Client()

    too_easy = client.post(link, {"password": "password"}).content.decode()
    chosen = client.post(link, {"password": "seven green lanterns"})
    again = client.post(link, {"password": "somebody elses words"})

    assert "too common" in too_easy
    assert chosen["Location"] == f"{SIGN_IN}?password-chosen"
    assert again.status_code == 404
    assert tries(password="seven green lanterns").status_code == 302


def test_choosing_a_password_ends_the_sessions_of_the_old_one(amara):
    client = signed_in(amara)

    actions.choose_password(amara, "seven green lanterns")

    assert client.get(f"/people/{amara.person_id}/").status_code == 302


@pytest.mark.parametrize("link", ["MTIz/abc-def", "x/y", "%00/y", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/c-d", "/"])
def test_a_made_up_link_is_not_found(link, client):
    assert client.get(f"/people/password/{link}/").status_code == 404


@pytest.mark.parametrize(
    "typed", [{}, {"email": "x"}, {"email": "a@b.example", "password": ""}, {"email": "\x00", "password": "\x00"}]
)
def test_what_cannot_be_read_gets_a_sentence(typed, client):
    answer = client.post(SIGN_IN, {**typed, "next": "/"})

    assert answer.status_code == 200
    assert "put right" in answer.content.decode()
