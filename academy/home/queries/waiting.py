"""In one question, what there is at all of that which nearly always is not there: asked before it is looked at."""

from academy.booking.queries.attendance import ON_A_REGISTER, on_a_register
from academy.core import clock
from academy.core.statements import Statement
from academy.elearning.queries.learning import UNDER_WAY
from academy.frameworks.queries.guides import NOT_UNDERSTOOD
from academy.people.scope import Viewer
from academy.records.queries import REFUSED

CONCERNS, AUDIT_ACTIONS, REVIEW_ACTIONS, SCORES = "concerns", "audit actions", "review actions", "scores"
PARTNER_SURVEY, IMPROVEMENT = "partner survey", "improvement"
GUIDES, LESSONS, HANDED_BACK, REGISTERS = "guides", "lessons", "handed back", "registers"
OWN = [
    (CONCERNS, "SELECT 1 FROM audits_concerntold told WHERE told.person_id = %s AND told.answered_at IS NULL"),
    (AUDIT_ACTIONS, "SELECT 1 FROM audits_auditaction action WHERE action.owner_id = %s AND action.done_on IS NULL"),
    (
        REVIEW_ACTIONS,
        "SELECT 1 FROM programmes_reviewaction action WHERE action.owner_id = %s AND action.done_on IS NULL",
    ),
    (SCORES, "SELECT 1 FROM frameworks_selfassessment scores WHERE scores.person_id = %s AND scores.sent_at IS NULL"),
    (PARTNER_SURVEY, "SELECT 1 FROM impact_partnerasked asked WHERE asked.person_id = %s AND NOT asked.has_answered"),
    (
        IMPROVEMENT,
        "SELECT 1 FROM improvement_planaction action WHERE action.owner_id = %s AND action.completed_on IS NULL",
    ),
    (
        IMPROVEMENT,
        "SELECT 1 FROM improvement_recommendation asked WHERE asked.owner_id = %s AND asked.answered_on IS NULL",
    ),
    (IMPROVEMENT, "SELECT 1 FROM improvement_risk risk WHERE risk.owner_id = %s AND risk.closed_on IS NULL"),
    (GUIDES, NOT_UNDERSTOOD.sql),
    (LESSONS, UNDER_WAY.sql),
    (HANDED_BACK, REFUSED.sql),
]
WAITS = Statement(
    " UNION ALL ".join(f"SELECT '{kind}' WHERE EXISTS ({sql})" for kind, sql in [*OWN, (REGISTERS, ON_A_REGISTER)])
)


def what_waits(viewer: Viewer) -> set[str]:
    if viewer.person is None:
        return set()
    values = [viewer.person.pk] * len(OWN) + on_a_register(viewer.person, on=viewer.on, now=clock.now())
    return {kind for (kind,) in WAITS.rows(*values)}
