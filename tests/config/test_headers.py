"""What every answer says to browsers, whoever asks and however it ends."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from academy.core import links
from academy.people.rules import Role
from academy.surveys.actions import LEARNER
from tests.builders import make_account, make_booking, make_completion, make_follow_up, signed_in

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
SAID = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def policy_of(response: HttpResponse) -> set[str]:
    return {part.strip() for part in response["Content-Security-Policy"].split(";")}


def is_kept_nowhere(response: HttpResponse) -> bool:
    return {"no-store", "private"} <= {part.strip() for part in response["Cache-Control"].split(",")}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 302),
        ("/help/", 200),
        ("/people/sign-in/", 200),
        ("/gallery/", 200),
        ("/theme.css", 200),
        ("/nowhere/", 404),
        ("/f/1-aaaaaaaaaaaa/", 404),
        ("/api/openapi.json", 200),
        ("/api/catalogue/items", 401),
    ],
)
def test_every_answer_carries_the_same_policy(address, status):
    response = Client().get(address)

    assert response.status_code == status
    assert policy_of(response) == POLICY
    assert {name: response[name] for name in SAID} == SAID


def test_a_refused_form_carries_it_too():
    response = Client(enforce_csrf_checks=True).post("/people/sign-in/", {"email": "x"})

    assert (response.status_code, policy_of(response)) == (403, POLICY)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/records/",
        "/records/?format=csv",
        "/booking/",
        "/search/?q=amara",
        "/nowhere/",
        "/api/records/completions",
    ],
)
def test_what_somebody_sees_signed_in_is_kept_by_no_browser_and_no_proxy(address):
    account = make_account(Role.PRACTITIONER)
    make_completion(account.person, completed_on=date(2026, 8, 6))

    assert is_kept_nowhere(signed_in(account).get(address))


def test_the_certificate_and_the_calendar_are_not_kept_either():
    account = make_account(Role.PRACTITIONER)
    completion, booking = make_completion(account.person), make_booking(person=account.person)
    client = signed_in(account)

    files = [
        client.get(f"/records/completions/{completion.pk}/certificate/"),
        client.get(f"/booking/{booking.pk}/calendar.ics"),
    ]

    assert [(file.status_code, is_kept_nowhere(file)) for file in files] == [(200, True)] * 2


def test_a_link_that_opens_without_signing_in_is_not_kept():
    follow_up = make_follow_up()

    response = Client().get(f"/f/{links.token(LEARNER, follow_up.pk)}/")

    assert (response.status_code, is_kept_nowhere(response)) == (200, True)


def test_cookies_are_not_for_scripts_or_other_sites():
    client = Client()
    account = make_account(Role.PRACTITIONER, password="three words together")

    client.post("/people/sign-in/", {"email": account.email, "password": "three words together"})

    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 60 * 60)
