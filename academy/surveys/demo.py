"""Five years of answers for the demonstration: made up, and never all good."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from academy.core.clock import months_after
from academy.core.demo import World
from academy.people.models import Person, Spell
from academy.records.models import Completion
from academy.surveys import rules
from academy.surveys.models import FollowUp

LONDON = ZoneInfo("Europe/London")
BATCH = 5_000
NAMED_STORIES = [
    "I stopped giving advice and asked what she wanted to be different. She came back.",
    "Honestly, no time. Two days’ training and back to 24 cases.",
    "I drew the safety plan with both parents at the kitchen table. They knew what to do that night.",
    "The thresholds guide was open on my desk when the school rang. We agreed in ten minutes.",
    "I asked the grandmother what worried her most. It was not what we had written down.",
    "It helped me say no to a referral and explain why. The school thanked me.",
    "I have not had a case yet where it fits.",
    "My supervisor and I now start with what the child said, and the rest follows.",
]


def build(world: World) -> None:
    chance = world.chance("surveys")
    managers = dict(
        Spell.objects.filter(line_manager__isnull=False).order_by("started_on").values_list("person", "line_manager")
    )
    due = Completion.objects.filter(completed_on__lte=months_after(world.on, -rules.MONTHS_UNTIL_ASKED))
    due = due.exclude(item__kind__in=rules.NOT_ASKED).order_by("pk")
    waiting: list[FollowUp] = []
    for pk, person, completed_on in due.values_list("pk", "person", "completed_on").iterator(chunk_size=BATCH):
        waiting.append(_follow_up(chance, world, pk, person, completed_on, managers.get(person)))
        if len(waiting) == BATCH:
            FollowUp.objects.bulk_create(waiting)
            waiting = []
    FollowUp.objects.bulk_create(waiting)
    _leave_one_open_for("Amara", "Okafor")


def _follow_up(chance: Random, world: World, pk: int, person: int, completed_on: date, manager: int | None) -> FollowUp:
    due_on = rules.asked_on(completed_on)
    asked_at = datetime.combine(due_on, time(8, chance.randrange(60)), LONDON)
    is_old = due_on + timedelta(days=rules.CLOSE_AFTER_DAYS) < world.on
    made = FollowUp(
        completion_id=pk, person_id=person, manager_id=manager, due_on=due_on, asked_at=asked_at, reminders=2 * is_old
    )
    if chance.random() < (0.7 if is_old else 0.5):
        _answer(chance, made, world)
    elif is_old:
        made.closed_on = due_on + timedelta(days=rules.CLOSE_AFTER_DAYS)
    if manager and chance.random() < 0.55:
        made.manager_saw = chance.choices(rules.Seen.values, weights=[30, 25, 20, 25])[0]
        made.manager_answered_at = asked_at + timedelta(days=3)
    return made


def _answer(chance: Random, made: FollowUp, world: World) -> None:
    made.used = chance.choices(rules.Used.values, weights=[44, 22, 24, 10])[0]
    if rules.is_second_question_asked(made.used):
        made.difference = chance.choices(rules.Difference.values, weights=[28, 40, 22, 10])[0]
    latest = datetime.combine(world.on, time(0, 0), LONDON)
    made.answered_at = min(made.asked_at + timedelta(hours=chance.randrange(1, 400)), latest)
    if chance.random() < 0.08:
        made.story, made.may_quote = chance.choice(NAMED_STORIES), chance.random() < 0.7


def _leave_one_open_for(given_name: str, family_name: str) -> None:
    """The practitioner who is shown round has one question to answer."""
    person = Person.objects.filter(given_name=given_name, family_name=family_name).first()
    latest = FollowUp.objects.filter(person=person).order_by("-due_on").first() if person else None
    if latest:
        latest.used = latest.difference = latest.story = ""
        latest.answered_at = latest.closed_on = None
        latest.save()
