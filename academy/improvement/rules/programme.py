"""How far the Academy's own programme is: which phase it is in, and what is reached of it."""

from datetime import date

from django.db.models import TextChoices

from academy.core.refusals import Refused


class PhaseState(TextChoices):
    TO_COME = "to_come", "To come"
    NOW = "now", "Now"
    LATE = "late", "Over its time"
    ENDED = "ended", "Ended"


class BenefitState(TextChoices):
    TO_COME = "to_come", "To be seen"
    LATE = "late", "Was to be seen by now"
    SEEN = "seen", "Seen"


PHASE_TONES = {PhaseState.LATE: "late", PhaseState.ENDED: "good"}
BENEFIT_TONES = {BenefitState.LATE: "late", BenefitState.SEEN: "good"}


class ProgrammeRefused(Refused):
    """What the programme does not allow."""


def phase_state(*, starts_on: date, ends_on: date, ended_on: date | None, on: date) -> PhaseState:
    if ended_on is not None:
        return PhaseState.ENDED
    if starts_on > on:
        return PhaseState.TO_COME
    return PhaseState.LATE if ends_on < on else PhaseState.NOW


def benefit_state(*, due_on: date, seen_on: date | None, on: date) -> BenefitState:
    if seen_on is not None:
        return BenefitState.SEEN
    return BenefitState.LATE if due_on < on else BenefitState.TO_COME


def refuse_ending(*, open_milestones: int, is_ended: bool) -> None:
    if is_ended:
        raise ProgrammeRefused("This phase has ended already.")
    if open_milestones:
        some = "A milestone is" if open_milestones == 1 else f"{open_milestones} milestones are"
        raise ProgrammeRefused(f"{some} not reached yet. Reach them, or move them into another phase.")
