"""In one question, what there is at all of that which nearly always is not there: asked before it is looked at."""

from academy.core.statements import Statement
from academy.people.models import Person

CONCERNS, AUDIT_ACTIONS, REVIEW_ACTIONS, SCORES = "concerns", "audit actions", "review actions", "scores"
WAITS = Statement(
    f"""
    SELECT '{CONCERNS}' WHERE EXISTS (
      SELECT 1 FROM audits_concerntold told WHERE told.person_id = %s AND told.answered_at IS NULL)
    UNION ALL SELECT '{AUDIT_ACTIONS}' WHERE EXISTS (
      SELECT 1 FROM audits_auditaction action WHERE action.owner_id = %s AND action.done_on IS NULL)
    UNION ALL SELECT '{REVIEW_ACTIONS}' WHERE EXISTS (
      SELECT 1 FROM programmes_reviewaction action WHERE action.owner_id = %s AND action.done_on IS NULL)
    UNION ALL SELECT '{SCORES}' WHERE EXISTS (
      SELECT 1 FROM frameworks_selfassessment scores WHERE scores.person_id = %s AND scores.sent_at IS NULL)
    """
)


def what_waits(person: Person | None) -> set[str]:
    return {kind for (kind,) in WAITS.rows(*[person.pk] * 4)} if person else set()
