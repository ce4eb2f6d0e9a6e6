"""How Weyshire practises, in the versions that led to today's, and who has said that they understood it."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from academy.core.demo import World
from academy.frameworks.demo.thresholds import CHANGES, FAMILIES, LEVELS
from academy.frameworks.demo.ways import WAYS, Way
from academy.frameworks.models import (
    Acknowledgement,
    Duty,
    Guide,
    GuideVersion,
    Principle,
    Scenario,
    ScenarioCount,
    Term,
    Threshold,
)
from academy.frameworks.rules.practice import GuideKind
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import current_spells

HERE = Path(__file__).parent
NEWEST = 21  # days ago: the thresholds guide was published on 1 November
# of those in post, how many in 100 say so: social work first, others as they are reached
SAY_SO = {
    OrganisationKind.COUNCIL: 71,
    OrganisationKind.HEALTH: 58,
    OrganisationKind.POLICE: 44,
    OrganisationKind.SCHOOL: 63,
    OrganisationKind.EARLY_YEARS: 37,
    OrganisationKind.VOLUNTARY: 41,
    OrganisationKind.HOUSING: 22,
    OrganisationKind.GENERAL_PRACTICE: 26,
}
# the level that is often chosen instead: outside agencies reach for a referral too soon
OFTEN = {1: 2, 2: 3, 3: 4, 4: 3}
AMISS = {OrganisationKind.COUNCIL: 14, OrganisationKind.SCHOOL: 41, OrganisationKind.POLICE: 46}
NOT_YET = {"Amara Okafor"}  # who has it among her things to do


def build(world: World) -> None:
    for position, way in enumerate(WAYS):
        _way(world, way, position)
    thresholds, scenarios = _thresholds(world)
    words = _words(world)
    _duties(world)
    number = _said_so(world, [thresholds, words])
    _answers(world, scenarios)
    world.say(f"how we practise, understood {number:,} times")


def _guide(kind: GuideKind, title: str, what_it_says: str, *, position: int, is_asked: bool = False) -> Guide:
    return Guide.objects.create(
        kind=kind,
        code=slugify(title),
        title=title,
        what_it_says=what_it_says,
        is_asked=is_asked,
        position=position,
    )


def _versions(
    guide: Guide, days: Sequence[date], changes: Sequence[str], *, introduction: str = "", minutes: int = 5
) -> list[GuideVersion]:
    """The newest first: each older one is told what replaced it."""
    newer, made = None, []
    for number, on in reversed(list(enumerate(days, start=1))):
        newer = GuideVersion.objects.create(
            guide=guide,
            number=number,
            introduction=introduction,
            what_changed=changes[number - 2] if number > 1 else "",
            minutes=minutes,
            published_on=on,
            is_current=newer is None,
            replaced_by=newer,
        )
        made.append(newer)
    return made


def _way(world: World, way: Way, position: int) -> None:
    guide = _guide(GuideKind.PRACTICE, way.title, way.what_it_says, position=position)
    days = [world.on - timedelta(days=200 + 330 * age) for age in range(len(way.changes), -1, -1)]
    versions = _versions(guide, days, way.changes, introduction=way.introduction, minutes=6)
    for age, version in enumerate(versions):
        said = way.says[: len(way.says) - age] if age else way.says
        Principle.objects.bulk_create(
            Principle(
                version=version,
                position=place,
                audience=one.audience,
                name=one.name,
                words=one.words,
                looks_like="\n".join(one.looks_like),
            )
            for place, one in enumerate(said)
        )


def _thresholds(world: World) -> tuple[Guide, list[Scenario]]:
    what = "Four levels of need, what one may see at each, and what to do. For every agency."
    guide = _guide(GuideKind.THRESHOLDS, "Thresholds guide", what, position=10, is_asked=True)
    days = [world.on - timedelta(days=NEWEST + 270 * age) for age in range(len(CHANGES), -1, -1)]
    intro = (
        "Needs come and go, and so do levels. Start with the family: what do they say would help? The level is the"
        " answer to a question, not a name for a child."
    )
    scenarios: list[Scenario] = []
    for version in _versions(guide, days, CHANGES, introduction=intro, minutes=4):
        Threshold.objects.bulk_create(
            Threshold(
                version=version,
                position=one.level,
                level=one.level,
                name=one.name,
                words=one.words,
                signs="\n".join(one.signs),
                what_to_do=one.what_to_do,
            )
            for one in LEVELS
        )
        if version.is_current:
            scenarios = Scenario.objects.bulk_create(
                Scenario(version=version, position=place, words=one.words, level=one.level, why=one.why)
                for place, one in enumerate(FAMILIES)
            )
    return guide, scenarios


def _words(world: World) -> Guide:
    what = "What we mean by the words we share, and what we no longer say."
    guide = _guide(GuideKind.WORDS, "Our words", what, position=11, is_asked=True)
    changes = ("Words about children in care were made plainer.", "Words about harm outside the home are new.")
    days = [world.on - timedelta(days=days) for days in (900, 500, 130)]
    said = list(_rows("terms.csv"))
    for version in _versions(guide, days, changes, minutes=10):
        kept = said if version.number > 2 else said[:-8]
        Term.objects.bulk_create(
            Term(
                version=version,
                position=place,
                code=slugify(row["Word"]),
                name=row["Word"],
                meaning=_meaning(row, version.number),
                also_called=row["Also called"],
                instead_of=row["We do not say"] if version.number > 1 else "",
            )
            for place, row in enumerate(kept)
        )
    return guide


def _meaning(row: dict[str, str], number: int) -> str:
    """Two words meant something else once."""
    before = {
        "Safety plan": "What parents and social worker have agreed, so that a child is safe.",
        "Missing": "A child has been away without leave for more than six hours.",
    }
    return before.get(row["Word"], row["Meaning"]) if number == 1 else row["Meaning"]


def _duties(world: World) -> None:
    what = "When something happens, who in each agency does what, and by when."
    guide = _guide(GuideKind.DUTIES, "Who does what", what, position=12)
    days = [world.on - timedelta(days=days) for days in (420, 60)]
    kinds = {str(kind.label): kind.value for kind in OrganisationKind}
    for version in _versions(guide, days, ("Housing officers’ part was added.",)):
        rows = [row for row in _rows("duties.csv") if version.is_current or row["Agency"] != "Housing"]
        Duty.objects.bulk_create(
            Duty(
                version=version,
                position=place,
                situation=row["Situation"],
                agency=kinds[row["Agency"]],
                who=row["Who"],
                does=row["What they do"],
                by_when=row["By when"],
            )
            for place, row in enumerate(rows)
        )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _said_so(world: World, guides: Sequence[Guide]) -> int:
    """Each by agency, in the weeks since; the newest version has had less time."""
    chance = world.chance("understood")
    people = _people(world)
    made: list[Acknowledgement] = []
    for guide, part in zip(guides, (0.8, 1.0), strict=True):
        version = guide.versions.get(is_current=True)
        days = (world.on - version.published_on).days if version.published_on else 1
        made += [
            Acknowledgement(version=version, person_id=pk, said_at=_moment(world, chance, days))
            for pk, kind, name in people
            if name not in NOT_YET and chance.random() * 100 < SAY_SO[OrganisationKind(kind)] * part
        ]
    return len(Acknowledgement.objects.bulk_create(made, batch_size=2_000))


def _people(world: World) -> list[tuple[int, str, str]]:
    """Each person in post once, with the kind of agency."""
    held = current_spells(world.on).order_by("person", "pk")
    rows = held.values_list("person", "post__organisation__kind", "person__given_name", "person__family_name")
    found = {pk: (pk, kind, f"{given} {family}") for pk, kind, given, family in reversed(rows)}
    return [found[pk] for pk in sorted(found)]


def _moment(world: World, chance: Random, days: int) -> datetime:
    """Most read it in the first weeks, in working hours."""
    since = min(int(chance.expovariate(3 / max(days, 1))), max(days - 1, 0))
    on = world.on - timedelta(days=days - since)
    return timezone.make_aware(datetime.combine(on, time(chance.randrange(8, 18), chance.randrange(60))))


def _answers(world: World, scenarios: Sequence[Scenario]) -> None:
    """How often each level was chosen at the first try; outside the council a level too high, more often."""
    chance = world.chance("scenarios")
    people: dict[int, int] = {}
    for pk in current_spells(world.on).order_by().values_list("post__organisation", flat=True):
        people[pk] = people.get(pk, 0) + 1
    counts: list[Any] = []
    for place in Organisation.objects.filter(pk__in=people).order_by("pk"):
        kind = OrganisationKind(place.kind)
        tries = round(people[place.pk] * SAY_SO[kind] / 130)
        for scenario in scenarios:
            hard = 3 if scenario.level == 2 else 1 if scenario.level in (1, 3) else 0.4
            wrong = sum(chance.random() * 100 < AMISS.get(kind, 30) * hard / 2 for _ in range(tries))
            for level, number in ((scenario.level, tries - wrong), (OFTEN[scenario.level], wrong)):
                if number:
                    counts.append(ScenarioCount(scenario=scenario, organisation=place, level=level, number=number))
    ScenarioCount.objects.bulk_create(counts, batch_size=2_000)
