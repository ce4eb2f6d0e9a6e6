"""What follows from what a directory announces: accounts, posts and roles; and that every door closes at once."""

from datetime import timedelta

import pytest
from django.test import Client

from academy.core import clock, trail
from academy.core.models import Entry, Notice
from academy.people import actions
from academy.people.models import (
    Account,
    Connection,
    DirectoryGroup,
    DirectoryUser,
    Grant,
    Organisation,
    Person,
    Spell,
)
from academy.people.rules import Role
from academy.people.rules.directory import NotByGroups
from tests.builders import (
    make_account,
    make_completion,
    make_key,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    signed_in,
)
from tests.people.directory import ENTERPRISE, Directory, row

pytestmark = pytest.mark.django_db
OFF = {"op": "Replace", "path": "active", "value": "False"}
ON = {"op": "Replace", "path": "active", "value": "True"}


@pytest.fixture
def directory() -> Directory:
    """Of a partner: what stands at the top of the tree is another matter."""
    return Directory(make_organisation("Weyshire Community Health", kind="health", parent=make_organisation()))


def roles_of(person: Person) -> list[tuple[str, Organisation]]:
    held = Grant.objects.filter(account__person=person).select_related("organisation").order_by("role")
    return [(grant.role, grant.organisation) for grant in held if grant.is_current(clock.today())]


def is_let_in(client: Client) -> bool:
    return client.get("/").status_code == 200


# Coming


def test_a_new_user_is_a_person_with_a_post_a_staff_number_and_an_account(directory):
    boss = directory.add_user("grace@health.example", name={"givenName": "Grace", "familyName": "Lindqvist"})
    make_team("Midwives, north", organisation=directory.organisation)
    details = {"employeeNumber": "4711", "department": "midwives, NORTH", "manager": {"value": boss["id"]}}

    user = directory.add_user(title="Community midwife", **{ENTERPRISE: details})

    person = row(user).person
    spell = Spell.objects.select_related("post__team", "post__job_role").get(person=person)
    assert (person.name, person.email) == ("Amara Okafor", "amara.okafor@health.example")
    assert (spell.post.organisation, spell.started_on) == (directory.organisation, clock.today())
    assert (spell.post.title, spell.post.job_role.code) == ("Community midwife", "midwife")
    assert (str(spell.post.team), spell.line_manager) == ("Midwives, north", row(boss).person)
    assert [number.number for number in person.staff_numbers.all()] == ["4711"]
    assert roles_of(person) == [(Role.PRACTITIONER, directory.organisation)]
    assert (person.account.is_active, person.account.has_usable_password()) == (True, False)
    assert not Notice.objects.exists()


def test_a_department_that_is_no_team_makes_none_and_an_unknown_title_is_kept_as_words(directory):
    user = directory.add_user(title="Wizard", **{ENTERPRISE: {"department": "Magic"}})

    post = Spell.objects.get(person=row(user).person).post
    assert (post.title, post.job_role.code, post.team) == ("Wizard", "other", None)


@pytest.mark.parametrize("active", [False, "False", "false"])
def test_a_user_who_is_not_active_yet_has_neither_post_nor_account(active, directory):
    user = directory.add_user(active=active)

    person = row(user).person
    assert user["active"] is False
    assert (person.spells.count(), Account.objects.filter(person=person).count()) == (0, 0)

    directory.patch(user, ON)
    assert (person.spells.count(), Account.objects.get(person=person).is_active) == (1, True)


def test_a_name_that_is_not_said_is_taken_from_what_is_displayed(directory):
    user = directory.add_user("mm", name=None, displayName="Mary Jane Müller")
    other = directory.add_user("solo", name=None)

    assert [(row(each).person.given_name, row(each).person.family_name) for each in (user, other)] == [
        ("Mary Jane", "Müller"),
        ("", "solo"),
    ]


# Moving


def test_what_the_directory_began_it_moves_and_what_was_stays_written(directory):
    user = directory.add_user(title="Midwife")
    person = row(user).person
    long_ago = clock.today() - timedelta(days=90)
    Spell.objects.update(started_on=long_ago)
    boss = directory.add_user("grace@health.example")

    directory.patch(
        user, {"op": "replace", "value": {"title": "Health visitor", f"{ENTERPRISE}:manager": {"value": boss["id"]}}}
    )

    spells = [(str(spell.post), spell.started_on, spell.ended_on, spell.line_manager) for spell in person.spells.all()]
    assert spells == [
        ("Midwife", long_ago, clock.today() - timedelta(days=1), None),
        ("Health visitor", clock.today(), None, row(boss).person),
    ]
    assert Account.objects.get(person=person).is_active


