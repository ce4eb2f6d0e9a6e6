"""Somebody with roles or posts in several organisations may look at one of them. Kept in the session."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from academy.core.statements import Statement
from academy.people import rules
from academy.people.models import Grant, Organisation
from academy.people.rules import FOR_THE_WHOLE_AUTHORITY
from academy.people.scope import Viewer

KEY = "people.organisation"
ALL = "All my organisations"
WORKS_IN = Statement(
    """
    SELECT {columns} FROM people_organisation organisation WHERE organisation.id IN (
      SELECT post.organisation_id FROM people_spell spell JOIN people_post post ON post.id = spell.post_id
      WHERE spell.person_id = %s AND spell.started_on <= %s AND (spell.ended_on IS NULL OR spell.ended_on >= %s))
    """,
    organisation=Organisation,
)


def organisations_of(viewer: Viewer) -> list[Organisation]:
    """Where they work today or hold a role, by name. A role for the whole authority is no organisation of its own."""
    if viewer.account is None or viewer.connection is not None:
        return []
    held = {
        grant.organisation_id: grant.organisation
        for grant in viewer.grants
        if grant.role not in FOR_THE_WHOLE_AUTHORITY
    }
    if viewer.person:
        held |= {row.pk: row for (row,) in WORKS_IN.records(viewer.person.pk, viewer.on, viewer.on)}
    return sorted(held.values(), key=lambda row: row.name)


def look_at_chosen(request: HttpRequest) -> None:
    """Before anything asks what the viewer may see. A choice that is theirs no more is forgotten."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    number = request.session.get(KEY) if viewer.account is not None and viewer.connection is None else None
    if number is None:
        return
    theirs = organisations_of(viewer)
    chosen = next((row for row in theirs if row.pk == number), None)
    if chosen is None:
        request.session.pop(KEY, None)
        return
    request.organisations = theirs  # type: ignore[attr-defined]
    viewer.grants = narrowed(viewer.grants, chosen)
    viewer.organisation = viewer.chosen = chosen


def narrowed(grants: list[Grant], chosen: Organisation) -> list[Grant]:
    left = []
    for grant in grants:
        path = rules.seen_from(chosen.path, role=grant.role, granted_in=grant.organisation.path)
        if path is not None:
            left.append(grant if path == grant.organisation.path else _in(grant, chosen))
    return left


def switcher(request: HttpRequest) -> dict[str, Any] | None:
    """What `ui/switcher.html` shows: nothing to whoever has only one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    theirs = getattr(request, "organisations", None) or organisations_of(viewer)
    if len(theirs) < 2:
        return None
    chosen = viewer.chosen
    choices = [{"value": "", "label": ALL, "is_current": chosen is None}]
    choices += [{"value": row.pk, "label": row.name, "is_current": row == chosen} for row in theirs]
    return {"action": reverse("switch-organisation"), "choices": choices}


def _in(grant: Grant, chosen: Organisation) -> Grant:
    """The same role, as if it were held in the part that was chosen. Looked at, never saved."""
    part = copy(grant)
    part.organisation = chosen
    return part
