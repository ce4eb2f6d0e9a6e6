"""Improvement plans for machines, within the same reach as the page."""

from datetime import date
from typing import Any

from django.http import Http404
from ninja import Schema

from academy.core import clock
from academy.improvement.api.router import router
from academy.improvement.measures.plans import plan_figures
from academy.improvement.queries import plans as queries
from academy.improvement.queries import recommendations as asked
from academy.improvement.shown.plans import who
from academy.people.scope import Request, open_to


class ActionOut(Schema):
    id: int
    code: str
    title: str
    outcome: str
    owner: str
    sponsor: str
    starts_on: date
    due_on: date
    first_due_on: date
    times_moved: int
    state: str
    stands: str
    completed_on: date | None
    embedded_on: date | None


class PriorityOut(Schema):
    id: int
    number: int
    title: str
    outcomes: list[str]
    actions: list[ActionOut]


class ImprovementPlanOut(Schema):
    id: int
    title: str
    board: str
    starts_on: date
    ends_on: date
    closed_on: date | None


class WholePlanOut(ImprovementPlanOut):
    embed_weeks: int
    late: int
    complete: int
    embedded: int
    figures: list[dict[str, Any]]
    priorities: list[PriorityOut]


class RecommendationOut(Schema):
    id: int
    committee: str
    said: str
    made_on: date
    respond_by: date
    owner: str
    stands: str
    answer: str
    answer_words: str
    answered_on: date | None
    done_on: date | None


@router.get("/plans", response=list[ImprovementPlanOut])
@open_to("see the improvement plan")
def improvement_plans(request: Request) -> Any:
    """Every improvement plan, the newest first."""
    return queries.plans(request.viewer)


@router.get("/plans/{id}", response=WholePlanOut)
@open_to("see the improvement plan")
def whole_improvement_plan(request: Request, id: int) -> dict[str, Any]:
    """One plan with its priorities and actions. `state` is what its owner said, `stands` what its dates say. Owners
    are named to those who may see who they are, and by their job to others."""
    viewer = request.viewer
    plan = queries.plans(viewer).filter(pk=id).first()
    if plan is None:
        raise Http404
    of = queries.whole(viewer, plan, on=clock.today())
    keys = [pk for line in of.lines for pk in (line.action.owner_id, line.action.sponsor_id)]
    named = queries.names_shown(viewer, keys)
    said = {name: getattr(plan, name) for name in ("id", "title", "board", "starts_on", "ends_on", "closed_on")}
    return said | {
        "embed_weeks": plan.embed_weeks,
        "late": of.late,
        "complete": of.complete,
        "embedded": of.embedded,
        "figures": [figure.as_json() for figure in plan_figures(of)],
        "priorities": [
            {
                "id": one.priority.pk,
                "number": one.priority.number,
                "title": one.priority.title,
                "outcomes": [outcome.said for outcome in one.outcomes],
                "actions": [_action(line, named) for line in one.lines],
            }
            for one in of.priorities
        ],
    }


@router.get("/recommendations", response=list[RecommendationOut])
@open_to("see committee recommendations")
def committee_recommendations(request: Request) -> list[dict[str, Any]]:
    """What committees recommended, and the answers, the newest first."""
    on, found = clock.today(), list(asked.recommendations(request.viewer))
    named = queries.names_shown(request.viewer, [one.owner_id for one in found])
    same = ("committee", "said", "made_on", "respond_by", "answer", "answer_words", "answered_on", "done_on")
    return [
        {name: getattr(one, name) for name in ("id", *same)}
        | {"owner": who(one.owner, one.owner_words, named), "stands": asked.state(one, on=on).label}
        for one in found
    ]


def _action(line: queries.ActionLine, named: frozenset[int]) -> dict[str, Any]:
    action = line.action
    same = ("id", "title", "starts_on", "due_on", "first_due_on", "state", "completed_on", "embedded_on")
    return {name: getattr(action, name) for name in same} | {
        "code": line.code,
        "outcome": action.outcome.said if action.outcome else "",
        "owner": who(action.owner, action.owner_words, named),
        "sponsor": who(action.sponsor, action.sponsor_words, named),
        "times_moved": line.moves,
        "stands": line.standing.label,
    }
