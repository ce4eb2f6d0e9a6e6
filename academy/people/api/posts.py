from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Status

from academy.people import actions, queries
from academy.people.api.router import router
from academy.people.api.shapes import EndIn, LineManagerIn, PostIn, PostOut
from academy.people.models import JobRole, Organisation, Person, Spell
from academy.people.rules import Unknown
from academy.people.scope import Request, Viewer, open_to, visible


@router.post("/{id}/posts", response={201: PostOut}, summary="Start a post")
@open_to("change people")
def start_post(request: Request, id: int, given: PostIn) -> Status[Spell]:
    viewer = request.viewer
    person = get_object_or_404(visible(viewer, Person, "change people"), pk=id)
    organisation, kind = post_of(viewer, given)
    stay = stay_of(viewer, given)
    post = actions.find_or_add_post(organisation, by=viewer.account, **kind)
    return Status(201, actions.start_post(person, post, by=viewer.account, **stay))


@router.post("/posts/{id}/end", response=PostOut, summary="End a post")
@open_to("change people")
def end_post(request: Request, id: int, given: EndIn) -> Spell:
    """`on` is the last day. Roles that were held through the post end with it."""
    return actions.end_post(_spell(request.viewer, id), by=request.viewer.account, **given.dict())


@router.post("/posts/{id}/line-manager", response=PostOut, summary="Change the line manager")
@open_to("change people")
def change_line_manager(request: Request, id: int, given: LineManagerIn) -> Spell:
    """From a day on. The post goes on under a new number, so that who managed whom can always be read."""
    viewer, spell = request.viewer, _spell(request.viewer, id)
    manager = _line_manager(viewer, given.line_manager_id)
    return actions.change_line_manager(spell, manager, on=given.on, by=viewer.account)


def post_of(viewer: Viewer, given: PostIn) -> tuple[Organisation, dict[str, Any]]:
    """Which post is meant, in words that the pages know too. What is not theirs is as unknown as what never was."""
    organisation = queries.open_organisations(viewer).filter(code=given.organisation).first()
    if organisation is None:
        raise Unknown(f"No organisation here is called {given.organisation}", field="organisation")
    job_role = JobRole.objects.filter(code=given.job_role).first()
    if job_role is None:
        raise Unknown(f"No job is called {given.job_role}", field="job_role")
    team = queries.teams(viewer, organisation).filter(name=given.team).first() if given.team else None
    if given.team and team is None:
        raise Unknown(f"{organisation} has no team called {given.team}", field="team")
    return organisation, {"job_role": job_role, "title": given.title, "team": team}


def stay_of(viewer: Viewer, given: PostIn) -> dict[str, Any]:
    return {
        "on": given.on,
        "line_manager": _line_manager(viewer, given.line_manager_id),
        "contract": given.contract,
        "fte": given.fte,
        "origin": given.origin,
    }


def _line_manager(viewer: Viewer, number: int | None) -> Person | None:
    if number is None:
        return None
    found = queries.people(viewer).filter(pk=number).first()
    if found is None:
        raise Unknown(f"Nobody whom you can see has the number {number}", field="line_manager_id")
    return found


def _spell(viewer: Viewer, id: int) -> Spell:
    """A post held today or to come, that may be changed from here."""
    return get_object_or_404(queries.posts_in_charge(viewer).select_related("person"), pk=id)
