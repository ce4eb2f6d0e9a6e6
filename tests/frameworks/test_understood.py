from collections import Counter
from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from academy.core import clock, trail
from academy.frameworks.actions import guides as writing
from academy.frameworks.actions import understood as actions
from academy.frameworks.models import Acknowledgement, ScenarioCount
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules.practice import (
    GuideKind,
    Marked,
    OldVersion,
    PartKind,
    is_understood,
    marked,
    score_words,
    since_words,
)
from academy.home.actions import merge_people
from academy.home.queries.practice import to_read
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.privacy import holdings
from academy.privacy.actions import erase_person
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, make_spell, make_viewer, signed_in
from tests.frameworks.writing import make_guide, publish_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def thresholds():
    return make_guide(GuideKind.THRESHOLDS, "Thresholds guide", is_asked=True)


def say(guide, *people):
    version = guide.versions.get(is_current=True)
    for person in people:
        actions.say_understood(version, person, by=None)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (2, "Yes, level 2."),
        (3, "You chose level 3, which is more than this family needs. It is level 2."),
        (1, "You chose level 1, which is less than this family needs. It is level 2."),
    ],
)
def test_an_answer_is_marked_in_words(chosen, words):
    assert Marked(1, chosen, 2).words == words


def test_a_score_counts_what_was_right():
    answers = marked({5: 1, 6: 4}, {5: 1, 6: 2, 7: 3})

    assert [one.is_right for one in answers] == [True, False]
    assert score_words(answers) == "1 of 2 right."
    assert score_words(answers[:1]) == "All of them right."


@pytest.mark.parametrize(
    ("said_of", "counts_from", "answer"), [(1, 1, True), (1, 2, False), (3, 2, True), (0, 1, False)]
)
def test_what_was_said_counts_until_everybody_is_asked_again(said_of, counts_from, answer):
    assert is_understood(said_of, counts_from) is answer


@pytest.mark.parametrize(
    ("published_on", "changed", "words"),
    [
        (date(2026, 11, 1), "Two sections changed.", "Two sections changed. In force from 1 November."),
        (date(2025, 11, 1), "", "In force from 1 November 2025."),
    ],
)
def test_since_when_and_what_changed_is_said_in_words(published_on, changed, words):
    assert since_words(published_on, changed, date(2026, 11, 22)) == words


def test_somebody_says_once_that_they_understood_and_the_trail_has_it(thresholds):
    person = make_person()
    version = thresholds.versions.get()

    said = actions.say_understood(version, person, by=None)

    assert actions.say_understood(version, person, by=None) == said
    assert [entry.verb for entry in trail.entries_about(said)] == ["understood"]


def test_of_an_earlier_version_it_is_refused(thresholds):
    old = thresholds.versions.get()
    publish_again(thresholds)

    with pytest.raises(OldVersion):
        actions.say_understood(old, make_person(), by=None)

    account = make_account(Role.PRACTITIONER)
    page = signed_in(account).post(f"/how-we-practise/versions/{old.pk}/understood/")
    assert (page.status_code, "is not the one that stands today" in page.content.decode()) == (409, True)
    assert not Acknowledgement.objects.exists()


def test_a_new_version_asks_again_and_a_small_correction_does_not(thresholds):
    viewer = make_viewer(Role.PRACTITIONER)
    say(thresholds, viewer.person)

    assert queries.to_understand(viewer) == []
    publish_again(thresholds, is_asked_again=False)
    assert queries.to_understand(viewer) == []
    asking = publish_again(thresholds)
    assert queries.to_understand(viewer) == [asking]
    publish_again(thresholds, is_asked_again=False)
    assert [version.number for version in queries.to_understand(viewer)] == [4]


def test_it_stands_among_things_to_do_until_it_is_said(thresholds):
    account = make_account(Role.PRACTITIONER)
    client = signed_in(account)
    publish_again(thresholds, on=date(2026, 11, 1), what_changed="Two sections changed.", minutes=4)

    [thing] = to_read(Viewer(account, date(2026, 11, 22)))
    assert thing.heading == "Thresholds guide, version 2"
    assert thing.why == (
        "Two sections changed. In force from 1 November. Read it and say that you have understood: 4 minutes."
    )
    assert "Thresholds guide, version 2" in client.get("/").content.decode()
    front = client.get("/how-we-practise/").content.decode()
    assert "For you to read" in front

    version = thresholds.versions.get(is_current=True)
    answer = client.post(f"/how-we-practise/versions/{version.pk}/understood/")

    page = client.get(answer.url).content.decode()
    assert "You have understood it" in page
    assert "I have understood this" not in page
    assert to_read(Viewer(account)) == []


