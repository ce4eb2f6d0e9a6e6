"""People, their posts and their organisations for machines, within the same reach as the pages."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from academy.people import queries
from academy.people.models import Organisation, Person, Spell
from academy.people.rules import Role
from academy.people.scope import Request, open_to

router = Router(tags=["people"])
LISTED = (Role.ACADEMY, Role.TRAINING_LEAD)
SHOWN = (Role.ACADEMY, Role.TRAINING_LEAD, Role.MANAGER, Role.AUDITOR, Role.PRACTITIONER)
MOST = 500
FURTHEST = 1_000_000


class OrganisationOut(Schema):
    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    local_identifier: str
    people: int


class PersonOut(Schema):
    id: int
    name: str
    given_name: str
    family_name: str
    email: str | None
    swe_number: str | None


class PostOut(Schema):
    id: int
    title: str = Field(alias="post.title")
    job_role: str = Field(alias="post.job_role.code")
    organisation: str = Field(alias="post.organisation.code")
    team: str | None = None
    line_manager_id: int | None
    started_on: date
    ended_on: date | None
    contract: str
    fte: float

    @staticmethod
    def resolve_team(spell: Spell) -> str | None:
        return spell.post.team.name if spell.post.team else None


class PersonWithPostsOut(PersonOut):
    posts: list[PostOut]


class PeopleOut(Schema):
    total: int
    items: list[PersonOut]


@router.get("/", response=PeopleOut)
@open_to(*LISTED)
def people(
    request: Request,
    search: str = "",
    organisation: str = "",
    offset: int = Query(0, le=FURTHEST),
    limit: int = 100,
) -> dict[str, object]:
    """People by the beginning of a name, e-mail address or number, in an organisation and all below it."""
    branch = get_object_or_404(queries.organisations(request.viewer), code=organisation) if organisation else None
    found = queries.people(request.viewer, search=search, organisation=branch)
    return {"total": found.count(), "items": list(found[max(offset, 0) :][: max(1, min(limit, MOST))])}


@router.get("/organisations", response=list[OrganisationOut])
@open_to(*LISTED)
def organisations(request: Request) -> list[Organisation]:
    found, people = list(queries.organisations(request.viewer)), queries.people_in(request.viewer)
    for row in found:
        row.people = people[row.path]  # type: ignore[attr-defined]
    return found


@router.get("/{int:id}", response=PersonWithPostsOut)
@open_to(*SHOWN)
def person(request: Request, id: int) -> Person:
    found = get_object_or_404(queries.people(request.viewer), pk=id)
    found.posts = list(queries.posts_of(request.viewer, found))  # type: ignore[attr-defined]
    return found
