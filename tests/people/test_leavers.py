"""S-3: when somebody leaves, every door is shut at once. Each is tried right before, and right after."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from academy.booking import actions as booking
from academy.booking.models import Booking
from academy.booking.rules import Status
from academy.core import clock, links
from academy.core.models import Entry, ImportRun, Notice
from academy.people import actions, imports, queries
from academy.people import jobs as people_jobs
from academy.people.models import Account, Grant, Organisation, Person, Spell
from academy.people.queries.signed_in import signed_in as signed_in_account
from academy.people.rules import Role, Scope
from academy.records.models import Completion
from academy.surveys.actions import LEARNER
from academy.surveys.models import FollowUp
from tests.builders import (
    at_any_hour,
    make_account,
    make_booking,
    make_completion,
    make_follow_up,
    make_item,
    make_key,
    make_organisation,
    make_person,
    make_session,
    make_spell,
    signed_in,
    with_key,
)
from tests.people.reading import days
from tests.people.staff import a_list

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet horses"


@dataclass
class World:
    """Amara with every door open to her, and a colleague who waits for her place."""

    trust: Organisation
    account: Account
    spell: Spell
    client: Client
    password_link: str
    invitation: str
    booking: Booking
    turn: Booking
    waiting: Booking
    follow_up: FollowUp
    import_run: ImportRun
    key: str
    calendar: str

    @property
    def person(self) -> Person:
        assert self.account.person
        return self.account.person


@pytest.fixture
def world(settings) -> World:
    settings.EMAIL_URL = "locmem:"
    trust = make_organisation("Trust")
    spell = make_spell(make_person("Amara", email="amara@trust.example"), organisation=trust)
    account = make_account(
        Role.PRACTITIONER, Role.TRAINING_LEAD, person=spell.person, organisation=trust, password=PASSWORD
    )
    session, full = make_session(places=1), make_session(places=1)
    long_ago = clock.now() - timedelta(days=30)
    booked = make_booking(session, account.person, organisation=trust, booked_at=long_ago)
    waits = make_spell(make_person("Tom"), organisation=trust).person
    at_any_hour(account.person, waits)
    make_booking(full)
    learned = make_completion(account.person, make_item(), completed_on=clock.today() - timedelta(days=100))
    run = imports.check(imports.start(a_list(), "staff.csv", by=account, organisation=trust))
    return World(
        trust=trust,
        account=account,
        spell=spell,
        client=signed_in(account),
        invitation=actions.invitation_link(actions.send_invitation(account, by=None)).removeprefix(settings.ADDRESS),
        password_link=actions.password_link(account).removeprefix(settings.ADDRESS),
        booking=booked,
        turn=make_booking(full, account.person, status=Status.WAITING, organisation=trust),
        waiting=make_booking(session, waits, status=Status.WAITING, organisation=trust),
        follow_up=make_follow_up(learned, asked_at=clock.now() - timedelta(days=8)),
        import_run=run,
        key=make_key(Scope.READ_PEOPLE, organisation=trust, made_by=account)[1],
        calendar=booking.calendar_token(booking.make_calendar_address(spell.person, by=None)),
    )


# --- the doors: each says whether it opens ----------------------------------------------------------------------------


def session(world: World) -> bool:
    return world.client.get(f"/people/{world.person.pk}/").status_code == 200


def session_of_the_api(world: World) -> bool:
    return world.client.get(f"/api/people/{world.person.pk}").status_code == 200


def calendar_of_a_booking(world: World) -> bool:
    return world.client.get(reverse("booking-calendar", args=[world.booking.pk])).status_code == 200


def address_that_a_calendar_reads(world: World) -> bool:
    return Client().get(reverse("calendar-feed", args=[world.calendar])).status_code == 200


def roles_in_the_organisation(world: World) -> bool:
    return world.client.get(reverse("organisation", args=[world.trust.pk])).status_code == 200


def password(world: World) -> bool:
    typed = {"email": world.account.email, "password": PASSWORD}
    return Client().post("/people/sign-in/", typed).status_code == 302


def link_to_choose_a_password(world: World) -> bool:
    return Client().post(world.password_link, {"password": "seven green lanterns"}).status_code == 302


def invitation(world: World) -> bool:
    return Client().post(world.invitation, {"password": "seven green lanterns"}).status_code == 302


def asking_for_a_password(world: World) -> bool:
    Client().post("/people/password/", {"email": world.account.email})
    return _is_written_to(world)


def link_to_a_follow_up(world: World) -> bool:
    address = reverse("follow-up", args=[links.token(LEARNER, world.follow_up.pk)])
    return Client().get(address).status_code == 200 and Client().post(address, {"used": "often"}).status_code == 302


def link_to_give_back_a_place(world: World) -> bool:
    return Client().get(reverse("cannot-come", args=[_cannot_come(world)])).status_code == 200


def message_in_the_queue(world: World) -> bool:
    return _is_written_to(world)


def reminder_of_a_session(world: World) -> bool:
    return _is_sent(world, f"reminder-14:{world.booking.pk}")


def reminder_of_a_follow_up(world: World) -> bool:
    return _is_sent(world, f"follow-up:{world.follow_up.pk}:reminder-1")


def new_question(world: World) -> bool:
    learned = make_completion(world.person, make_item(), completed_on=clock.today() - timedelta(days=95))
    call_command("work", "--once", "--json")
    asked = FollowUp.objects.get(completion=learned)
    return Notice.objects.filter(key=f"follow-up:{asked.pk}:asked", sent_at__isnull=False).exists()


def place_on_a_session(world: World) -> bool:
    call_command("work", "--once", "--json")
    held = {held.pk: Status(held.status) for held in Booking.objects.all()}
    return held[world.booking.pk] == Status.BOOKED and held[world.waiting.pk] == Status.WAITING


def turn_on_a_waiting_list(world: World) -> bool:
    call_command("work", "--once", "--json")
    return Booking.objects.get(pk=world.turn.pk).status == Status.WAITING


def job_in_the_queue(world: World) -> bool:
    ImportRun.objects.filter(pk=world.import_run.pk).update(stage=ImportRun.Stage.SAVING)
    said = people_jobs.save_import(run=world.import_run.pk, by=world.account.pk)
    return said.startswith("Saved")


def key_of_a_connection(world: World) -> bool:
    return with_key(world.key).get("/api/people/").status_code == 200


def _cannot_come(world: World) -> str:
    return links.token(booking.CANNOT_COME, world.booking.pk)


def _is_sent(world: World, key: str) -> bool:
    """What the worker writes and sends in one go, with whatever else is due."""
    call_command("work", "--once", "--json")
    return Notice.objects.filter(key=key, to=world.account.email, sent_at__isnull=False).exists()


def _is_written_to(world: World) -> bool:
    call_command("work", "--once", "--json")
    return Notice.objects.filter(body__contains="/people/password/", sent_at__isnull=False).exists()


DOORS = [
    session,
    session_of_the_api,
    calendar_of_a_booking,
    address_that_a_calendar_reads,
    roles_in_the_organisation,
    password,
    link_to_choose_a_password,
    invitation,
    asking_for_a_password,
    link_to_a_follow_up,
    link_to_give_back_a_place,
    message_in_the_queue,
    reminder_of_a_session,
    reminder_of_a_follow_up,
    new_question,
    place_on_a_session,
    turn_on_a_waiting_list,
    job_in_the_queue,
    key_of_a_connection,
]


# --- the ways to leave ------------------------------------------------------------------------------------------------


def account_is_closed(world: World, monkeypatch) -> None:
    actions.close_account(world.account, by=make_account(Role.ACADEMY))


def last_post_ended_yesterday(world: World, monkeypatch) -> None:
    actions.end_post(world.spell, on=clock.today() - timedelta(days=1), by=make_account(Role.ACADEMY))


def last_day_passes(world: World, monkeypatch) -> None:
    """Nothing is run at midnight: the day is another one, that is all."""
    actions.end_post(world.spell, on=clock.today(), by=make_account(Role.ACADEMY))
    moment, day = clock.now() + timedelta(days=1), clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: day)
    monkeypatch.setattr(clock, "now", lambda: moment)


def nothing_happens(world: World, monkeypatch) -> None:
    """The control: without leaving, every door opens a second time."""


def opens(door: Callable[[World], bool], world: World) -> bool:
    """Tried and then undone, so that trying changes nothing."""
    with transaction.atomic():
        is_open = door(world)
        transaction.set_rollback(True)
    mail.outbox.clear()
    return is_open


@pytest.mark.parametrize(
    "leaving",
    [account_is_closed, last_post_ended_yesterday, last_day_passes, nothing_happens],
    ids=lambda f: f.__name__,
)
@pytest.mark.parametrize("door", DOORS, ids=lambda f: f.__name__)
def test_a_door_is_open_right_before_and_shut_right_after(world, door, leaving, monkeypatch):
    if door is message_in_the_queue:
        actions.ask_for_password(world.account.email)
    assert opens(door, world)

    leaving(world, monkeypatch)

    assert opens(door, world) == (leaving is nothing_happens)


# --- and what is left -------------------------------------------------------------------------------------------------


def test_the_place_goes_to_whoever_waits_and_nobody_who_has_left_is_written_to(world):
    actions.end_post(world.spell, on=clock.today() - timedelta(days=1), by=None)

    call_command("work", "--once", "--json")

    held = {pk: (status, reason) for pk, status, reason in Booking.objects.values_list("pk", "status", "cancel_reason")}
    assert held[world.booking.pk] == held[world.turn.pk] == ("cancelled", "left")
    assert held[world.waiting.pk] == ("booked", "")
    assert {sent.to[0] for sent in mail.outbox} & {world.account.email} == set()
    assert [world.waiting.person.email] in [sent.to for sent in mail.outbox]


def test_the_record_stays_and_is_there_for_whoever_employs_them_next(world):
    actions.end_post(world.spell, on=clock.today() - timedelta(days=1), by=None)
    learned = list(Completion.objects.filter(person=world.person).values())

    make_spell(world.person, organisation=make_organisation("Next employer"), job_role="nurse")
    actions.open_account_again(world.account, by=make_account(Role.ACADEMY))
    actions.choose_password(world.account, "seven green lanterns")
    client = signed_in(Account.objects.get(pk=world.account.pk))

    assert list(Completion.objects.filter(person=world.person).values()) == learned
    assert client.get("/records/").status_code == 200
    assert not session(world)
    assert list(world.account.grants.filter(ends_on__isnull=True).values_list("role", flat=True)) == ["practitioner"]


def test_the_academy_team_hears_which_keys_stopped(world):
    actions.close_account(world.account, by=None)

    notice = Notice.objects.get(key__startswith="keys-stopped:")
    assert (notice.to, notice.subject) == (settings.CONTACT_EMAIL, "Keys that Amara Okafor made no longer work")
    assert "Payroll" in notice.body


def test_closing_twice_changes_nothing_and_the_job_closes_each_once(world):
    Spell.objects.filter(pk=world.spell.pk).update(ended_on=clock.today() - timedelta(days=1))
    Grant.objects.filter(account=world.account).exclude(role="practitioner").update(
        ends_on=clock.today() - timedelta(days=1)
    )

    said = [people_jobs.close_leavers() for _ in range(2)]
    actions.close_account(world.account, by=None)

    assert said == [f"Accounts closed of people who have left: {number}." for number in (1, 0)]
    assert Entry.objects.filter(verb="closed").count() == 1


@pytest.mark.parametrize(
    ("spells", "role", "has_left"),
    [
        ([], None, False),
        ([(-100, None)], None, False),
        ([(-100, 0)], None, False),
        ([(-100, -1)], None, True),
        ([(-100, -1), (-50, None)], None, False),
        ([(-100, -1), (7, None)], None, False),
        ([(-100, -1), (-90, -2)], None, True),
        ([(-100, -1)], Role.MEMBER, False),
        ([(-100, -1)], Role.PRACTITIONER, True),
    ],
)
def test_who_has_left_and_every_way_of_asking_agrees(spells, role, has_left):
    account = make_account(*([role] if role else []))
    for number, (first, last) in enumerate(spells):
        make_spell(
            account.person,
            job_role=["nurse", "social_worker"][number],
            started_on=days(first),
            ended_on=None if last is None else days(last),
        )

    assert queries.has_left(account) == has_left
    assert queries.is_shut_out(account.person) == has_left
    assert (signed_in_account(account.pk) is None) == has_left
    assert actions.may_sign_in(account) == (not has_left)
