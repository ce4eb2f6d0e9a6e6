from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from academy.core import clock
from academy.core.models import Entry
from academy.core.thread import causes, effects, knot_of
from academy.frameworks import actions as frameworks
from academy.frameworks.models import Capability, Framework
from academy.needs import actions, jobs, queries, rules
from academy.needs.models import Need, Signal
from academy.needs.rules import NeedState, SignalKind
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import (
    LONG_AGO,
    make_account,
    make_item,
    make_need,
    make_organisation,
    make_person,
    make_requirement,
    make_signal,
    make_source,
    make_spell,
    make_team,
    make_version,
)

pytestmark = pytest.mark.django_db
WEIGHT = {"size": 40, "risk": 3, "evidence": 3}


@pytest.fixture
def helen():
    return make_account(Role.ACADEMY)


def make_capability(code="risk", name="Weighing risk and strengths"):
    framework, _ = Framework.objects.get_or_create(
        code="ours", version="1", defaults={"name": "Ours", "starts_on": LONG_AGO}
    )
    return Capability.objects.create(framework=framework, code=code, name=name)


def raised(**fields):
    return actions.raise_signal(SignalKind.FINDING, "Risk is described, but not weighed", **{**WEIGHT, **fields})


def test_a_signal_keeps_its_cause_and_the_thread_goes_both_ways(helen):
    cause = make_requirement()
    signal = raised(cause=cause, by=helen)
    need = make_need("Weighing risk", signal, by=helen)
    signal.refresh_from_db()

    assert [knot.model.__name__ for knot in causes(knot_of(signal))] == ["Requirement"]
    assert [set(knot.ids) for knot in effects(knot_of(signal))] == [{need.pk}]
    assert [set(knot.ids) for knot in causes(knot_of(need))] == [{signal.pk}]
    assert Entry.objects.filter(verb="raised", subject_id=str(signal.pk), by_id=helen.pk).exists()


def test_the_same_cause_is_not_a_second_signal():
    cause = make_requirement()

    first = raised(cause=cause)

    assert raised(cause=cause, size=99) == first
    assert raised().pk != raised().pk
    assert actions.raise_signal(SignalKind.MEASURE, "Another kind", cause=cause, **WEIGHT) != first


def test_a_signal_of_a_team_is_of_its_organisation():
    team = make_team()

    assert raised(team=team).organisation == team.organisation


