from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.core import clock
from academy.core.models import Entry, Job, Notice
from academy.people import actions, rules
from academy.people.models import Account, Grant
from academy.people.rules import Role
from tests.builders import make_account, make_organisation, make_person, make_spell

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return clock.today() + timedelta(days=number)


def test_an_account_begins_with_an_invitation_and_the_practitioner_role():
    spell = make_spell()

    account = actions.make_account(spell.person, by=make_account(), organisation=spell.post.organisation)

    grants = list(account.grants.values_list("role", "organisation", "starts_on", "ends_on"))
    assert grants == [("practitioner", spell.post.organisation.pk, days(0), None)]
    notice = Notice.objects.get()
    assert notice.to == spell.person.email
    assert notice.subject == "Your invitation to the Weyshire Children’s Workforce Academy"
    assert "/people/invitation/" in notice.body
    assert not account.has_usable_password()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["made", "invited"]


def test_one_person_has_one_account():
    person = make_account().person

    with pytest.raises(rules.HasAccount, match="has an account already"):
        actions.make_account(person, by=None)


def test_an_account_needs_an_address_that_is_nobody_elses():
    taken = make_account()
    unknown, same = make_person(email=None), make_person(email="same@weyshire.example")
    Account.objects.filter(pk=taken.pk).update(email="same@weyshire.example")

    with pytest.raises(rules.NoAddress, match="We do not know"):
        actions.make_account(unknown, by=None)
    with pytest.raises(rules.NoAddress, match="Somebody else signs in as same@"):
        actions.make_account(same, by=None)

    assert Account.objects.count() == 1


def test_a_forgotten_password_is_asked_for_once_in_a_while(monkeypatch):
    account, moment = make_account(), clock.now()

    for minutes, links in [(0, 1), (0, 1), (5, 2), (5, 2)]:
        monkeypatch.setattr(clock, "now", lambda at=moment + timedelta(minutes=minutes): at)
        actions.ask_for_password(f" {account.email.upper()} ")
        call_command("work", "--once", "--json")

        assert Notice.objects.count() == links


@pytest.mark.parametrize("changes", [{"is_active": False}, {"is_demonstration": True}])
def test_a_closed_account_gets_no_link(changes, settings):
    settings.DEMONSTRATION = False
    account = make_account()
    Account.objects.filter(pk=account.pk).update(**changes)

    actions.ask_for_password(account.email)
    actions.ask_for_password("nobody@weyshire.example")
    call_command("work", "--once", "--json")

    assert not Notice.objects.exists()


def test_asking_does_the_same_work_for_an_address_with_an_account_and_for_one_without():
    """So that the time it takes tells nobody anything: whose it is, a worker finds out."""
    account = make_account()
    actions.ask_for_password("warm@weyshire.example")
    asked = {}

    for email in (account.email, "nobody@weyshire.example"):
        with CaptureQueriesContext(connection) as made:
            actions.ask_for_password(email)
        asked[email] = [query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in made]

    assert asked[account.email] == asked["nobody@weyshire.example"]
    assert not Notice.objects.exists()
    assert sorted(Job.objects.values_list("arguments__account", flat=True)) == [0, 0, account.pk]


def test_a_role_is_given_from_a_day_to_a_day():
    account, trust = make_account(), make_organisation("Trust", parent=make_organisation())

    grant = actions.grant_role(account, Role.TRAINING_LEAD, trust, by=make_account(), on=days(1), until=days(9))

    assert (grant.role, grant.organisation, grant.starts_on, grant.ends_on) == (
        "training_lead",
        trust,
        days(1),
        days(9),
    )
    assert Entry.objects.get().details == {"role": "training_lead", "organisation": trust.code}


def test_the_same_role_twice_at_once_is_refused():
    trust = make_organisation("Trust")
    account = make_account(Role.TRAINING_LEAD, organisation=trust)

    with pytest.raises(rules.AlreadyHeld):
        actions.grant_role(account, Role.TRAINING_LEAD, trust, by=None)

    assert actions.grant_role(account, Role.MANAGER, trust, by=None).role == "manager"


@pytest.mark.parametrize("role", [Role.ACADEMY, Role.AUDITOR, Role.DIRECTOR, Role.MEMBER])
def test_a_role_for_everyone_is_not_given_for_a_part(role):
    top = make_organisation()
    part = make_organisation("Part", parent=top)

    with pytest.raises(rules.NotAWholeAuthority, match="give it at the top of the tree"):
        actions.grant_role(make_account(), role, part, by=None)

    assert actions.grant_role(make_account(), role, top, by=None).role == role


def test_a_role_does_not_end_before_it_starts():
    with pytest.raises(rules.EndsBeforeItStarts):
        actions.grant_role(make_account(), Role.MANAGER, make_organisation(), by=None, on=days(0), until=days(-1))


def test_a_role_that_ends_leaves_its_row_and_one_that_began_today_never_was():
    account = make_account(Role.MANAGER, Role.TRAINING_LEAD)
    lasting, new = account.grants.order_by("role")
    Grant.objects.filter(pk=new.pk).update(starts_on=days(0))

    for grant in (lasting, new):
        actions.end_grant(grant, on=days(-1), by=make_account())

    assert list(account.grants.values_list("role", "ends_on")) == [("manager", days(-1))]
    assert list(Entry.objects.values_list("verb", flat=True)) == ["took away", "took away"]


def test_a_role_does_not_end_twice():
    (grant,) = make_account(Role.MANAGER).grants.all()
    actions.end_grant(grant, on=days(-1), by=None)

    with pytest.raises(rules.AlreadyEnded):
        actions.end_grant(grant, on=days(0), by=None)


def test_somebody_must_always_be_able_to_give_roles():
    only = make_account(Role.ACADEMY)
    (grant,) = only.grants.all()
    make_account(Role.ACADEMY)
    Account.objects.exclude(pk=only.pk).update(is_active=False)

    with pytest.raises(rules.LastOne, match="Give the Academy role to somebody else first"):
        actions.end_grant(grant, on=days(-1), by=only)

    make_account(Role.ACADEMY)
    assert actions.end_grant(grant, on=days(-1), by=only).ends_on == days(-1)
