"""Signing in and out. Both are in the trail; tries that fail are counted and slowed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from academy.core import clock, trail
from academy.people import rules
from academy.people.models import Account, SignInTries
from academy.ui.dates import time_words

WRONG = "That e-mail address and password do not go together. Check both, or ask for a new password"


def sign_in(email: str, password: str, *, address: str) -> Account:
    """The account to sign in with. The password is checked outside any transaction: that is slow on purpose."""
    email = email.strip().lower()
    key = salted_hmac("academy.sign-in", f"{email}|{address}", algorithm="sha256").hexdigest()
    _count_try(key)
    account = authenticate(username=email, password=password)
    if not isinstance(account, Account) or not may_sign_in(account):
        _note_refusal(key, email)
        raise rules.NotSignedIn(WRONG)
    _note_success(key, account)
    return account


def may_sign_in(account: Account) -> bool:
    return rules.may_sign_in(
        is_active=account.is_active,
        is_demonstration=account.is_demonstration,
        in_demonstration=settings.DEMONSTRATION,
    )


def sign_out(account: Account) -> None:
    trail.note(account, "signed out", account)


@transaction.atomic
def _count_try(key: str) -> None:
    """Counted before the password is looked at, so that tries at the same moment do not slip through together."""
    now = clock.now()
    SignInTries.objects.filter(last_at__lt=now - rules.FORGOTTEN_AFTER).delete()
    SignInTries.objects.bulk_create([SignInTries(key=key, last_at=now)], ignore_conflicts=True)
    tries = SignInTries.objects.select_for_update().get(key=key)
    until = rules.wait_until(tries.tries, tries.last_at, now=now)
    if until is not None:
        raise rules.TooManyTries(f"That was too many tries. Wait until {_clock(until)}, then try again")
    tries.tries, tries.last_at = tries.tries + 1, now
    tries.save(update_fields=["tries", "last_at"])


@transaction.atomic
def _note_success(key: str, account: Account) -> None:
    SignInTries.objects.filter(key=key).delete()
    trail.note(account, "signed in", account)


@transaction.atomic
def _note_refusal(key: str, email: str) -> None:
    """Only for an account that is there: what people type by mistake may be a password, and is kept nowhere.

    Either way something is written, so that the time it takes tells nothing.
    """
    SignInTries.objects.filter(key=key).update(last_at=clock.now())
    account = Account.objects.filter(email=email).first()
    if account is not None:
        trail.note(None, "refused a sign-in to", account)


def _clock(moment: datetime) -> str:
    """To the next whole minute, where the authority is."""
    return time_words((timezone.localtime(moment) + timedelta(minutes=1)).time())
