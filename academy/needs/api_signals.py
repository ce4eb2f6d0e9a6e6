"""Signals, needs and the training needs analysis for machines, within the same reach as the pages."""

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from academy.catalogue.models import Item
from academy.core import identifying
from academy.frameworks.models import Capability
from academy.needs import actions, queries, rules
from academy.needs.models import Need, Signal
from academy.needs.queries import Cut, Line
from academy.needs.rules import NeedState, SignalKind
from academy.people.models import JobRole, Organisation
from academy.people.rules import Reach
from academy.people.scope import Request, open_to, visible

router = Router(tags=["Needs"])
AT_ONCE = 500
FURTHEST = 1_000_000
Show = Literal["weigh", "standing", "left", "all"]
By = Literal["agency", "team", "profession", "role", "capability", "item"]


class SignalOut(Schema):
    id: int
    kind: SignalKind
    said: str
    capability_id: int | None
    item_id: int | None
    organisation: str | None
    team_id: int | None
    job_role: str | None
    size: int
    risk: int
    evidence: int
    raised_on: date
    need_id: int | None
    left_on: date | None

    @staticmethod
    def resolve_organisation(signal: Signal) -> str | None:
        return signal.organisation.code if signal.organisation else None

    @staticmethod
    def resolve_job_role(signal: Signal) -> str | None:
        return signal.job_role.code if signal.job_role else None


class SignalIn(Schema):
    said: str = Field(max_length=rules.LONGEST_SAID)
    size: int = Field(ge=1, le=rules.LARGEST_SIZE)
    risk: int = Field(ge=1, le=4)
    evidence: int = Field(ge=1, le=4)
    capability_id: int | None = Field(None, le=2**62)
    item_id: int | None = Field(None, le=2**62)
    organisation: str | None = None
    job_role: str | None = None


class NeedOut(Schema):
    id: int
    title: str
    capability_id: int | None
    urgency: int
    score: int
    size: int
    risk: int
    evidence: int
    why: str
    state: NeedState
    signals: int
    opened_on: date
    closed_on: date | None
    closed_why: str
    delivered: int | None
    applied: int | None

    @staticmethod
    def resolve_signals(need: Any) -> int:
        return int(need.signal_count)


class LineOut(Schema):
    """`id` is of what it is cut by; none for what has none."""

    id: int | None = Field(alias="pk")
    name: str
    where: str
    people: int
    lacking: int
    overdue: int
    signals: int


class AnalysisOut(Schema):
    on: date | None
    by: By
    lines: list[LineOut]


@router.get("/signals", response=list[SignalOut])
@open_to("see signals")
def signals(
    request: Request,
    show: Show = "weigh",
    kind: SignalKind | None = None,
    organisation: str = "",
    capability: int | None = Query(None, le=2**62),
    offset: int = Query(0, ge=0, le=FURTHEST),
    limit: int = 100,
) -> QuerySet[Signal]:
    """What was seen, newest first: to be weighed, standing (in no need that is closed), left, or all."""
    viewer = request.viewer
    cut = Cut(
        organisation=get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None,
        capability=get_object_or_404(visible(viewer, Capability), pk=capability) if capability else None,
    )
    rows = (
        queries.standing_signals(viewer, cut, on=viewer.on) if show == "standing" else queries.signals_of(viewer, cut)
    )
    if show == "left":
        rows = rows.filter(left_on__isnull=False)
    if show == "weigh":
        rows = rows.filter(queries.TO_WEIGH)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-raised_on", "-pk")[offset : offset + max(1, min(limit, AT_ONCE))]


@router.post("/signals", response=SignalOut)
@open_to("raise signals")
def raise_signal(request: Request, given: SignalIn) -> Signal:
    """One piece of evidence, about practice and no person: words that look like a name are refused."""
    viewer = request.viewer
    if seen := identifying.looks_identifying(given.said):
        raise rules.SignalRefused(f"This looks as if it names somebody: {'; '.join(seen)}.", field="said")
    reach = visible(viewer, Organisation, "raise signals")
    if given.organisation is None and not viewer.reach("raise signals") & {Reach.AUTHORITY}:
        raise rules.SignalRefused("Say in which organisation.", field="organisation")
    return actions.raise_signal(
        SignalKind.SAID,
        given.said,
        size=given.size,
        risk=given.risk,
        evidence=given.evidence,
        capability=_one(visible(viewer, Capability), "capability_id", pk=given.capability_id)
        if given.capability_id
        else None,
        item=_one(visible(viewer, Item), "item_id", pk=given.item_id) if given.item_id else None,
        organisation=_one(reach, "organisation", code=given.organisation) if given.organisation else None,
        job_role=_one(JobRole.objects.all(), "job_role", code=given.job_role) if given.job_role else None,
        by=viewer.account,
        on=viewer.on,
    )


def _one(rows: QuerySet[Any], field: str, **named: object) -> Any:
    """What is not there and what is not theirs to name are refused in the same words."""
    found = rows.filter(**named).first()
    if found is None:
        raise rules.SignalRefused("Name one that is there, and that you may speak for.", field=field)
    return found


@router.get("/needs", response=list[NeedOut])
@open_to("see needs")
def needs(request: Request, show: Literal["open", "closed"] = "open") -> list[Need]:
    """Signals weighed together, the most pressing first; or those that are closed, and how."""
    found = queries.closed_needs(request.viewer) if show == "closed" else queries.standing_needs(request.viewer)
    return list(found[:AT_ONCE])


@router.get("/analysis", response=AnalysisOut)
@open_to("see the needs analysis")
def analysis(request: Request, by: By = "capability", organisation: str = "") -> dict[str, object]:
    """Who has how much to learn, as counted in the night. Nothing for those who see counts on the page only."""
    viewer = request.viewer
    day = queries.analysis_day(viewer)
    place = get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None
    lines: list[Line] = queries.lines(viewer, day, by, Cut(organisation=place)) if day else []
    return {"on": day.taken_on if day else None, "by": by, "lines": lines}
