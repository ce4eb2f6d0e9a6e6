"""What this room reads of the records."""

from academy.workforce.queries.retention import (
    LONGEST_BREAK,
    MARKS,
    Held,
    held_posts,
    intakes,
    newly_qualified_stays,
    reasons_for_leaving,
)

__all__ = ["LONGEST_BREAK", "MARKS", "Held", "held_posts", "intakes", "newly_qualified_stays", "reasons_for_leaving"]
