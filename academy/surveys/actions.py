"""Asking, and keeping what is answered."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from academy.core import clock, links, notices, trail
from academy.people import queries as people
from academy.people.actions import Moving
from academy.people.models import Account, Person
from academy.records import actions as records
from academy.records.models import Completion, Reflection
from academy.surveys import queries, rules
from academy.surveys.models import FollowUp

LEARNER = "follow-up"  # the purpose of the learner's link


@transaction.atomic
def ask(completions: Sequence[Completion], *, on: date) -> list[FollowUp]:
    """Ask each learner once. Question and notice are written together: both are there, or neither."""
    managers = queries.managers_of([completion.person_id for completion in completions], on)
    left = set(people.shut_out(on).filter(pk__in=[c.person_id for c in completions]).values_list("pk", flat=True))
    FollowUp.objects.bulk_create(
        [
            _question(completion, managers.get(completion.person_id), on, is_reached=completion.person_id not in left)
            for completion in completions
        ],
        ignore_conflicts=True,
    )
    made = FollowUp.objects.filter(completion__in=completions).select_related("completion__item", "person", "manager")
    asked = [follow_up for follow_up in made if follow_up.closed_on is None]
    for follow_up in asked:
        _tell_learner(follow_up, kind="asked")
    _tell_managers(asked, on)
    return asked


@transaction.atomic
def remind(follow_up: FollowUp, *, number: int) -> None:
    """The key names the reminder, so that two workers send it once."""
    _tell_learner(follow_up, kind=f"reminder-{number}")
    FollowUp.objects.filter(pk=follow_up.pk, reminders__lt=number).update(reminders=number)


@transaction.atomic
def answer(follow_up: FollowUp, *, used: str = "", difference: str = "", by: Account | None = None) -> FollowUp:
    """Keep one tap. The question is answered when no more is asked."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.answered_at or follow_up.closed_on:
        raise rules.Closed("You have answered this already. Thank you: nothing more is needed.")
    if used:
        follow_up.used, follow_up.difference = rules.Used(used), ""
    if difference and rules.is_second_question_asked(follow_up.used):
        follow_up.difference = rules.Difference(difference)
    if rules.is_answered(follow_up.used, follow_up.difference):
        follow_up.answered_at = clock.now()
    follow_up.save(update_fields=["used", "difference", "answered_at"])
    trail.note(by or follow_up.person, "answered", follow_up)
    return follow_up


@transaction.atomic
def tell_story(follow_up: FollowUp, *, story: str, may_quote: bool, by: Account | None = None) -> FollowUp:
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.answered_at is None or follow_up.story:
        raise rules.Closed("A story is told once, after the two questions. Thank you: nothing more is needed.")
    follow_up.story, follow_up.may_quote = story, may_quote
    follow_up.save(update_fields=["story", "may_quote"])
    trail.note(by or follow_up.person, "told a story", follow_up)
    return follow_up


@transaction.atomic
def say_how_sure(
    follow_up: FollowUp, *, worth: str, sure_before: int, sure_now: int, by: Account | None = None
) -> FollowUp:
    """Said once, after the two questions, by whoever likes to."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.answered_at is None or follow_up.worth:
        raise rules.Closed("This is said once, after the two questions. Thank you: nothing more is needed.")
    follow_up.worth = rules.Worth(worth)
    follow_up.sure_before, follow_up.sure_now = rules.Sure(sure_before), rules.Sure(sure_now)
    follow_up.save(update_fields=["worth", "sure_before", "sure_now"])
    trail.note(by or follow_up.person, "said how sure they are", follow_up)
    return follow_up


def begin_reflection(follow_up: FollowUp, *, by: Account | None = None) -> Reflection:
    """The learner takes their answers into their own CPD record, where nobody else reads them."""
    if follow_up.answered_at is None:
        raise rules.Closed("Answer first: then there is something to take with you.")
    changed, difference = rules.reflection_words(follow_up.used, follow_up.difference, follow_up.story)
    return records.begin_reflection(follow_up.completion, by=by, changed=changed, difference=difference)


@transaction.atomic
def say_what_was_seen(follow_up: FollowUp, *, seen: str, by: Account | None) -> FollowUp:
    """The line manager's own answer, kept beside the learner's."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.manager_answered_at:
        raise rules.Closed("You have answered this already.")
    follow_up.manager_saw, follow_up.manager_answered_at = rules.Seen(seen), clock.now()
    follow_up.save(update_fields=["manager_saw", "manager_answered_at"])
    trail.note(by, "said what they saw", follow_up)
    return follow_up


def close(follow_ups: Sequence[FollowUp], *, on: date) -> int:
    """Nobody is asked for ever: silence is counted as silence."""
    return FollowUp.objects.filter(pk__in=[f.pk for f in follow_ups], answered_at__isnull=True).update(closed_on=on)


def erase_person(person: Person) -> Counter[str]:
    """What they wrote goes. What they answered stays counted, and so does that they were asked."""
    FollowUp.objects.filter(person=person, answered_at__isnull=True, closed_on__isnull=True).update(
        closed_on=clock.today()
    )
    return Counter(stories=_forget(FollowUp.objects.filter(person=person)))


def forget_stories(*, before: date) -> int:
    return _forget(FollowUp.objects.filter(answered_at__date__lt=before))


def move_person(moving: Moving) -> None:
    """After the completions: what was asked about one that stays behind stays with it."""
    moving.repoint(FollowUp.objects.filter(person=moving.merged, completion__person=moving.kept))
    moving.repoint(FollowUp.objects.filter(manager=moving.merged), "manager")


def learners_link(follow_up: FollowUp) -> str:
    return settings.ADDRESS + reverse("follow-up", args=[links.token(LEARNER, follow_up.pk)])


def _forget(follow_ups: QuerySet[FollowUp]) -> int:
    return follow_ups.exclude(story="").update(story="", may_quote=False)


def _question(completion: Completion, manager: Person | None, on: date, *, is_reached: bool) -> FollowUp:
    """Without an address, or after leaving, nobody can be asked: it is kept closed, so that it counts and is not
    tried again."""
    return FollowUp(
        completion=completion,
        person_id=completion.person_id,
        manager=manager,
        due_on=rules.asked_on(completion.completed_on),
        asked_at=clock.now(),
        closed_on=None if completion.person.email and is_reached else on,
    )


def _tell_learner(follow_up: FollowUp, *, kind: str) -> None:
    notices.send(
        f"follow-up:{follow_up.pk}:{kind}",
        kind="follow-up",
        to=follow_up.person.email or "",
        template="surveys/asked.txt" if kind == "asked" else "surveys/reminder.txt",
        follow_up=follow_up,
        link=learners_link(follow_up),
    )


def _tell_managers(asked: Sequence[FollowUp], on: date) -> None:
    """One message a day to each manager, however many of their people are asked."""
    teams: dict[Person, list[FollowUp]] = defaultdict(list)
    for follow_up in asked:
        if follow_up.manager:
            teams[follow_up.manager].append(follow_up)
    for manager, follow_ups in teams.items():
        notices.send(
            f"follow-up:manager-{manager.pk}:{on}",
            kind="manager-copy",
            to=manager.email or "",
            template="surveys/manager_asked.txt",
            manager=manager,
            follow_ups=follow_ups,
            link=settings.ADDRESS + reverse("follow-ups"),
        )
