"""What the clock starts. Each is safe to run twice."""

from academy.audits.actions import concerns as concerns_actions
from academy.audits.actions import findings as findings_actions
from academy.audits.actions import samples as samples_actions
from academy.audits.models import Concern, ReAudit
from academy.core import clock

AT_ONCE = 200


def ask_again_about_concerns() -> str:
    """Nobody has answered: whoever was told is told again, and after half an hour more people are."""
    waiting = Concern.objects.filter(answered_at__isnull=True).order_by("raised_at")[:AT_ONCE]
    number = sum(concerns_actions.ask_again(concern) for concern in waiting)
    return f"{number} people were told of a concern that nobody has answered."


def say_what_is_looked_at_again() -> str:
    """Each re-audit once, when its day has come."""
    due = ReAudit.objects.filter(done_on__isnull=True, told_at__isnull=True, due_on__lte=clock.today())[:AT_ONCE]
    number = sum(findings_actions.say_due(re_audit) for re_audit in due)
    return f"{number} re-audits are due and somebody was told."


def take_back_from_leavers() -> str:
    """Cases that somebody had not begun when they left are to be given to somebody else."""
    number = samples_actions.take_back_from_leavers(on=clock.today())
    return f"{number} cases of people who left are without an auditor."