def test_what_hr_said_of_a_post_the_directory_leaves_alone(directory):
    person = make_person(email="amara.okafor@health.example")
    spell = make_spell(person, organisation=directory.organisation)
    user = directory.add_user(title="Midwife")

    directory.patch(user, {"op": "replace", "path": "title", "value": "Health visitor"})

    assert [held.pk for held in person.spells.all()] == [spell.pk]


# Going


def test_not_active_any_more_closes_every_door_at_once_and_keeps_the_record(directory):
    user = directory.add_user()
    person = row(user).person
    learned = make_completion(person)
    account = person.account
    actions.grant_role(account, Role.TRAINING_LEAD, directory.organisation, by=None)
    browsers = [signed_in(account), signed_in(account)]
    connection, _ = make_key(organisation=directory.organisation)
    Connection.objects.filter(pk=connection.pk).update(made_by=account)
    link = actions.password_link(account)
    assert all(is_let_in(browser) for browser in browsers)

    directory.patch(user, OFF)

    account.refresh_from_db()
    connection.refresh_from_db()
    assert not any(is_let_in(browser) for browser in browsers)
    assert (account.is_active, connection.revoked_at is not None) == (False, True)
    assert Client().get(link, follow=True).context.get("form") is None
    assert (Role.TRAINING_LEAD, directory.organisation) not in roles_of(person)
    assert [held.pk for held in type(learned).objects.filter(person=person)] == [learned.pk]
    assert person.spells.get().ended_on is None


def test_active_again_opens_the_account_but_not_what_was_open_before(directory):
    user = directory.add_user()
    account = row(user).person.account
    browser = signed_in(account)
    directory.patch(user, OFF)

    directory.patch(user, ON)

    account.refresh_from_db()
    assert account.is_active
    assert not is_let_in(browser)


def test_what_the_academy_closed_no_directory_opens_and_it_is_shown_closed(directory):
    user = directory.add_user()
    account = row(user).person.account
    actions.close_account(account, by=None)

    shown = directory.again(user)
    directory.patch(user, {"op": "replace", "path": "title", "value": "Midwife"})
    directory.patch(user, ON)

    account.refresh_from_db()
    assert (shown["active"], account.is_active, directory.again(user)["active"]) == (False, False, False)
    assert shown["meta"]["version"] != user["meta"]["version"]
    assert directory.get("Users", filter="active eq false")["totalResults"] == 1


def test_deleted_means_left_here_and_the_record_stays(directory):
    user = directory.add_user()
    person = row(user).person
    learned = make_completion(person)
    browser = signed_in(person.account)
    group = directory.add_group("Managers", user)

    directory.ask("DELETE", f"Users/{user['id']}")

    assert person.spells.get().ended_on == clock.today()
    assert not Account.objects.get(person=person).is_active
    assert not is_let_in(browser)
    assert type(learned).objects.filter(person=person).exists()
    assert "members" not in directory.again(group)
    assert not DirectoryUser.objects.exists()


def test_the_last_day_of_somebody_deleted_is_the_day_they_were_no_longer_active(directory):
    user = directory.add_user()
    person = row(user).person
    Spell.objects.update(started_on=clock.today() - timedelta(days=90))
    directory.patch(user, OFF)
    month_ago = clock.today() - timedelta(days=30)
    DirectoryUser.objects.update(closed_on=month_ago)

    directory.ask("DELETE", f"Users/{user['id']}")

    assert person.spells.get().ended_on == month_ago


def test_who_comes_back_is_the_same_person_with_the_same_account(directory):
    user = directory.add_user(**{ENTERPRISE: {"employeeNumber": "4711"}})
    person = row(user).person
    directory.ask("DELETE", f"Users/{user['id']}")
    Spell.objects.update(started_on=clock.today() - timedelta(9), ended_on=clock.today() - timedelta(days=8))

    back = directory.add_user(**{ENTERPRISE: {"employeeNumber": "4711"}})

    assert row(back).person == person
    assert Account.objects.get(person=person).is_active
    assert person.spells.count() == 2


@pytest.mark.parametrize("how", ["not active", "deleted"])
def test_who_works_elsewhere_too_is_signed_out_and_keeps_the_account_for_that(how, directory):
    police = make_organisation("Weyshire Police", kind="police")
    person = make_person(email="amara.okafor@health.example")
    ours, theirs = make_spell(person, organisation=directory.organisation), make_spell(person, organisation=police)
    account = make_account(Role.TRAINING_LEAD, person=person, organisation=directory.organisation)
    actions.grant_role(account, Role.MANAGER, police, by=None)
    browser = signed_in(account)
    user = directory.add_user()

    if how == "deleted":
        directory.ask("DELETE", f"Users/{user['id']}")
    else:
        directory.patch(user, OFF)

    account.refresh_from_db()
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (is_let_in(browser), account.is_active) == (False, True)
    assert roles_of(person) == [(Role.MANAGER, police), (Role.PRACTITIONER, directory.organisation)]
    assert (ours.ended_on, theirs.ended_on) == (clock.today() if how == "deleted" else None, None)


