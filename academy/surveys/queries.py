"""Who waits to be asked, who has answered, and what they said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from academy.core.clock import months_after
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer, current_spells, visible
from academy.records.models import Completion
from academy.surveys import rules
from academy.surveys.models import FollowUp


@dataclass(frozen=True)
class Counts:
    """How many were asked, how many answered, and how many of those used what they learned."""

    asked: int
    answered: int
    applied: int
    often: int
    made_a_difference: int


def due(on: date) -> QuerySet[Completion]:
    """Completions whose three months are up and that nobody has been asked about. Old ones are left in peace."""
    asked = FollowUp.objects.filter(completion=OuterRef("pk"))
    oldest = months_after(on, -rules.MONTHS_UNTIL_ASKED) - timedelta(days=rules.CLOSE_AFTER_DAYS)
    latest = months_after(on, -rules.MONTHS_UNTIL_ASKED) + timedelta(days=3)
    recent = Completion.objects.filter(completed_on__range=(oldest, latest)).exclude(item__kind__in=rules.NOT_ASKED)
    recent = recent.filter(person__merged_into__isnull=True)  # what both records of one person said is asked about once
    return recent.filter(~Exists(asked)).select_related("person", "item").order_by("completed_on", "pk")


def managers_of(person_ids: Iterable[int], on: date) -> dict[int, Person]:
    """Each person's line manager on the day, from the post they started first."""
    spells = current_spells(on).filter(person__in=list(person_ids), line_manager__isnull=False)
    found: dict[int, Person] = {}
    for spell in spells.select_related("line_manager").order_by("-started_on"):
        if spell.line_manager:
            found[spell.person_id] = spell.line_manager
    return found


def open_follow_ups() -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(answered_at__isnull=True, closed_on__isnull=True)


def of_leavers(on: date) -> QuerySet[FollowUp]:
    """Questions to people who have left: they are not asked any more."""
    return open_follow_ups().filter(person__in=people.shut_out(on).values("pk"))


def waiting_for_learner(viewer: Viewer) -> QuerySet[FollowUp]:
    return open_follow_ups().filter(person=viewer.person).select_related("completion__item")


def waiting_for_manager(viewer: Viewer) -> QuerySet[FollowUp]:
    """The line manager's own question, about people they still manage."""
    asked = visible(viewer, FollowUp).filter(manager=viewer.person, manager_answered_at__isnull=True)
    return asked.filter(closed_on__isnull=True).select_related("completion__item", "person").order_by("asked_at")


def answers(viewer: Viewer, *, item: int | None = None, since: date | None = None) -> QuerySet[FollowUp]:
    """Answers within the viewer's reach, newest first."""
    given = visible(viewer, FollowUp).filter(answered_at__isnull=False)
    if item:
        given = given.filter(completion__item=item)
    if since:
        given = given.filter(due_on__gte=since)
    return given.select_related("completion__item", "person").order_by("-answered_at")


def counts(follow_ups: QuerySet[FollowUp]) -> Counts:
    """Counted by the database in one query."""
    answered = Q(answered_at__isnull=False)
    made = Q(difference__in=[rules.Difference.CLEAR, rules.Difference.SOME])
    return Counts(
        **follow_ups.aggregate(
            asked=Count("pk"),
            answered=Count("pk", filter=answered),
            applied=Count("pk", filter=answered & Q(used__in=rules.APPLIED)),
            often=Count("pk", filter=answered & Q(used=rules.Used.OFTEN)),
            made_a_difference=Count("pk", filter=answered & made),
        )
    )


def stories(follow_ups: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """People's own words, where they said that we may quote them."""
    return follow_ups.filter(may_quote=True, answered_at__isnull=False).exclude(story="").order_by("-answered_at")


def latest_story() -> str:
    """One of them, whoever it is from, for everybody's home page."""
    return stories(FollowUp.objects.all()).values_list("story", flat=True).first() or ""
