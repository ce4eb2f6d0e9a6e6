"""What is watched of a team, when its series says that something changed, and in which words that is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices

MONTHS = 36  # as far back as a series is kept and shown
JUDGED = 12  # the latest of them, held against those before
READ_AGAIN = 3  # the latest months are counted anew each time: records of them still come in
FEWEST_SHOWN = 2
FEWEST_IN_TEAM = 4  # social workers: a team with fewer is another kind of team


class Watched(TextChoices):
    """Six things side by side, in the order of the page. They are never added up."""

    LEAVERS = "leavers", "Leavers"
    VACANCIES = "vacancies", "Vacancies"
    SUPERVISION = "supervision", "Supervision in time"
    CASELOAD = "caseload", "Caseload"
    AUDITS = "audits", "Audit grades"
    FOLLOW_UPS = "follow-ups", "Learning used"

    @property
    def is_share(self) -> bool:
        """Counted people or audits, so many of so many; the others are measured."""
        return self not in (Watched.VACANCIES, Watched.CASELOAD)

    @property
    def is_high_good(self) -> bool:
        return self in (Watched.SUPERVISION, Watched.AUDITS, Watched.FOLLOW_UPS)

    @property
    def unit(self) -> str:
        return "" if self is Watched.CASELOAD else "%"

    @property
    def definition(self) -> str:
        return DEFINITIONS[self]

    @property
    def of_words(self) -> str:
        return OF[self]


DEFINITIONS = {
    Watched.LEAVERS: "Social workers employed here who left the council in the month, of those in the team that month. "
    "A move to another team is not leaving, and agency workers are not counted.",
    Watched.VACANCIES: "Full-time posts with nobody employed in them, of those the team is to have, at the end of the "
    "month.",
    Watched.SUPERVISION: "Of those of whom supervision is asked, the share whose next was not overdue at the end of "
    "the month.",
    Watched.CASELOAD: "Cases for each full-time worker who holds any, at the end of the month.",
    Watched.AUDITS: "Of the audits finished in the month of the team’s work, the share graded good or outstanding. "
    "A second grade counts before the first.",
    Watched.FOLLOW_UPS: "Of those in the team who answered, three months after learning, the share who have used it.",
}
OF = {
    Watched.LEAVERS: "people in the team",
    Watched.VACANCIES: "posts",
    Watched.SUPERVISION: "people",
    Watched.CASELOAD: "workers",
    Watched.AUDITS: "audits",
    Watched.FOLLOW_UPS: "answers",
}


class Verdict(TextChoices):
    """What a series says. None of them says why."""

    WORSE = "worse", "A real change for the worse"
    BETTER = "better", "A real change for the better"
    USUAL = "usual", "No real change"
    TOO_FEW = "too_few", "Too few months yet"
    ALIKE = "alike", "Cannot be told by month"
    NONE = "none", "Nothing recorded"

    @property
    def is_change(self) -> bool:
        return self in (Verdict.WORSE, Verdict.BETTER)

    @property
    def tone(self) -> str:
        return {Verdict.WORSE: "late", Verdict.BETTER: "good"}.get(self, "calm")


class Shown(TextChoices):
    """How a change showed itself."""

    MONTH = "month", "One month outside the usual range"
    RUN = "run", "Eight months together outside the usual"


@dataclass(frozen=True)
class Point:
    """One month of one team: so many (`part`) of so many (`of`), at the month’s last day."""

    month: date
    part: Decimal
    of: Decimal

    @property
    def value(self) -> float:
        return float(self.part / self.of)


def month_ends(on: date, *, months: int = MONTHS) -> list[date]:
    """The last days of the latest months that are over, the oldest first."""
    ends = [on.replace(day=1) - timedelta(days=1)]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]


def baseline_of(points: int) -> int:
    """The limits come from the months before those that are judged, and from twelve at the least."""
    return min(points, max(12, points - JUDGED))


def holds(shown: str, *, first_on: date, last_on: date) -> bool:
    """A run has held by being one; a single month outside has when the next month says so too."""
    return shown == Shown.RUN or last_on > first_on


def change_words(watched: Watched, team: str, month: date, *, is_worse: bool) -> str:
    """Fit for everybody who may see signals: no number in it, for one could point at somebody."""
    way = "worse" if is_worse else "better"
    return f"{watched.label} in {team[:120]}: a real change for the {way}, from {month:%B %Y}"
