"""What is looked at before the Academy starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from academy.config.databases import SAFE_SQLITE, is_safe
from academy.config.env import Env
from academy.people.rules import Role

MAIL = ("console", "smtp", "notify", "locmem")
OF_THE_DEMONSTRATION = (
    "ACADEMY_AUTHORITY",
    "ACADEMY_AUTHORITY_LINE",
    "ACADEMY_SAFETY_TEAM",
    "ACADEMY_SAFETY_PHONE",
    "ACADEMY_CONTACT_EMAIL",
    "ACADEMY_EMAIL_FROM",
)


@register(Tags.database)
def sqlite_is_safe(**_: Any) -> list[CheckMessage]:
    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        return []
    import sqlite3

    if is_safe(sqlite3.sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} may damage a database in write-ahead mode, so a slower journal is used.",
            hint=f"Install pysqlite3, or a Python with SQLite {'.'.join(map(str, SAFE_SQLITE))} or later.",
            id="academy.W001",
        )
    ]


@register(Tags.security, deploy=True)
def no_demonstration_in_production(**_: Any) -> list[CheckMessage]:
    if not settings.DEMONSTRATION:
        return []
    return [
        Error("This is a demonstration: its passwords are printed. Unset ACADEMY_DEMONSTRATION.", id="academy.E001")
    ]


@register()
def second_factor_is_asked_of_roles(**_: Any) -> list[CheckMessage]:
    unknown = sorted(settings.SECOND_FACTOR - {role.value for role in Role})
    words = f"A word in ACADEMY_SECOND_FACTOR is no role: {', '.join(unknown)}. The roles are {', '.join(Role)}."
    return [Error(words, id="academy.E003")] if unknown else []


@register()
def mail_can_be_sent(**_: Any) -> list[CheckMessage]:
    scheme = settings.EMAIL_URL.partition(":")[0]
    if scheme in MAIL:
        return []
    return [
        Error(
            f"ACADEMY_EMAIL_URL begins with “{scheme}:”. Write console:, notify: or smtp://host:port.",
            id="academy.E002",
        )
    ]


@register()
def notify_knows_its_templates(**_: Any) -> list[CheckMessage]:
    is_asked = settings.EMAIL_URL.partition(":")[0] == "notify"
    if not is_asked or (settings.NOTIFY_KEY and settings.NOTIFY_EMAIL_TEMPLATE):
        return []
    words = "GOV.UK Notify needs a key and an e-mail template."
    return [Error(f"{words} Set ACADEMY_NOTIFY_KEY and ACADEMY_NOTIFY_EMAIL_TEMPLATE.", id="academy.E004")]


@register(Tags.security, deploy=True)
def nothing_is_left_of_the_demonstration(**_: Any) -> list[CheckMessage]:
    """Whoever is worried about a child must reach the people of this authority."""
    unchanged = [name for name in OF_THE_DEMONSTRATION if getattr(settings.ENV, name) == Env.model_fields[name].default]
    return [Warning(f"{name} is still that of the demonstration. Set it.", id="academy.W002") for name in unchanged]
