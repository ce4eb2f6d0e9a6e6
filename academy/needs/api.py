"""Requirements and gaps for machines, within the same reach as the pages."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from academy.needs import queries
from academy.needs.models import Requirement
from academy.needs.queries import Gap
from academy.needs.rules import DUE_SOON_DAYS, OVERDUE_ONLY, State
from academy.people.models import Organisation, Person
from academy.people.scope import Request, open_to, visible

router = Router(tags=["Needs"])
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
    organisation_kind: str
    organisation: str | None
    due_within_days: int
    renewal_months: int | None
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
    def resolve_organisation(requirement: Requirement) -> str | None:
        return requirement.organisation.code if requirement.organisation else None


@router.get("/gaps", response=GapsOut)
@open_to("list gaps")
def gaps(
    request: Request,
    on: date | None = None,
    person: int | None = None,
    organisation: str = "",
    requirement: int | None = None,
    within_days: int = DUE_SOON_DAYS,
    offset: int = 0,
    limit: int = 100,
) -> dict[str, object]:
    """Who lacks what, on any day; -1 days ahead is what is overdue and nothing else. Most overdue first."""
    viewer = request.viewer
    day = on or viewer.on
    found = queries.gaps(
        viewer,
        on=day,
        person=get_object_or_404(visible(viewer, Person), pk=person) if person else None,
        organisation=get_object_or_404(visible(viewer, Organisation), code=organisation) if organisation else None,
        requirement=get_object_or_404(queries.requirements(viewer), pk=requirement) if requirement else None,
        within_days=max(OVERDUE_ONLY, min(within_days, FURTHEST_DAYS)),
    )
    first = max(0, offset)
    return {"on": day, "total": len(found), "items": found[first : first + max(1, min(limit, AT_ONCE))]}


@router.get("/requirements", response=list[RequirementOut])
@open_to("see requirements")
def requirements(request: Request, on: date | None = None) -> list[Requirement]:
    """What is asked of whom on a day."""
    return list(queries.current_requirements(request.viewer, on=on or request.viewer.on))
