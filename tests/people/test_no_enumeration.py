"""Nobody learns who has an account: known and unknown get the same status, the same words and the same headers."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from academy.core import clock
from academy.people import actions
from academy.people.models import Account, JobRole
from academy.people.rules import Role
from tests.builders import make_account, make_person, make_spell
from tests.openid_provider import hostile_provider
from tests.people.reading import days
from tests.people.work_accounts import and_back, set_up, to_provider

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet horses"
DOMAIN = "trust.example"


@pytest.fixture
def people(trust) -> dict[str, str]:
    """An address of each kind. Only the first would open anything."""
    addresses = {kind: f"{kind}@{DOMAIN}" for kind in ("open", "closed", "left", "invited", "demonstration", "nobody")}
    for kind, email in addresses.items():
        if kind != "nobody":
            spell = make_spell(make_person(kind.title(), email=email), organisation=trust)
            account = make_account(Role.PRACTITIONER, person=spell.person, organisation=trust, password=PASSWORD)
            if kind == "left":
                actions.end_post(spell, on=days(-1), by=None)
            if kind == "invited":
                actions.send_invitation(account, by=None)
    Account.objects.filter(email=addresses["closed"]).update(is_active=False)
    Account.objects.filter(email=addresses["demonstration"]).update(is_demonstration=True)
    make_person("Known", "Without-account", email=f"person@{DOMAIN}")
    return addresses | {"person": f"person@{DOMAIN}"}


def sign_in(client: Client, email: str, trust) -> HttpResponse:
    return client.post("/people/sign-in/", {"email": email, "password": "a wrong password"})


def slowed(client: Client, email: str, trust) -> HttpResponse:
    """After ten wrong ones each is slowed, whether there is such an account or not."""
    for _ in range(10):
        sign_in(client, email, trust)
    return sign_in(client, email, trust)


def ask_for_a_password(client: Client, email: str, trust) -> HttpResponse:
    return client.post("/people/password/", {"email": email})


def ask_for_a_password_again(client: Client, email: str, trust) -> HttpResponse:
    for _ in range(5):
        ask_for_a_password(client, email, trust)
    return ask_for_a_password(client, email, trust)


def ask_for_an_account(client: Client, email: str, trust) -> HttpResponse:
    nurse = JobRole.objects.get(code="nurse")
    said = {"given_name": "A", "family_name": "B", "email": email, "job_role": nurse.pk, "organisation": trust.pk}
    return client.post("/people/ask/", said)


def ask_for_an_account_again(client: Client, email: str, trust) -> HttpResponse:
    for _ in range(4):
        ask_for_an_account(client, email, trust)
    return ask_for_an_account(client, email, trust)


def go_to_a_provider(client: Client, email: str, trust) -> HttpResponse:
    with hostile_provider(sub=email, email=email, email_verified=False) as hostile:
        provider = set_up(trust, hostile.issuer)
        answer = client.get(and_back(to_provider(client, provider)))
        provider.delete()
    return answer


def open_an_invitation(client: Client, email: str, trust) -> HttpResponse:
    """A link that was made up for the number of a real account, or of none."""
    number = Account.objects.filter(email=email).values_list("pk", flat=True).first() or 987_654
    return client.get(f"/people/invitation/{number}:made-up/")


DOORS = [
    sign_in,
    slowed,
    ask_for_a_password,
    ask_for_a_password_again,
    ask_for_an_account,
    ask_for_an_account_again,
    go_to_a_provider,
    open_an_invitation,
]


def seen(answer: HttpResponse) -> tuple[object, ...]:
    """All that comes back, without what differs each time: keys, numbers of this visit, and what was typed."""
    page = re.sub(r'(nonce|value)="[^"]*"', "", answer.content.decode())
    page = re.sub(r"/people/invitation/[^\"<]*", "", page)
    differs = ("Content-Security-Policy", "Content-Length", "Expires")  # a key of this visit, its length, the second
    headers = {name: value for name, value in answer.headers.items() if name not in differs}
    cookies = sorted((name, morsel["max-age"], morsel["path"]) for name, morsel in answer.cookies.items())
    return answer.status_code, page, tuple(sorted(headers.items())), tuple(cookies)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_door_answers_everybody_alike(people, trust, door: Callable[..., HttpResponse], settings, monkeypatch):
    settings.DEMONSTRATION = False
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # a wait is said to the minute

    answers = {
        kind: seen(door(Client(REMOTE_ADDR=f"203.0.113.{number}"), email, trust))
        for number, (kind, email) in enumerate(people.items())
    }

    assert {kind: answer for kind, answer in answers.items() if answer != answers["nobody"]} == {}


def test_the_comparison_sees_a_difference_where_there_is_one(people, trust, settings):
    """The control: the right password, and a link that is real, do answer otherwise."""
    settings.DEMONSTRATION = False
    right = Client().post("/people/sign-in/", {"email": people["open"], "password": PASSWORD})
    invitation = Account.objects.get(email=people["invited"]).invitations.get()
    real = Client().get(actions.invitation_link(invitation).removeprefix(settings.ADDRESS))

    assert seen(right) != seen(sign_in(Client(), people["nobody"], trust))
    assert real.status_code == 200
