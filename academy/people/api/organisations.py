from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Query, Status

from academy.people import actions, queries
from academy.people.api.router import router
from academy.people.api.shapes import (
    MOST,
    NameIn,
    Offset,
    OrganisationIn,
    OrganisationOut,
    OrganisationWithTeamsOut,
    TeamIn,
    TeamOut,
)
from academy.people.models import Organisation, Team
from academy.people.rules import Unknown
from academy.people.scope import Request, Viewer, open_to

Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/organisations", response=list[OrganisationOut])
@open_to("see organisations")
def organisations(request: Request, offset: Offset = 0, limit: Limit = MOST) -> list[Organisation]:
    """The tree, from the top down, with how many people are in post in each and below it."""
    rows = queries.organisations(request.viewer).prefetch_related("identifiers")
    found = list(rows[max(offset, 0) :][:limit])
    people = queries.people_in(request.viewer)
    for row in found:
        row.people = people[row.path]  # type: ignore[attr-defined]
    return found


@router.post("/organisations", response={201: OrganisationWithTeamsOut}, summary="Add an organisation")
@open_to("add organisations")
def add_organisation(request: Request, given: OrganisationIn) -> Status[Organisation]:
    viewer = request.viewer
    parent = queries.open_organisations(viewer).filter(code=given.part_of).first()
    if parent is None:
        raise Unknown(f"No organisation here is called {given.part_of}", field="part_of")
    added = actions.add_organisation(given.name, kind=given.kind, parent=parent, code=given.code, by=viewer.account)
    return Status(201, _whole(viewer, added))


@router.get("/organisations/{id}", response=OrganisationWithTeamsOut)
@open_to("see organisations")
def organisation(request: Request, id: int) -> Organisation:
    return _whole(request.viewer, _organisation(request.viewer, id))


@router.patch("/organisations/{id}", response=OrganisationWithTeamsOut, summary="Rename an organisation")
@open_to("add organisations")
def rename_organisation(request: Request, id: int, given: NameIn) -> Organisation:
    """Its code stays, so that files and addresses still find it."""
    found = _organisation(request.viewer, id)
    return _whole(request.viewer, actions.rename_organisation(found, given.name, by=request.viewer.account))


@router.post("/organisations/{id}/teams", response={201: TeamOut}, summary="Add a team")
@open_to("change organisations")
def add_team(request: Request, id: int, given: TeamIn) -> Status[Team]:
    found = _organisation(request.viewer, id)
    team = actions.add_team(found, given.name, by=request.viewer.account)
    team.people = 0  # type: ignore[attr-defined]
    return Status(201, team)


def _organisation(viewer: Viewer, id: int) -> Organisation:
    return get_object_or_404(queries.organisations(viewer), pk=id)


def _whole(viewer: Viewer, found: Organisation) -> Organisation:
    found.people = queries.people_in(viewer, found)[found.path]  # type: ignore[attr-defined]
    found.listed = list(queries.teams(viewer, found))  # type: ignore[attr-defined]
    return found