def test_somebody_without_a_person_has_nothing_to_say(thresholds):
    account = make_account(Role.PRACTITIONER)
    account.person = None
    account.save()

    client = signed_in(account)

    assert "I have understood this" not in client.get("/how-we-practise/thresholds/").content.decode()
    client.post(f"/how-we-practise/versions/{thresholds.versions.get().pk}/understood/")
    assert not Acknowledgement.objects.exists()


def test_scenarios_are_marked_at_once_and_nothing_stands_against_anybody(thresholds):
    organisation = make_organisation("Hill School", kind="school")
    account = make_account(Role.PRACTITIONER, person=make_person())
    make_spell(account.person, organisation=organisation, job_role="teacher")
    client = signed_in(account)
    one, two = queries.parts(thresholds.versions.get(), PartKind.SCENARIO)
    before = trail.head()

    asked = client.get("/how-we-practise/thresholds/check/").content.decode()
    missing = client.post("/how-we-practise/thresholds/check/", {f"scenario-{one.pk}": "1"}).content.decode()
    first = client.post("/how-we-practise/thresholds/check/", {f"scenario-{one.pk}": "1", f"scenario-{two.pk}": "4"})
    again = client.post("/how-we-practise/thresholds/check/", {f"scenario-{one.pk}": "1", f"scenario-{two.pk}": "2"})

    assert "Level 2: Need 2" in asked
    assert "Choose a level for family 2" in missing
    assert "1 of 2 right." in first.content.decode()
    assert "The school leads." in first.content.decode()
    assert "All of them right." in again.content.decode()
    kept = ScenarioCount.objects.order_by("scenario", "level").values_list(
        "scenario", "organisation", "level", "number"
    )
    assert list(kept) == [(one.pk, organisation.pk, 1, 1), (two.pk, organisation.pk, 4, 1)]
    assert not Acknowledgement.objects.exists()
    assert trail.head() == before
    assert not [field for field in ScenarioCount._meta.get_fields() if field.name in ("person", "account", "by")]


def test_a_guide_without_scenarios_says_so():
    client = signed_in(make_account(Role.PRACTITIONER))

    assert "There are no scenarios yet" in client.get("/how-we-practise/thresholds/check/").content.decode()


def test_two_records_of_one_person_understood_it_once(thresholds):
    other = make_guide(GuideKind.WORDS, "Our words", is_asked=True)
    kept, merged = make_person("Amara", "Okafor"), make_person("Amara", "Bell")
    say(thresholds, kept, merged)
    say(other, merged)

    merge_people(kept, merged, why="The same", by=None)

    assert Counter(Acknowledgement.objects.filter(person=kept).values_list("version__guide__title", flat=True)) == {
        "Thresholds guide": 1,
        "Our words": 1,
    }


def test_whoever_is_erased_has_said_nothing_and_reads_it_in_their_file_before(thresholds):
    person = make_person("Amara", "Okafor")
    make_spell(person, started_on=LONG_AGO, ended_on=clock.today() - timedelta(days=900))
    say(thresholds, person)

    titles = [table.caption for table in holdings.everything(person)]
    erase_person(person, by=None)

    assert "Acknowledgements" in titles
    assert not Acknowledgement.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_answers_given_at_once_are_all_counted():
    guide = make_guide(GuideKind.THRESHOLDS, "Thresholds guide")
    place = make_organisation("School", kind="school")
    scenario = queries.parts(guide.versions.get(), PartKind.SCENARIO)[0]

    def answer():
        try:
            actions.count_answers([Marked(scenario.pk, 2, 1)], place)
        finally:
            connection.close()

    takers = [Thread(target=answer) for _ in range(4)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()

    assert list(ScenarioCount.objects.values_list("level", "number")) == [(2, 4)]


def test_a_draft_is_asked_of_nobody(thresholds):
    viewer = make_viewer(Role.PRACTITIONER)
    say(thresholds, viewer.person)

    writing.begin_draft(thresholds, by=None)

    assert queries.to_understand(viewer) == []
