import pytest

from academy.needs import rules
from academy.needs.rules import NeedState, Offered, SignalKind, Urgency, Weighed


def weighed(kind="said", size=40, risk=3, evidence=3):
    return Weighed(kind, size, risk, evidence)


@pytest.mark.parametrize(
    ("signals", "score", "urgency"),
    [
        ([weighed(size=1, risk=1, evidence=1)], 1, Urgency.WATCH),
        ([weighed(size=9, risk=4, evidence=1)], 4, Urgency.WATCH),
        ([weighed(size=10, risk=2, evidence=2)], 8, Urgency.YEAR),
        ([weighed(size=49, risk=3, evidence=3)], 18, Urgency.TERM),
        ([weighed(size=50, risk=3, evidence=4)], 36, Urgency.NOW),
        ([weighed(size=200, risk=4, evidence=4)], 64, Urgency.NOW),
    ],
)
def test_size_risk_and_evidence_make_the_urgency(signals, score, urgency):
    weight = rules.weigh(signals)

    assert (weight.score, weight.urgency) == (score, urgency)


def test_the_same_people_behind_two_signals_are_not_added_up():
    weight = rules.weigh([weighed(size=40), weighed(size=60)])

    assert weight.size == 60


def test_two_sources_are_one_point_surer_than_one_and_two_signals_of_one_are_not():
    one_source = rules.weigh([weighed("said", evidence=2), weighed("said", evidence=2)])
    two_sources = rules.weigh([weighed("said", evidence=2), weighed("finding", evidence=2)])
    at_most = rules.weigh([weighed("said", evidence=4), weighed("finding", evidence=4)])

    assert (one_source.evidence, two_sources.evidence, at_most.evidence) == (2, 3, 4)


def test_the_working_is_a_sentence_anybody_can_check():
    weight = rules.weigh([weighed("said", size=214), weighed("finding", size=20, evidence=2)])

    assert weight.words == (
        "2 signals from 2 sources: size 4 (214 people) × risk 3 (high) × evidence 4 "
        "(counted, and judged twice) = 48 of 64: now."
    )


def test_nothing_weighs_nothing():
    with pytest.raises(rules.NothingToWeigh):
        rules.weigh([])


@pytest.mark.parametrize(
    ("said", "weight", "field"),
    [
        ("  ", (40, 3, 3), "said"),
        ("x" * 301, (40, 3, 3), "said"),
        ("Seen", (-1, 3, 3), "size"),
        ("Seen", (1_000_001, 3, 3), "size"),
        ("Seen", (40, 0, 3), "risk"),
        ("Seen", (40, 3, 5), "evidence"),
    ],
)
def test_a_signal_says_something_and_weighs_from_one_to_four(said, weight, field):
    size, risk, evidence = weight

    with pytest.raises(rules.SignalRefused) as refused:
        rules.refuse_signal(said, size=size, risk=risk, evidence=evidence)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("delivered", "applied", "is_met"),
    [(0, 0, False), (79, 79, False), (80, 23, False), (80, 24, True), (80, 0, False), (120, 36, True)],
)
def test_a_need_of_a_hundred_is_met_when_eight_in_ten_learned_it_and_three_in_ten_of_them_used_it(
    delivered, applied, is_met
):
    assert rules.is_met(100, delivered=delivered, applied=applied) == is_met


def test_a_need_of_nobody_is_not_met_by_nothing():
    assert not rules.is_met(0, delivered=0, applied=0)
    assert rules.is_met(0, delivered=1, applied=1)


@pytest.mark.parametrize(
    ("people", "places", "has_no_limit", "hole"),
    [(100, 30, False, 70), (100, 130, False, 0), (100, 0, True, 0), (0, 0, False, 0)],
)
def test_the_hole_is_the_people_without_a_place(people, places, has_no_limit, hole):
    assert rules.hole(people, places, has_no_limit=has_no_limit) == hole


def offered(pk, title, organisation=1, level="targeted", capabilities=(7,)):
    return Offered(pk, organisation, title, level, frozenset(capabilities))


@pytest.mark.parametrize(
    ("other", "are_alike"),
    [
        (offered(2, "Neglect: seeing it early", 2), True),
        (offered(2, "Neglect: seeing it early", 1), False),
        (offered(2, "Neglect: seeing it early", 2, level="universal"), False),
        (offered(2, "Seeing neglect early", 2, capabilities=()), True),
        (offered(2, "Seeing neglect in small children early", 2), True),
        (offered(2, "Seeing neglect in small children early", 2, capabilities=(8,)), False),
        (offered(2, "Fire safety", 2), False),
    ],
)
def test_offers_of_two_organisations_are_alike_by_level_capability_and_words(other, are_alike):
    assert rules.is_alike(offered(1, "Seeing neglect early"), other) == are_alike


def test_alike_offers_come_in_groups():
    three = [offered(1, "Neglect", 1), offered(2, "Neglect", 2), offered(3, "Neglect", 3)]

    assert rules.alike([*three, offered(4, "Fire safety", 4)]) == [[1, 2, 3]]


def test_needs_that_weigh_the_same_share_a_place():
    assert rules.ranks([(4, 48), (4, 36), (4, 36), (1, 2)]) == [1, 2, 2, 4]


@pytest.mark.parametrize(("overdue", "people", "many"), [(9, 10, False), (10, 51, False), (10, 50, True)])
def test_gaps_are_a_signal_when_they_are_ten_and_one_in_five(overdue, people, many):
    assert rules.are_many(overdue, people) == many


def test_every_kind_and_state_has_words():
    assert all(kind.label for kind in [*SignalKind, *NeedState])
