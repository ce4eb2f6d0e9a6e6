"""Learning that goes with a score; what groups fall short of; and when that is evidence of a need."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.html import strip_tags

from academy.core import clock, thread
from academy.core.clock import months_after
from academy.frameworks import actions as frameworks
from academy.needs import jobs
from academy.needs.actions import capabilities as actions
from academy.needs.models import CapabilityGap, Recommendation, Signal
from academy.needs.queries import capabilities as queries
from academy.needs.rules.capabilities import (
    AlreadyRecommended,
    Group,
    NotARange,
    folded,
    gap_words,
    pressing,
    range_words,
    risk,
    suits,
)
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from tests.builders import (
    make_account,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    make_team,
    make_viewer,
    signed_in,
)
from tests.builders_practice import make_framework, make_level, make_scores

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    made = make_framework("Standards", "Weighing risk", "Recording")
    for capability in made.capabilities.all():
        make_level(capability, 3)
    return made


@pytest.fixture
def weighing(words):
    return words.capabilities.get(code="weighing_risk")


def scored(words, *pairs, team=None, manager=None, on=None):
    """A person for each pair of confirmed scores."""
    return [
        make_scores(
            make_spell(
                make_person(), team=team, organisation=team.organisation if team else None, line_manager=manager
            ).person,
            words,
            *pair,
            confirmed=pair,
            on=on,
        )
        for pair in pairs
    ]


def text_of(answer) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


# --- what is recommended ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("score", "titles"), [(1, ["Course"]), (2, ["Course", "Group"]), (3, ["Group"]), (4, [])])
def test_a_score_of_one_recommends_it_and_a_score_of_four_does_not(weighing, score, titles):
    actions.recommend(weighing, make_item("Course"), lowest=1, highest=2, by=None)
    actions.recommend(weighing, make_item("Group"), lowest=2, highest=3, by=None)
    viewer = make_viewer(Role.PRACTITIONER)

    assert [item.title for item in queries.recommended(viewer, {weighing.pk: score})[weighing.pk]] == titles


@pytest.mark.parametrize("number", [1, 3])
def test_recommendations_for_many_take_as_many_questions_as_for_one(number, django_assert_num_queries):
    framework, viewer = make_framework("Many", *map(str, range(number))), make_viewer(Role.PRACTITIONER)
    scores = dict.fromkeys(framework.capabilities.values_list("pk", flat=True), 1)
    for capability in framework.capabilities.all():
        actions.recommend(capability, make_item(), lowest=1, highest=2, by=None)
    assert viewer.roles

    with django_assert_num_queries(2):
        found = queries.recommended(viewer, scores)
    assert [len(items) for items in found.values()] == [1] * number


def test_what_is_off_the_offer_is_not_recommended(weighing):
    item = make_item()
    actions.recommend(weighing, item, lowest=1, highest=4, by=None)
    item.is_published = False
    item.save()

    assert queries.recommended(make_viewer(Role.PRACTITIONER), {weighing.pk: 1}) == {weighing.pk: []}


def test_a_rule_for_an_old_capability_holds_for_what_carries_it_on(weighing):
    later = make_framework("Later", "Judging risk", starts_on=date(2026, 1, 1)).capabilities.get()
    frameworks.carry_on(weighing, by_what=later, by=None)
    actions.recommend(weighing, make_item("Course"), lowest=1, highest=2, by=None)
    viewer = make_viewer(Role.PRACTITIONER)

    assert [item.title for item in queries.recommended(viewer, {later.pk: 1})[later.pk]] == ["Course"]
    assert queries.recommended(viewer, {later.pk: 4}) == {later.pk: []}


def test_the_same_item_is_recommended_once_and_again_once_it_was_taken_away(weighing):
    item = make_item("Course")
    first = actions.recommend(weighing, item, lowest=1, highest=2, by=None)
    with pytest.raises(AlreadyRecommended):
        actions.recommend(weighing, item, lowest=1, highest=1, by=None)

    actions.recommend_no_more(first, by=None)
    actions.recommend_no_more(first, by=None)
    actions.recommend(weighing, item, lowest=1, highest=1, by=None)

    assert list(Recommendation.objects.values_list("highest", "withdrawn_on").order_by("pk")) == [
        (2, clock.today()),
        (1, None),
    ]


def test_a_range_the_wrong_way_round_is_refused_by_the_rule_and_by_the_database(weighing):
    with pytest.raises(NotARange):
        actions.recommend(weighing, make_item(), lowest=3, highest=2, by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.create(capability=weighing, item=make_item(), lowest=3, highest=2)


@pytest.mark.parametrize(
    ("lowest", "highest", "said"), [(1, 4, "Whatever the score"), (2, 2, "Score 2"), (1, 3, "Scores 1 to 3")]
)
def test_ranges_in_words(lowest, highest, said):
    assert range_words(lowest, highest) == said
    assert [suits(lowest, highest, score) for score in (lowest - 1, lowest, highest, highest + 1)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_academy_team_recommends_and_takes_away_on_the_page_of_the_capability(weighing):
    client, item = signed_in(make_account(Role.ACADEMY)), make_item("Course")
    address = f"{weighing.get_absolute_url()}recommend/"

    wrong = client.post(address, {"item": item.pk, "lowest": 3, "highest": 1})
    client.post(address, {"item": item.pk, "lowest": 1, "highest": 2})
    page = text_of(client.get(weighing.get_absolute_url()))
    client.post(address, {"take_away": Recommendation.objects.get().pk})

    assert "The first score cannot be above the last." in text_of(wrong)
    assert "Course Scores 1 to 2." in page
    assert "Social worker 3: Without help" in page
    assert "Nothing is recommended for a score yet." in text_of(client.get(weighing.get_absolute_url()))
    assert client.post(address, {"take_away": "7"}).status_code == 404
    assert "Recommend something" not in text_of(signed_in(make_account(Role.MEMBER)).get(weighing.get_absolute_url()))


def test_ones_own_page_says_what_to_learn_next_by_the_score_that_counts(words, weighing):
    """The person says 3, the line manager 2: what goes with 2 is what to learn."""
    actions.recommend(weighing, make_item("Assessing risk"), lowest=1, highest=2, by=None)
    actions.recommend(weighing, make_item("For experts"), lowest=3, highest=4, by=None)
    amara = make_spell(make_person("Amara")).person
    held = make_scores(amara, words, 3, 3, confirmed=(2, 3))

    page = text_of(signed_in(make_account(Role.PRACTITIONER, person=amara)).get(held.get_absolute_url()))

    assert "What to learn next Assessing risk For Weighing risk, scored 2." in page
    assert "For experts" not in page
    assert "One of two is below what your role expects." in page
    assert (
        "You said 3: I do it on my own. Your line manager said 2: With help. What I saw in practice. Expected: 3."
        in page
    )


# --- gaps of groups ---------------------------------------------------------------------------------------------------


def group(scored, below, *, team=1, capability=1, organisation=1, lowest=2):
    return Group(organisation, team, capability, scored, below, lowest)


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ([group(5, 2)], [(1, 5, 2)]),
        ([group(4, 4)], []),
        ([group(4, 4), group(3, 1, team=2)], [(None, 7, 5)]),
        ([group(4, 4), group(3, 1, team=2, capability=2)], []),
        ([group(4, 4), group(3, 1, team=2, organisation=2)], []),
        ([group(6, 1), group(2, 2, team=2), group(3, 0, team=None)], [(1, 6, 1), (None, 5, 2)]),
    ],
)
def test_small_teams_are_counted_together_and_left_out_if_still_small(groups, shown):
    assert [(one.team_id, one.scored, one.below) for one in folded(groups)] == shown


@pytest.mark.parametrize(
    ("below", "scored", "lowest", "weight"), [(1, 8, 2, 1), (1, 8, 1, 2), (3, 8, 2, 2), (4, 8, 2, 3), (8, 8, 1, 4)]
)
def test_half_of_a_group_and_more_is_a_high_risk_and_newcomers_add_a_step(below, scored, lowest, weight):
    assert risk(below, scored, lowest) == weight


def test_the_words_of_a_gap_name_nobody_and_fit():
    assert gap_words(3, 7, "Recording", "North") == "3 of 7 in North are below what their role expects: Recording"
    assert len(gap_words(3, 7, "x" * 400, "North")) == 300


def test_the_largest_share_comes_first():
    first, second = group(6, 5), group(10, 6, team=2)
    assert pressing([second, first]) == [first, second]


def test_each_person_counts_once_with_their_latest_confirmed_score(words, weighing):
    team = make_team()
    [first] = scored(words, (1, 3), team=team, on=clock.today() - timedelta(days=90))
    make_scores(first.person, words, 3, 1, confirmed=(3, 1))
    before = {"started_on": clock.today() - timedelta(days=900), "ended_on": clock.today() - timedelta(days=400)}
    make_spell(first.person, team=make_team("Where they were before"), **before)
    scored(words, (2, 3), team=team)
    make_scores(make_spell(make_person(), team=team).person, words, 1, 1)  # nobody has confirmed these

    found = {
        one.capability_id: (one.scored, one.below, one.lowest)
        for one in queries.groups(TheAuthority(), on=clock.today())
    }

    recording = words.capabilities.get(code="recording").pk
    assert found == {weighing.pk: (2, 1, 2), recording: (2, 1, 1)}


def test_who_left_is_counted_no_more_and_what_is_not_expected_never(words):
    team = make_team()
    left = scored(words, (1, 1), team=team)[0].person
    left.spells.update(ended_on=clock.today() - timedelta(days=1))
    nurse = make_spell(make_person(), job_role="nurse", team=team).person
    make_scores(nurse, words, 1, 1, confirmed=(1, 1))

    assert queries.groups(TheAuthority(), on=clock.today()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_groups_take_one_question_however_many(words, number, django_assert_num_queries):
    for each in range(number):
        scored(words, (1, 2), team=make_team(f"Team {each}"))

    with django_assert_num_queries(1):
        assert len(queries.groups(TheAuthority(), on=clock.today())) == number * 2


def test_a_manager_sees_their_own_people_and_a_training_lead_no_group_under_five(words):
    ruth, organisation = make_person("Ruth"), make_organisation()
    north, south = make_team("North", organisation=organisation), make_team("South", organisation=organisation)
    scored(words, (1, 3), (2, 3), team=north, manager=ruth)
    scored(words, (1, 3), (2, 3), (2, 3), (3, 3), (3, 3), (3, 3), team=south)
    manager = signed_in(make_account(Role.MANAGER, person=ruth, organisation=organisation))
    lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=organisation))
    elsewhere = signed_in(
        make_account(Role.TRAINING_LEAD, organisation=make_organisation("Elsewhere", code="elsewhere"))
    )
    address = "/needs/capabilities/gaps/"

    own, lead_sees, other = (text_of(client.get(address)) for client in (manager, lead, elsewhere))

    assert "North" in own
    assert "South" not in own
    assert "Your own people, however few." in own
    assert "South" in lead_sees
    assert "North" not in lead_sees
    assert "No gaps to show" in other
    assert signed_in(make_account(Role.PRACTITIONER)).get(address).status_code == 404


# --- evidence of a need -----------------------------------------------------------------------------------------------


def test_enough_people_below_are_a_signal_once_in_half_a_year_with_the_count_as_its_cause(words, weighing):
    team, today = make_team("North"), clock.today()
    scored(words, (1, 3), (2, 3), (2, 3), (3, 3), (3, 3), team=team)

    said = [jobs.raise_signals_of_scores(on=day.isoformat()) for day in (today, today, months_after(today, 5))]

    assert said == [
        "Raised 1 signal of what people are not yet able to do.",
        *["Raised 0 signals of what people are not yet able to do."] * 2,
    ]
    signal, gap = Signal.objects.get(), CapabilityGap.objects.get()
    assert signal.said == "3 of 5 in North are below what their role expects: Weighing risk"
    assert (signal.kind, signal.size, signal.risk, signal.evidence) == ("self_assessment", 3, 4, 4)
    assert (signal.capability, signal.team, signal.organisation, signal.cause) == (
        weighing,
        team,
        team.organisation,
        gap,
    )
    assert [list(knot.records) for knot in thread.effects(thread.knot_of(gap))] == [[signal]]

    assert jobs.raise_signals_of_scores(on=months_after(today, 6).isoformat()).startswith("Raised 1 signal")


@pytest.mark.parametrize("pairs", [[(1, 3)] * 4, [(1, 3), (2, 3), (3, 3), (3, 3), (3, 3)]])
def test_too_few_people_are_no_signal(words, pairs):
    scored(words, *pairs, team=make_team())

    assert actions.raise_signals_of_scores(on=clock.today()) == 0


def test_what_was_counted_has_a_page_and_never_holds_fewer_than_five(words, weighing):
    team = make_team("North")
    scored(words, *[(1, 3)] * 5, team=team)
    actions.raise_signals_of_scores(on=clock.today())
    gap = CapabilityGap.objects.get()

    page = text_of(signed_in(make_account(Role.ACADEMY)).get(gap.get_absolute_url()))

    assert "5 of 5 are below what their role expects." in page
    assert "It names nobody" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        CapabilityGap.objects.filter(pk=gap.pk).update(scored=4, below=1)
    viewer = Viewer(make_account(Role.TRAINING_LEAD, organisation=make_organisation("Elsewhere", code="elsewhere")))
    assert list(queries.counted_gaps(viewer)) == []
