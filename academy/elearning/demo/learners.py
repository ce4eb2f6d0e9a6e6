"""People who have finished a lesson, are half-way, or did not pass: in keeping with what stands on their records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from academy.core.demo import World
from academy.elearning import rules
from academy.elearning.models import Attempt, CheckAnswer, Choice, LessonPage, LessonVersion, Question
from academy.elearning.rules import QuestionKind, State
from academy.people.models import Person, Spell
from academy.people.scope import current_spells
from academy.records.models import Completion
from academy.records.rules import Door

MOST = 160
HARD = 7  # every so manyth question of a lesson is one that many get wrong


@dataclass
class Asked:
    id: int
    block_id: int
    page: int
    draw: int | None
    kind: str
    choices: list[int]
    right: list[int]
    share: float  # how many are right at the first try


class Learners:
    """Everybody who goes through one version."""

    def __init__(self, world: World, version: LessonVersion, *, until: date) -> None:
        self.world, self.version, self.until = world, version, until
        self.chance: Random = world.chance(f"elearning {version}")
        self.pages = list(LessonPage.objects.filter(version=version).values_list("pk", "seconds"))
        self.asked = list(self._asked())
        self.attempts: list[Attempt] = []
        self.answers: list[CheckAnswer] = []

    def learn(self, *, is_current: bool) -> None:
        most = min(MOST, self.world.people // 12)
        done = self._finished(most)
        for person_id, on in done:
            self._finish(person_id, on)
        if is_current:
            self._begin(most // 4, apart_from={person_id for person_id, _ in done})
        made = Attempt.objects.bulk_create(self.attempts)
        assert len(made) == len(self.attempts)
        CheckAnswer.objects.bulk_create(self.answers, batch_size=2_000)

    def _finished(self, most: int) -> list[tuple[int, date]]:
        """Each who has it on the record from learning it in their own time since this version was published."""
        since = self.version.published_on
        held = Completion.objects.filter(
            item=self.version.lesson.item_id,
            completed_on__gte=since,
            completed_on__lt=self.until,
            door__in=(Door.PACKAGE, Door.LESSON),
        )
        latest = dict(held.order_by("completed_on", "pk").values_list("person", "completed_on"))
        return self.chance.sample(sorted(latest.items()), min(most, len(latest)))

    def _finish(self, person_id: int, on: date) -> None:
        is_second = self.chance.random() < 0.18
        attempt = self._attempt(person_id, on, State.FINISHED, reached=len(self.pages) + 1)
        attempt.try_number = 2 if is_second else 1
        for number in range(1, attempt.try_number + 1):
            self._answer(attempt, number, is_enough=number == attempt.try_number)

    def _begin(self, number: int, *, apart_from: set[int]) -> None:
        spells: list[Spell] = list(current_spells(self.world.on).order_by("person", "pk")[: max(600, number * 20)])
        people = sorted({spell.person_id for spell in spells} - apart_from)
        for person_id in self.chance.sample(people, min(number, len(people))):
            on = self.world.on - timedelta(days=self.chance.randrange(1, 60))
            if self.chance.random() < 0.12:
                attempt = self._attempt(person_id, on, State.NOT_PASSED, reached=len(self.pages) + 1)
                attempt.try_number = self.version.tries or 1
                for place in range(1, attempt.try_number + 1):
                    self._answer(attempt, place, is_enough=False)
            else:
                self.go(person_id, on, reached=self.chance.randrange(1, len(self.pages) + 1))

    def go(self, person_id: int, on: date, *, reached: int) -> Attempt:
        attempt = self._attempt(person_id, on, State.OPEN, reached=reached)
        self._answer(attempt, 1, is_enough=True, before=reached)
        return attempt

    def _attempt(self, person_id: int, on: date, state: State, *, reached: int) -> Attempt:
        pace = self.chance.lognormvariate(0, 0.3)
        seconds = int(pace * sum(seconds for _, seconds in self.pages[: reached - 1]))
        ended_at = self._moment(on)
        attempt = Attempt(
            lesson=self.version.lesson,
            version=self.version,
            person_id=person_id,
            state=state,
            seed=self.chance.randrange(2**50),
            reached=reached,
            seconds=seconds,
            started_at=ended_at - timedelta(seconds=int(seconds * self.chance.uniform(1, 4))),
            last_at=ended_at,
            ended_at=None if state == State.OPEN else ended_at,
        )
        self.attempts.append(attempt)
        return attempt

    def _moment(self, on: date) -> datetime:
        at = time(self.chance.choice((8, 9, 11, 12, 13, 15, 16, 20)), self.chance.randrange(60))
        return timezone.make_aware(datetime.combine(on, at))

    def _answer(self, attempt: Attempt, number: int, *, is_enough: bool, before: int = 1_000) -> None:
        """Those that were drawn; of a try that was enough nearly all are right, of another about half."""
        asked = [one for one in self._drawn(attempt, number) if one.page < before]
        wrong = sum(1 for _ in asked) - -(-self.version.pass_mark * len(asked) // 100)
        for one in sorted(asked, key=lambda one: one.share):
            is_right = self.chance.random() < (one.share if is_enough else 0.45)
            if not is_right and is_enough:
                is_right, wrong = wrong < 1, wrong - 1
            self.answers.append(
                CheckAnswer(
                    attempt=attempt,
                    question_id=one.id,
                    try_number=number,
                    chosen=self._chosen(one, is_right=is_right),
                    is_right=is_right,
                    answered_at=attempt.last_at,
                )
            )

    def _drawn(self, attempt: Attempt, number: int) -> Iterator[Asked]:
        by_id = {one.id: one for one in self.asked}
        for block_id in dict.fromkeys(one.block_id for one in self.asked):
            bank = [one for one in self.asked if one.block_id == block_id]
            for pk in rules.drawn(attempt.seed, number, block_id, [one.id for one in bank], bank[0].draw):
                yield by_id[pk]

    def _chosen(self, one: Asked, *, is_right: bool) -> list[int]:
        if is_right:
            return one.right
        if one.kind == QuestionKind.ORDER:
            return [*one.right[1:], one.right[0]]
        return [self.chance.choice([pk for pk in one.choices if pk not in one.right] or one.choices)]

    def _asked(self) -> Iterator[Asked]:
        numbers = {pk: number for number, (pk, _) in enumerate(self.pages, start=1)}
        questions = Question.objects.filter(block__page__version=self.version).select_related("block")
        in_order = questions.order_by("block__page__position", "block__position", "position")
        choices = list(Choice.objects.filter(question__block__page__version=self.version))
        for place, question in enumerate(in_order, start=1):
            own = [choice for choice in choices if choice.question_id == question.pk]
            is_order = question.kind == QuestionKind.ORDER
            right = [choice.pk for choice in own if choice.is_right or is_order]
            share = 0.55 if place % HARD == 0 else self.chance.uniform(0.78, 0.97)
            block = question.block
            page = numbers[block.page_id]
            yield Asked(question.pk, block.pk, page, block.draw, question.kind, [one.pk for one in own], right, share)


def named(given_name: str, family_name: str) -> Person | None:
    return Person.objects.filter(given_name=given_name, family_name=family_name).first()
