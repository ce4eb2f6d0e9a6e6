"""Children in need and child protection plans (lists 6 and 7)."""

import re
from collections.abc import Iterator
from datetime import date

from academy.audits.annex_a import Row, answer
from academy.audits.timeliness.asked import Asked, says

NO_NEED = re.compile(r"n[09]\b|not stated|cases? other than|none\b|no need")
ELSEWHERE = re.compile(r"look|care\b|lac\b|cla\b|protection|cpp?\b|clos")


def plan_visited(asked: Asked) -> Iterator[bool]:
    """A plan that has just begun is in time until its first visit is due."""
    for row in open_plans(asked):
        yield asked.is_in_time("cp_visit", asked.latest(row, "visited_on") or row["started_on"])


def plan_reviewed(asked: Asked) -> Iterator[bool]:
    for row in open_plans(asked):
        reviewed = asked.latest(row, "reviewed_on")
        is_first = reviewed is None or reviewed <= row["started_on"]
        yield asked.is_in_time("first_cp_review" if is_first else "cp_review", _later(reviewed, row["started_on"]))


def seen_alone(asked: Asked) -> Iterator[bool]:
    return (row["seen_alone"] is True for row in asked.rows("List 7", since="visited_on"))


def plan_again(asked: Asked) -> Iterator[bool]:
    return ((row["earlier_plans"] or 0) > 0 for row in asked.rows("List 7", since="started_on"))


def plan_long(asked: Asked) -> Iterator[bool]:
    return (asked.has_lasted(row["started_on"], "long_plan") for row in open_plans(asked))


def plan_ended_long(asked: Asked) -> Iterator[bool]:
    return (not asked.clocks.kept("long_plan", *span) for span in asked.spans("List 7", "started_on", "ended_on"))


def need_visited(asked: Asked) -> Iterator[bool]:
    for row in open_need(asked):
        yield asked.is_in_time("cin_visit", asked.latest(row, "seen_on") or row["started_on"])


def open_without_need(asked: Asked) -> Iterator[bool]:
    """Q6: no need is coded, or the latest assessment since it began said that no support is required."""
    found = _not_requiring(asked)
    for row in open_need(asked):
        said = found.get(row.get("child") or "")
        yield _codes_no_need(row) or (said is not None and said >= row["started_on"])


def plan_unallocated(asked: Asked) -> Iterator[bool]:
    return (not row["worker"] for row in open_plans(asked))


def need_unallocated(asked: Asked) -> Iterator[bool]:
    return (not row["worker"] for row in open_need(asked))


def open_need(asked: Asked) -> Iterator[Row]:
    """Children in need whose case is open as such: who has a protection plan or is in care is counted there."""
    for row in asked.still_open("List 6", until="closed_on"):
        if not ELSEWHERE.search(says(row, "status")):
            yield row


def open_plans(asked: Asked) -> Iterator[Row]:
    return asked.still_open("List 7", until="ended_on")


def _codes_no_need(row: Row) -> bool:
    return not row["need"] or NO_NEED.match(says(row, "need")) is not None


def _not_requiring(asked: Asked) -> dict[str, date]:
    """Children whose latest authorised assessment said No, and when."""
    if not asked.book.has("List 4", "child", "authorised_on", "outcome"):
        return {}
    latest: dict[str, Row] = {}
    for row in sorted(asked.rows("List 4", since="authorised_on"), key=lambda row: row["authorised_on"]):
        latest[row["child"]] = row
    return {child: row["authorised_on"] for child, row in latest.items() if answer(row["outcome"] or "") is False}


def _later(one: date | None, other: date) -> date:
    return other if one is None else max(one, other)
