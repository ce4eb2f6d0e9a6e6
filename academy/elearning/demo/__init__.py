"""Three lessons that a partnership could use tomorrow, one that is being written, and people who learn from them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from academy.catalogue.models import Item
from academy.core import clock, trail, uploads
from academy.core.demo import World
from academy.elearning import actions, queries, rules
from academy.elearning.demo import written
from academy.elearning.demo.drawings import drawn
from academy.elearning.demo.learners import Learners, named
from academy.elearning.demo.written import Part, Written
from academy.elearning.models import (
    Attempt,
    Block,
    Choice,
    Lesson,
    LessonFile,
    LessonNote,
    LessonPage,
    LessonVersion,
    Question,
)
from academy.elearning.rules import BlockKind, Stage
from academy.people.models import Account

# a lesson, and how many days ago each of its versions was published; with none it is being written
LESSONS = {
    "professional-curiosity": (160,),
    "sharing-information": (420, 150),
    "private-fostering": (300,),
    "speech-and-language": (),
}
HALF_WAY = 4  # the page that Amara is on
THOUGHT = "Bedtime. I know who collects them from school, and not who is there when they go to sleep."


def build(world: World) -> None:
    before = Attempt.objects.count()
    for name, days in LESSONS.items():
        said = written.lesson(name)
        item = Item.objects.filter(title=said.title).first()
        if item is not None:
            _write(world, item, said, days)
    _put_amara_half_way(world)
    world.say(f"{Lesson.objects.count()} lessons, gone through {Attempt.objects.count() - before:,} times")


def _write(world: World, item: Item, said: Written, days: tuple[int, ...]) -> None:
    lesson = Lesson.objects.create(item=item, added_on=world.on - timedelta(days=max(days, default=3) + 30))
    version = LessonVersion.objects.create(lesson=lesson, number=1)
    _fill(version, said, world)
    for number, ago in enumerate(days, start=1):
        if number > 1:
            version = actions.begin_draft(lesson, by=None)
        _publish(version, world, ago)
    trail.note(None, "began to write", lesson)
    versions = list(LessonVersion.objects.filter(lesson=lesson).exclude(stage=Stage.DRAFT).order_by("number"))
    for place, one in enumerate(versions, start=1):
        is_current = place == len(versions)
        until = world.on if is_current else versions[place].published_on or world.on
        Learners(world, one, until=until).learn(is_current=is_current)


def _publish(version: LessonVersion, world: World, ago: int) -> None:
    said = queries.pages_said(version)
    LessonVersion.objects.filter(lesson=version.lesson, stage=Stage.CURRENT).update(stage=Stage.PAST)
    version.stage, version.published_on = Stage.CURRENT, world.on - timedelta(days=ago)
    version.reading_age = rules.reading_age(queries.text_of(said))
    version.published_by = Account.objects.filter(email__startswith="academy@").first()
    version.what_changed = "What to do in the first hour after a breach is new." if version.number > 1 else ""
    version.save()


def _fill(version: LessonVersion, said: Written, world: World) -> None:
    for position, sheet in enumerate(said.pages, start=1):
        page = LessonPage.objects.create(version=version, position=position, title=sheet.title)
        for place, part in enumerate(sheet.parts, start=1):
            _add(page, place, part, world)
    for held, page_said in zip(LessonPage.objects.filter(version=version), queries.pages_said(version), strict=True):
        held.seconds = rules.seconds_of(page_said.blocks)
        held.save(update_fields=["seconds"])


def _add(page: LessonPage, place: int, part: Part, world: World) -> None:
    block = Block(page=page, position=place, kind=part.kind, words=part.words, draw=part.draw)
    if part.kind == BlockKind.IMAGE:
        block.alternative = part.alternative
        block.file = _picture(page, part, world) if part.picture else None
    block.save()
    for position, asking in enumerate(part.questions, start=1):
        question = Question.objects.create(
            block=block, position=position, kind=asking.kind, words=asking.words, feedback=asking.feedback
        )
        Choice.objects.bulk_create(
            Choice(question=question, position=at, words=one.words, is_right=one.is_right, feedback=one.feedback)
            for at, one in enumerate(asking.choices, start=1)
        )


def _picture(page: LessonPage, part: Part, world: World) -> LessonFile:
    return LessonFile.objects.create(
        lesson=page.version.lesson,
        stored=uploads.keep(drawn(part.picture)),
        name=part.caption[:120],
        added_at=timezone.make_aware(datetime.combine(world.on, time(9))) - timedelta(days=400),
    )


def _put_amara_half_way(world: World) -> None:
    """The one whom the pictures follow: on page 4 of the refresher, with a thought that she kept."""
    amara = named("Amara", "Okafor")
    version = LessonVersion.objects.filter(
        stage=Stage.CURRENT, lesson__item__title=written.lesson("professional-curiosity").title
    ).first()
    if amara is None or version is None:
        return
    Attempt.objects.filter(person=amara, lesson=version.lesson).delete()
    learners = Learners(world, version, until=world.on)
    attempt = learners.go(amara.pk, world.on - timedelta(days=1), reached=HALF_WAY + 1)
    attempt.save()
    for answer in learners.answers:
        answer.save()
    block = Block.objects.filter(page__version=version, page__position=HALF_WAY, kind=BlockKind.REFLECTION).first()
    if block is not None:
        LessonNote.objects.create(attempt=attempt, block=block, words=THOUGHT, written_at=clock.now())
