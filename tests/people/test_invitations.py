"""Inviting somebody by e-mail, and looking after the account that comes of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from academy.core import clock
from academy.core.models import Entry, Notice
from academy.people import actions
from academy.people.models import Account, Invitation, Person, Spell
from academy.people.rules import Role
from academy.people.rules.invitations import INVITATION_LASTS, InvitationOver, StillGone
from tests.builders import make_account, make_organisation, make_person, make_spell, signed_in
from tests.people.reading import days, read

pytestmark = pytest.mark.django_db
PASSWORD = "seven green lanterns"


@pytest.fixture
def leila(trust) -> Spell:
    return make_spell(make_person("Leila", "Haddad", email="leila@trust.example"), organisation=trust)


@pytest.fixture
def invited(leila) -> Account:
    return actions.make_account(leila.person, by=None, organisation=leila.post.organisation)


def link(account: Account) -> str:
    return actions.invitation_link(account.invitations.first()).removeprefix(settings.ADDRESS)


def test_a_training_lead_invites_somebody_who_works_there(grace, leila, trust):
    grace.post(f"/people/{leila.person.pk}/account/")

    account = Account.objects.get(person=leila.person)
    assert list(account.grants.values_list("role", "organisation")) == [("practitioner", trust.pk)]
    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == (
        "leila@trust.example",
        "Your invitation to the Weyshire Children’s Workforce Academy",
    )
    assert "Grace Lindqvist invites you" in notice.body
    assert link(account) in notice.body
    page = read(grace, f"/people/{leila.person.pk}/account/")
    assert "was invited on" in page
    assert "has not begun yet" in page


def test_a_training_lead_invites_nobody_of_another_organisation_and_the_academy_anybody(grace, dan, trust):
    elsewhere = make_spell(make_person("Tom"), organisation=make_organisation("Police")).person
    gone = make_spell(make_person("Gone"), organisation=trust, ended_on=days(-1)).person

    answers = [grace.post(f"/people/{person.pk}/account/").status_code for person in (elsewhere, gone)]
    dan.post(f"/people/{elsewhere.pk}/account/")

    assert answers == [404, 404]
    assert list(Account.objects.filter(person__in=[elsewhere, gone]).values_list("person", flat=True)) == [elsewhere.pk]


def test_opening_the_link_changes_nothing_and_choosing_a_password_uses_it_up(invited):
    address = link(invited)
    before = (list(Invitation.objects.values()), list(Account.objects.values()), Entry.objects.count())

    for _ in range(3):
        assert "You are invited" in read(Client(), address)
    assert (list(Invitation.objects.values()), list(Account.objects.values()), Entry.objects.count()) == before
    chosen = Client().post(address, {"password": PASSWORD})
    again = Client().post(address, {"password": "somebody elses words"})

    assert chosen["Location"] == "/people/sign-in/?password-chosen"
    assert again.status_code == 410
    assert "It has been used" in again.content.decode()
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)


def test_a_password_that_everybody_uses_is_refused_and_the_link_goes_on_working(invited):
    assert "too common" in Client().post(link(invited), {"password": "password"}).content.decode()

    assert Client().post(link(invited), {"password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("moment", "status"), [(timedelta(days=7, seconds=-1), 200), (timedelta(days=7, seconds=1), 410)]
)
def test_it_works_for_seven_days(invited, moment, status, monkeypatch):
    sent_at = invited.invitations.get().sent_at
    monkeypatch.setattr(clock, "now", lambda: sent_at + moment)

    assert Client().get(link(invited)).status_code == status
    assert Client().post(link(invited), {"password": PASSWORD}).status_code == (302 if status == 200 else 410)
    assert timedelta(days=7) == INVITATION_LASTS


def test_sent_again_the_first_link_works_no_more(grace, invited):
    first = link(invited)

    grace.post(f"/people/{invited.person_id}/account/invite/")

    assert Client().get(first).status_code == 410
    assert Client().get(link(invited)).status_code == 200
    assert Notice.objects.filter(to=invited.email).count() == 2


def test_withdrawn_it_opens_nothing_and_the_page_says_so(grace, invited):
    grace.post(f"/people/{invited.person_id}/account/withdraw/")
    again = grace.post(f"/people/{invited.person_id}/account/withdraw/")

    assert Client().post(link(invited), {"password": PASSWORD}).status_code == 410
    assert "There is no invitation to withdraw" in again.content.decode()
    assert "was withdrawn: its link opens nothing" in read(grace, f"/people/{invited.person_id}/account/")


def test_a_link_made_for_something_else_is_not_found(invited):
    number = str(invited.invitations.get().pk)
    made_up = [
        number,
        f"{number}:abc",
        signing.Signer(salt="academy.people.account-request").sign(number),
        signing.Signer(salt="academy.people.invitation").sign("999999"),
        signing.Signer(salt="academy.people.invitation").sign("x"),
    ]

    assert [Client().get(f"/people/invitation/{token}/").status_code for token in made_up] == [404] * 5


def test_two_clicks_at_once_choose_one_password(invited):
    invitation = invited.invitations.get()
    actions.accept_invitation(invitation, PASSWORD)

    with pytest.raises(InvitationOver):
        actions.accept_invitation(invitation, "somebody elses words")

    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)


# --- looking after the account ----------------------------------------------------------------------------------------


def test_a_training_lead_closes_the_account_of_somebody_who_works_there_only(grace, invited, leila):
    other = make_spell(make_person("Two", "Posts"), organisation=leila.post.organisation).person
    make_spell(other, organisation=make_organisation("Police"), job_role="nurse")
    both = make_account(Role.PRACTITIONER, person=other)

    closed = grace.post(f"/people/{invited.person_id}/account/close/")
    refused = grace.post(f"/people/{other.pk}/account/close/")

    assert closed.status_code == 302
    assert "not yours alone to close" in refused.content.decode()
    assert list(
        Account.objects.filter(pk__in=[invited.pk, both.pk]).order_by("pk").values_list("is_active", flat=True)
    ) == [
        False,
        True,
    ]
    assert "The account is closed" in read(grace, f"/people/{invited.person_id}/account/")


def test_nobody_closes_their_own_account_or_the_last_of_the_academy(dan):
    own = Account.objects.get(person__family_name="Whitcombe")

    page = dan.post(f"/people/{own.person_id}/account/close/").content.decode()

    assert "You cannot close your own account" in page
    assert Account.objects.get(pk=own.pk).is_active


def test_an_account_opens_again_with_a_new_password_and_todays_address(grace, invited):
    actions.choose_password(invited, PASSWORD)
    old = signed_in(Account.objects.get(pk=invited.pk))
    old_link = actions.password_link(Account.objects.get(pk=invited.pk)).removeprefix(settings.ADDRESS)
    actions.close_account(invited, by=None)
    Person.objects.filter(pk=invited.person_id).update(email="leila@new-employer.example")

    grace.post(f"/people/{invited.person_id}/account/open/")

    account = Account.objects.get(pk=invited.pk)
    assert (account.is_active, account.email, account.has_usable_password()) == (
        True,
        "leila@new-employer.example",
        False,
    )
    assert old.get(f"/people/{invited.person_id}/").status_code == 302
    assert Client().get(old_link).status_code == 404
    assert Notice.objects.filter(to="leila@new-employer.example").count() == 1
    assert list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:2]) == ["invited", "opened again"]


def test_without_a_post_it_does_not_open(invited, leila):
    actions.end_post(leila, on=days(-1), by=None)

    with pytest.raises(StillGone, match="Start one first"):
        actions.open_account_again(invited, by=make_account(Role.ACADEMY))
