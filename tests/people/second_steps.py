"""Somebody with a second step, and what their phone shows."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from academy.core import clock
from academy.people import actions
from academy.people.models import Account

PASSWORD = "three quiet horses"
SIGN_IN = "/people/sign-in/"
SECOND_STEP = "/people/sign-in/second-step/"
SET_UP = "/people/sign-in/set-up/"
ACCOUNT = "/people/account/"
HALF_A_MINUTE = timedelta(seconds=30)


class Phone:
    """An authenticator app with the key of one account."""

    def __init__(self, key: str = "") -> None:
        self.key = key or generate_totp_secret()

    def code(self, *, at: datetime | None = None) -> str:
        return format_hotp_value(hotp_value(self.key, int((at or clock.now()).timestamp()) // 30))

    def codes(self) -> Iterator[str]:
        """The three that are good now, the oldest first."""
        return (self.code(at=clock.now() + HALF_A_MINUTE * step) for step in (-1, 0, 1))

    def wrong(self) -> str:
        good = set(self.codes())
        return next(code for code in ("000000", "000001", "000002", "000003") if code not in good)


def with_app(account: Account) -> tuple[Phone, list[str]]:
    """Switched on with the code of half a minute ago, so that today's still works; and the recovery codes."""
    phone = Phone()
    codes = actions.switch_on_app(account, phone.key, phone.code(at=clock.now() - HALF_A_MINUTE))
    return phone, codes


def typed_password(account: Account, password: str = PASSWORD, **more: Any) -> Client:
    """Halfway in."""
    client = more.pop("client", None) or Client()
    client.post(SIGN_IN, {"email": account.email, "password": password, **more})
    return client


def set_up_app(client: Client) -> Phone:
    """What whoever must have a second step does on the way in, the first time."""
    page = client.get(SET_UP).content.decode()
    phone = Phone(re.search(r'app-key-text">([A-Z2-7 ]+)<', page)[1].replace(" ", ""))
    client.post(SET_UP, {"code": phone.code()})
    return phone


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session
