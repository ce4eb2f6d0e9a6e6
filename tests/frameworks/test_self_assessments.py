"""Scoring oneself and a line manager’s word on it: both scores are kept, and nobody else sees either."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import strip_tags

from academy.core import trail
from academy.core.models import Notice
from academy.frameworks import actions, queries
from academy.frameworks.models import Score, SelfAssessment
from academy.frameworks.rules import Basis, Confirmed, Level, NotNow, NotWhole, Purpose, State, is_below
from academy.home.queries import things
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import make_account, make_person, make_spell, signed_in
from tests.builders_practice import make_level, make_scores

pytestmark = pytest.mark.django_db
MINE = "/catalogue/capabilities/mine/"
CONFIRM = "/catalogue/capabilities/to-confirm/"


def as_manager(ruth) -> Client:
    return signed_in(make_account(Role.MANAGER, person=ruth))


def begin(person, framework, **said):
    return actions.begin_self_assessment(person, framework, Purpose.APPRAISAL, by=None, **said)


def words_of(answer) -> str:
    return " ".join(strip_tags(answer.content.decode().replace("<", " <")).split())


def confirmed(held, *levels, basis="") -> dict[int, Confirmed]:
    return {score.pk: Confirmed(Level(level), basis) for score, level in zip(held.scores.all(), levels, strict=True)}


# --- scoring ----------------------------------------------------------------------------------------------------------


def test_one_is_asked_what_ones_role_expects_as_it_is_expected_that_day(amara, standards):
    neglect, _, listening = standards.capabilities.all()
    make_level(neglect, 3)
    make_level(listening, 2)
    make_level(neglect, 1, job_role="nurse")

    held = begin(amara, standards)
    make_level(standards.capabilities.get(code="recording"), 4)

    assert held.job_role.code == "social_worker"
    assert list(held.scores.values_list("number", "capability__name", "expected", "own")) == [
        (1, "Neglect", 3, None),
        (2, "Listening", 2, None),
    ]
    assert [entry.verb for entry in trail.entries_about(held)] == ["began"]


def test_whose_role_expects_nothing_is_asked_all_and_so_is_who_wants_it(amara, standards):
    assert begin(amara, standards).scores.count() == 3
    SelfAssessment.objects.all().delete()
    make_level(standards.capabilities.first())

    assert begin(amara, standards, is_whole=True).scores.count() == 3


def test_a_second_of_the_same_framework_waits_until_the_first_is_confirmed(amara, standards):
    begin(amara, standards)

    with pytest.raises(NotNow) as refused:
        begin(amara, standards)

    assert refused.value.words == "You have one for Standards already. Finish it or throw it away first."


def test_each_tap_is_kept_and_one_goes_on_where_one_stopped(amara, standards):
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))
    started = client.post(MINE, {"framework": standards.pk, "purpose": "appraisal"})

    first = client.get(started.url)
    client.post(started.url, {"level": "3"})
    second = words_of(client.get(started.url))
    for level in "21":
        last = client.post(started.url, {"level": level})

    assert "Neglect" in words_of(first)
    assert "I do it with help" in words_of(first)
    assert "2 of 3, Standards" in second
    assert list(Score.objects.values_list("own", flat=True)) == [3, 2, 1]
    page = words_of(client.get(client.get(last.url).url))
    assert "Check before you send" in page
    assert "Ruth Adeyemi sees these once you send them, and nobody else." in page


@pytest.mark.parametrize("level", ["", "0", "5", "x", "3 ", "²"])
def test_a_score_that_is_none_is_not_kept(amara, standards, level):
    held = begin(amara, standards)
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))

    assert client.post(f"{MINE}{held.pk}/", {"level": level}).status_code == 200
    assert held.scores.exclude(own=None).count() == 0


def test_one_score_is_changed_from_the_page_that_checks(amara, standards):
    held = begin(amara, standards)
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))
    for level in "234":
        client.post(f"{MINE}{held.pk}/", {"level": level})

    answer = client.post(f"{MINE}{held.pk}/1/?change", {"level": "4"})

    assert answer.url == f"{MINE}{held.pk}/check/"
    assert list(held.scores.values_list("own", flat=True)) == [4, 3, 4]
    assert client.get(f"{MINE}{held.pk}/9/").status_code == 404


def test_it_is_sent_whole_or_not_at_all(amara, standards):
    held = begin(amara, standards)

    with pytest.raises(NotWhole):
        actions.send_self_assessment(held, by=None)

    client = signed_in(make_account(Role.PRACTITIONER, person=amara))
    answer = client.post(f"{MINE}{held.pk}/check/")
    assert (answer.status_code, "Score each of them before you send it." in words_of(answer)) == (409, True)
    assert Notice.objects.count() == 0


def test_the_line_manager_hears_once_and_the_message_holds_no_score(amara, ruth, standards):
    held = make_scores(amara, standards, 1, 2, 3)
    actions.send_self_assessment(held, by=None)

    notice = Notice.objects.get()
    assert (notice.to, notice.subject) == (ruth.email, "Amara Okafor has sent you their scores")
    assert f"{CONFIRM}{held.pk}/" in notice.body
    assert not any(str(level.label) in notice.body for level in Level)


def test_without_a_line_manager_it_waits_for_whoever_comes_to_be_it(standards, ruth):
    tom = make_person("Tom", "Beckett")
    spell = make_spell(tom)
    held = make_scores(tom, standards, 1, 2, 3)
    client = signed_in(make_account(Role.PRACTITIONER, person=tom))

    assert "It waits here, and goes to whoever becomes it." in words_of(client.get(f"{MINE}{held.pk}/check/"))
    manager = as_manager(ruth)
    assert manager.get(f"{CONFIRM}{held.pk}/").status_code == 404
    spell.line_manager = ruth
    spell.save()
    assert manager.get(f"{CONFIRM}{held.pk}/").status_code == 200


def test_it_is_taken_back_until_it_is_confirmed(amara, standards):
    held = make_scores(amara, standards, 1, 2, 3)
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))
    with pytest.raises(NotNow):
        actions.score_oneself(held, standards.capabilities.first(), Level.LEADS)

    client.post(f"{MINE}{held.pk}/check/", {"take_back": "yes"})
    actions.score_oneself(held, standards.capabilities.first(), Level.LEADS)
    held = actions.send_self_assessment(held, by=None)
    actions.confirm_self_assessment(held, confirmed(held, 4, 2, 3), by=make_account())

    assert client.post(f"{MINE}{held.pk}/check/", {"take_back": "yes"}).url == held.get_absolute_url()
    assert list(held.scores.values_list("own", "confirmed")) == [(4, 4), (2, 2), (3, 3)]


def test_a_draft_is_thrown_away_and_what_was_sent_is_not(amara, standards):
    draft = begin(amara, standards)
    client = signed_in(make_account(Role.PRACTITIONER, person=amara))

    client.post(f"{MINE}{draft.pk}/check/", {"throw_away": "yes"})
    assert SelfAssessment.objects.count() == 0

    held = make_scores(amara, standards, 1, 2, 3)
    assert client.post(f"{MINE}{held.pk}/check/", {"throw_away": "yes"}).status_code == 409
    assert SelfAssessment.objects.count() == 1


# --- confirming -------------------------------------------------------------------------------------------------------


def test_both_scores_are_kept_and_a_different_one_says_what_it_rests_on(amara, ruth, standards):
    held = make_scores(amara, standards, 1, 3, 4)
    neglect, recording, listening = held.scores.all()
    answers = {f"level-{neglect.pk}": 1, f"level-{recording.pk}": 2, f"level-{listening.pk}": 4}
    manager = as_manager(ruth)

    refused = words_of(manager.post(f"{CONFIRM}{held.pk}/", answers))
    assert "Say what your score for “Recording” rests on" in refused
    assert held.scores.exclude(confirmed=None).count() == 0

    answer = manager.post(f"{CONFIRM}{held.pk}/", {**answers, f"basis-{recording.pk}": "supervision"})

    assert answer.url == f"/needs/capabilities/scores/{held.pk}/"
    rows = list(held.scores.values_list("own", "confirmed", "basis"))
    assert rows == [(1, 1, ""), (3, 2, "supervision"), (4, 4, "")]
    notice = Notice.objects.get(subject="Your scores are confirmed")
    assert notice.to == amara.email
    assert "One differs from yours, and each says what it rests on." in notice.body
    page = words_of(manager.get(answer.url))
    assert "Amara said 3: I do it on my own. The line manager said 2: With help. What we said in supervision." in page
    assert [entry.verb for entry in trail.entries_about(held)] == ["began", "sent", "confirmed"]


def test_the_database_keeps_a_different_score_from_standing_without_a_reason(amara, standards):
    score = make_scores(amara, standards, 1, 2, 3).scores.first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(confirmed=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(own=5)
    Score.objects.filter(pk=score.pk).update(confirmed=4, basis=Basis.SEEN)


@pytest.mark.parametrize("missing", [True, False])
def test_it_is_confirmed_whole_and_once(amara, ruth, standards, missing):
    held, by = make_scores(amara, standards, 1, 2, 3), make_account(Role.MANAGER, person=ruth)
    said = confirmed(held, 1, 2, 3)
    if missing:
        said.popitem()
        with pytest.raises(NotWhole):
            actions.confirm_self_assessment(held, said, by=by)
        assert SelfAssessment.objects.get().state == State.SENT
        return
    actions.confirm_self_assessment(held, said, by=by)
    with pytest.raises(NotNow) as again:
        actions.confirm_self_assessment(held, said, by=by)
    assert again.value.words == "It is confirmed already. Nothing was changed."


def test_what_was_taken_back_meanwhile_is_not_confirmed(amara, ruth, standards):
    held = make_scores(amara, standards, 1, 2, 3)
    actions.take_back(held, by=None)

    with pytest.raises(NotNow) as refused:
        actions.confirm_self_assessment(held, confirmed(held, 1, 2, 3), by=make_account(Role.MANAGER, person=ruth))

    assert refused.value.words == "Amara took it back meanwhile. It comes to you again when it is sent."


def test_nobody_confirms_their_own(amara, standards):
    held = make_scores(amara, standards, 1, 2, 3)

    with pytest.raises(NotNow):
        actions.confirm_self_assessment(held, confirmed(held, 1, 2, 3), by=make_account(Role.MANAGER, person=amara))


@pytest.mark.parametrize(
    ("score", "expected", "below"), [(1, 2, True), (2, 2, False), (3, 2, False), (1, None, False), (None, 3, False)]
)
def test_below_is_below_what_is_expected_and_nothing_else(score, expected, below):
    assert is_below(score, expected) == below


# --- pages ------------------------------------------------------------------------------------------------------------


def test_what_waits_stands_on_the_home_page_of_both(amara, ruth, standards):
    amaras = Viewer(make_account(Role.PRACTITIONER, person=amara))
    ruths = Viewer(make_account(Role.MANAGER, person=ruth))

    held = begin(amara, standards)
    begun = [thing.heading for thing in things.things_to_do(amaras)]
    for score in held.scores.all():
        actions.score_oneself(held, score.capability, Level.NEW)
    actions.send_self_assessment(held, by=None)
    waiting = [thing.heading for thing in things.things_to_do(ruths)]

    assert "Standards: what can you do?" in begun
    assert "Amara Okafor has sent you their scores" in waiting
    actions.confirm_self_assessment(held, confirmed(held, 1, 1, 1), by=ruths.account)
    assert not any("scores" in thing.heading for thing in things.things_to_do(ruths))


def test_who_has_nothing_yet_reads_what_to_do(ruth):
    assert "Nothing to confirm" in words_of(as_manager(ruth).get(CONFIRM))
    nobody = make_account(Role.MEMBER)
    nobody.person = None
    nobody.save()
    assert "You are not in a post we know of" in words_of(signed_in(nobody).get(MINE))


@pytest.mark.parametrize("number", [1, 3])
def test_the_managers_list_asks_the_same_questions_for_one_and_for_three(
    ruth, standards, number, django_assert_num_queries
):
    for each in range(number):
        make_scores(make_spell(make_person(f"Person {each}"), line_manager=ruth).person, standards, 1, 2, 3)
    viewer = Viewer(make_account(Role.MANAGER, person=ruth))
    assert viewer.roles

    with django_assert_num_queries(1):
        assert [str(one.framework) for one in queries.to_confirm(viewer)] == ["Standards"] * number


def test_the_machine_reads_ones_own_scores_and_nobody_elses(amara, ruth, standards):
    held = make_scores(amara, standards, 1, 2, 3, confirmed=(1, 1, 3))
    own, others = signed_in(make_account(Role.PRACTITIONER, person=amara)), as_manager(ruth)

    [said] = own.get("/api/frameworks/self-assessments").json()

    assert (said["id"], said["framework"], said["state"]) == (held.pk, "standards", "confirmed")
    assert said["scores"][1] == {
        "capability_id": standards.capabilities.get(code="recording").pk,
        "capability": "recording",
        "expected": None,
        "own": 2,
        "confirmed": 1,
        "basis": "seen",
    }
    assert others.get("/api/frameworks/self-assessments").json() == []
