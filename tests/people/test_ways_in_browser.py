"""Ways in, in a real browser: through a real provider, by invitation, and by asking. axe finds nothing on the way."""

import pytest

from academy.people import actions
from academy.people.models import Account, AccountRequest, JobRole
from academy.people.rules import Role
from tests.browsing import has_signed_in, wrong_with
from tests.builders import make_account, make_organisation, make_person, make_spell
from tests.openid_provider import CLIENT, SECRET, real_provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "leila@trust.example"


@pytest.fixture
def trust(settings, live_server):
    settings.ADDRESS = live_server.url
    return make_organisation("Weyshire Community Health", kind="health", parent=make_organisation("Weyshire"))


@pytest.fixture
def leila(trust):
    spell = make_spell(make_person("Leila", "Haddad", email=EMAIL), organisation=trust)
    return make_account(Role.PRACTITIONER, person=spell.person, organisation=trust)


def walk_through_the_provider(page, trust) -> None:
    """Sign in, come back signed in, sign out, and again."""
    with real_provider({"sub": "leila", "email": EMAIL, "email_verified": True}) as issuer:
        actions.add_provider(
            trust, by=make_account(Role.ACADEMY), secret=SECRET, name="Weyshire Health", issuer=issuer,
            client_id=CLIENT, email_domains=["trust.example"], is_on=True,
        )  # fmt: skip
        for _ in range(2):
            page.goto("/people/sign-in/?next=/people/ask/")
            assert wrong_with(page) == []
            page.click("text=Sign in with Weyshire Health")
            assert page.url.startswith(issuer)
            page.click("button[name=sub][value=leila]")
            page.wait_for_url("**/people/ask/")
            page.goto("/")
            assert "Leila" in page.inner_text("body")
            page.context.clear_cookies()


def test_somebody_signs_in_with_their_account_at_work(page, trust, leila):
    walk_through_the_provider(page, trust)


def test_the_same_on_a_phone(phone, trust, leila):
    walk_through_the_provider(phone, trust)


def test_whoever_the_provider_does_not_vouch_for_reads_why_not(page, trust, leila):
    with real_provider({"sub": "leila", "email": EMAIL, "email_verified": False}) as issuer:
        provider = actions.add_provider(
            trust, by=make_account(Role.ACADEMY), secret=SECRET, name="Weyshire Health", issuer=issuer,
            client_id=CLIENT, email_domains=["trust.example"], is_on=True,
        )  # fmt: skip
        page.goto(f"/people/sign-in/{provider.pk}/")
        page.click("button[name=sub][value=leila]")
        page.wait_for_selector("text=You are not signed in")

    assert wrong_with(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_an_invitation_is_taken_up_by_keyboard(page, trust, leila, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(actions.invitation_link(actions.send_invitation(leila, by=None)))
    assert wrong_with(page) == []

    page.focus("[name=password]")
    page.keyboard.type("seven green lanterns")
    page.keyboard.press("Enter")

    page.wait_for_selector("text=Your password is chosen")
    page.goto(actions.invitation_link(leila.invitations.get()))
    assert "It has been used" in page.inner_text("body")
    assert wrong_with(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_somebody_asks_and_a_training_lead_answers(page, trust, live_server, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/people/ask/")
    assert wrong_with(page) == []
    page.click("main button")
    assert wrong_with(page) == []
    page.select_option("[name=organisation]", label=trust.name)
    for name, value in {"given_name": "Nadia", "family_name": "Ferreira", "email": "nadia@trust.example"}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=job_role]", str(JobRole.objects.get(code="nurse").pk))
    page.click("main button")
    page.wait_for_selector("text=Look in your e-mail")
    assert wrong_with(page) == []

    page.goto(actions.request_link(AccountRequest.objects.get()))
    assert wrong_with(page) == []
    page.click("main button")
    page.wait_for_selector("text=Your address is confirmed")

    sign_in_as_lead(page, trust, live_server)
    wrong = {}
    asked = AccountRequest.objects.get()
    for address in (
        "/people/requests/",
        f"/people/requests/{asked.pk}/decline/",
        f"/people/organisations/{trust.pk}/ways-in/",
        f"/people/organisations/{trust.pk}/ways-in/new/",
        f"/people/requests/{asked.pk}/",
    ):
        page.goto(address)
        wrong[address] = wrong_with(page)
    page.click("text=Approve the request")
    page.wait_for_selector("text=Approved by Grace")
    assert Account.objects.filter(email="nadia@trust.example").exists()
    assert {address: found for address, found in wrong.items() if found} == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_an_account_is_looked_after(page, trust, leila, live_server, width):
    page.set_viewport_size({"width": width, "height": 844})
    actions.send_invitation(leila, by=None)
    sign_in_as_lead(page, trust, live_server)
    page.goto(f"/people/{leila.person_id}/account/")
    assert wrong_with(page) == []
    page.click("text=Withdraw the invitation")
    assert wrong_with(page) == []
    page.click("text=close the account")
    assert wrong_with(page) == []
    page.click("main button")
    page.wait_for_selector("text=The account is closed")
    assert wrong_with(page) == []


def sign_in_as_lead(page, trust, live_server) -> None:
    spell = make_spell(make_person("Grace", "Lindqvist"), organisation=trust)
    account = make_account(Role.PRACTITIONER, Role.TRAINING_LEAD, person=spell.person, organisation=trust)
    has_signed_in(page, account, live_server.url)
