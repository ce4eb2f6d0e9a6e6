"""Follow-ups for machines: what waits for an answer, and answers within reach."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from academy.people.scope import Request, open_to
from academy.surveys import actions, queries, rules
from academy.surveys.models import FollowUp

router = Router(tags=["Follow-ups"])
AT_ONCE = 200
FURTHEST = 1_000_000


class FollowUpOut(Schema):
    id: int
    person_id: int
    item_id: int
    item: str
    due_on: date
    asked_at: datetime
    used: str
    difference: str
    answered_at: datetime | None
    manager_saw: str

    @staticmethod
    def resolve_item_id(follow_up: FollowUp) -> int:
        return follow_up.completion.item_id

    @staticmethod
    def resolve_item(follow_up: FollowUp) -> str:
        return follow_up.completion.item.title


class FollowUpAnswerIn(Schema):
    used: rules.Used | None = None
    difference: rules.Difference | None = None


@router.get("/waiting", response=list[FollowUpOut])
@open_to("answer follow-ups")
def waiting(request: Request) -> Any:
    """The signed-in learner's own follow-ups that have no answer yet."""
    return queries.waiting_for_learner(request.viewer)


@router.get("/answers", response=list[FollowUpOut])
@open_to("read answers")
def answers(
    request: Request, item: int | None = Query(None, ge=1, lt=2**63), offset: int = Query(0, le=FURTHEST)
) -> Any:
    """Answers within reach, newest first, 200 at a time."""
    return queries.answers(request.viewer, item=item)[max(offset, 0) :][:AT_ONCE]


@router.post("/{id}/answer", response=FollowUpOut)
@open_to("answer follow-ups")
def answer(request: Request, id: int, given: FollowUpAnswerIn) -> Any:
    """Keep one or both answers of the signed-in learner."""
    own = get_object_or_404(FollowUp, pk=id, person=request.viewer.person or 0)
    return actions.answer(own, used=given.used or "", difference=given.difference or "", by=request.viewer.account)
