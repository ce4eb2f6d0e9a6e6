"""Every total equals what it opens to: counted here a second time, one person after another."""

from collections import defaultdict
from datetime import timedelta
from itertools import product
from random import Random

import pytest

from academy.core import clock
from academy.frameworks.models import Capability, Framework
from academy.needs import actions, jobs, queries
from academy.needs.models import AnalysisDay, GapSnapshot, NeedsSnapshot, Profession, Requirement, Signal
from academy.needs.queries import Cut
from academy.people.models import JobRole, Organisation, Spell, Team
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from tests.builders import (
    LONG_AGO,
    make_account,
    make_item,
    make_need,
    make_organisation,
    make_person,
    make_requirement,
    make_session,
    make_signal,
    make_spell,
    make_team,
)

pytestmark = pytest.mark.django_db


def capability(code, *items):
    framework, _ = Framework.objects.get_or_create(
        code="ours", version="1", defaults={"name": "Ours", "starts_on": LONG_AGO}
    )
    found = Capability.objects.create(framework=framework, code=code, name=code.title())
    for item in items:
        item.capabilities.add(found)
    return found


def taken():
    jobs.take_needs_snapshot()
    return queries.analysis_day(TheAuthority())


@pytest.fixture
def weyshire():
    """Sixty people with one or two posts in three organisations, one within another, and what they lack."""
    chance = Random("weyshire")
    top = make_organisation("Weyshire", code="top")
    places = [
        make_organisation("Council", parent=top, code="council"),
        make_organisation("Health", parent=top, code="health", kind="health"),
    ]
    places.append(make_organisation("Health north", parent=places[1], code="north", kind="health"))
    teams = [make_team(f"Team {number}", organisation=place) for place in places for number in range(2)]
    items = [make_item(title) for title in ("Neglect", "Risk", "Recording")]
    capability("seeing", items[0], items[1])
    capability("writing", items[1], items[2])
    capability("idle")
    for item, role in zip(items, ("social_worker", None, "nurse"), strict=True):
        make_requirement(item, job_role=role, due_within_days=chance.choice([0, 30, 90]))
    for number in range(60):
        person = make_person(f"P{number}")
        started_on = clock.today() - timedelta(days=chance.randint(1, 400))
        for team in chance.sample(teams, k=chance.choice([1, 1, 2])):
            role = chance.choice(["social_worker", "nurse", "teacher"])
            make_spell(person, team=team, job_role=role, started_on=started_on)
    for number in range(25):
        make_signal(
            f"Seen {number}",
            kind=chance.choice(["said", "finding"]),
            organisation=chance.choice([None, *places]),
            capability=chance.choice([None, *Capability.objects.filter(framework__code="ours")]),
            item=chance.choice([None, *items]),
            job_role=chance.choice([None, *JobRole.objects.filter(code__in=["nurse", "teacher"])]),
        )
    some = list(Signal.objects.order_by("pk")[:6])
    make_need("Stands", *some[:3])
    aside = make_need("Closed", *some[3:5])
    helen = make_account(Role.ACADEMY, organisation=top)
    actions.set_need_aside(aside, why="No.", by=helen, on=clock.today() - timedelta(days=1))
    return helen


def test_every_number_equals_the_people_and_the_signals_it_opens_to(weyshire):
    day, viewer = taken(), Viewer(weyshire)
    wholes = [Cut(), Cut(organisation=Organisation.objects.get(code="health")), *_cuts_by_capability()]

    for cut, by in product(wholes, ["agency", "team", "profession", "role", "capability", "item"]):
        for line in queries.lines(viewer, day, by, cut):
            part = _cut_of(by, line, cut)
            people, hidden = queries.people_lacking(viewer, day, part)
            heard = queries.standing_signals(viewer, part, on=day.taken_on).count()
            assert (line.lacking, line.signals) == (len(people) + hidden, heard), (by, line)
            assert line.overdue == sum(one.due_on < day.taken_on for one in people), (by, line)


def test_parts_add_up_to_wholes(weyshire):
    day, viewer = taken(), Viewer(weyshire)

    for cut in [Cut(), *_cuts_by_capability()]:
        whole = queries.whole(viewer, day, cut)
        for by in ("agency", "team", "profession", "role"):
            lines = queries.lines(viewer, day, by, cut)
            assert sum(line.lacking for line in lines) == whole.lacking > 0
            assert sum(line.people for line in lines) == whole.people
            assert sum(line.signals for line in lines) == whole.signals > 0


