"""Closing an account: every door at once, in one transaction.

The learning record stays, and goes with the person: whoever employs them next finds it as it was. The account does not
stay open for it, because its links go to an address that belongs to the employer they left. They may ask the Academy
team for a copy at any time.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from academy.core import clock, notices, trail
from academy.people import queries, rules
from academy.people.actions.connections import withdraw_connection
from academy.people.actions.wishes import forget_mobile
from academy.people.models import Account, Connection, Grant, Invitation, Person, SignIn
from academy.people.rules import Role


@transaction.atomic
def close_account(account: Account, *, by: Account | None, reason: str = "") -> Account:
    """Sessions, links to choose a password, roles, keys and messages not sent yet. A second time changes nothing."""
    list(Grant.objects.select_for_update().filter(role=Role.ACADEMY).order_by("pk"))  # two who close each other
    held = Account.objects.select_for_update().get(pk=account.pk)
    if not held.is_active:
        return held
    refuse_closing(held)
    held.is_active = False
    held.set_unusable_password()  # what was signed with the old one (sessions, links) stays dead if it is opened again
    held.save(update_fields=["is_active", "password"])
    _end_roles(held)
    _revoke_keys(held, by=by)
    SignIn.objects.filter(account=held).delete()
    Invitation.objects.filter(account=held, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=clock.now()
    )
    notices.withdraw(addresses_of(held))
    forget_mobile(held.person)
    trail.note(by, "closed", held, **({"reason": reason} if reason else {}))
    return held


def refuse_closing(account: Account) -> None:
    """Also asked before anything is shown that could be pressed."""
    today = clock.today()
    academy = queries.current_grants(today).filter(role=Role.ACADEMY, account__is_active=True)
    if academy.filter(account=account).exists() and not academy.exclude(account=account).exists():
        words = "Nobody else could give roles then. Give the Academy role to somebody else first"
        raise rules.LastOne(words)


def close_if_left(person: Person, *, by: Account | None, on: date | None = None) -> Account | None:
    """When the last day of the last post is past. While it is to come, nothing closes yet."""
    account = queries.accounts_to_close(on).filter(person=person).first()
    return close_account(account, by=by, reason="left") if account else None


def close_leavers(*, on: date | None = None) -> list[Account]:
    """Those whose last day has passed since. The doors are shut to them already; this puts away what waits for them."""
    return [close_account(account, by=None, reason="left") for account in queries.accounts_to_close(on)]


def _revoke_keys(account: Account, *, by: Account | None) -> None:
    """They saw the keys they made, so the systems that use them need new ones: the Academy team hears which."""
    made = Connection.objects.filter(made_by=account, revoked_at__isnull=True).order_by("pk")
    stopped = [withdraw_connection(connection, by=by) for connection in made]
    if stopped:
        key = f"keys-stopped:{'-'.join(str(connection.pk) for connection in stopped)}"[:120]
        template = "people/keys_stopped.txt"
        to = settings.CONTACT_EMAIL
        notices.send(key, kind="running", to=to, template=template, account=account, connections=stopped)


def addresses_of(account: Account) -> list[str]:
    person = account.person
    return sorted({account.email, *([person.email] if person and person.email else [])})


def _end_roles(account: Account) -> None:
    """Yesterday, so that they end at once; what had not begun before today never was. The record's own role stays."""
    yesterday = clock.today() - timedelta(days=1)
    lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=yesterday)
    held = Grant.objects.filter(lasts, account=account).exclude(role__in=rules.OF_THE_PERSON)
    held.filter(starts_on__gt=yesterday).delete()
    held.update(ends_on=yesterday)
