"""Frameworks, capabilities and expected levels for machines; and one’s own scores."""

from datetime import date, datetime
from typing import Any

from django.http import Http404
from ninja import Router, Schema

from academy.frameworks import queries
from academy.frameworks.models import Capability, Framework, JobRoleCapability, Score, SelfAssessment
from academy.frameworks.rules import Force, FrameworkKind, Purpose, State
from academy.people.scope import Request, open_to

router = Router(tags=["Frameworks"])


class FrameworkOut(Schema):
    id: int
    code: str
    version: str
    name: str
    kind: FrameworkKind
    publisher: str
    starts_on: date
    ends_on: date | None
    force: Force
    replaces: int | None
    followed_by: list[int]


class CapabilityOut(Schema):
    id: int
    code: str
    name: str
    description: str
    framework: str
    version: str

    @staticmethod
    def resolve_framework(capability: Capability) -> str:
        return capability.framework.code

    @staticmethod
    def resolve_version(capability: Capability) -> str:
        return capability.framework.version


class CarriedOut(Schema):
    id: int
    code: str
    name: str
    description: str
    carries_on: list[int]
    carried_on_by: list[int]

    @staticmethod
    def resolve_carries_on(capability: Capability) -> list[int]:
        return [link.capability_id for link in capability.carries_on.all()]

    @staticmethod
    def resolve_carried_on_by(capability: Capability) -> list[int]:
        return [link.carried_on_by_id for link in capability.counterparts.all()]


class WholeFrameworkOut(FrameworkOut):
    capabilities: list[CarriedOut]


class LevelOut(Schema):
    job_role: str
    capability_id: int
    capability: str
    framework: str
    level: int
    starts_on: date
    ends_on: date | None

    @staticmethod
    def resolve_job_role(expected: JobRoleCapability) -> str:
        return expected.job_role.code

    @staticmethod
    def resolve_capability(expected: JobRoleCapability) -> str:
        return expected.capability.code

    @staticmethod
    def resolve_framework(expected: JobRoleCapability) -> str:
        return expected.capability.framework.code


class ScoreOut(Schema):
    capability_id: int
    capability: str
    expected: int | None
    own: int | None
    confirmed: int | None
    basis: str

    @staticmethod
    def resolve_capability(score: Score) -> str:
        return score.capability.code


class SelfAssessmentOut(Schema):
    id: int
    framework: str
    version: str
    purpose: Purpose
    state: State
    begun_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    scores: list[ScoreOut]

    @staticmethod
    def resolve_framework(held: SelfAssessment) -> str:
        return held.framework.code

    @staticmethod
    def resolve_version(held: SelfAssessment) -> str:
        return held.framework.version

    @staticmethod
    def resolve_scores(held: SelfAssessment) -> list[Score]:
        return list(held.scores.all())


@router.get("/versions", response=list[FrameworkOut])
@open_to("see the offer")
def framework_versions(request: Request, on: date | None = None) -> list[dict[str, Any]]:
    """Every version of every framework, and whether it is in force on the day."""
    day = on or request.viewer.on
    return [_said(one, on=day) for one in queries.all_frameworks(request.viewer)]


@router.get("/versions/{id}", response=WholeFrameworkOut)
@open_to("see the offer")
def framework_version(request: Request, id: int, on: date | None = None) -> dict[str, Any]:
    """One version with its capabilities, and what each carries on and is carried on by."""
    day = on or request.viewer.on
    found = queries.whole_framework(request.viewer, id, on=day)
    if found is None:
        raise Http404
    return {**_said(found, on=day), "capabilities": list(found.capabilities.all())}


@router.get("/capabilities", response=list[CapabilityOut])
@open_to("see the offer")
def capabilities(request: Request, on: date | None = None, q: str = "") -> list[Capability]:
    """Those in force on a day, by framework."""
    return list(queries.capabilities(request.viewer, on=on or request.viewer.on, search=q[:100])[:1_000])


@router.get("/levels", response=list[LevelOut])
@open_to("see the offer")
def levels(request: Request, on: date | None = None, job_role: str = "") -> list[JobRoleCapability]:
    """What is expected of job roles on a day, from 1 to 4."""
    rows = queries.expected(request.viewer, on=on or request.viewer.on)
    return list(rows.filter(job_role__code=job_role) if job_role else rows)


@router.get("/self-assessments", response=list[SelfAssessmentOut])
@open_to("assess oneself")
def own_self_assessments(request: Request) -> list[SelfAssessment]:
    """One’s own, with both scores of each capability."""
    rows = queries.own_self_assessments(request.viewer).prefetch_related("scores__capability")
    return list(rows[:50])


def _said(framework: Framework, *, on: date) -> dict[str, Any]:
    names = ("id", "code", "version", "name", "kind", "publisher", "starts_on", "ends_on")
    facts = {name: getattr(framework, name) for name in names}
    followed_by = [one.pk for one in framework.replaced_by.all()]
    return {**facts, "force": framework.force(on), "replaces": framework.replaces_id, "followed_by": followed_by}
