"""What the home page asks of everybody, of one person's year."""

from academy.core.statements import Statement
from academy.records.models import Completion
from academy.records.rules import State

LEARNED = Statement(
    """
    SELECT {columns} FROM records_completion learned
    WHERE learned.person_id = %s AND learned.completed_on BETWEEN %s AND %s ORDER BY learned.completed_on
    """,
    learned=Completion,
)
PIECES = Statement(
    """
    SELECT count(*), count(CASE WHEN peer <> '' AND discussed <> '' THEN 1 END) FROM records_reflection
    WHERE person_id = %s AND finished_at IS NOT NULL AND done_on BETWEEN %s AND %s
    """
)
REFUSED = Statement(
    f"""
    SELECT refused.id FROM records_handin refused WHERE refused.person_id = %s AND refused.state = '{State.REFUSED}'
    AND NOT EXISTS (SELECT 1 FROM records_handin again WHERE again.previous_id = refused.id)
    """
)