def test_whoever_alone_gives_roles_is_not_closed_by_a_directory(directory):
    person = make_person(email="amara.okafor@health.example")
    make_spell(person, organisation=directory.organisation)
    make_account(Role.ACADEMY, person=person)
    user = directory.add_user()

    answer = directory.patch(user, OFF)

    assert answer.status_code == 403
    assert directory.again(user)["active"] is True


# Groups and roles


def test_a_group_gives_no_role_until_somebody_here_says_which(directory):
    user = directory.add_user()
    group = directory.add_group("Academy training leads", user)
    assert roles_of(row(user).person) == [(Role.PRACTITIONER, directory.organisation)]

    actions.map_group(DirectoryGroup.objects.get(), Role.TRAINING_LEAD, by=None)

    assert roles_of(row(user).person) == [
        (Role.PRACTITIONER, directory.organisation),
        (Role.TRAINING_LEAD, directory.organisation),
    ]
    assert directory.again(group)["meta"]["version"] != group["meta"]["version"]


def test_the_role_comes_and_goes_with_the_group(directory):
    group = directory.add_group("Managers")
    actions.map_group(DirectoryGroup.objects.get(), Role.MANAGER, by=None)
    user = directory.add_user()
    manager = (Role.MANAGER, directory.organisation)

    directory.patch(group, {"op": "add", "path": "members", "value": [{"value": user["id"]}]})
    inside = roles_of(row(user).person)
    directory.patch(group, {"op": "remove", "path": f'members[value eq "{user["id"]}"]'})
    outside = roles_of(row(user).person)

    assert (manager in inside, manager in outside) == (True, False)


def test_a_role_held_by_hand_outlasts_the_group(directory):
    user = directory.add_user()
    actions.grant_role(row(user).person.account, Role.MANAGER, directory.organisation, by=None)
    group = directory.add_group("Managers", user)
    actions.map_group(DirectoryGroup.objects.get(), Role.MANAGER, by=None)

    directory.ask("DELETE", f"Groups/{group['id']}")

    assert (Role.MANAGER, directory.organisation) in roles_of(row(user).person)


def test_the_role_of_a_group_is_back_when_somebody_is_active_again(directory):
    user = directory.add_user()
    directory.add_group("Managers", user)
    actions.map_group(DirectoryGroup.objects.get(), Role.MANAGER, by=None)
    Grant.objects.update(starts_on=clock.today() - timedelta(days=9))

    directory.patch(user, OFF)
    gone = roles_of(row(user).person)
    directory.patch(user, ON)

    assert (Role.MANAGER, directory.organisation) not in gone
    assert (Role.MANAGER, directory.organisation) in roles_of(row(user).person)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.TRAINING_LEAD)])
def test_no_group_gives_a_role_that_reaches_further(role, directory):
    directory.add_group("Everybody")

    with pytest.raises(NotByGroups):
        actions.map_group(DirectoryGroup.objects.get(), role, by=None)


def test_at_the_top_of_the_tree_no_group_makes_a_training_lead():
    top = make_organisation("Weyshire")
    below = make_organisation("Weyshire Community Health", parent=top)
    for organisation in (top, below):
        Directory(organisation).add_group("Leads")

    actions.map_group(DirectoryGroup.objects.get(organisation=below), Role.TRAINING_LEAD, by=None)
    with pytest.raises(NotByGroups):
        actions.map_group(DirectoryGroup.objects.get(organisation=top), Role.TRAINING_LEAD, by=None)


def test_no_name_stands_in_the_trail_and_it_says_which_system_did_it(directory):
    user = directory.add_user("canary@health.example", name={"givenName": "Canary", "familyName": "Canary"})
    group = directory.add_group("Canary", user)
    directory.patch(user, {"op": "replace", "path": "displayName", "value": "Canary"})
    directory.ask("DELETE", f"Groups/{group['id']}")
    directory.ask("DELETE", f"Users/{user['id']}")

    told = [entry for entry in Entry.objects.order_by("pk") if entry.by_name.startswith("Payroll")]

    assert {"announced", "announced a change of", "no longer announces"} <= {entry.verb for entry in told}
    assert not [entry for entry in told if "canary" in str(entry.details).lower() + entry.by_name.lower()]
    assert trail.first_broken() is None
