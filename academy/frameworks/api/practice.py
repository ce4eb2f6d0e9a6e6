"""How we practise for machines: guides, terms, thresholds, duties; and saying for oneself that one has understood."""

from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from academy.core import clock
from academy.frameworks import measures
from academy.frameworks.actions import understood as actions
from academy.frameworks.models import Acknowledgement, Duty, Guide, GuideVersion, Principle, Term, Threshold
from academy.frameworks.queries import guides as queries
from academy.frameworks.queries import understood as counts
from academy.frameworks.rules.practice import GuideKind, PartKind
from academy.people.rules import OrganisationKind
from academy.people.scope import Request, open_to

router = Router(tags=["How we practise"])
READ = "see how we practise"


class GuideOut(Schema):
    id: int
    code: str
    kind: GuideKind
    title: str
    what_it_says: str
    is_asked: bool
    version: int | None
    version_id: int | None
    published_on: date | None

    @staticmethod
    def resolve_version(guide: Any) -> int | None:
        return guide.current[0].number if guide.current else None

    @staticmethod
    def resolve_version_id(guide: Any) -> int | None:
        return guide.current[0].pk if guide.current else None

    @staticmethod
    def resolve_published_on(guide: Any) -> date | None:
        return guide.current[0].published_on if guide.current else None


class PrincipleOut(Schema):
    audience: str
    name: str
    words: str
    looks_like: list[str]

    @staticmethod
    def resolve_looks_like(principle: Principle) -> list[str]:
        return _lines(principle.looks_like)


class VersionOut(Schema):
    id: int
    number: int
    introduction: str
    what_changed: str
    published_on: date
    is_current: bool


class WholeGuideOut(GuideOut):
    versions: list[VersionOut]
    principles: list[PrincipleOut]

    @staticmethod
    def resolve_versions(guide: Any) -> list[GuideVersion]:
        return guide.published


class ThresholdOut(Schema):
    level: int
    name: str
    words: str
    signs: list[str]
    what_to_do: str

    @staticmethod
    def resolve_signs(threshold: Threshold) -> list[str]:
        return _lines(threshold.signs)


class TermOut(Schema):
    id: int
    code: str
    name: str
    meaning: str
    also_called: str
    instead_of: str


class DutyOut(Schema):
    situation: str
    agency: OrganisationKind
    who: str
    does: str
    by_when: str


class UnderstoodOut(Schema):
    version: int
    said_at: datetime

    @staticmethod
    def resolve_version(said: Acknowledgement) -> int:
        return said.version_id


@router.get("/guides", response=list[GuideOut])
@open_to(READ)
def guides(request: Request) -> list[Guide]:
    """Ways of working, the thresholds guide, the glossary and who does what, each with the version that stands."""
    return list(queries.guides(request.viewer))


@router.get("/guides/{id}", response=WholeGuideOut)
@open_to(READ)
def guide_with_versions(request: Request, id: int) -> Any:
    """One guide with its published versions, and the principles of the current one."""
    found: Any = get_object_or_404(queries.guides(request.viewer), pk=id)
    found.published = list(queries.versions_of(request.viewer, found))
    found.principles = list(queries.parts(found.current[0], PartKind.PRINCIPLE)) if found.current else []
    return found


@router.get("/thresholds", response=list[ThresholdOut])
@open_to(READ)
def levels(request: Request) -> list[Threshold]:
    """The four levels of need as they stand today."""
    return list(_parts(request, GuideKind.THRESHOLDS, PartKind.THRESHOLD))


@router.get("/terms", response=list[TermOut])
@open_to(READ)
def words(request: Request, search: str = "") -> list[Term]:
    """The glossary as it stands today."""
    return list(_parts(request, GuideKind.WORDS, PartKind.TERM, search=search))


@router.get("/duties", response=list[DutyOut])
@open_to(READ)
def who_does_what(request: Request, search: str = "", agency: OrganisationKind | None = None) -> list[Duty]:
    """Who does what, by situation; of one kind of agency or of all."""
    rows = _parts(request, GuideKind.DUTIES, PartKind.DUTY, search=search)
    return list(rows.filter(agency=agency) if agency else rows)


@router.post("/versions/{id}/understood", response=UnderstoodOut)
@open_to("say one has understood")
def say_understood(request: Request, id: int) -> Acknowledgement:
    """Said for oneself, and twice counts once. Of an earlier version it is refused."""
    version = get_object_or_404(queries.versions(request.viewer).filter(published_on__isnull=False), pk=id)
    if request.viewer.person is None:
        raise Http404
    return actions.say_understood(version, request.viewer.person, by=request.viewer.account)


@router.get("/guides/{id}/understood")
@open_to("see how many have understood")
def coverage(request: Request, id: int) -> dict[str, Any]:
    """The share of people in post who say that they understood it, as the page shows it."""
    found = get_object_or_404(queries.guides(request.viewer), pk=id)
    on = clock.today()
    figure = measures.understood(request.viewer, found, on=on)
    answer: dict[str, Any] = {"on": on.isoformat(), "figure": figure.as_json()}
    if request.viewer.sees_authority:
        rows = counts.coverage_by_agency(request.viewer, found, on=on)
        answer["agencies"] = [{"agency": row.kind, "people": row.people, "understood": row.understood} for row in rows]
    return answer


def _parts(request: Request, kind: GuideKind, part: PartKind, *, search: str = "") -> Any:
    version: GuideVersion | None = queries.standing(request.viewer, kind)
    if version is None:
        raise Http404
    return queries.parts(version, part, search=search[:100])


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]
