"""Signing in and out. Both are in the trail; tries that fail are counted and slowed."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction

from academy.core import trail
from academy.people import queries, rules
from academy.people.actions import tries
from academy.people.models import Account, SignIn

WRONG = "That e-mail address and password do not go together. Check both, or ask for a new password"


def sign_in(email: str, password: str, *, address: str) -> Account:
    """The account whose password this is; a second step may follow. Checked outside any transaction: that is slow on
    purpose."""
    email = email.strip().lower()
    key = tries.key_of(email, address)
    tries.count(key)
    account = authenticate(username=email, password=password)
    if not isinstance(account, Account) or not may_sign_in(account):
        _note_refusal(key, email)
        raise rules.NotSignedIn(WRONG)
    tries.forget(key)
    return account


def note_sign_in(account: Account) -> None:
    """Once every step is done."""
    trail.note(account, "signed in", account)


def may_sign_in(account: Account) -> bool:
    """Open, and its person has not left."""
    return is_open(account) and not queries.has_left(account)


def is_open(account: Account) -> bool:
    return rules.may_sign_in(
        is_active=account.is_active,
        is_demonstration=account.is_demonstration,
        in_demonstration=settings.DEMONSTRATION,
    )


def sign_out(account: Account) -> None:
    trail.note(account, "signed out", account)


@transaction.atomic
def end_sign_in(sign_in: SignIn, *, by: Account) -> None:
    """Somewhere else: whoever sits there is out on their next page."""
    sign_in.delete()
    trail.note(by, "ended a sign-in of", by, browser=sign_in.browser)


@transaction.atomic
def end_other_sign_ins(account: Account, *, but: str | None, by: Account | None) -> int:
    """Everywhere, except where somebody is looking from just now."""
    ended, _ = SignIn.objects.filter(account=account).exclude(pk=but or "").delete()
    if ended:
        trail.note(by, "ended other sign-ins of", account, ended=ended)
    return ended


@transaction.atomic
def _note_refusal(key: str, email: str) -> None:
    """Only for an account that is there: what people type by mistake may be a password, and is kept nowhere.

    Either way something is written, so that the time it takes tells nothing.
    """
    tries.note_wrong(key)
    account = Account.objects.filter(email=email).first()
    if account is not None:
        trail.note(None, "refused a sign-in to", account)
