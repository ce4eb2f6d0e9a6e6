"""Whom a provider's word lets in. Values in, verdict out: the checks of the message itself are in `openid.py`."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from academy.core.refusals import Refused

LOOPBACK = ("127.0.0.1", "::1", "localhost")
DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


class NotLetIn(Refused):
    """The same words whatever was wrong, so that nobody learns who has an account. The log says which."""

    def __init__(self, why: str) -> None:
        super().__init__("We could not sign you in that way. Try again, or sign in with a password")
        self.why = why


class NotAProvider(Refused):
    """An address that no provider can have, or a name of domains that are none."""


class ProviderTaken(Refused):
    """One of a kind: whose people would they be?"""


def is_issuer(address: str, *, may_be_near: bool) -> bool:
    """Over HTTPS; on this very machine only where the Academy itself is on a laptop."""
    try:
        parts = urlsplit(address)
    except ValueError:  # as of half an IPv6 address
        return False
    if parts.username or parts.password or parts.query or parts.fragment or not parts.hostname:
        return False
    is_near = parts.hostname in LOOPBACK
    return (parts.scheme == "https" and not is_near) or (may_be_near and is_near and parts.scheme in ("http", "https"))


def domains_in(words: str) -> list[str]:
    found = [part.strip().lower().removeprefix("@") for part in re.split(r"[\s,;]+", words) if part.strip()]
    wrong = [part for part in found if not DOMAIN.fullmatch(part)]
    if wrong:
        raise NotAProvider(f"{wrong[0]} is not a domain: write it like trust.example", field="email_domains")
    return sorted(set(found))


def may_be_linked(email: str, *, is_verified: object, domains: Iterable[str]) -> bool:
    """The first time an account is found by address. Only the provider's own domains, and only if it says so itself.

    `True` and nothing like it: a string "false" is true to Python.
    """
    _, _, domain = email.strip().lower().rpartition("@")
    return is_verified is True and bool(domain) and domain in list(domains) and email.isprintable()
