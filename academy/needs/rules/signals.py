"""Where evidence of a need comes from, what may be said of it, and how it weighs."""

from django.db.models import IntegerChoices, TextChoices

from academy.core.refusals import Refused

LONGEST_SAID = 300
LARGEST_SIZE = 1_000_000


class SignalKind(TextChoices):
    FINDING = "finding", "Audit finding"
    CASE_REVIEW = "case_review", "Case review"
    APPRAISAL = "appraisal", "Appraisal"
    SUPERVISION = "supervision", "Supervision"
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    FOLLOW_UP = "follow_up", "Follow-up"
    SURVEY = "survey", "Survey"
    MEASURE = "measure", "Measure off its target"
    SOURCE = "source", "Changed source"
    REQUIREMENT = "requirement", "Requirement not met"
    SAID = "said", "Said by a person"


class Risk(IntegerChoices):
    """What may happen to children and families if nothing is done."""

    LOW = 1, "Little"
    SOME = 2, "Some"
    HIGH = 3, "High"
    GRAVE = 4, "Grave"


class Evidence(IntegerChoices):
    """How sure we can be that it is so."""

    VOICE = 1, "One voice"
    VOICES = 2, "Several voices"
    COUNTED = 3, "Counted"
    JUDGED = 4, "Counted, and judged twice"


class SignalRefused(Refused):
    pass


def refuse_signal(said: str, *, size: int, risk: int, evidence: int) -> None:
    if not said.strip():
        raise SignalRefused("Say in a few words what was seen.", field="said")
    if len(said) > LONGEST_SAID:
        raise SignalRefused(f"Say it in {LONGEST_SAID} characters or fewer.", field="said")
    if not 0 <= size <= LARGEST_SIZE:
        raise SignalRefused("Give the number of people it is about.", field="size")
    if risk not in Risk.values:
        raise SignalRefused("Choose a risk from 1 to 4.", field="risk")
    if evidence not in Evidence.values:
        raise SignalRefused("Choose how strong the evidence is, from 1 to 4.", field="evidence")
