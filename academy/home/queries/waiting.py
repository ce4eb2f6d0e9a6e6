"""In one question, what there is at all of that which nearly always is not there: asked before it is looked at."""

from academy.core.statements import Statement
from academy.people.models import Person

CONCERNS, AUDIT_ACTIONS, REVIEW_ACTIONS, SCORES = "concerns", "audit actions", "review actions", "scores"
PARTNER_SURVEY = "partner survey"
IMPROVEMENT = "improvement"
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
    UNION ALL SELECT '{PARTNER_SURVEY}' WHERE EXISTS (
      SELECT 1 FROM impact_partnerasked asked WHERE asked.person_id = %s AND NOT asked.has_answered)
    UNION ALL SELECT '{IMPROVEMENT}' WHERE EXISTS (
      SELECT 1 FROM improvement_planaction action WHERE action.owner_id = %s AND action.completed_on IS NULL)
    UNION ALL SELECT '{IMPROVEMENT}' WHERE EXISTS (
      SELECT 1 FROM improvement_recommendation asked WHERE asked.owner_id = %s AND asked.answered_on IS NULL)
    UNION ALL SELECT '{IMPROVEMENT}' WHERE EXISTS (
      SELECT 1 FROM improvement_risk risk WHERE risk.owner_id = %s AND risk.closed_on IS NULL)
    """
)


def what_waits(person: Person | None) -> set[str]:
    return {kind for (kind,) in WAITS.rows(*[person.pk] * 8)} if person else set()
