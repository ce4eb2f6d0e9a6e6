"""Short links that carry their own key: for one purpose and one record, made again whenever they are needed."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

KEY_LENGTH = 12  # characters of base 32: 60 bits, more than anyone can try


def token(purpose: str, number: int) -> str:
    return f"{number}-{_key(purpose, number)}"


def number_in(purpose: str, given: str) -> int | None:
    """The record a token was made for; None when it was made for another purpose, or made up."""
    number, _, key = given.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return int(number) if constant_time_compare(key, _key(purpose, int(number))) else None


def _key(purpose: str, number: int) -> str:
    digest = salted_hmac(f"academy.link.{purpose}", str(number), algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:KEY_LENGTH]
