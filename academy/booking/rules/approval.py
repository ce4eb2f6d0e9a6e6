"""Whose approval it takes, for how long a place is kept meanwhile, and who may answer."""

from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import TextChoices
from django.utils import timezone

from academy.core.refusals import Refused
from academy.core.working_days import working_days_after

END_OF_DAY = time(17)  # until which a place is kept: nobody loses one in the night
REMIND_AFTER_DAYS = 1  # working days without an answer
WIDEN_AFTER_DAYS = 2  # then the training leads are asked as well


class Approver(TextChoices):
    MANAGER = "manager", "Their line manager"
    LEAD = "lead", "A training lead of their organisation"


class Approved(TextChoices):
    """Beside the status of a booking, so that no change of places can stand for it."""

    ASKED = "asked", "Waiting for approval"
    GIVEN = "given", "Approved"
    DECLINED = "declined", "Not approved"


class CannotApprove(Refused):
    """It is not theirs to approve, or it was answered before."""


def asks_approval(of_the_offer: str, of_the_organisation: str, *, hours: Decimal, from_hours: Decimal) -> str:
    """What an item says comes first; else what the organisation says of learning that takes so long."""
    return of_the_offer or (of_the_organisation if hours >= from_hours else "")


def kept_until(now: datetime, days: int, *, starts_at: datetime) -> datetime:
    """Five o'clock after so many working days, and never longer than until it begins."""
    last = working_days_after(timezone.localdate(now), days)
    return min(timezone.make_aware(datetime.combine(last, END_OF_DAY)), starts_at)


def widened_on(asked_at: datetime) -> date:
    """From this day the training leads may answer as well."""
    return working_days_after(timezone.localdate(asked_at), WIDEN_AFTER_DAYS)


def not_approved_yet(who: str) -> CannotApprove:
    return CannotApprove(f"{who} has no place: it was not approved. Ask whoever approves it to do so now.")


def not_yours_to_approve(who: str) -> CannotApprove:
    return CannotApprove(f"This waits for {who}, and you are not their deputy.")
