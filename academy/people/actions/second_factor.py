"""The second step of signing in: an authenticator app, passkeys, and recovery codes for the day those are lost.

Whatever changes here ends every other sign-in of the account, is in the trail, and the person is told.
"""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_dangling_recovery_codes
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from academy.core import clock, notices, trail
from academy.people import queries, rules
from academy.people.actions import tries
from academy.people.actions.sign_in import end_other_sign_ins
from academy.people.models import Account

Kind = Authenticator.Type
SECONDS = 30  # how long an app shows a code
WRONG = "That is not the code, or it was used before. Wait for the next one in your app, or use a recovery code"
WRONG_AT_FIRST = (
    "That is not the code your app shows for this key. Check the clock of your phone, then try the next code"
)


def check_code(account: Account, code: str) -> Authenticator:
    """What the code came from. Each is good once; wrong ones are counted for the account, wherever they come from."""
    key = tries.key_of("second step", str(account.pk))
    tries.count(key)
    used = _use(account, _typed(code))
    if used is None:
        _note_refusal(key, account)
        raise rules.WrongCode(WRONG, field="code")
    tries.forget(key)
    return used


@transaction.atomic
def switch_on_app(account: Account, app_key: str, code: str, *, here: str | None = None) -> list[str]:
    """New recovery codes, for somebody who has none."""
    account = _held(account)
    if queries.factors(account).app:
        raise rules.AlreadyOn("An authenticator app is on already. Switch it off first")
    step = _step(app_key, _typed(code))
    if step is None:
        raise rules.WrongCode(WRONG_AT_FIRST, field="code")
    sealed = get_adapter().encrypt(app_key)
    Authenticator.objects.create(user=account, type=Kind.TOTP, data={"secret": sealed, "step": step})
    return _changed(account, "switched on an authenticator app for", here=here)


@transaction.atomic
def switch_off_app(account: Account, *, here: str | None = None) -> None:
    account = _held(account)
    factors = queries.factors(account)
    if factors.app is None:
        raise rules.NotOn("No authenticator app is on")
    _refuse_last(account, left=len(factors.passkeys))
    factors.app.delete()
    _changed(account, "switched off the authenticator app of", here=here)


@transaction.atomic
def make_recovery_codes(account: Account, *, here: str | None = None) -> list[str]:
    """Ten new ones; those before open nothing any more."""
    account = _held(account)
    if not queries.factors(account):
        raise rules.NotOn("Recovery codes come with an authenticator app or a passkey. Set one up first")
    Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).delete()
    return _changed(account, "made new recovery codes for", here=here)


@transaction.atomic
def add_passkey(account: Account, credential: Mapping[str, Any], *, name: str, here: str | None = None) -> list[str]:
    """New recovery codes, for somebody who has none."""
    account = _held(account)
    if len(queries.factors(account).passkeys) >= rules.PASSKEYS_AT_MOST:
        raise rules.TooMany("You have ten passkeys. Remove one that you no longer use first")
    WebAuthn.add(account, name, dict(credential))
    return _changed(account, "added a passkey to", here=here, name=name)


@transaction.atomic
def rename_passkey(passkey: Authenticator, *, name: str) -> None:
    passkey = Authenticator.objects.select_for_update().get(pk=passkey.pk)
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


@transaction.atomic
def remove_passkey(passkey: Authenticator, account: Account, *, here: str | None = None) -> None:
    account = _held(account)
    factors = queries.factors(account)
    _refuse_last(account, left=len(factors.passkeys) - 1 + bool(factors.app))
    name = str(passkey)
    passkey.delete()
    _changed(account, "removed a passkey from", here=here, name=name)


@transaction.atomic
def reset_second_factor(account: Account, *, by: Account | None) -> None:
    """For somebody who has lost it. Their password alone opens the door again, so they are told."""
    account = _held(account)
    if not queries.factors(account):
        raise rules.NotOn(f"{account} has no second step to reset")
    Authenticator.objects.filter(user=account).delete()
    _changed(account, "reset the second step of", by=by)


def _held(account: Account) -> Account:
    return Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)


def _changed(
    account: Account, verb: str, *, here: str | None = None, by: Account | None = None, **details: Any
) -> list[str]:
    """`here` is the sign-in from which it was changed: it stays."""
    delete_dangling_recovery_codes(account)
    codes = _first_codes(account)
    end_other_sign_ins(account, but=here, by=by or account)
    entry = trail.note(by or account, verb, account, **details)
    template = "people/second_step_changed.txt"
    context = {"account": account, "verb": verb, "by": by, "at": entry.at, "name": details.get("name", "")}
    notices.send(f"second-step:{entry.pk}", kind="account", to=account.email, template=template, **context)
    return codes


def _first_codes(account: Account) -> list[str]:
    if not queries.factors(account) or Authenticator.objects.filter(user=account, type=Kind.RECOVERY_CODES).exists():
        return []
    return RecoveryCodes.activate(account).generate_codes()


def _refuse_last(account: Account, *, left: int) -> None:
    if not left and queries.must_have_second_factor(account):
        raise rules.StillNeeded("Your role needs a second step. Set up another one first, then take this one away")


@transaction.atomic
def _use(account: Account, code: str) -> Authenticator | None:
    typed = Authenticator.objects.select_for_update().filter(user_id=account.pk).exclude(type=Kind.WEBAUTHN)
    for authenticator in typed.order_by("pk"):
        if _opens(authenticator, code):
            return authenticator
    return None


def _opens(authenticator: Authenticator, code: str) -> bool:
    if authenticator.type == Kind.RECOVERY_CODES:
        return bool(authenticator.wrap().validate_code(code))
    step = _step(get_adapter().decrypt(authenticator.data["secret"]), code)
    if step is None or step <= authenticator.data.get("step", 0):
        return False
    authenticator.data["step"] = step
    authenticator.save(update_fields=["data"])
    return True


def _step(app_key: str, code: str) -> int | None:
    """Which half minute the code is of: this one, or one to either side, for clocks that differ."""
    now = int(clock.now().timestamp()) // SECONDS
    nearby = range(now - settings.MFA_TOTP_TOLERANCE, now + settings.MFA_TOTP_TOLERANCE + 1)
    return next((at for at in nearby if constant_time_compare(format_hotp_value(hotp_value(app_key, at)), code)), None)


def _typed(code: str) -> str:
    """As apps and paper show codes: with spaces, or without."""
    return "".join(letter for letter in code if letter.isascii() and letter.isdigit())


@transaction.atomic
def _note_refusal(key: str, account: Account) -> None:
    tries.note_wrong(key)
    trail.note(None, "refused a code for", account)
