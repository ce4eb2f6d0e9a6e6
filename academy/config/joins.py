"""What a page shows from a room above its own. Hung on the request here, and only made when a page asks for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from academy.config.menu import menu_of
from academy.config.shelves import learned, shelves_of
from academy.elearning.queries import Player, players
from academy.impact.measures import UsedFromPlan, used_from_plan, used_in_team
from academy.people.switching import look_at_chosen, switcher
from academy.people.views.access import LOOKS_FROM
from academy.plan import queries as plans
from academy.plan.queries import PlannedFor


class JoinsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        look_at_chosen(request)
        request.switcher = SimpleLazyObject(lambda: switcher(request))  # type: ignore[attr-defined]
        request.menu = SimpleLazyObject(lambda: menu_of(request))  # type: ignore[attr-defined]
        request.is_looking = LOOKS_FROM in request.session  # type: ignore[attr-defined]
        request.after_learning = SimpleLazyObject(lambda: used_in_team(request.viewer))  # type: ignore[attr-defined]
        request.learned = SimpleLazyObject(lambda: learned(request.viewer))  # type: ignore[attr-defined]
        request.shelves = SimpleLazyObject(lambda: shelves_of(request.viewer))  # type: ignore[attr-defined]
        request.lesson_here = SimpleLazyObject(lambda: lesson_here(request))  # type: ignore[attr-defined]
        request.planned_for_need = SimpleLazyObject(lambda: planned_for_need(request))  # type: ignore[attr-defined]
        request.used_from_plan = SimpleLazyObject(lambda: used_of_plan(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def lesson_here(request: HttpRequest) -> Player | None:
    """On an item’s page: the lesson by which it is learned."""
    page = request.resolver_match
    if page is None or page.url_name != "item":
        return None
    item_id = page.kwargs["id"]
    return players(request.viewer, [item_id]).get(item_id)  # type: ignore[attr-defined]


def used_of_plan(request: HttpRequest) -> UsedFromPlan | None:
    """On a year’s plan, for whoever may see its money: what each who used it cost."""
    page, viewer = request.resolver_match, request.viewer  # type: ignore[attr-defined]
    if page is None or "year" not in page.kwargs or not viewer.may(plans.MONEY):
        return None
    plan = plans.plan_of(viewer, page.kwargs["year"])
    return used_from_plan(viewer, plan) if plan else None


def planned_for_need(request: HttpRequest) -> PlannedFor | None:
    """On a need’s page, for whoever may see the plan: what stands in it for this need, and where to plan more."""
    page, viewer = request.resolver_match, request.viewer  # type: ignore[attr-defined]
    if page is None or page.url_name != "need" or not viewer.may("see the plan"):
        return None
    return plans.planned_for(viewer, page.kwargs["id"])
