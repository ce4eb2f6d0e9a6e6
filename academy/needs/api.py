"""Requirements and gaps for machines, within the same reach as the pages."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Schema

from academy.needs import queries
from academy.needs.api_signals import router as router  # one for the room, begun there
from academy.needs.models import Requirement
from academy.needs.queries import Gap
from academy.needs.rules import OVERDUE_ONLY, WHEN_DUE_SOON, State
from academy.people.models import Organisation, Person
from academy.people.scope import Request, Viewer, open_to, visible

AT_ONCE = 500
FURTHEST_DAYS = 3_660


class GapOut(Schema):
    person_id: int
    person_name: str
    role: str
    organisation: str
    requirement_id: int
    item_id: int
    item_code: str
    title: str
    state: State
    words: str
    due_on: date | None
    booked_on: date | None
    last_on: date | None

    @staticmethod
    def resolve_organisation(gap: Gap) -> str:
        return gap.organisation_code


class GapsOut(Schema):
    on: date
    total: int
    items: list[GapOut]


class RequirementOut(Schema):
    id: int
    item_id: int
    item_code: str
    title: str
    job_role: str | None
    profession: str | None
    capability: str | None
    setting: str | None
    organisation_kind: str
    organisation: str | None
    due_within_days: int
    renewal_months: int | None
    due_soon_days: int
    why: str
    starts_on: date
    ends_on: date | None

    @staticmethod
    def resolve_item_code(requirement: Requirement) -> str:
        return requirement.item.code

    @staticmethod
    def resolve_title(requirement: Requirement) -> str:
        return requirement.item.title

    @staticmethod
    def resolve_job_role(requirement: Requirement) -> str | None:
        return requirement.job_role.code if requirement.job_role else None

    @staticmethod
    def resolve_profession(requirement: Requirement) -> str | None:
        return requirement.profession.code if requirement.profession else None

    @staticmethod
    def resolve_capability(requirement: Requirement) -> str | None:
        return requirement.capability.code if requirement.capability else None

    @staticmethod
    def resolve_setting(requirement: Requirement) -> str | None:
        return requirement.setting.code if requirement.setting else None

    @staticmethod
    def resolve_organisation(requirement: Requirement) -> str | None:
        return requirement.organisation.code if requirement.organisation else None


class StatusOut(Schema):
    """How one requirement stands on a day; `written_down` is what was kept of that day when it was over."""

    requirement_id: int
    item_code: str
    on: date
    people: int
    up_to_date: int
    due: int
    overdue: int
    exempt: int
    written_down: dict[str, int] | None


class MonthOut(Schema):
    month: str
    people: int
    booked: int
    places: int
    free: int


class DemandOut(Schema):
    item_id: int
    item_code: str
    title: str
    people: int
    booked: int
    free: int
    short: int
    months: list[MonthOut]


@router.get("/gaps", response=GapsOut)
@open_to("list gaps")
def gaps(
    request: Request,
    on: date | None = None,
    person: int | None = None,
    organisation: str = "",
    requirement: int | None = None,
    within_days: int | None = None,
    offset: int = 0,
    limit: int = 100,
) -> dict[str, object]:
    """Who lacks what, on any day, as far ahead as each requirement counts as due; -1 days ahead is what is overdue and
    nothing else. Most overdue first."""
    viewer = request.viewer
    day = on or viewer.on
    found = queries.gaps(
        viewer,
        on=day,
        person=get_object_or_404(visible(viewer, Person), pk=person) if person else None,
        organisation=get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None,
        requirement=get_object_or_404(queries.requirements(viewer), pk=requirement) if requirement else None,
        within_days=WHEN_DUE_SOON if within_days is None else max(OVERDUE_ONLY, min(within_days, FURTHEST_DAYS)),
    )
    first = max(0, offset)
    return {"on": day, "total": len(found), "items": found[first : first + max(1, min(limit, AT_ONCE))]}


@router.get("/requirements", response=list[RequirementOut])
@open_to("see requirements")
def requirements(request: Request, on: date | None = None) -> list[Requirement]:
    """What is asked of whom on a day."""
    return list(queries.current_requirements(request.viewer, on=on or request.viewer.on))


@router.get("/requirements/{id}/status", response=StatusOut)
@open_to("see who lacks something")
def status(request: Request, id: int, on: date | None = None, organisation: str = "") -> dict[str, object]:
    """How many are up to date, due, overdue and exempt, on any day past or to come."""
    viewer = request.viewer
    day = on or viewer.on
    requirement = get_object_or_404(queries.requirements(viewer), pk=id)
    within = get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None
    return as_status(viewer, requirement, on=day, organisation=within)


@router.get("/demand", response=list[DemandOut])
@open_to("see demand")
def demand(request: Request, organisation: str = "") -> list[dict[str, object]]:
    """What falls due in the next twelve months, by item and month, beside the places that are planned."""
    viewer = request.viewer
    within = get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None
    counted = queries.demand(viewer, on=viewer.on, organisation=within)
    return [
        {
            **{name: getattr(line, name) for name in ("people", "booked", "free", "short")},
            "item_id": line.item.pk,
            "item_code": line.item.code,
            "title": line.item.title,
            "months": [
                {"people": month.wanted.people, "booked": month.wanted.booked}
                | {name: getattr(month, name) for name in ("month", "places", "free")}
                for month in line.months
            ],
        }
        for line in queries.demand_lines(counted, on=viewer.on)
    ]


def as_status(
    viewer: Viewer, requirement: Requirement, *, on: date, organisation: Organisation | None
) -> dict[str, object]:
    standing = queries.standing_of(viewer, requirement, on=on, organisation=organisation)
    day = queries.written_down(viewer, on) if viewer.sees_authority and organisation is None else None
    stored = queries.standing_written_down(day, requirement) if day else None
    return {
        "requirement_id": requirement.pk,
        "item_code": requirement.item.code,
        "on": on,
        "people": standing.count.people,
        "up_to_date": standing.up_to_date,
        "due": standing.due,
        "overdue": standing.count.overdue,
        "exempt": standing.exempt,
        "written_down": {"people": stored.people, "gaps": stored.gaps, "overdue": stored.overdue} if stored else None,
    }
