from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Status

from academy.people import actions, queries
from academy.people.api.posts import post_of, stay_of
from academy.people.api.router import router
from academy.people.api.shapes import (
    MOST,
    DetailsIn,
    Moment,
    Offset,
    PeopleOut,
    PersonIn,
    PersonWithPostsOut,
)
from academy.people.models import Person
from academy.people.scope import Request, Viewer, open_to, visible


@router.get("/", response=PeopleOut)
@open_to("list people")
def people(
    request: Request,
    search: str = "",
    organisation: str = "",
    changed_since: Moment | None = None,
    offset: Offset = 0,
    limit: int = 100,
) -> dict[str, object]:
    """People by the beginning of a name, e-mail address or number, in an organisation and all below it.

    With `changed_since`, those who were added or corrected, or whose posts changed, at that moment or later.
    """
    viewer = request.viewer
    branch = get_object_or_404(queries.organisations(viewer), code=organisation) if organisation else None
    found = queries.people(viewer, search=search, organisation=branch)
    if changed_since is not None:
        found = found.filter(queries.changed_since(changed_since))
    return {"total": found.count(), "items": list(found[max(offset, 0) :][: max(1, min(limit, MOST))])}


@router.post("/", response={201: PersonWithPostsOut}, summary="Add a person with a post")
@open_to("change people")
def add_person(request: Request, given: PersonIn) -> Status[Person]:
    """Somebody new with the post they come for: both, or neither."""
    viewer = request.viewer
    organisation, post = post_of(viewer, given.post)
    details = given.dict(exclude={"post"})
    stay = stay_of(viewer, given.post)
    spell = actions.add_colleague(organisation, details=details, post=post, stay=stay, by=viewer.account)
    return Status(201, _with_posts(viewer, spell.person, [spell]))


@router.get("/{id}", response=PersonWithPostsOut)
@open_to("see people")
def person(request: Request, id: int) -> Person:
    found = get_object_or_404(queries.people(request.viewer), pk=id)
    return _with_posts(request.viewer, found)


@router.patch("/{id}", response=PersonWithPostsOut, summary="Correct a person")
@open_to("change people")
def correct_person(request: Request, id: int, given: DetailsIn) -> Person:
    """Only what is sent is changed. The trail says which fields, never what stood in them."""
    found = get_object_or_404(visible(request.viewer, Person, "change people"), pk=id)
    changed = actions.correct_person(found, by=request.viewer.account, **given.dict(exclude_unset=True))
    return _with_posts(request.viewer, changed)


def _with_posts(viewer: Viewer, found: Person, posts: Any = None) -> Person:
    """Somebody whose post begins later is out of reach until then: the answer still holds what was sent."""
    found.posts = list(posts if posts is not None else queries.posts_of(viewer, found))  # type: ignore[attr-defined]
    return found
