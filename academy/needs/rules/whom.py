"""The kinds of settings that requirements are put to."""

from django.db.models import TextChoices

from academy.core.refusals import Refused


class SettingKind(TextChoices):
    CONTACT = "contact", "By contact with children"
    LEVEL = "level", "By level, in health"
    PLACE = "place", "By where they work"


class SettingRefused(Refused):
    """A setting, or a line of it, that cannot be as it was said."""
