"""What a test needs to start another process of the Academy on the test's own database."""

import os

from django.conf import settings
from django.db import connection


def database_url() -> str:
    """The test database as an address: a file that others can open, or the test's database on the server."""
    set_up = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{set_up['NAME']}"
    return f"postgresql://{set_up['USER']}@{set_up['HOST']}:{set_up['PORT']}/{set_up['NAME']}"


def environment(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "academy.config.settings",
        "DATABASE_URL": database_url(),
        "ACADEMY_FOLDER": str(settings.FOLDER),
        **more,
    }
