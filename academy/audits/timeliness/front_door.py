"""Contacts, referrals, assessments and the first conference (lists 1, 3, 4 and 5).

Each function says, of every row that counts, whether it counts above the line.
"""

import re
from collections.abc import Iterator

from academy.audits.annex_a import answer
from academy.audits.timeliness.asked import Asked, says

CANCELLED = re.compile(r"cancel|abandon|discontinu|ceased|withdrawn|not completed|\bnfa\b|no further|close")


def contact_decided(asked: Asked) -> Iterator[bool]:
    for row in asked.rows("List 1", since="contact_on"):
        decided = asked.latest(row, "decision_on")
        yield decided is not None and asked.clocks.kept("contact_decision", row["contact_on"], decided)


def referral_decided(asked: Asked) -> Iterator[bool]:
    for row in asked.rows("List 3", since="referred_on"):
        decided = asked.latest(row, "decision_on")
        yield decided is not None and asked.clocks.kept("referral_decision", row["referred_on"], decided)


def referral_closed_at_once(asked: Asked) -> Iterator[bool]:
    return (row["is_closed_at_once"] is True for row in asked.rows("List 3", since="referred_on"))


def referred_again(asked: Asked) -> Iterator[bool]:
    return ((row["earlier_referrals"] or 0) > 0 for row in asked.rows("List 3", since="referred_on"))


def assessment_in_time(asked: Asked) -> Iterator[bool]:
    return (asked.clocks.kept("assessment", *span) for span in asked.spans("List 4", "started_on", "authorised_on"))


def assessment_open_late(asked: Asked) -> Iterator[bool]:
    for row in asked.still_open("List 4", until="authorised_on"):
        yield not asked.is_in_time("assessment", row["started_on"])


def assessment_cancelled(asked: Asked) -> Iterator[bool]:
    """Cancelled, or ended with no further action: by the outcome's words, or by a No to “requires support”."""
    for row in asked.rows("List 4", since="started_on"):
        yield answer(row["outcome"] or "") is False or CANCELLED.search(says(row, "outcome")) is not None


def conference_in_time(asked: Asked) -> Iterator[bool]:
    return (asked.clocks.kept("conference", *span) for span in asked.spans("List 5", "strategy_on", "conference_on"))