def test_the_statement_agrees_with_counting_one_person_after_another(weyshire):
    day, viewer = taken(), Viewer(weyshire)
    lacking = defaultdict(set)
    for gap in GapSnapshot.objects.select_related("requirement__item"):
        for taught in gap.requirement.item.capabilities.all():
            lacking[taught.pk].add((gap.person_id, gap.organisation_id))

    counted = {line.pk: line.lacking for line in queries.lines(viewer, day, "capability", Cut()) if line.lacking}

    assert counted == {pk: len(people) for pk, people in lacking.items()}
    employed = set(Spell.objects.values_list("person_id", "post__organisation_id"))
    assert queries.whole(viewer, day, Cut()).people == len(employed)


def test_a_training_lead_sees_their_own_branch_and_nothing_else(weyshire):
    day = taken()
    health = Organisation.objects.get(code="health")
    lead = Viewer(make_account(Role.TRAINING_LEAD, organisation=health))

    lines = queries.lines(lead, day, "agency", Cut())

    assert {line.name for line in lines} == {"Health", "Health north"}
    people, hidden = queries.people_lacking(lead, day, Cut())
    assert (sum(line.lacking for line in lines), hidden) == (len(people), 0)
    assert {one.organisation for one in people} == {"Health", "Health north"}


def test_rebuilt_it_says_the_same_and_yesterdays_is_gone(weyshire):
    jobs.take_needs_snapshot(on=(clock.today() - timedelta(days=1)).isoformat())
    first = taken()
    before = sorted(
        NeedsSnapshot.objects.values_list("organisation", "capability", "item", "lacking", "signals"), key=str
    )

    again = taken()

    after = sorted(
        NeedsSnapshot.objects.values_list("organisation", "capability", "item", "lacking", "signals"), key=str
    )
    assert (first.pk, before) == (again.pk, after)
    assert AnalysisDay.objects.count() == 1


def test_the_offer_is_counted_with_its_places_within_a_year():
    risk = make_item("Risk", organisation=make_organisation("Health"))
    neglect = make_item("Neglect", organisation=make_organisation("Police"), mode="own_time")
    seeing, writing = capability("seeing", risk), capability("writing", risk, neglect)
    make_session(risk, places=12)
    make_session(risk, places=30, starts_at=clock.now() + timedelta(days=400))
    make_session(risk, places=30, is_cancelled=True)

    offers = queries.offer_on(clock.today())["capabilities"]

    assert offers == {
        str(seeing.pk): {"items": 1, "organisations": 1, "own_time": 0, "places": 12, "has_no_limit": False},
        str(writing.pk): {"items": 2, "organisations": 2, "own_time": 1, "places": 12, "has_no_limit": False},
    }


def test_offers_of_two_agencies_that_look_alike_are_found():
    one, other = (make_item("Seeing neglect early", organisation=make_organisation(name)) for name in ("A", "B"))
    make_item("Fire safety", organisation=make_organisation("C"))

    assert [sorted(group) for group in queries.alike_on()] == [sorted([one.pk, other.pk])]


def test_a_past_day_is_counted_and_not_kept(weyshire):
    today = taken()
    kept = NeedsSnapshot.objects.count()
    past = clock.today() - timedelta(days=90)

    with actions.counted_on(past) as analysis:
        then = queries.whole(TheAuthority(past), analysis, Cut())
        assert 0 < then.people < queries.whole(TheAuthority(), today, Cut()).people

    assert list(AnalysisDay.objects.all()) == [today]
    assert (NeedsSnapshot.objects.count(), GapSnapshot.objects.exclude(taken_on=today.taken_on).count()) == (kept, 0)


def _cuts_by_capability():
    return [
        Cut(capability=one) for one in Capability.objects.filter(framework__code="ours", code__in=["seeing", "writing"])
    ]


def _cut_of(by, line, cut):
    """The part of the whole that a line is of, as its link says it."""
    said = {name: getattr(cut, name) for name in ("organisation", "capability", "item")}
    if by == "agency":
        return (
            Cut(**{**said, "organisation": Organisation.objects.get(pk=line.pk)}, is_alone=True)
            if line.pk
            else Cut(**said, without="organisation")
        )
    if by == "team":
        if line.pk:
            return Cut(**said, team=Team.objects.get(pk=line.pk))
        if line.where_id is None:
            return Cut(**said, without="organisation")
        place = Organisation.objects.get(pk=line.where_id)
        return Cut(**{**said, "organisation": place}, is_alone=True, without="team")
    if by == "profession" and line.pk:
        return Cut(**said, profession=Profession.objects.get(pk=line.pk))
    if by in ("profession", "role"):
        role = line.where_id if by == "profession" else line.pk
        return Cut(**said, job_role=JobRole.objects.get(pk=role)) if role else Cut(**said, without="job_role")
    if by == "capability":
        return Cut(**{**said, "capability": Capability.objects.get(pk=line.pk)})
    return Cut(**{**said, "item": Requirement.objects.get(item=line.pk).item})
