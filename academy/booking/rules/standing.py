"""Where a booking stands, why places are given back, and whether work is covered: the words and their sets."""

from django.db.models import TextChoices

DAYS_OF_NOTICE = 5
REMIND_DAYS_BEFORE = (14, 7, 2)
RELEASE_DAYS_BEFORE = 10
NEEDS_KEPT_FOR_DAYS = 7
ASKED_AFTER_MONTHS = 3  # what pages promise; surveys.jobs does the asking


class Status(TextChoices):
    BOOKED = "booked", "You have a place"
    KEPT = "kept", "A place is kept for you"
    WAITING = "waiting", "On the waiting list"
    CANCELLED = "cancelled", "Cancelled"
    ATTENDED = "attended", "Came"
    MISSED = "missed", "Did not come"


TAKES_A_PLACE = (Status.BOOKED, Status.ATTENDED, Status.MISSED)
FILLS_A_PLACE = (*TAKES_A_PLACE, Status.KEPT)  # what `Session.taken` counts
IS_ON_THE_LIST = (*FILLS_A_PLACE, Status.WAITING)
IS_TO_COME = (Status.BOOKED, Status.KEPT, Status.WAITING)


class CancelReason(TextChoices):
    """One tap. “Too much work” is counted: places lost to workload are a finding of their own."""

    WORKLOAD = "workload", "Too much work"
    EMERGENCY = "emergency", "An emergency with a child"
    ILL = "ill", "Ill"
    NO_COVER = "no_cover", "No cover for me"
    OTHER_DATE = "other_date", "Another date suits me better"
    NOT_FOR_ME = "not_for_me", "It is not for me after all"
    SESSION_OFF = "session_off", "The session was called off"
    LEFT = "left", "They left"
    DECLINED = "declined", "It was not approved"
    MOVED = "moved", "Moved to another date"


NOT_THEIR_CHOICE = (CancelReason.SESSION_OFF, CancelReason.LEFT, CancelReason.DECLINED, CancelReason.MOVED)
CHOICES_OF_REASON = [reason for reason in CancelReason if reason not in NOT_THEIR_CHOICE]
NEVER_CHARGED = (CancelReason.EMERGENCY, *NOT_THEIR_CHOICE)


class Cover(TextChoices):
    """Is your work covered while you learn?"""

    YES = "yes", "Yes"
    NOT_SURE = "not_sure", "Not sure"
    NO = "no", "No"
