"""Accounts and the roles they hold."""

from datetime import date

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from academy.core import clock, jobs, notices, trail
from academy.people import queries, rules
from academy.people.actions import tries
from academy.people.actions.invitations import send_invitation
from academy.people.actions.sign_in import end_other_sign_ins, may_sign_in
from academy.people.models import Account, Grant, Organisation, Person
from academy.people.rules import Role


@transaction.atomic
def make_account(person: Person, *, by: Account | None, organisation: Organisation | None = None) -> Account:
    """Invite somebody: they choose a password themselves. Where they work they are a practitioner."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if Account.objects.filter(person=person).exists():
        raise rules.HasAccount(f"{person} has an account already")
    if not person.email:
        raise rules.NoAddress(f"We do not know {person}’s e-mail address. Add it first")
    account = _new_account(person)
    if organisation is not None:
        Grant.objects.create(
            account=account, role=Role.PRACTITIONER, organisation=organisation, starts_on=clock.today()
        )
    trail.note(by, "made", account)
    send_invitation(account, by=by)
    return account


def send_password_link(account: Account) -> None:
    """A link with which to choose a password. Asked for again within five minutes, it is not sent again."""
    key = f"choose-password:{account.pk}:{int(clock.now().timestamp()) // 300}"
    link = password_link(account)
    notices.send(key, kind="account", to=account.email, template="people/invited.txt", account=account, link=link)


def ask_for_password(email: str) -> None:
    """Whoever asks hears the same, and as soon, whether there is such an account or not: the same question, the same
    row. A worker sees whose it is. Asked again in the same five minutes of the clock, nothing happens."""
    email = email.strip().lower()
    number = Account.objects.filter(email=email).values_list("pk", flat=True).first() or 0
    asked = salted_hmac("academy.ask-for-password", email, algorithm="sha256").hexdigest()[:32]
    jobs.start("people.send_password_link", key=f"{asked}:{int(clock.now().timestamp()) // 300}", account=number)


def send_password_link_to(number: int) -> bool:
    account = Account.objects.filter(pk=number).first()
    if account is None or not may_sign_in(account):
        return False
    send_password_link(account)
    return True


def choose_password(account: Account, password: str) -> Account:
    """With a link. Whoever is signed in with the password before is out; a second step is asked as ever."""
    return _new_password(account, password, verb="chose a password for")


def change_password(account: Account, old: str, password: str, *, here: str | None = None) -> Account:
    """`here` is the sign-in from which it is changed: it stays, and no other does."""
    check_password(account, old, field="old")
    return _new_password(account, password, verb="changed the password of", here=here)


def check_password(account: Account, password: str, *, field: str = "password") -> None:
    """That it is still them. Wrong ones are counted, whoever is signed in."""
    key = tries.key_of("password", str(account.pk))
    tries.count(key)
    if not account.check_password(password):
        tries.note_wrong(key)
        raise rules.NotThePassword("That is not your password", field=field)
    tries.forget(key)


@transaction.atomic
def _new_password(account: Account, password: str, *, verb: str, here: str | None = None) -> Account:
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.set_password(password)
    account.save(update_fields=["password"])
    end_other_sign_ins(account, but=here, by=account)
    entry = trail.note(account, verb, account)
    template = "people/password_changed.txt"
    notices.send(f"password:{entry.pk}", kind="account", to=account.email, template=template, account=account)
    return account


@transaction.atomic
def grant_role(
    account: Account,
    role: Role,
    organisation: Organisation,
    *,
    by: Account | None,
    on: date | None = None,
    until: date | None = None,
) -> Grant:
    """From a day, perhaps to a day: it stops by itself."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    on = on or clock.today()
    _refuse_grant(account, role, organisation, on=on, until=until)
    grant = Grant.objects.create(account=account, role=role, organisation=organisation, starts_on=on, ends_on=until)
    trail.note(by, "gave", grant, role=role, organisation=organisation.code)
    return grant


@transaction.atomic
def end_grant(grant: Grant, *, on: date, by: Account | None) -> Grant:
    """`on` is the last day. To end a role at once, end it yesterday; one that began today never was."""
    grants = Grant.objects.select_for_update().filter(Q(pk=grant.pk) | Q(role=Role.ACADEMY)).order_by("pk")
    grant = next(held for held in grants if held.pk == grant.pk)
    if grant.ends_on is not None and grant.ends_on <= on:
        raise rules.AlreadyEnded("This role has ended already")
    if grant.role == Role.ACADEMY and not _others_keep_academy(grant, on=on):
        words = "Nobody else could give roles then. Give the Academy role to somebody else first"
        raise rules.LastOne(words)
    trail.note(by, "took away", grant, role=grant.role, organisation=grant.organisation.code)
    if on < grant.starts_on:
        grant.delete()
        return grant
    grant.ends_on = on
    grant.save(update_fields=["ends_on"])
    return grant


def password_link(account: Account) -> str:
    """Good until a password is chosen or somebody signs in, and for three days at most."""
    number = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    return settings.ADDRESS + reverse("choose-password", args=[number, token])


def _new_account(person: Person) -> Account:
    try:
        with transaction.atomic():
            return Account.objects.create_user(person.email or "", None, person=person)
    except IntegrityError:
        raise rules.NoAddress(f"Somebody else signs in as {person.email}. Correct the address first") from None


def _refuse_grant(account: Account, role: Role, organisation: Organisation, *, on: date, until: date | None) -> None:
    if not rules.is_given_there(role, is_top=organisation.parent_id is None):
        words = f"{Role(role).label} reaches the whole partnership, so give it at the top of the tree"
        raise rules.NotAWholeAuthority(words, field="organisation")
    if until is not None and until < on:
        raise rules.EndsBeforeItStarts("Choose a last day on or after the first", field="until")
    held = Grant.objects.filter(account=account, role=role, organisation=organisation)
    if rules.is_taken(held.values_list("ends_on", flat=True), starts_on=on):
        words = f"{account} has this role there then already"
        raise rules.AlreadyHeld(words, field="role")


def _others_keep_academy(grant: Grant, *, on: date) -> bool:
    others = queries.current_grants(max(on, clock.today())).filter(role=Role.ACADEMY, account__is_active=True)
    return others.exclude(account=grant.account_id).exists()
