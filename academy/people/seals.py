"""Secrets that must be read again are kept sealed: a copy of the database alone opens nothing."""

import base64

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def sealed(purpose: str, secret: str) -> str:
    return _seal(purpose).encrypt(secret.encode()).decode()


def opened(purpose: str, sealed: str) -> str:
    return _seal(purpose).decrypt(sealed.encode()).decode()


def _seal(purpose: str) -> MultiFernet:
    """From the secret key; an earlier one still opens what it sealed. Each purpose has a seal of its own."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac(f"academy.{purpose}", "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
