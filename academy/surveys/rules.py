"""What is asked three months after learning, whom, when, and the answers there are."""

from datetime import date

from django.db.models import IntegerChoices, TextChoices

from academy.catalogue.rules import Kind
from academy.core.clock import months_after
from academy.core.refusals import Refused

MONTHS_UNTIL_ASKED = 3  # I1: three calendar months after completion
REMIND_AFTER_DAYS = (7, 21)
CLOSE_AFTER_DAYS = 60
NOT_ASKED = (Kind.RESOURCE,)  # reading a page is not a programme


class Used(TextChoices):
    OFTEN = "often", "Yes, more than once"
    ONCE = "once", "Yes, once"
    NOT_YET = "not_yet", "Not yet"
    NO = "no", "No, it does not fit my work"


class Difference(TextChoices):
    CLEAR = "clear", "A clear difference"
    SOME = "some", "Some difference"
    EARLY = "early", "Too early to tell"
    NONE = "none", "No difference"


class Seen(TextChoices):
    """The line manager's matching question: have you seen it in their work?"""

    OFTEN = "often", "Yes, more than once"
    ONCE = "once", "Yes, once"
    NOT_YET = "not_yet", "Not yet"
    CANNOT_SAY = "cannot_say", "I cannot say"


class Worth(TextChoices):
    """Asked after the two questions, of whoever likes to go on."""

    YES = "yes", "Yes"
    PARTLY = "partly", "Partly"
    NO = "no", "No"


class Sure(IntegerChoices):
    """How sure somebody felt of doing it, before and now: both as they see it today."""

    NOT_AT_ALL = 1, "Not at all sure"
    LITTLE = 2, "A little sure"
    FAIRLY = 3, "Fairly sure"
    VERY = 4, "Very sure"
    WHOLLY = 5, "Wholly sure"


APPLIED = (Used.OFTEN, Used.ONCE)


IN_A_REFLECTION = {
    Used.OFTEN: "I have used it more than once.",
    Used.ONCE: "I have used it once.",
    Used.NOT_YET: "I have not used it yet.",
    Used.NO: "It does not fit my work.",
    Difference.CLEAR: "It made a clear difference.",
    Difference.SOME: "It made some difference.",
    Difference.EARLY: "It is too early to tell what difference it made.",
    Difference.NONE: "I saw no difference.",
}


class Closed(Refused):
    """An answer came to a question that is no longer asked."""


def asked_on(completed_on: date) -> date:
    """31 November does not exist: somebody who finished on 31 August is asked on 30 November."""
    return months_after(completed_on, MONTHS_UNTIL_ASKED)


def is_second_question_asked(used: str) -> bool:
    """What difference it made is only asked of those who used it."""
    return used in APPLIED


def reflection_words(used: str, difference: str, story: str) -> tuple[str, str]:
    """What was answered with taps, in the first person: how practice changed, and what difference it made."""
    changed = IN_A_REFLECTION[Used(used)] if used else ""
    made = IN_A_REFLECTION[Difference(difference)] if difference else ""
    return changed, " ".join(part for part in (made, story.strip()) if part)


def is_answered(used: str, difference: str) -> bool:
    return bool(used) and (bool(difference) or not is_second_question_asked(used))
