"""Where it is kept who is signed in: in a table, so that signing out, or closing an account, works at once."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.db import IntegrityError, transaction

from academy.core import clock
from academy.core.statements import Statement
from academy.people.models import SignIn

FOUND = Statement(
    "SELECT {columns} FROM people_signin sign_in WHERE sign_in.session_key = %s AND sign_in.expire_date > %s",
    sign_in=SignIn,
)
NOTED_EVERY = timedelta(minutes=1)  # a page is read without writing that it was, but for once a minute


class SessionStore(db.SessionStore):
    started_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> type[SignIn]:
        return SignIn

    def load(self) -> dict[str, Any]:
        """Every page asks."""
        now = clock.now()
        found = FOUND.records(self.session_key, now)
        if not found:
            self._session_key = None
            return {}
        [(held,)] = found
        self.started_at = held.started_at
        if now - held.seen_at >= NOTED_EVERY:
            SignIn.objects.filter(pk=held.pk).update(seen_at=now, expire_date=self._ends_at(now))
        kept: dict[str, Any] = self.decode(held.session_data)
        return kept

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        now, kept = clock.now(), self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if must_create:
            self.started_at = now
        fields = {
            "session_data": self.encode(kept),
            "account_id": kept.get(SESSION_KEY),
            "browser": kept.get("browser", ""),
            "seen_at": now,
            "expire_date": self._ends_at(now),
        }
        if must_create:
            self._write_new(started_at=now, **fields)
        elif not SignIn.objects.filter(pk=self.session_key).update(**fields):
            raise UpdateError

    def _write_new(self, **fields: Any) -> None:
        try:
            with transaction.atomic():
                SignIn.objects.create(session_key=self.session_key or "", **fields)
        except IntegrityError:
            raise CreateError from None

    def _ends_at(self, now: datetime) -> datetime:
        """Idle too long, or signed in for too long: whichever comes first."""
        idle = now + timedelta(minutes=settings.SESSION_IDLE_MINUTES)
        return min(idle, (self.started_at or now) + timedelta(seconds=settings.SESSION_COOKIE_AGE))
