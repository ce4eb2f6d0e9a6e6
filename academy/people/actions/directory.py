"""What an organisation's own directory announces of its users, done with the actions that the pages use.

The directory is believed about its own people. It changes the name and address of nobody who works elsewhere too, ends
no post of another employer, and gives no role by itself. What it says is kept as it was sent (ADR 0024).
"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from academy.core import clock, trail
from academy.people import queries
from academy.people.actions.accounts import end_grant
from academy.people.actions.claims import join_staff
from academy.people.actions.connections import withdraw_connection
from academy.people.actions.directory_groups import give_roles, take_out
from academy.people.actions.directory_posts import end_posts, follow_post, post_announced
from academy.people.actions.leavers import close_account
from academy.people.actions.people import add_person, correct_person
from academy.people.models import (
    Account,
    Connection,
    DirectoryUser,
    Grant,
    Organisation,
    Person,
    SignIn,
    StaffNumber,
)
from academy.people.rules import OF_THE_PERSON, NumberTaken, Role, directory
from academy.people.rules.directory import Announcement


@transaction.atomic
def announce_user(organisation: Organisation, said: Announcement, *, by: Account | None) -> DirectoryUser:
    """Somebody the directory had not announced. We may know them: who is meant is asked of `queries`."""
    _refuse_long(said)
    person, facts = queries.person_announced(organisation, said, on=clock.today())
    if person is not None and DirectoryUser.objects.filter(organisation=organisation, person=person).exists():
        raise directory.AlreadyAnnounced("This person is in the directory already, under another userName")
    if person is None:
        person = _add(said, by=by)
    elif facts.kinds:
        join_staff(person, facts, organisation, **post_announced(organisation, said), by=by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    user = DirectoryUser(organisation=organisation, person=person, added_at=clock.now(), is_active=True)
    user.has_closed_account = _had_left(person)
    _write_down(user, said)
    trail.note(by, "announced", person, organisation=organisation.code)
    _follow(user, said, by=by, was_active=None)
    return user


@transaction.atomic
def change_user(user: DirectoryUser, said: Announcement, *, by: Account | None) -> DirectoryUser:
    """The whole new state of somebody announced before. What it does not say is no longer so."""
    _refuse_long(said)
    user = _hold(user)
    was_active = user.is_active
    _write_down(user, said)
    trail.note(by, "announced a change of", user.person, organisation=user.organisation.code)
    _follow(user, said, by=by, was_active=was_active)
    return user


@transaction.atomic
def withdraw_user(user: DirectoryUser, *, by: Account | None) -> None:
    """They have left this organisation: posts and roles here end, and doors close. The learning record is theirs."""
    user = _hold(user)
    person, organisation, key = user.person, user.organisation, user.pk
    take_out(user.memberships.select_related("grant"), by=by)
    end_posts(user, by=by)
    _close(user, by=by)
    user.delete()
    trail.note(by, "no longer announces", person, organisation=organisation.code, number=key)


def _hold(user: DirectoryUser) -> DirectoryUser:
    """The person first: the same order as in every action about posts."""
    person = Person.objects.select_for_update().get(pk=user.person_id)
    held = DirectoryUser.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=user.pk)
    held.person = person
    return held


def _refuse_long(said: Announcement) -> None:
    directory.refuse_long(user_name=said.user_name, external_id=said.external_id, staff_number=said.staff_number)


def _had_left(person: Person) -> bool:
    account = Account.objects.filter(person=person, is_active=False).first()
    return account is not None and queries.has_left(account)


def _add(said: Announcement, *, by: Account | None) -> Person:
    """With the address that was announced, unless it is somebody's whom we may not say we know."""
    given, family = directory.name_of(said)
    email = directory.address_of(said)
    return add_person(given, family, email=email if _is_free(email) else None, by=by)


def _is_free(email: str | None, *, but_of: Person | None = None) -> bool:
    held = Person.objects.filter(email=email).exclude(pk=but_of.pk if but_of else 0)
    signs_in = Account.objects.filter(email=email or "").exclude(person=but_of)
    return email is not None and not held.exists() and not signs_in.exists()


