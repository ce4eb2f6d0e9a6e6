"""Children in care and care leavers (lists 8 and 9)."""

import re
from collections.abc import Callable, Iterator

from academy.audits.annex_a import Row
from academy.audits.timeliness.asked import Asked, says

OUT = re.compile(r"out\b|outside|o$")
ACTIVE, NOT_ACTIVE = re.compile(r"[fp]\d"), re.compile(r"g\d|neet\b|not in ")
ACTIVE_WORDS = re.compile(r"education|employ|training|apprentice|university|college|school")
Count = Callable[[Asked], Iterator[bool]]
YOUNGER, OLDER = range(17, 19), range(19, 22)
SCHOOL_AGE = 5


def visited(asked: Asked) -> Iterator[bool]:
    """Within a week of the placement, and every six weeks from then on."""
    for row in in_care(asked):
        seen, placed = asked.latest(row, "visited_on"), asked.latest(row, "placed_on") or row["started_on"]
        if seen is None or seen < placed:
            yield asked.is_in_time("first_cla_visit", placed)
        else:
            yield asked.is_in_time("cla_visit", seen)


def reviewed(asked: Asked) -> Iterator[bool]:
    """After 20 working days, three months later, and then every six months."""
    for row in in_care(asked):
        last, started = asked.latest(row, "reviewed_on"), row["started_on"]
        if last is None or last < started:
            yield asked.is_in_time("first_cla_review", started)
        elif asked.clocks.kept("first_cla_review", started, last):
            yield asked.is_in_time("second_cla_review", last)
        else:
            yield asked.is_in_time("cla_review", last)


def three_workers(asked: Asked) -> Iterator[bool]:
    return ((row["social_workers"] or 0) >= 3 for row in in_care(asked))


def three_placements(asked: Asked) -> Iterator[bool]:
    return ((row["placements"] or 0) >= 3 for row in in_care(asked))


def placed_out(asked: Asked) -> Iterator[bool]:
    return (is_out(row) for row in in_care(asked))


def first_health_in_time(asked: Asked) -> Iterator[bool]:
    """Only of those who came so lately that their latest assessment is their first, and whose time is up or met."""
    for row in in_care(asked):
        done, started = asked.latest(row, "health_on"), row["started_on"]
        if asked.has_lasted(started, "first_health_seen"):
            continue
        is_met = done is not None and done >= started and asked.clocks.kept("first_health", started, done)
        if is_met or not asked.is_in_time("first_health", started):
            yield is_met


def health_up_to_date(asked: Asked) -> Iterator[bool]:
    """Of those in care long enough for a review to have fallen due."""
    return (_is_health_in_time(asked, row) for row in in_care(asked) if _is_health_due(asked, row))


def health_up_to_date_out(asked: Asked) -> Iterator[bool]:
    found = (row for row in in_care(asked) if is_out(row) and _is_health_due(asked, row))
    return (_is_health_in_time(asked, row) for row in found)


def interview_offered_out(asked: Asked) -> Iterator[bool]:
    for row in in_care(asked):
        if is_out(row) and (row["missing"] or 0) > 0:
            yield row["interview_offered"] is True


def dental_up_to_date(asked: Asked) -> Iterator[bool]:
    for row in in_care(asked):
        if asked.has_lasted(row["started_on"], "dental"):
            done = asked.latest(row, "dental_on")
            yield done is not None and asked.is_in_time("dental", done)


def unallocated(asked: Asked) -> Iterator[bool]:
    return (not row["worker"] for row in in_care(asked))


def pathway_reviewed(asked: Asked) -> Iterator[bool]:
    for row in asked.book.lists["List 9"]:
        done = asked.latest(row, "reviewed_on")
        yield done is not None and asked.is_in_time("pathway_review", done)


def in_touch(asked: Asked) -> Iterator[bool]:
    for row in asked.book.lists["List 9"]:
        last = asked.latest(row, "contact_on")
        yield last is not None and asked.is_in_time("in_touch", last)


def of_age(ages: range, is_met: Callable[[Row], bool]) -> Count:
    """Of the care leavers of an age, those not known among them."""
    return lambda asked: (is_met(row) for row in asked.book.lists["List 9"] if asked.age(row) in ages)


def suitably_housed(ages: range) -> Count:
    def count(asked: Asked) -> Iterator[bool]:
        for row in asked.book.lists["List 9"]:
            said = says(row, "suitability")
            if asked.age(row) in ages and not said.startswith("exclude"):
                yield said.startswith("suitable") or said in {"yes", "y"}

    return count


def is_active(row: Row) -> bool:
    said = says(row, "activity")
    return not is_not_active(row) and bool(ACTIVE.match(said) or ACTIVE_WORDS.search(said))


def is_not_active(row: Row) -> bool:
    return NOT_ACTIVE.match(says(row, "activity")) is not None


def is_out(row: Row) -> bool:
    return OUT.match(says(row, "location")) is not None


def in_care(asked: Asked) -> Iterator[Row]:
    return asked.still_open("List 8", until="ceased_on")


def _clock_for(asked: Asked, row: Row) -> str:
    age = asked.age(row)
    return "health_under_5" if age is not None and age < SCHOOL_AGE else "health"


def _is_health_due(asked: Asked, row: Row) -> bool:
    return asked.has_lasted(row["started_on"], _clock_for(asked, row))


def _is_health_in_time(asked: Asked, row: Row) -> bool:
    done = asked.latest(row, "health_on")
    return done is not None and asked.is_in_time(_clock_for(asked, row), done)
