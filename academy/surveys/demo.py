"""Five years of answers for the demonstration: made up, and never all good."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from academy.core.clock import months_after
from academy.core.demo import World
from academy.people.models import Person, Spell
from academy.records.models import Completion
from academy.surveys import rules
from academy.surveys.models import FollowUp

LONDON = ZoneInfo("Europe/London")
BATCH = 5_000
STORIES = [
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
    managers = dict(
        Spell.objects.filter(line_manager__isnull=False).order_by("started_on").values_list("person", "line_manager")
    )
    asker = Asker(world, managers)
    due = Completion.objects.filter(completed_on__lte=months_after(world.on, -rules.MONTHS_UNTIL_ASKED))
    due = due.exclude(item__kind__in=rules.NOT_ASKED).order_by("pk")
    rows = due.values_list("pk", "person", "item", "completed_on").iterator(chunk_size=BATCH)
    while some := [asker.ask(*row) for row in islice(rows, BATCH)]:
        FollowUp.objects.bulk_create(some)
    _leave_one_open_for("Amara", "Okafor")


class Asker:
    """Asks as the job would have, and answers as people might."""

    def __init__(self, world: World, managers: Mapping[int, int | None]) -> None:
        self.chance, self.on, self.managers = world.chance("surveys"), world.on, managers
        self.feeling = world.chance("how sure")

    def ask(self, pk: int, person: int, item: int, completed_on: date) -> FollowUp:
        due_on, manager = rules.asked_on(completed_on), self.managers.get(person)
        closes_on = due_on + timedelta(days=rules.CLOSE_AFTER_DAYS)
        is_old = closes_on < self.on
        asked_at = datetime.combine(due_on, time(8, self.chance.randrange(60)), LONDON)
        made = FollowUp(completion_id=pk, person_id=person, manager_id=manager, due_on=due_on, asked_at=asked_at)
        made.reminders = sum(days <= (self.on - due_on).days for days in rules.REMIND_AFTER_DAYS)
        if self.chance.random() < (0.7 if is_old else 0.5):
            self._answer(made, item)
        elif is_old:
            made.closed_on = closes_on
        if manager and self.chance.random() < 0.55:
            made.manager_saw = self.chance.choices(rules.Seen.values, weights=[30, 25, 20, 25])[0]
            made.manager_answered_at = asked_at + timedelta(days=3)
        return made

    def _answer(self, made: FollowUp, item: int) -> None:
        made.used = self.chance.choices(rules.Used.values, weights=_weights(item))[0]
        if rules.is_second_question_asked(made.used):
            made.difference = self.chance.choices(rules.Difference.values, weights=[28, 40, 22, 10])[0]
        today = datetime.combine(self.on, time(0, 0), LONDON)
        made.answered_at = min(made.asked_at + timedelta(hours=self.chance.randrange(1, 400)), today)
        if self.feeling.random() < 0.62:
            self._say_how_sure(made)
        if self.chance.random() < 0.08:
            made.story, made.may_quote = self.chance.choice(STORIES), self.chance.random() < 0.7

    def _say_how_sure(self, made: FollowUp) -> None:
        """Surer by about half a step, and not everybody."""
        made.worth = self.feeling.choices(rules.Worth.values, weights=[62, 28, 10])[0]
        made.sure_before = self.feeling.choices(rules.Sure.values, weights=[8, 27, 38, 22, 5])[0]
        surer = self.feeling.choices([-1, 0, 1, 2], weights=[6, 44, 40, 10])[0]
        made.sure_now = min(5, max(1, made.sure_before + surer))


def _weights(item: int) -> list[int]:
    """Some courses are used more than others: often, once, not yet, never."""
    often = 22 + item * 7 % 45
    return [often, 22, 68 - often, 10]


def _leave_one_open_for(given_name: str, family_name: str) -> None:
    """The practitioner who is shown round has one question to answer."""
    person = Person.objects.filter(given_name=given_name, family_name=family_name).first()
    latest = FollowUp.objects.filter(person=person).order_by("-due_on").first() if person else None
    if latest:
        latest.used = latest.difference = latest.story = ""
        latest.answered_at = latest.closed_on = None
        latest.save()
