"""The words of inspection: Ofsted's own, exactly."""

from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused


class InspectionRefused(Refused):
    pass


class InspectionKind(TextChoices):
    STANDARD = "standard", "Standard inspection"
    SHORT = "short", "Short inspection"
    FOCUSED = "focused", "Focused visit"
    MONITORING = "monitoring", "Monitoring visit"
    JOINT = "joint", "Joint targeted area inspection"
    EARLIER = "earlier", "Inspection under an earlier framework"


GRADED = (InspectionKind.STANDARD, InspectionKind.SHORT, InspectionKind.EARLIER)  # the others are told in words alone


class Grade(TextChoices):
    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    IMPROVE = "improve", "Requires improvement to be good"
    INADEQUATE = "inadequate", "Inadequate"


class JudgementArea(TextChoices):
    OVERALL = "overall", "Overall effectiveness"
    LEADERS = "leaders", "The impact of leaders on social work practice with children and families"
    HELP_PROTECTION = "help_protection", "The experiences and progress of children who need help and protection"
    IN_CARE = "in_care", "The experiences and progress of children in care"
    CARE_LEAVERS = "care_leavers", "The experiences and progress of care leavers"


class Said(TextChoices):
    STRENGTH = "strength", "Strength"
    IMPROVE = "improve", "What needs to improve"
    RECOMMENDATION = "recommendation", "Recommendation"
    PRIORITY = "priority", "Area for priority action"


FEWEST_SAID = 3


def refuse_graded(kind: str, judgements: dict[str, str]) -> None:
    """Focused and monitoring visits are told in words: nothing graded may be put down to them."""
    if judgements and kind not in GRADED:
        raise InspectionRefused("A visit of this kind gives no judgements. Leave them out.", field="kind")


def refuse_finding(said: str, done: str, done_on: date | None) -> None:
    if len(said.strip()) < FEWEST_SAID:
        raise InspectionRefused("Write what was said, in the report’s own words.", field="said")
    if bool(done.strip()) != (done_on is not None):
        raise InspectionRefused("Say both what was done and when, or neither.", field="done_on")
