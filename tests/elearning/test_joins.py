"""Where other pages lead to lessons: the item’s page, home, the API."""

import pytest

from academy.home.queries.things import things_to_do
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.builders import (
    make_account,
    make_attempt,
    make_item,
    make_lesson,
    make_organisation,
    make_requirement,
    make_spell,
    signed_in,
)
from tests.elearning.cast import go_through, learner, read
from tests.elearning.test_pages import words

pytestmark = pytest.mark.django_db


def test_the_items_page_offers_start_then_go_on_then_do_it_again():
    amara, _, client = learner()
    lesson = make_lesson(pages=3)
    address = lesson.item.get_absolute_url()

    assert f'action="/learn/{lesson.pk}/start/"' in client.get(address).content.decode()
    assert "Start" in words(client.get(address))
    attempt = make_attempt(lesson, amara)
    read(attempt, 1)
    page = client.get(address)
    assert "Go on" in words(page)
    assert "Page 2 of 3" in words(page)
    assert f'href="/learn/attempts/{attempt.pk}/"' in page.content.decode()
    go_through(attempt)

    assert "Do it again" in words(client.get(address))


def test_an_item_without_a_lesson_offers_none_and_those_who_may_write_one_a_way():
    organisation = make_organisation()
    item = make_item("Quiet", mode="own_time", kind="e_learning", organisation=organisation)

    _, _, client = learner()
    assert "/learn/" not in client.get(item.get_absolute_url()).content.decode()
    lead = signed_in(make_account(Role.TRAINING_LEAD, organisation=organisation))

    assert f'href="/learn/write/new/?item={item.pk}"' in lead.get(item.get_absolute_url()).content.decode()


def test_a_gap_that_a_lesson_closes_leads_straight_to_it():
    amara, account, _ = learner()
    make_spell(amara)
    lesson = make_lesson()
    make_requirement(lesson.item)

    [thing] = [one for one in things_to_do(Viewer(account)) if one.heading == str(lesson.item)]
    assert (thing.action_words, thing.action_url) == ("Start", f"/learn/{lesson.pk}/")
    attempt = make_attempt(lesson, amara)
    same = [one for one in things_to_do(Viewer(account)) if one.heading == str(lesson.item)]

    assert [(one.action_words, one.action_url) for one in same] == [("Go on", f"/learn/attempts/{attempt.pk}/")]


def test_what_is_half_way_waits_on_home():
    amara, account, client = learner()
    attempt = make_attempt(make_lesson(pages=4), amara)
    read(attempt, 1)

    [thing] = things_to_do(Viewer(account))

    assert (thing.action_words, thing.action_url) == ("Go on", f"/learn/attempts/{attempt.pk}/")
    assert thing.why.startswith("You are half-way. Page 2 of 4, about")
    assert "You are half-way." in words(client.get("/"))


def test_the_api_tells_lessons_and_ones_own_attempts():
    amara, _, client = learner()
    lesson = make_lesson()
    attempt = make_attempt(lesson, amara)
    make_attempt(lesson)

    listed, own = client.get("/api/learn/lessons").json(), client.get("/api/learn/attempts").json()

    assert listed == [{"id": lesson.pk, "item_id": lesson.item_id, "title": str(lesson), "url": f"/learn/{lesson.pk}/"}]
    assert [(one["id"], one["state"], one["page"], one["minutes"]) for one in own] == [(attempt.pk, "open", 1, 0)]


def test_the_thread_of_a_completion_passes_the_attempt_for_its_own_person_only():
    amara, _, client = learner()
    attempt = go_through(make_attempt(make_lesson(), amara))
    from academy.records.models import Completion

    completion = Completion.objects.get()
    address = f"/thread/records.completion/{completion.pk}/"

    assert f"/learn/attempts/{attempt.pk}/" in client.get(address).content.decode()
    academy = signed_in(make_account(Role.ACADEMY)).get(address)
    assert academy.status_code == 200
    assert f"/learn/attempts/{attempt.pk}/" not in academy.content.decode()
