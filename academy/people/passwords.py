"""Passwords that whoever guesses tries first: those that many people have, and those that were stolen somewhere.

Of the stolen ones a service is asked for all that begin with the same five characters of a hash; what the password is
never leaves here.
"""

import hashlib
import http.client
import logging
import string
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from academy.people.models import Account

WORDS = "This password was stolen from another site once, so others know it. Choose another"
FEW = 5  # letters around a common word that do not make it another
SECONDS = 2
LARGEST = 1_000_000  # an answer is about 40 kB
log = logging.getLogger(__name__)


class NotCommon(CommonPasswordValidator):
    """Nor made long by saying it twice, or by a few figures at the end: passwordpassword, password2026!"""

    def validate(self, password: str, user: Account | None = None) -> None:
        for one in _plainer(password.lower().strip()):
            super().validate(one, user)


class NotBreached:
    """Where no service is named, or none answers, nothing is refused: people must be able to choose a password."""

    def validate(self, password: str, user: Account | None = None) -> None:
        if settings.BREACHED_PASSWORDS_URL and is_breached(password):
            raise ValidationError(WORDS, code="password_breached")

    def get_help_text(self) -> str:
        return "A password that was not stolen from another site."


def _plainer(password: str) -> set[str]:
    word = password.strip(string.digits + string.punctuation)
    near = {password, word} if len(password) - len(word) <= FEW else {password}
    return near | {_unit("".join(one.split())) for one in near}


def _unit(password: str) -> str:
    """What it says again and again: abcabcabc is abc."""
    again = (password + password).find(password, 1)
    return password[:again]


def is_breached(password: str) -> bool:
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    beginning, rest = digest[:5], digest[5:]
    try:
        return any(line.startswith(f"{rest}:") and not line.endswith(":0") for line in _known(beginning))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        log.warning("Breached passwords could not be looked up, so this one was accepted: %s", fault)
        return False


def _known(beginning: str) -> Iterator[str]:
    """Lines as 0018A45C4D1DEF81644B54AB7F969B88D65:3. Those with 0 are padding."""
    address = f"{settings.BREACHED_PASSWORDS_URL.rstrip('/')}/range/{beginning}"
    asked = urllib.request.Request(address, headers={"Add-Padding": "true", "User-Agent": "academy"})
    until = time.monotonic() + SECONDS
    answer = b""
    with urllib.request.urlopen(asked, timeout=SECONDS) as response:
        while piece := response.read1(65_536):
            answer += piece
            if len(answer) > LARGEST or time.monotonic() > until:
                raise OSError("the answer is too long or too slow")
    yield from answer.decode("ascii").split()
