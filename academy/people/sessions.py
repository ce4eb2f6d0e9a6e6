"""Where it is kept who is signed in: Django's own table, so that signing out, or closing an account, works at once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

STATEMENT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """Every page asks, so the statement is not put together afresh each time."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(STATEMENT, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])
