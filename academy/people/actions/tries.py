"""Tries to guess are counted and slowed, in the database, so that every web worker knows of them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from academy.core import clock
from academy.people import rules
from academy.people.models import SignInTries
from academy.ui.dates import time_words


def key_of(*parts: str) -> str:
    """It hides what it is of."""
    return salted_hmac("academy.sign-in", "|".join(parts), algorithm="sha256").hexdigest()


@transaction.atomic
def count(key: str) -> None:
    """Before what was typed is looked at, so that tries at the same moment do not slip through together."""
    now = clock.now()
    SignInTries.objects.filter(last_at__lt=now - rules.FORGOTTEN_AFTER).delete()
    tries = _held(key, now) or _held(key, now)
    if tries is None:
        return
    until = rules.wait_until(tries.tries, tries.last_at, now=now)
    if until is not None:
        raise rules.TooManyTries(f"That was too many tries. Wait until {_clock(until)}, then try again")
    tries.tries, tries.last_at = tries.tries + 1, now
    tries.save(update_fields=["tries", "last_at"])


def _held(key: str, now: datetime) -> SignInTries | None:
    """Nothing when somebody came in at the same moment, and what was counted was forgotten with that."""
    SignInTries.objects.bulk_create([SignInTries(key=key, last_at=now)], ignore_conflicts=True)
    return SignInTries.objects.select_for_update().filter(key=key).first()


def note_wrong(key: str) -> None:
    """The wait begins when the answer is given."""
    SignInTries.objects.filter(key=key).update(last_at=clock.now())


def forget(key: str) -> None:
    SignInTries.objects.filter(key=key).delete()


def _clock(moment: datetime) -> str:
    """To the next whole minute, where the authority is."""
    return time_words((timezone.localtime(moment) + timedelta(minutes=1)).time())
