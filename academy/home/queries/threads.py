"""The golden thread of a record: everything it is because of, itself, and everything it led to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch

from academy.audits.models import ReAudit
from academy.audits.queries import findings
from academy.core import thread
from academy.core.thread import Knot
from academy.elearning import queries as lessons
from academy.elearning.models import Lesson
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.surveys import queries as follow_ups
from academy.surveys.models import FollowUp
from academy.ui.dates import date_words
from academy.ui.doors import opens

WHEN_ON = (
    *("completed_on", "found_on", "raised_on", "opened_on", "held_on", "agreed_on", "done_on", "due_on"),
    *("starts_on", "added_on", "started_on", "issued_on", "taken_on"),
)
WHEN_AT = ("starts_at", "booked_at", "answered_at", "finished_at", "raised_at", "asked_at", "drawn_at", "made_at")
# What is known to more people than its page opens for.
OPENED: dict[type[Model], Callable[[Viewer], QuerySet[Any]]] = {
    FollowUp: follow_ups.answers,
    Lesson: lessons.readable_lessons,
    ReAudit: findings.re_audits_opened,
}
LONGEST = 16  # knots each way: from a finding to what somebody says who learned because of it


@dataclass(frozen=True)
class Shown:
    """One knot as the page shows it."""

    kind: str
    when: str
    heading: str
    words: str = ""
    url: str = ""
    number: str = ""
    number_words: str = ""
    is_here: bool = False
    is_end: bool = False


@dataclass(frozen=True)
class Thread:
    knots: list[Shown]
    hidden: int


def thread_of(viewer: Viewer, record: Model, *, is_reversed: bool = False) -> Thread:
    """Cause to effect, or turned round. Ends that are not the viewer's are counted, not named."""
    here = thread.knot_of(record)
    before, after = _walk(here, thread.causes), _walk(here, thread.effects)
    knots = [*reversed(before), here, *after]
    if is_reversed:
        knots.reverse()
    shown, hidden = [], 0
    for knot in knots:
        seen = visible(viewer, knot.model).filter(pk__in=knot.ids) if _has_scope(knot) else knot.records
        ids = list(seen.values_list("pk", flat=True)[:1000])
        hidden += len(knot.ids) - len(ids)
        if ids:
            shown.append(_shown(viewer, Knot(knot.model, frozenset(ids)), is_here=knot is here))
    return Thread(_with_end(shown), hidden)


def _walk(start: Knot, step: Callable[[Knot], list[Knot]]) -> list[Knot]:
    """One step after another; people are not part of a thread, and no kind of record is passed twice."""
    found: list[Knot] = []
    passed = {start.model, Person}
    waiting = step(start)
    while waiting and len(found) < LONGEST:
        knot = waiting.pop(0)
        if knot.model in passed:
            continue
        passed.add(knot.model)
        found.append(knot)
        waiting.extend(step(knot))
    return found


def _shown(viewer: Viewer, knot: Knot, *, is_here: bool) -> Shown:
    records = list(knot.records[:2])
    one = records[0] if len(knot.ids) == 1 else None
    meta = knot.model._meta
    if one is None:
        return Shown(
            kind=_name(meta.verbose_name_plural), when="", heading=f"{len(knot.ids):,} {meta.verbose_name_plural}"
        )
    return shown_record(viewer, one, is_here=is_here)


def shown_record(viewer: Viewer, record: Model, *, is_here: bool = False) -> Shown:
    kind = _name(record._meta.verbose_name)
    return Shown(kind=kind, when=_when(record), heading=str(record), url=_address(viewer, record), is_here=is_here)


def _with_end(shown: list[Shown]) -> list[Shown]:
    if not shown or shown[-1].is_here:
        return shown
    last = shown[-1]
    return [*shown[:-1], Shown(**{**last.__dict__, "is_end": True})]


def _when(record: Any) -> str:
    for name in WHEN_ON:
        if value := getattr(record, name, None):
            return date_words(value)
    for name in WHEN_AT:
        if value := getattr(record, name, None):
            return date_words(value.date())
    return ""


def _address(viewer: Viewer, record: Any) -> str:
    """Nothing where the page of a record does not open for whoever may know that there is one."""
    try:
        address: str = record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
    opened = OPENED.get(type(record))
    is_open = opens(viewer, address) and (opened is None or opened(viewer).filter(pk=record.pk).exists())
    return address if is_open else ""


def _name(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]


def _has_scope(knot: Knot) -> bool:
    return hasattr(knot.model, "scope_path")
