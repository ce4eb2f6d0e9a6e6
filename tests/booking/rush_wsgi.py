"""The Academy as a rush meets it, in a process of its own.

RUSH_WITHOUT=lock takes the lock out of booking, and RUSH_WITHOUT=lock,check the database's own promise as well: what
must then go wrong shows that the test can fail. None of this is in the product.
"""

import os
import time
from typing import Any

import django
from django.conf import settings
from django.db.backends.signals import connection_created

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.config.settings")
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()

from academy.booking import actions  # noqa: E402
from academy.booking.actions import places  # noqa: E402
from academy.booking.models import Session  # noqa: E402
from academy.config.wsgi import application  # noqa: E402

__all__ = ["application"]
A_BUSY_SERVERS_PAUSE = 0.1


def read_without_lock(session: Session) -> Session:
    found = Session.objects.select_related("item").get(pk=session.pk)
    time.sleep(A_BUSY_SERVERS_PAUSE)
    return found


def take_out_the_lock() -> None:
    """Neither the row's lock nor the transaction, which is the lock on SQLite."""
    places.locked = read_without_lock
    places.lock_people = lambda people: None
    actions.book_place = places.book_place.__wrapped__


def ignore_checks(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA ignore_check_constraints = ON")


without = os.environ.get("RUSH_WITHOUT", "").split(",")
if "lock" in without:
    take_out_the_lock()
if "check" in without:
    connection_created.connect(ignore_checks)
