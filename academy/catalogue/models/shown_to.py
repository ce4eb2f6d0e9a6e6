"""Who may find an item at all: everybody, some kinds of agency, or one organisation and all below it."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from academy.catalogue.rules.library import ShownTo
from academy.people.scope import Viewer

CHANGE = "change the offer"
# Few items are not for everybody, and every list of items asks: one part of its question, written as SQL (decision 17).
NOT_FOR_EVERYBODY = (
    "SELECT item.id FROM catalogue_item item JOIN people_organisation owner ON owner.id = item.organisation_id"
    " WHERE item.shown_to IN ('kinds', 'own') AND ({ways})"
)
MEANT = (
    "((item.shown_to = 'own' AND substr({path}, 1, length(owner.path)) = owner.path)"
    " OR (item.shown_to = 'kinds' AND ' ' || item.shown_to_kinds || ' ' LIKE '%% ' || {kind} || ' %%'))"
)
AT_WORK = (
    "EXISTS (SELECT 1 FROM people_spell spell JOIN people_post post ON post.id = spell.post_id"
    " JOIN people_organisation work ON work.id = post.organisation_id WHERE spell.person_id = %s"
    " AND spell.started_on <= %s AND (spell.ended_on IS NULL OR spell.ended_on >= %s) AND "
    + MEANT.format(path="work.path", kind="work.kind")
    + ")"
)
THEIRS = "substr(owner.path, 1, length(CAST(%s AS text))) = CAST(%s AS text)"


def within_circle(rows: QuerySet[Any], viewer: Viewer, item: str = "") -> QuerySet[Any]:
    """The rows whose item (`item` is the way to it) is meant for whoever looks, or is theirs to look after."""
    if viewer.sees_authority or viewer.account is None:
        return rows
    for_everybody = Q(**{f"{item}shown_to": ShownTo.EVERYONE})
    ways, values = _ways(viewer)
    shown = RawSQL(NOT_FOR_EVERYBODY.format(ways=" OR ".join(ways)), values) if ways else None
    return rows.filter(for_everybody | Q(pk__in=shown) if shown else for_everybody)


def _ways(viewer: Viewer) -> tuple[list[str], list[Any]]:
    """By where they work today, by where they hold a role, or because they look after it; of a system, its own."""
    ways: list[str] = []
    values: list[Any] = []
    if viewer.connection is None and viewer.person is not None:
        on = connection.ops.adapt_datefield_value(viewer.on)
        ways, values = [AT_WORK], [viewer.person.pk, on, on]
    for path, kind in _places(viewer):
        ways.append(MEANT.format(path="CAST(%s AS text)", kind="CAST(%s AS text)"))
        values += [path, kind]
    for branch in viewer.branches_for(CHANGE):
        ways.append(THEIRS)
        values += [branch, branch]
    return ways, values


def _places(viewer: Viewer) -> list[tuple[str, str]]:
    organisations = [grant.organisation for grant in viewer.grants]
    if viewer.connection is not None:
        organisations = [viewer.connection.organisation]
    return [(organisation.path, organisation.kind) for organisation in organisations]
