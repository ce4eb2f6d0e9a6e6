"""The database's answer and the slow one, on made-up authorities: they must agree to the last gap."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from academy.core import clock
from academy.frameworks.models import Capability, JobRoleCapability
from academy.needs import queries
from academy.needs.models import Equivalent, Exemption, Profession, Requirement, Setting, SettingLine
from academy.needs.rules import ExemptionState
from academy.people.models import JobRole, Organisation, Person, Post, Spell, Team
from academy.people.scope import TheAuthority
from academy.records.models import Completion
from tests.builders import make_account, make_item, make_organisation, make_person
from tests.needs import oracle

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 10)
AWKWARD = [date(2024, 2, 29), date(2023, 8, 31), date(2026, 8, 31), date(2023, 11, 30), date(2026, 1, 31), ON]
DAYS = [ON, date(2024, 2, 29), date(2026, 2, 28), date(2025, 6, 30), ON + timedelta(days=90)]


def made_up_authority(seed: int) -> None:
    chance = Random(seed)
    council = make_organisation("Weyshire", code=f"c{seed}")
    parts = [make_organisation(f"Part {n}", parent=council, code=f"c{seed}-{n}") for n in range(2)]
    others = [
        make_organisation(f"Other {n}", kind=kind, code=f"c{seed}_{n}") for n, kind in enumerate(("health", "school"))
    ]
    organisations = [council, *parts, *others]
    roles = list(JobRole.objects.filter(code__in=["social_worker", "health_visitor", "teacher"]))
    posts = [
        Post.objects.create(organisation=organisation, job_role=role, title=role.name)
        for organisation in organisations
        for role in roles
    ]
    team = Team.objects.create(organisation=council, name="Front door")
    posts.append(Post.objects.create(organisation=council, team=team, job_role=roles[0], title="At the front door"))
    items = [make_item(f"Item {n}") for n in range(6)]
    make_requirements(chance, items, roles, organisations)
    make_rarer_requirements(chance, items, roles, organisations, team)
    make_equivalents(chance, items)
    people = [make_person(f"Person{number}", "Made-up") for number in range(25)]
    for person in people:
        make_history(chance, person, posts, items)
    make_exemptions(chance, people, council)


def make_requirements(chance: Random, items: list, roles: list[JobRole], organisations: list[Organisation]) -> None:
    asked = set()
    for _ in range(14):
        ends_on = chance.choice([None, None, None, date(2026, 6, 30), date(2024, 2, 29)])
        fields = {
            "item": chance.choice(items),
            "job_role": chance.choice([None, *roles]),
            "organisation_kind": chance.choice(["", "", "council", "school"]),
            "organisation": chance.choice([None, None, *organisations]),
        }
        if tuple(fields.values()) in asked:
            continue
        asked.add(tuple(fields.values()))
        Requirement.objects.create(
            **fields,
            due_within_days=chance.choice([0, 28, 84, 365]),
            renewal_months=chance.choice([None, 1, 6, 12, 36]),
            starts_on=chance.choice([date(2019, 1, 17), date(2023, 9, 1)]),
            asked_since=chance.choice([None, date(2018, 1, 1)]),
            ends_on=ends_on,
        )


def make_rarer_requirements(
    chance: Random, items: list, roles: list[JobRole], organisations: list[Organisation], team: Team
) -> None:
    """Put to a profession, to whoever is expected to be able to do something, and to settings."""
    capability = Capability.objects.order_by("pk")[0]
    for role in roles[:2]:
        ends_on = chance.choice([None, date(2026, 3, 31)])
        JobRoleCapability.objects.create(
            capability=capability, job_role=role, level=2, starts_on=date(2020, 1, 1), ends_on=ends_on
        )
    setting = Setting.objects.create(code="made-up", name="Made up")
    lines = [{"team": team}, {"organisation": organisations[1]}, {"job_role": roles[1], "organisation_kind": "council"}]
    for line in chance.sample(lines, 2):
        ends_on = chance.choice([None, date(2026, 3, 31)])
        SettingLine.objects.create(setting=setting, starts_on=date(2020, 1, 1), ends_on=ends_on, **line)
    whom = [
        {"profession": Profession.objects.get(code="social_work")},
        {"profession": Profession.objects.get(code="nursing"), "setting": setting},
        {"capability": capability},
        {"setting": setting},
        {"setting": setting, "job_role": roles[0], "organisation": organisations[0]},
    ]
    for fields in whom:
        Requirement.objects.create(
            item=chance.choice(items),
            **fields,
            due_within_days=chance.choice([0, 28, 365]),
            renewal_months=chance.choice([None, 12]),
            due_soon_days=chance.choice([0, 30, 120]),
            starts_on=date(2019, 1, 17),
        )


def make_equivalents(chance: Random, items: list) -> None:
    for item, counts in zip(items, [*items[1:], items[0]], strict=True):
        if chance.random() < 0.5:
            ends_on = chance.choice([None, date(2026, 1, 31)])
            Equivalent.objects.create(item=item, counts=counts, starts_on=date(2023, 8, 31), ends_on=ends_on)


def make_exemptions(chance: Random, people: list[Person], council: Organisation) -> None:
    manager, lead = make_account(organisation=council), make_account(organisation=council)
    for person in chance.sample(people, 8):
        requirement = Requirement.objects.order_by("pk")[chance.randrange(8)]
        Exemption.objects.create(
            person=person,
            item=requirement.item,
            requirement=requirement,
            organisation=council,
            why="Away",
            until_on=chance.choice([ON, ON + timedelta(days=40), date(2026, 2, 28)]),
            ended_on=chance.choice([None, None, ON - timedelta(days=1)]),
            state=ExemptionState.COUNTS,
            counts_from=date(2026, 1, 31),
            asked_at=clock.now(),
            manager_signed_by=manager,
            lead_signed_by=lead,
        )


def make_history(chance: Random, person: Person, posts: list[Post], items: list) -> None:
    for post in chance.sample(posts, chance.choice([1, 1, 2, 3])):
        started_on = ON - timedelta(days=chance.choice([5, 40, 83, 84, 200, 900, 2500]))
        ended_on = chance.choice([None, None, started_on + timedelta(days=chance.randrange(0, 400))])
        Spell.objects.create(person=person, post=post, started_on=started_on, ended_on=ended_on)
    for item in items:
        for _ in range(chance.choice([0, 1, 1, 2])):
            day = chance.choice([chance.choice(AWKWARD), ON - timedelta(days=chance.randrange(0, 1500))])
            Completion.objects.get_or_create(
                person=person, item=item, completed_on=day, defaults={"hours": 1, "door": "register"}
            )


def of_the_database(on: date, *, within_days: int | None = -2) -> set[oracle.Found]:
    if within_days is None:
        found = queries.standing(TheAuthority(on), on=on)
    else:
        found = queries.gaps(TheAuthority(on), on=on, within_days=within_days)
    rows = [(gap.person_id, gap.requirement_id, gap.due_on, gap.last_on) for gap in found]
    assert len(rows) == len(set(rows)) == len(found)
    return set(rows)


@pytest.mark.parametrize("seed", range(8))
def test_the_database_finds_the_gaps_that_plain_reading_finds(seed):
    made_up_authority(seed)
    assert Exemption.objects.exists(), "nobody exempt, so nothing rare to find"

    for on in DAYS:
        expected = oracle.gaps(on)

        assert of_the_database(on) == expected
        assert expected, "nothing to compare"


@pytest.mark.parametrize("within_days", [-1, 0, 30, 365])
def test_however_far_ahead_it_looks(within_days):
    made_up_authority(100)

    assert of_the_database(ON, within_days=within_days) == oracle.gaps(ON, within_days=within_days)


def test_and_so_is_everything_that_is_asked():
    made_up_authority(200)

    assert of_the_database(ON, within_days=None) == oracle.gaps(ON, within_days=None)


@pytest.mark.parametrize("seed", [300, 301])
def test_the_counts_are_those_of_the_lists(seed):
    made_up_authority(seed)
    viewer = TheAuthority(ON)

    counts = queries.gap_counts(viewer, on=ON)

    everything = list(queries.gaps(viewer, on=ON))
    assert (counts.everybody.gaps, counts.everybody.overdue) == sizes(everything)
    assert counts.everybody.overdue_people == len({gap.person_id for gap in everything if gap.is_overdue})
    assert counts.everybody.people == queries.posts_held(viewer, on=ON).values("person").distinct().count()
    assert counts.asked == len({gap.person_id for gap in queries.standing(viewer, on=ON) if gap.exempt_until is None})
    for organisation in Organisation.objects.all():
        listed = queries.gaps(viewer, on=ON, organisation=organisation, has_parts=False)
        count = counts.organisations.get(organisation.pk, queries.Count())
        assert (count.gaps, count.overdue) == sizes(list(listed))
    asked = Counter(gap.requirement_id for gap in queries.standing(viewer, on=ON) if gap.exempt_until is None)
    assert {pk: count.people for pk, count in counts.requirements.items()} == asked
    for requirement in Requirement.objects.all():
        count = counts.requirements.get(requirement.pk, queries.Count())
        assert (count.gaps, count.overdue) == sizes(list(queries.gaps(viewer, on=ON, requirement=requirement)))


def sizes(gaps: list[queries.Gap]) -> tuple[int, int]:
    return len(gaps), sum(gap.is_overdue for gap in gaps)
