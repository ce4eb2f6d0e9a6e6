"""Completions for machines: those within reach, and one more."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from academy.catalogue import queries as catalogue
from academy.people.scope import Request, open_to, visible_people
from academy.records import actions, queries
from academy.records.models import Completion
from academy.records.rules import Door

router = Router(tags=["Records"])
AT_ONCE = 200
FURTHEST = 1_000_000
Chosen = Annotated[int | None, Query(ge=1, lt=2**63)]  # what no database can hold is nobody's number


class CompletionOut(Schema):
    id: int
    person_id: int
    item_id: int
    item: str
    completed_on: date
    hours: Decimal
    door: Door

    @staticmethod
    def resolve_item(completion: Completion) -> str:
        return completion.item.title


class AcceptedOut(Schema):
    id: int
    organisation_id: int
    issuer: str
    title: str
    item_id: int
    accepted_on: date
    accepted_until: date | None


class CompletionIn(Schema):
    person_id: int
    item_id: int
    completed_on: date
    hours: Decimal | None = None


@router.get("/completions", response=list[CompletionOut])
@open_to("see records")
def completions(
    request: Request,
    person: Chosen = None,
    item: Chosen = None,
    since: date | None = None,
    offset: int = Query(0, le=FURTHEST),
) -> QuerySet[Completion]:
    """What people within reach have completed, newest first, 200 at a time."""
    found = queries.completions(request.viewer)
    chosen = {"person": person, "item": item, "completed_on__gte": since}
    found = found.filter(**{field: value for field, value in chosen.items() if value is not None})
    return found[max(offset, 0) :][:AT_ONCE]


@router.post("/completions", response=CompletionOut)
@open_to("record learning")
def record(request: Request, given: CompletionIn) -> Completion:
    """A certificate from elsewhere. Sent again for the same person, item and day, the first one is the answer.

    Where the organisation asks for the line manager’s name as well, it is handed in on the page instead: then this is
    refused (409)."""
    person = get_object_or_404(visible_people(request.viewer), pk=given.person_id)
    item = get_object_or_404(catalogue.every_item(request.viewer), pk=given.item_id)
    actions.refuse_if_countersigned(person, item)
    return actions.record_completion(
        person,
        item,
        on=given.completed_on,
        hours=given.hours,
        door=Door.CERTIFICATE,
        by=request.viewer.account,
    )


@router.get("/accepted", response=list[AcceptedOut])
@open_to("see the offer")
def accepted(request: Request, organisation: Chosen = None, offset: int = Query(0, le=FURTHEST)) -> Any:
    """Whose learning each organisation takes as one of the items, until when. An empty title is anything of theirs."""
    found = queries.accepted_issuers(request.viewer)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found[max(offset, 0) :][:AT_ONCE]
