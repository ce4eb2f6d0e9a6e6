"""Keys for an organisation's systems: made, shown once, looked at on every request, withdrawn."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Never

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from academy.core import clock, trail
from academy.people import queries, rules
from academy.people.models import Account, Connection, Organisation

NOBODYS = hashlib.sha256(b"").hexdigest()


@transaction.atomic
def make_connection(
    organisation: Organisation,
    name: str,
    *,
    scopes: Iterable[str],
    expires_on: date,
    by: Account | None,
    by_the_academy: bool = False,
    addresses: Iterable[str] = (),
) -> tuple[Connection, str]:
    """The connection and its key, which nobody can read again."""
    wanted = rules.refuse_scopes(scopes, by_the_academy=by_the_academy)
    rules.refuse_expiry(expires_on, today=clock.today())
    prefix = rules.KEY_BEGINS + secrets.token_hex(5)
    key = f"{prefix}_{secrets.token_hex(32)}"
    connection = Connection(
        organisation=organisation,
        name=name.strip(),
        scopes=wanted,
        addresses=list(addresses),
        prefix=prefix,
        key_hash=_hash(key),
        made_by=by,
        made_at=clock.now(),
        expires_on=expires_on,
    )
    try:
        with transaction.atomic():
            connection.save()
    except IntegrityError:
        raise rules.NameTaken(f"{organisation} has a key of that name. Withdraw it first", field="name") from None
    trail.note(by, "made a key for", connection, scopes=wanted, until=expires_on.isoformat())
    return connection, key


@transaction.atomic
def withdraw_connection(connection: Connection, *, by: Account | None) -> Connection:
    """At once: the next request with its key is refused."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    if connection.revoked_at is not None:
        raise rules.AlreadyWithdrawn("This key was withdrawn already")
    connection.revoked_at = clock.now()
    connection.save(update_fields=["revoked_at"])
    trail.note(by, "withdrew the key of", connection)
    return connection


def accept_key(key: str, *, address: str) -> Connection:
    """The connection whose key this is. Unknown, run out, withdrawn or from elsewhere: the same refusal."""
    prefix, _, rest = key.removeprefix(rules.KEY_BEGINS).partition("_")
    found = (
        Connection.objects.filter(prefix=rules.KEY_BEGINS + prefix).select_related("organisation", "made_by").first()
    )
    is_right = hmac.compare_digest(_hash(key), found.key_hash if found else NOBODYS)
    if found is None or not rest or not is_right or not found.is_open(clock.today()):
        _refuse_key()
    if found.made_by and queries.has_left(found.made_by):  # they saw the key, and the job comes by in a moment
        _refuse_key()
    if not rules.is_from(address, found.addresses):
        _refuse_key()
    _count(found)
    _note_use(found)
    return found


def _refuse_key() -> Never:
    raise rules.KeyRefused(rules.REFUSED_KEY)


def _count(connection: Connection) -> None:
    """One more request in this minute. A key that has had its share writes nothing more until the next."""
    now, most = clock.now(), settings.KEY_REQUESTS_A_MINUTE
    minute = rules.minute_of(now)
    row = Connection.objects.filter(pk=connection.pk)
    if connection.counted_from != minute or connection.asked < most:
        in_it = row.filter(counted_from=minute, asked__lt=most)
        before_it = row.filter(Q(counted_from__isnull=True) | Q(counted_from__lt=minute))
        if in_it.update(asked=F("asked") + 1) or before_it.update(counted_from=minute, asked=1):
            return
        if in_it.update(asked=F("asked") + 1):  # somebody else began the minute in between
            return
    raise rules.TooManyRequests(int((minute + timedelta(minutes=1) - now).total_seconds()) + 1)


def _note_use(connection: Connection) -> None:
    now = clock.now()
    if connection.last_used_at is None or now - connection.last_used_at >= rules.WRITTEN_AGAIN_AFTER:
        Connection.objects.filter(pk=connection.pk).update(last_used_at=now)


def _hash(key: str) -> str:
    """Plain and fast: 256 random bits are not guessed, however fast one tries."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
