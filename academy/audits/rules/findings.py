"""What follows from what audits found: how sure it is, by when it is looked at again, and what is late."""

from datetime import date, timedelta
from math import hypot

from django.db.models import TextChoices

from academy.analysis.rates import wilson_interval
from academy.audits.rules.grades import Grade
from academy.core.refusals import Refused
from academy.needs.rules import Evidence, Risk

WEEKS_AFTER_GRADE = {Grade.INADEQUATE: 6}  # weeks until a case of this grade is audited again
WEEKS_AFTER_FINDING = {Risk.GRAVE: 12, Risk.HIGH: 26, Risk.SOME: 39, Risk.LOW: 52}
FEEDBACK_WITHIN = 5  # working days after an audit is finished
ACTION_WEEKS = {Risk.GRAVE: 2, Risk.HIGH: 6, Risk.SOME: 12, Risk.LOW: 12}  # offered, and may be changed
COUNTED_FROM = 10  # audits: under this, single cases and no count


class FindingKind(TextChoices):
    TO_IMPROVE = "to_improve", "To improve"
    STRENGTH = "strength", "Strength"


class NotFound(Refused):
    """What was found cannot be kept so, and why."""


def evidence_for(of: int, *, moderated: int) -> Evidence:
    """One audit is one voice; from ten on it is counted; with a second grade on some of them it is judged too."""
    if of <= 1:
        return Evidence.VOICE
    if of < COUNTED_FROM:
        return Evidence.VOICES
    return Evidence.JUDGED if moderated else Evidence.COUNTED


def audited_again_on(found_on: date, *, grade: str = "", risk: int = 0) -> date | None:
    """The day by which the same is looked at again; none where no rule asks for it."""
    weeks = WEEKS_AFTER_GRADE.get(Grade(grade)) if grade else WEEKS_AFTER_FINDING.get(Risk(risk))
    return found_on + timedelta(weeks=weeks) if weeks else None


def refuse_finding(*, said: str, found: int, of: int) -> None:
    if not said.strip():
        raise NotFound("Say in a few words what was found.", field="said")
    if of < 1 or not 0 <= found <= of:
        raise NotFound("Give how many audits showed it, of how many that were looked at.", field="found")


def change_words(then: tuple[int, int], now: tuple[int, int]) -> str:
    """How many fewer in a hundred, with Newcombe's interval of a difference (1998, from Wilson's of each share)."""
    if min(then[1], now[1]) < COUNTED_FROM:
        return "Too few audits to say whether it changed."
    first, second = then[0] / then[1], now[0] / now[1]
    (low1, high1), (low2, high2) = wilson_interval(*then), wilson_interval(*now)
    gone = first - second
    least = gone - hypot(first - low1, high2 - second)
    most = gone + hypot(high1 - first, second - low2)
    if least <= 0 <= most:
        return "Too few audits to tell whether it changed."
    more = "fewer" if gone > 0 else "more"
    few, many = sorted((abs(least), abs(most)))
    return f"{abs(gone) * 100:.0f} in 100 {more} than the first time ({few * 100:.0f} to {many * 100:.0f} {more})."


def share_words(found: int, of: int) -> str:
    return f"{found:,} of {of:,}"
