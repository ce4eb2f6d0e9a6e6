"""What the clock starts for plans. Each may run twice: nobody is told the same twice in a week."""

from collections import defaultdict
from typing import Any

from academy.core import clock, notices
from academy.core.models import Notice
from academy.improvement.models import PlanAction, Recommendation
from academy.improvement.rules.plans import DONE
from academy.improvement.rules.recommendations import TOLD_BEFORE
from academy.people import queries as people

KIND = "improvement"


def tell_owners_what_is_late(**_: Any) -> str:
    """Once a week, one notice with everything of theirs that is late. Whoever has left is not written to."""
    on = clock.today()
    year, week, _day = on.isocalendar()
    late = PlanAction.objects.filter(due_on__lt=on, priority__plan__closed_on__isnull=True).exclude(state__in=DONE)
    by_owner: dict[int, list[PlanAction]] = defaultdict(list)
    for action in late.select_related("owner", "priority__plan").order_by("due_on", "pk"):
        by_owner[action.owner_id].append(action)
    gone = set(people.shut_out(on).filter(pk__in=list(by_owner)).values_list("pk", flat=True))
    told = [
        notices.written(
            f"improvement-late:{owner}:{year}-{week}",
            kind=KIND,
            to=actions[0].owner.email or "",
            template="improvement/notices/late.txt",
            late=actions,
        )
        for owner, actions in by_owner.items()
        if owner not in gone
    ]
    return f"Told of what is late: {_queued(told)}."


def remind_of_recommendations(**_: Any) -> str:
    """Two weeks before the day, once for each day that was promised."""
    on = clock.today()
    near = Recommendation.objects.filter(answered_on__isnull=True, respond_by__lte=on + TOLD_BEFORE)
    found = list(near.select_related("owner"))
    gone = set(people.shut_out(on).filter(pk__in=[one.owner_id for one in found]).values_list("pk", flat=True))
    told = [
        notices.written(
            f"recommendation-soon:{one.pk}:{one.respond_by}",
            kind=KIND,
            to=one.owner.email or "",
            template="improvement/notices/recommendation.txt",
            recommendation=one,
        )
        for one in found
        if one.owner_id not in gone
    ]
    return f"Reminded of recommendations to answer: {_queued(told)}."


def _queued(told: list[Notice | None]) -> int:
    """How many are new: a notice that was queued before under its key is not sent again."""
    wanted = {one.key: one for one in told if one}
    known = set(Notice.objects.filter(key__in=list(wanted)).values_list("key", flat=True))
    notices.queue(one for key, one in wanted.items() if key not in known)
    return len(wanted.keys() - known)
