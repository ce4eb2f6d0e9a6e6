"""What the environment may set. Each line here has a line in docs/reference/settings.md; a test compares them."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(BaseSettings):
    """Read once, at start. Every default runs on a laptop with no services."""

    model_config = SettingsConfigDict(extra="ignore", case_sensitive=True)

    DATABASE_URL: str = ""
    ACADEMY_FOLDER: Path = Path("var")
    ACADEMY_SECRET_KEY: str = ""
    ACADEMY_CASE_SECRET: str = ""
    ACADEMY_DEBUG: bool = False
    ACADEMY_DEMONSTRATION: bool = False
    ACADEMY_HOSTS: str = "localhost,127.0.0.1,[::1]"
    ACADEMY_ADDRESS: str = "http://127.0.0.1:8000"
    ACADEMY_HTTPS: bool = False
    ACADEMY_AUTHORITY: str = "Weyshire"
    ACADEMY_AUTHORITY_LINE: str = (
        "Weyshire Council with its partners in health, police, schools and the voluntary sector."
    )
    ACADEMY_THEME: str = "pine"
    ACADEMY_SAFETY_TEAM: str = "the Children’s Single Point of Access"
    ACADEMY_SAFETY_PHONE: str = "01632 960 001"
    ACADEMY_CONTACT_EMAIL: str = "academy@weyshire.example"
    ACADEMY_EMAIL_URL: str = "console:"
    ACADEMY_EMAIL_FROM: str = "Children’s Workforce Academy <academy@weyshire.example>"
    ACADEMY_NOTIFY_KEY: str = ""
    ACADEMY_NOTIFY_URL: str = "https://api.notifications.service.gov.uk"
    ACADEMY_NOTIFY_EMAIL_TEMPLATE: str = ""
    ACADEMY_NOTIFY_TEXT_TEMPLATE: str = ""
    ACADEMY_NOTIFY_RECEIPTS_TOKEN: str = ""
    ACADEMY_LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    ACADEMY_WEB_WORKERS: PositiveInt = 2
    ACADEMY_KEY_REQUESTS_A_MINUTE: PositiveInt = 600
    ACADEMY_WEBHOOKS_TO_THIS_MACHINE: bool = False
    ACADEMY_SECOND_FACTOR: str = "academy,training_lead,director,information"
    ACADEMY_BREACHED_PASSWORDS_URL: str = ""
    ACADEMY_DROP_FOLDER: str = ""
    ACADEMY_MODERATED_SHARE: Annotated[int, Field(ge=0, le=100)] = 15
    ACADEMY_CLOCKS: str = ""
    ACADEMY_UPLOAD_MEGABYTES: PositiveInt = 510
    ACADEMY_SIGNED_IN_IDLE_MINUTES: PositiveInt = 30
    ACADEMY_SIGNED_IN_HOURS: PositiveInt = 12


def read() -> Env:
    """A setting that cannot be what it says stops the start, with a line that names it."""
    try:
        return Env()
    except ValidationError as refused:
        faults = [f"{fault['loc'][0]} is “{fault['input']}”. {fault['msg']}." for fault in refused.errors()]
        raise SystemExit("\n".join(faults)) from None
