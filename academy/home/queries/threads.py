"""The golden thread of a record: everything it is because of, itself, and everything it led to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Model, QuerySet
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst

from academy.audits.models import ReAudit
from academy.audits.queries import findings
from academy.core import thread
from academy.core.imports.tables import among
from academy.core.thread import Knot
from academy.elearning import queries as lessons
from academy.elearning.models import Lesson
from academy.home.queries.told import figure_told, told_of, use_of
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.surveys import queries as follow_ups
from academy.surveys.models import FollowUp
from academy.ui.dates import date_words, months_words
from academy.ui.doors import opens
from academy.ui.templatetags.academy import in_words

Kind = type[Model]
Steps = set[tuple[Kind, Kind]]

WHEN_ON = (
    *("completed_on", "found_on", "raised_on", "opened_on", "held_on", "agreed_on", "done_on", "due_on"),
    *("starts_on", "added_on", "started_on", "issued_on", "taken_on"),
)
WHEN_AT = ("starts_at", "booked_at", "answered_at", "finished_at", "raised_at", "asked_at", "drawn_at", "made_at")
# What is known to more people than its page opens for.
OPENED: dict[Kind, Callable[[Viewer], QuerySet[Any]]] = {
    FollowUp: follow_ups.answers,
    Lesson: lessons.readable_lessons,
    ReAudit: findings.re_audits_opened,
}
NAMED_BY: dict[Kind, tuple[str, ...]] = {  # what a name is read from beside the record, where that may be missing
    ReAudit: ("finding", "audit__sampled_case"),
}
# What carries the thread on. All else is part of one of these, or kept beside it, and is told of below.
STEPS = {
    "frameworks": ("SourceVersion", "GuideVersion"),
    "programmes": ("CaseReview", "Recommendation", "ReviewAction", "LearningPoint"),
    "audits": ("Sample", "Audit", "Concern", "Finding", "Feedback", "AuditAction", "ReAudit"),
    "needs": ("CapabilityGap", "Requirement", "Exemption", "Signal", "Need"),
    "plan": ("PlanItem", "Commission"),
    "catalogue": ("Item", "Expert", "Talk", "Takeaway", "Resource"),
    "booking": ("Session", "Interest", "Booking"),
    "elearning": ("Lesson", "Attempt"),
    "records": ("HandIn", "Completion", "Reflection"),
    "surveys": ("FollowUp",),
    "impact": ("EffectEstimate",),
    "improvement": (
        *("Inspection", "InspectionFinding", "Recommendation", "Priority"),
        *("PlanAction", "Measure", "Pack"),
    ),
}
CAUSES = "among=causes"  # a kind of record may be among the causes of one and among its effects
MOST = 40  # kinds of record each way


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
    waits: str = ""
    in_short: str = ""
    why: str = ""  # how it hangs on the one above it
    is_one: bool = True
    is_here: bool = False
    is_end: bool = False


@dataclass(frozen=True)
class Thread:
    knots: list[Shown]
    hidden: int
    beside: tuple[Shown, ...] = ()  # what belongs to the steps and is none itself
    open_end: Shown | None = None  # the last that still waits for something
    in_short: str = ""  # from cause to effect, whichever way it is shown


@dataclass(frozen=True)
class Seen:
    """What the viewer may see of a knot."""

    knot: Knot
    rows: QuerySet[Any]
    is_cause: bool  # of the record whose thread it is
    total: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Passed:
    """Every kind of record on a thread, causes before effects, and which of them leads to which."""

    seen: list[Seen]
    leads: frozenset[tuple[Kind, Kind]]

    def led(self, cause: Kind, effect: Kind) -> bool:
        """At once or through others."""
        reached, waiting = {cause}, [cause]
        while waiting:
            here = waiting.pop()
            onward = {to for of, to in self.leads if of is here} - reached
            reached |= onward
            waiting.extend(onward)
        return effect in reached


def thread_of(viewer: Viewer, record: Model, *, is_reversed: bool = False) -> Thread:
    """Cause to effect, or turned round. Ends that are not the viewer's are counted, not named."""
    passed = _passed(viewer, record)
    shown: list[tuple[Kind, Shown]] = []
    beside: list[Shown] = []
    for seen in passed.seen:
        kind = seen.knot.model
        if one := _shown(viewer, record, seen) if seen.total else _counted_only(viewer, seen.knot):
            is_here = kind is type(record)
            if is_here or kind._meta.object_name in STEPS.get(kind._meta.app_label, ()):
                shown.append((kind, replace(one, is_here=is_here)))
            else:
                beside.append(one)
    waiting = [one for _, one in shown if one.waits]
    in_short = [one.in_short for _, one in shown if one.in_short]
    if is_reversed:
        shown.reverse()
    knots = [replace(one, why=_why(passed, shown, place, is_reversed)) for place, (_, one) in enumerate(shown)]
    open_end = waiting[-1] if waiting and len(knots) > 1 else None
    hidden = sum(len(seen.knot.ids) - seen.total for seen in passed.seen)
    return Thread(_with_end(knots), hidden, tuple(beside), open_end, " ".join(in_short) if len(in_short) > 1 else "")


