"""Saying that one has understood, and trying oneself on scenarios."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from academy.core import clock, trail
from academy.frameworks.models import Acknowledgement, GuideVersion, ScenarioCount
from academy.frameworks.rules.practice import Marked, OldVersion
from academy.people.actions import Moving
from academy.people.models import Account, Organisation, Person


@transaction.atomic
def say_understood(version: GuideVersion, person: Person, *, by: Account | None) -> Acknowledgement:
    """Said twice, it counts from the first time."""
    version = GuideVersion.objects.select_for_update(of=("self",)).select_related("guide").get(pk=version.pk)
    if not version.is_current:
        raise OldVersion(f"{version} is not the one that stands today. Read the current one.")
    said, is_new = Acknowledgement.objects.get_or_create(
        version=version, person=person, defaults={"said_at": clock.now()}
    )
    if is_new:
        trail.note(by, "understood", said)
    return said


@transaction.atomic
def count_answers(answers: Sequence[Marked], organisation: Organisation) -> None:
    """At the first try only, and without whose they were: to see where the guide is not clear, and for nothing else."""
    for answer in sorted(answers, key=lambda answer: answer.scenario_id):
        count, _ = ScenarioCount.objects.get_or_create(
            scenario_id=answer.scenario_id, organisation=organisation, level=answer.chosen
        )
        ScenarioCount.objects.filter(pk=count.pk).update(number=F("number") + 1)


def move_person(moving: Moving) -> None:
    """What both have understood is said once."""
    theirs, held = (Acknowledgement.objects.filter(person=person) for person in (moving.merged, moving.kept))
    moving.repoint(theirs, held=held, same=("version_id",))


def erase_person(person: Person) -> Counter[str]:
    """Who has understood what counts people in post: nobody who may be erased is one of them."""
    Acknowledgement.objects.filter(person=person).delete()
    return Counter()
