"""Two years of reflections: social workers on the way to their two pieces, and some who just like to write."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from academy.core.demo import World
from academy.people.models import Person, Spell
from academy.records import rules
from academy.records.models import Completion, Reflection
from academy.records.rules import Peer

LONDON = ZoneInfo("Europe/London")
BATCH = 1_000
YEARS = 2
LEARNED = [
    "That asking what somebody wants to be different gets further than telling them what is wrong.",
    "How much I decide before I knock. The bias we looked at is mine as well.",
    "What the thresholds mean in the school’s words and in ours, and that they are not the same words.",
    "That neglect shows in a day, not in a visit: who wakes them, who feeds them, who notices.",
    "To look at the safe adults first, and to write down what they already do.",
    "How to explain a section 20 agreement so that a parent could say it back to me.",
]
CHANGED = [
    "I leave ten minutes before each visit to write down what I expect, and compare it after.",
    "I ask one open question and then I wait. It is harder than it sounds.",
    "Each plan now begins with what the child said, in their words.",
    "I ring the school before the meeting and ask what they would need to say yes.",
    "I draw the safety plan with the family instead of typing it for them.",
    "In supervision I bring the case that I do not want to bring.",
]
DIFFERENCE = [
    "A mother said that nobody had asked her that before. She came back the week after.",
    "The grandmother knew what to do that night, and did it.",
    "Too early to tell. The boy spoke, which he had not done with me.",
    "The father was in the room this time, and the plan has his name in it.",
    "We agreed in ten minutes what had taken us three weeks in spring.",
    "None that I could see yet, and I said so in supervision.",
]
DISCUSSED = [
    "When not to ask. My colleague sits in the silence for longer than I can.",
    "Whether I was listening or waiting. We listened to a recording of me, which was not fun.",
    "What we would do in the next visit, and who else ought to be asked.",
    "That the whole team reads the threshold differently. We wrote ours down.",
]
Learned = tuple[int, int, date]


def build_written(world: World) -> None:
    """What was written stands for its writer alone, here too: nobody who is shown round opens another’s."""
    chance = world.chance("reflections")
    made, number = _reflections(chance, world.on), 0
    while batch := list(islice(made, BATCH)):
        Reflection.objects.bulk_create(batch)
        number += len(batch)
    _of_those_shown_round(world)
    world.say(f"{number:,} reflections, for their writers alone")


def _reflections(chance: Random, on: date) -> Iterator[Reflection]:
    since = rules.year_start(date(on.year - YEARS + 1, on.month, 1))
    for _, learned in _by_person(since).items():
        for completion in chance.sample(learned, min(len(learned), chance.choices([0, 1, 2, 3], [35, 25, 35, 5])[0])):
            yield _reflection(chance, completion, is_finished=chance.random() < 0.9)


def _by_person(since: date) -> dict[tuple[int, date], list[Completion]]:
    """What registered people learned in a year, which they may write about."""
    registered = Completion.objects.filter(person__swe_number__isnull=False, completed_on__gte=since)
    found: dict[tuple[int, date], list[Completion]] = defaultdict(list)
    for completion in registered.select_related("item").order_by("person", "completed_on", "pk"):
        found[completion.person_id, rules.year_start(completion.completed_on)].append(completion)
    return found


def _reflection(chance: Random, completion: Completion, *, is_finished: bool) -> Reflection:
    at = datetime.combine(completion.completed_on + timedelta(days=chance.randrange(1, 40)), time(17, 40), LONDON)
    has_peer = is_finished and chance.random() < 0.5
    return Reflection(
        person_id=completion.person_id,
        completion=completion,
        activity=rules.activity_of(completion.item.kind),
        title=completion.item.title,
        about=completion.item.summary,
        done_on=completion.completed_on,
        hours=completion.hours,
        learned=chance.choice(LEARNED),
        changed=chance.choice(CHANGED) if is_finished or chance.random() < 0.5 else "",
        difference=chance.choice(DIFFERENCE) if is_finished else "",
        peer=chance.choice(Peer.values) if has_peer else "",
        discussed=chance.choice(DISCUSSED) if has_peer else "",
        begun_at=at,
        finished_at=at + timedelta(minutes=chance.randrange(3, 8)) if is_finished else None,
    )


def _of_those_shown_round(world: World) -> None:
    """Amara has one piece of two, and none with a peer; two of Ruth’s team show her one of theirs."""
    chance, since = world.chance("shown round"), rules.year_start(world.on)
    amara = Person.objects.filter(given_name="Amara", family_name="Okafor").first()
    if amara is not None:
        Reflection.objects.filter(person=amara, done_on__gte=since).delete()
        own = Completion.objects.filter(person=amara, completed_on__gte=since).select_related("item")
        for number, completion in enumerate(own.order_by("completed_on")[:2]):
            one = _reflection(chance, completion, is_finished=number == 0)
            one.peer = one.discussed = ""
            one.save()
    ruth = Person.objects.filter(given_name="Ruth", family_name="Adeyemi").first()
    team = Spell.objects.filter(line_manager=ruth, ended_on__isnull=True).exclude(person=amara).values("person")
    finished = Reflection.objects.filter(person__in=team, finished_at__isnull=False, done_on__gte=since)
    for one in finished.order_by("-done_on")[:2] if ruth else ():
        one.shared_with, one.shared_at = ruth, one.finished_at
        one.save()