def records_on_thread(viewer: Viewer, record: Model, model: Kind, *, is_cause: bool) -> QuerySet[Any] | None:
    """The records of one kind on the thread of another that the viewer may see; None where there are none."""
    here = thread.knot_of(record)
    knots = _walk(here, thread.causes)[0] if is_cause else [here, *_walk(here, thread.effects)[0]]
    knot = next((one for one in knots if one.model is model), None)
    if knot is None or not (rows := _rows(viewer, knot)).exists():
        return None
    return rows.select_related(*NAMED_BY[model]) if model in NAMED_BY else rows.select_related()


def addresses_of(viewer: Viewer, rows: QuerySet[Any]) -> Callable[[Any], str]:
    """Where the page of each of them is; nothing where it does not open. One question, however many."""
    opened = OPENED.get(rows.model)
    ids = None if opened is None else set(opened(viewer).filter(pk__in=rows.values("pk")).values_list("pk", flat=True))
    return lambda record: _address(viewer, record) if ids is None or record.pk in ids else ""


def shown_record(viewer: Viewer, record: Model) -> Shown:
    kind = capfirst(str(record._meta.verbose_name))
    rows = type(record)._default_manager.filter(pk=record.pk)
    return Shown(kind, when_of(record), str(record), url=addresses_of(viewer, rows)(record))


def when_of(record: Any) -> str:
    first = next(filter(None, (_day(getattr(record, name)) for name in dated_by(type(record)))), None)
    return date_words(first) if first else ""


def dated_by(model: Kind) -> list[str]:
    """The fields that say when a record is from: the first that is filled."""
    own = {field.name for field in model._meta.concrete_fields}
    return [name for name in WHEN_ON if name in own] or [name for name in WHEN_AT if name in own][:1]


def _passed(viewer: Viewer, record: Model) -> Passed:
    here = thread.knot_of(record)
    before, causes = _walk(here, thread.causes)
    after, effects = _walk(here, thread.effects)
    in_order = [
        *reversed(_in_order([_seen(viewer, one, is_cause=True) for one in before], causes, here, latest_first=True)),
        _seen(viewer, here),
        *_in_order([_seen(viewer, one) for one in after], effects, here),
    ]
    return Passed(in_order, frozenset({(cause, effect) for effect, cause in causes} | effects))


def _walk(start: Knot, step: Callable[[Knot], list[Knot]]) -> tuple[list[Knot], Steps]:
    """One step after another; people are not part of a thread, and no kind of record is passed twice."""
    found: list[Knot] = []
    steps: Steps = set()
    passed = {start.model, Person}
    edge = [start]
    while edge and len(found) < MOST:
        here = edge.pop(0)
        for knot in step(here):
            steps.add((here.model, knot.model))
            if knot.model not in passed:
                passed.add(knot.model)
                found.append(knot)
                edge.append(knot)
    return found, steps