def _write_down(user: DirectoryUser, said: Announcement) -> None:
    user.user_name, user.user_name_plain = said.user_name, directory.compared(said.user_name)
    user.external_id, user.external_id_plain = said.external_id, directory.compared(said.external_id)
    user.emails, user.announced = directory.email_lines(said.emails), said.document
    if user.pk:
        user.is_active, user.version = said.is_active, user.version + 1
    elif said.is_active is not None:
        user.is_active = said.is_active
    user.changed_at = clock.now()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise directory.AlreadyAnnounced("Somebody in the directory has this userName already") from None


def _follow(user: DirectoryUser, said: Announcement, *, by: Account | None, was_active: bool | None) -> None:
    _correct(user, said, by=by)
    _keep_number(user, said)
    if user.is_active is False:
        if was_active is not False:
            _close(user, by=by)
        return
    if user.is_active or user.closed_on is None:
        follow_post(user, said, by=by)
        _open(user, by=by)


def _correct(user: DirectoryUser, said: Announcement, *, by: Account | None) -> None:
    """Of somebody who works here and nowhere else. An address that is another person's stays where it is."""
    if queries.posts_outside(user.person, user.organisation, on=clock.today()):
        return
    given, family = directory.name_of(said)
    email = directory.address_of(said)
    changes = {"given_name": given, "family_name": family}
    if email is not None and _is_free(email, but_of=user.person):
        changes["email"] = email
    user.person = correct_person(user.person, by=by, **changes)


def _keep_number(user: DirectoryUser, said: Announcement) -> None:
    """The number by which this organisation knows them, in the place of the one it said before."""
    if not said.staff_number:
        return
    held = StaffNumber.objects.filter(organisation=user.organisation)
    found = held.filter(number=said.staff_number).first()
    if found is not None and found.person_id != user.person_id:
        raise NumberTaken("Somebody else here has this employeeNumber already", field="staff_number")
    if found is None:
        held.filter(person=user.person).delete()
        StaffNumber.objects.create(person=user.person, organisation=user.organisation, number=said.staff_number)


def _open(user: DirectoryUser, *, by: Account | None) -> None:
    """An account to sign in with. No message: they come by their organisation's sign-in, or ask for a password."""
    account = Account.objects.select_for_update().filter(person=user.person_id).first()
    if account is None and _is_free(user.person.email, but_of=user.person):
        account = Account.objects.create_user(user.person.email or "", None, person=user.person)
        trail.note(by, "made", account)
    if account is not None:
        _open_again(user, account, by=by)
        _keep_record_open(account, user.organisation)
        give_roles(user, account, by=by)
    user.has_closed_account, user.closed_on = False, None
    user.save(update_fields=["has_closed_account", "closed_on"])


def _open_again(user: DirectoryUser, account: Account, *, by: Account | None) -> None:
    """Only what this directory closed, or what closed because they had left: what others closed stays closed."""
    if not account.is_active and user.has_closed_account:
        account.is_active = True
        account.save(update_fields=["is_active"])
        trail.note(by, "opened again", account)


def _keep_record_open(account: Account, organisation: Organisation) -> None:
    held = Grant.objects.filter(account=account, role=Role.PRACTITIONER, ends_on__isnull=True)
    if not held.exists():
        Grant.objects.create(
            account=account, role=Role.PRACTITIONER, organisation=organisation, starts_on=clock.today()
        )


def _close(user: DirectoryUser, *, by: Account | None) -> None:
    """Every door at once. Who works for somebody else too keeps the account for that, and signs in anew."""
    account = Account.objects.select_for_update().filter(person=user.person_id).first()
    if account is not None and account.is_active:
        if queries.posts_outside(user.person, user.organisation, on=clock.today()):
            _close_here(account, user.organisation, by=by)
        else:
            close_account(account, by=by, reason="directory")
            SignIn.objects.filter(account=account).delete()
            user.has_closed_account = True
    user.closed_on = user.closed_on or clock.today()
    user.save(update_fields=["has_closed_account", "closed_on"])


def _close_here(account: Account, organisation: Organisation, *, by: Account | None) -> None:
    SignIn.objects.filter(account=account).delete()
    yesterday = clock.today() - timedelta(days=1)
    own = queries.its_own(organisation, "organisation")
    held = queries.current_grants(clock.today()).filter(own, account=account).exclude(role__in=OF_THE_PERSON)
    for grant in held.select_related("organisation").order_by("pk"):
        end_grant(grant, on=yesterday, by=by)
    for connection in Connection.objects.filter(own, made_by=account, revoked_at__isnull=True).order_by("pk"):
        withdraw_connection(connection, by=by)
