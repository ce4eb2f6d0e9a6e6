"""Where it is kept who is signed in: Django's own table, so that signing out, or closing an account, works at once."""

from typing import Any

from django.contrib.sessions.backends import db

from academy.core import clock
from academy.core.statements import Statement

SESSION = Statement("SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s")


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """Every page asks."""
        found = SESSION.rows(self.session_key, clock.now())
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])