def _in_order(found: list[Seen], steps: Steps, start: Knot, *, latest_first: bool = False) -> list[Seen]:
    """Each branch to its end before the next one begins."""
    of_kind = {seen.knot.model: seen for seen in found}
    placed: list[Kind] = []
    waiting = [start.model]
    while waiting:
        here = waiting.pop()
        if here in placed:
            continue
        placed.append(here)
        onward = [to for of, to in steps if of is here and to in of_kind]
        onward.sort(key=lambda kind: (of_kind[kind].first or date.max, kind._meta.label), reverse=not latest_first)
        waiting.extend(onward)
    return [of_kind[kind] for kind in placed[1:]]


def _rows(viewer: Viewer, knot: Knot) -> QuerySet[Any]:
    if not hasattr(knot.model, "scope_path"):
        return knot.records
    return visible(viewer, knot.model).filter(pk__in=among(knot.ids))


def _seen(viewer: Viewer, knot: Knot, *, is_cause: bool = False) -> Seen:
    rows = (
        visible(viewer, knot.model).filter(pk__in=among(knot.ids))
        if hasattr(knot.model, "scope_path")
        else knot.records
    )
    names = dated_by(knot.model)
    when = Coalesce(*names) if len(names) > 1 else names[0] if names else None
    days = {"first": Min(when), "last": Max(when)} if when else {}
    found = rows.order_by().aggregate(total=Count("pk"), **days)
    return Seen(knot, rows, is_cause, found["total"], _day(found.get("first")), _day(found.get("last")))


def _shown(viewer: Viewer, record: Model, seen: Seen) -> Shown:
    record_seen = seen.rows.get() if seen.total == 1 else None
    told = told_of(viewer, seen.rows, record_seen)
    if record_seen is not None:
        one = shown_record(viewer, record_seen)
    else:
        meta = seen.knot.model._meta
        several = f"{in_words(seen.total)} {meta.verbose_name_plural}"
        address = reverse("thread-records", args=[record._meta.label_lower, record.pk, meta.label_lower])
        address += f"?{CAUSES}" if seen.is_cause else ""
        when = months_words(seen.first, seen.last) if seen.first and seen.last else ""
        kind = capfirst(str(meta.verbose_name_plural))
        one = Shown(kind, when, capfirst(several), url=address, is_one=False)
    return replace(one, **vars(told))


def _counted_only(viewer: Viewer, knot: Knot) -> Shown | None:
    """What people said, in numbers, for whoever may not see who said it."""
    figure = use_of(viewer, knot.records) if knot.model is FollowUp else None
    if figure is None:
        return None
    told = figure_told(figure)
    kind = capfirst(str(FollowUp._meta.verbose_name_plural))
    return replace(Shown(kind, "", figure.label, url=figure.opens_to), **vars(told))


def _why(passed: Passed, shown: list[tuple[Kind, Shown]], place: int, is_reversed: bool) -> str:
    if not place:
        return ""
    above, here = shown[place - 1][0], shown[place][0]
    if is_reversed:
        return "because of" if passed.led(here, above) else "and"
    return "led to" if passed.led(above, here) else "and"


def _with_end(shown: list[Shown]) -> list[Shown]:
    if not shown or shown[-1].is_here:
        return shown
    return [*shown[:-1], replace(shown[-1], is_end=True)]


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def _address(viewer: Viewer, record: Any) -> str:
    """Nothing where the page of a record does not open for whoever may know that there is one."""
    try:
        address: str = record.get_absolute_url()
    except (AttributeError, NoReverseMatch):
        return ""
    return address if opens(viewer, address) else ""