def test_what_a_signal_may_not_weigh_the_database_refuses_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_signal(risk=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_signal(left_on=clock.today(), left_why="")
    cause = make_requirement()
    raised(cause=cause)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_signal(kind=SignalKind.FINDING, cause=cause)


def test_signals_become_a_need_with_the_working_as_it_was(helen):
    one, other = make_signal(size=60), make_signal(kind=SignalKind.SURVEY, size=20, risk=2, evidence=2)

    need = make_need("  Weighing   risk ", one, other, by=helen)

    assert (need.title, need.size, need.risk, need.evidence, need.score) == ("Weighing risk", 60, 3, 4, 36)
    assert need.why.startswith("2 signals from 2 sources: size 3 (60 people)")
    assert (need.state, need.opened_on, set(need.signals.all())) == (NeedState.OPEN, clock.today(), {one, other})


def test_a_signal_is_weighed_once_and_a_need_rests_on_something(helen):
    signal = make_signal()
    make_need("First", signal)

    with pytest.raises(rules.AlreadyWeighed):
        make_need("Second", signal)
    with pytest.raises(rules.NothingToWeigh):
        actions.weigh_signals([], title="Nothing", capability=None, by=helen, on=clock.today())
    with pytest.raises(rules.NeedRefused):
        make_need("   ")
    assert Need.objects.count() == 1


def test_more_evidence_is_weighed_into_a_need_that_stands(helen):
    need = make_need("Weighing risk", make_signal(size=20, evidence=2))

    need = actions.weigh_into(need, [make_signal(kind=SignalKind.CASE_REVIEW, size=220, risk=4)], by=helen)

    assert (need.size, need.risk, need.score, need.signals.count()) == (220, 4, 64, 2)
    assert need.why.startswith("2 signals from 2 sources")


def test_a_signal_may_be_left_with_a_reason(helen):
    signal = actions.leave_signal(make_signal(), why="It is about workload.", by=helen, on=clock.today())

    assert (signal.is_to_weigh, signal.left_why) == (False, "It is about workload.")
    with pytest.raises(rules.NeedRefused):
        actions.leave_signal(make_signal(), why=" ", by=helen, on=clock.today())
    with pytest.raises(rules.AlreadyWeighed):
        make_need("Late", signal)


def test_a_need_is_met_by_what_was_learned_and_used(helen):
    need = make_need("Weighing risk", make_signal(size=10))

    with pytest.raises(rules.NotYetMet, match="7 of 10 have learned it"):
        actions.meet_need(need, delivered=7, applied=7, by=helen, on=clock.today())
    with pytest.raises(rules.NotYetMet, match="2 of the 8 who learned it say they used it"):
        actions.meet_need(need, delivered=8, applied=2, by=helen, on=clock.today())
    met = actions.meet_need(need, delivered=8, applied=3, by=None, on=clock.today())

    assert (met.state, met.delivered, met.applied, met.is_standing) == (NeedState.MET, 8, 3, False)
    with pytest.raises(rules.AlreadyClosed):
        actions.set_need_aside(met, why="Done", by=helen, on=clock.today())


def test_a_need_is_set_aside_by_a_person_who_says_why(helen):
    need = make_need()

    with pytest.raises(rules.NeedRefused):
        actions.set_need_aside(need, why="  ", by=helen, on=clock.today())
    aside = actions.set_need_aside(need, why="The region does it.", by=helen, on=clock.today())

    assert (aside.state, aside.closed_by, aside.closed_why) == (NeedState.SET_ASIDE, helen, "The region does it.")
    with pytest.raises(rules.AlreadyClosed):
        actions.meet_need(aside, delivered=99, applied=99, by=helen, on=clock.today())


@pytest.mark.parametrize(
    "closed",
    [
        {"state": NeedState.MET, "closed_on": timezone.localdate()},
        {"state": NeedState.MET, "closed_on": timezone.localdate(), "delivered": 5, "applied": 0},
        {"state": NeedState.MET, "delivered": 5, "applied": 5},
        {"state": NeedState.SET_ASIDE, "closed_on": timezone.localdate(), "closed_why": "No reason is given by nobody"},
        {"state": NeedState.OPEN, "closed_on": timezone.localdate()},
    ],
)
def test_the_database_closes_no_need_without_what_was_learned_or_a_reason(closed):
    need = make_need()

    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.filter(pk=need.pk).update(**closed)


def test_a_need_goes_into_the_plan_and_out_again(helen):
    need = make_need()

    assert actions.plan_need(need, by=helen).state == NeedState.PLANNED
    assert actions.plan_need(need, by=helen).state == NeedState.PLANNED
    assert Entry.objects.filter(verb="planned", subject_id=str(need.pk)).count() == 1
    assert actions.unplan_need(need, by=helen).state == NeedState.OPEN


def test_many_gaps_raise_one_signal_until_its_need_is_closed(helen):
    health, item = make_organisation("Health", kind="health"), make_item("Fire safety")
    item.capabilities.add(make_capability())
    requirement = make_requirement(item, due_within_days=0)
    for number in range(10):
        make_spell(make_person(f"P{number}"), organisation=health, started_on=clock.today() - timedelta(days=9))

    said = [jobs.take_needs_snapshot() for _ in range(2)]

    assert [words.rpartition(": ")[2] for words in said] == ["1.", "0."]
    signal = Signal.objects.get()
    assert (signal.cause, signal.item, signal.size, signal.risk, signal.capability.code) == (
        requirement, item, 10, 3, "risk",
    )  # fmt: skip
    assert signal.said == "10 of the 10 people who must have it are overdue for Fire safety"
    need = make_need("Fire", signal)
    assert jobs.take_needs_snapshot().endswith(": 0.")
    actions.set_need_aside(need, why="A new alarm does it.", by=helen, on=clock.today())
    assert jobs.take_needs_snapshot().endswith(": 1.")
    assert list(Signal.objects.order_by("turn").values_list("turn", flat=True)) == [0, 1]


def test_a_source_that_changed_raises_one_signal_for_its_version():
    item = make_item("Thresholds")
    source = make_source("Weyshire thresholds")
    frameworks.rest_on(item, [make_version(source, "2023")], organisation=item.organisation, by=None)
    version = make_version(source, "2026")

    assert [actions.signal_what_changed(on=clock.today()) for _ in range(2)] == [1, 0]
    signal = Signal.objects.get()
    assert (signal.kind, signal.cause, signal.item) == (SignalKind.SOURCE, version, item)
    assert signal.said == "Weyshire thresholds 2026 has replaced 2023, and 1 item rests on it"


def test_signals_of_one_capability_are_offered_together_the_heaviest_first(helen):
    risk, plans = make_capability(), make_capability("plans", "Plans")
    make_signal(capability=plans, size=5, risk=1, evidence=1)
    make_signal(capability=risk, size=300)
    make_signal(capability=risk, kind=SignalKind.SURVEY)
    make_signal()
    make_need("Weighed", make_signal(capability=plans))

    found = queries.waiting_together(Viewer(helen))

    assert [(one.name, one.weight.signals, one.weight.score) for one in found] == [
        ("Weighing risk and strengths", 2, 48), ("Plans", 1, 1), ("", 1, 18),
    ]  # fmt: skip
