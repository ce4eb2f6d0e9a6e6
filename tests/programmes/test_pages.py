import re
from html import unescape
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.core.models import Entry
from academy.people.rules import Role
from academy.programmes import actions
from academy.programmes.models import Conversation, NoteOpening
from tests.builders import make_account, make_organisation, make_person, signed_in
from tests.builders_practice import make_framework
from tests.people.reading import days
from tests.programmes.cast import NOTE, make_pair, make_review, make_rule, meet

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    """All that is read on the page, its heading included."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.fixture
def pair():
    return make_pair()


def test_a_manager_records_a_conversation_from_her_team(pair):
    worker, manager = pair
    make_rule()
    client = signed_in(manager)

    page = words_of(client.get(reverse("supervision")))
    address = reverse("record-supervision", args=[worker.person.pk])
    typed = {"kind": "supervision", "held_on": days(-1).isoformat(), "words": NOTE, "said": "To weigh risk"}
    answer = client.post(address, typed, follow=True)

    assert "Your team" in page
    assert "None recorded yet" in page
    assert client.get(address).status_code == 200
    assert "It is recorded." in words_of(answer)
    assert NOTE in words_of(answer)
    assert Conversation.objects.get().points.get().said == "To weigh risk"


def test_words_that_name_a_child_come_back_once(pair):
    _worker, manager = pair
    client, address = signed_in(manager), reverse("record-supervision", args=[pair[0].person.pk])
    typed = {
        "kind": "supervision",
        "held_on": days(-1).isoformat(),
        "words": "Jayden Smith, born 3 May 2017, was seen.",
    }

    first = client.post(address, typed)

    assert "This looks as if it says who somebody is." in words_of(first)
    assert not Conversation.objects.exists()
    looked = first.context["form"].data["looked"]
    client.post(address, {**typed, "looked": looked})
    assert Conversation.objects.count() == 1


def test_a_worker_writes_and_changes_the_note_the_two_share(pair):
    worker, manager = pair
    held = meet(worker, manager)
    client = signed_in(worker)

    assert NOTE in words_of(client.get(held.get_absolute_url()))
    client.post(reverse("conversation-note", args=[held.pk]), {"words": "Something else"})

    assert "Something else" in words_of(signed_in(manager).get(held.get_absolute_url()))
    assert "What you agreed" in words_of(client.get(reverse("conversation-note", args=[held.pk])))


def test_the_academy_sees_that_they_met_and_no_word_of_it(pair):
    worker, manager = pair
    held = meet(worker, manager, points=[actions.Point("To weigh risk")])

    page = words_of(signed_in(make_account(Role.ACADEMY)).get(held.get_absolute_url()))

    assert "That they met is all that is shown here." in page
    assert NOTE not in page
    assert "To weigh risk" not in page


def test_a_conversation_of_others_is_not_found(pair):
    held = meet(*pair)

    assert signed_in(make_account(Role.MANAGER)).get(held.get_absolute_url()).status_code == 404
    assert signed_in(make_account(Role.ACADEMY)).get(reverse("conversation-note", args=[held.pk])).status_code == 404


def test_notes_are_opened_by_two_and_read_by_one(pair):
    held = meet(*pair)
    ingrid, dan = make_account(Role.INFORMATION), make_account(Role.ACADEMY)
    officer, second = signed_in(ingrid), signed_in(dan)

    assert "Ask to read these notes" in words_of(officer.get(held.get_absolute_url()))
    asked = officer.post(reverse("ask-to-open", args=[held.pk]), {"reason": "A complaint"}, follow=True)
    opening = NoteOpening.objects.get()
    assert "Waits for a second person" in words_of(asked)
    assert "A second person has to agree" in words_of(officer.post(reverse("agree-to-opening", args=[opening.pk])))
    assert "Should these notes be opened?" in words_of(second.get(reverse("agree-to-opening", args=[opening.pk])))
    second.post(reverse("agree-to-opening", args=[opening.pk]))
    read = officer.post(opening.get_absolute_url())

    assert NOTE in words_of(read)
    assert NOTE not in words_of(second.get(opening.get_absolute_url()))
    assert "These notes are not open to you" in words_of(second.post(opening.get_absolute_url()))
    assert Entry.objects.filter(verb="read").count() == 1
    assert "A complaint" in words_of(second.get(reverse("note-openings")))
    assert officer.get(reverse("ask-to-open", args=[held.pk])).status_code == 200


def test_in_time_names_people_to_the_academy_and_counts_to_others(pair):
    make_rule()

    dan, jean = (make_person(*name) for name in (("Dan", "Whitcombe"), ("Jean", "Holloway")))
    academy = words_of(signed_in(make_account(Role.ACADEMY, person=dan)).get(reverse("supervision-in-time")))
    member = words_of(signed_in(make_account(Role.MEMBER, person=jean)).get(reverse("supervision-in-time")))

    assert "Amara Okafor" in academy
    assert "Amara Okafor" not in member
    assert "Supervision by organisation" in member


def test_in_time_says_when_there_is_no_rule(pair):
    page = words_of(signed_in(make_account(Role.ACADEMY)).get(reverse("supervision-in-time")))

    assert "No rule yet" in page


def test_a_rule_is_added_and_ended():
    client = signed_in(make_account(Role.ACADEMY))
    typed = {"every_days": 28, "from_week": 0, "starts_on": days(-30).isoformat()}

    assert "Until there is one" in words_of(client.get(reverse("supervision-rules")))
    listed = words_of(client.post(reverse("add-supervision-rule"), typed, follow=True))
    rule = client.get(reverse("supervision-rules")).context["rules"][0]
    assert "Everybody: every 4 weeks" in listed
    assert "End this rule?" in words_of(client.get(reverse("end-supervision-rule", args=[rule.pk])))
    client.post(reverse("end-supervision-rule", args=[rule.pk]))

    assert client.get(reverse("supervision-rules")).context["rules"] == []
    assert client.get(reverse("add-supervision-rule")).status_code == 200


def test_a_review_its_recommendation_and_its_action_are_kept(pair):
    worker, _ = pair
    client = signed_in(make_account(Role.AUDITOR))
    capability = make_framework("Weyshire", "Weighing risk").capabilities.get()
    typed = {"title": "Neglect", "kind": "learning", "agreed_on": days(-9).isoformat(), "summary": "We listed risk."}

    review = client.post(reverse("new-case-review"), typed, follow=True).context["review"]
    asked = {"words": "Weigh risk", "capability": capability.pk, "people": 12}
    client.post(reverse("recommend", args=[review.pk]), asked)
    one = review.recommendations.get()
    given = {"words": "Teach it", "owner": worker.person.email, "due_on": days(30).isoformat()}
    page = words_of(client.post(reverse("give-review-action", args=[one.pk]), given, follow=True))

    assert "A signal that people need to learn" in page
    assert "Teach it" in page
    assert "1" in words_of(client.get(reverse("case-reviews")))
    client.post(reverse("change-case-review", args=[review.pk]), {**typed, "title": "Neglect, again"})
    assert "Neglect, again" in words_of(client.get(review.get_absolute_url()))
    for name, pk in (("recommend", review.pk), ("give-review-action", one.pk), ("change-case-review", review.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 200
    nobody = client.post(reverse("give-review-action", args=[one.pk]), {**given, "owner": "nobody@else.example"})
    assert "Nobody here has this address" in words_of(nobody)


def test_the_owner_moves_and_finishes_an_action(pair):
    worker, _ = pair
    dan = make_account(Role.ACADEMY)
    asked = actions.add_recommendation(make_review(dan), "Weigh risk", capability=None, people=1, by=dan)
    action = actions.add_action(asked, "Teach it", owner=worker.person, due_on=days(-2), item=None, by=dan)
    client = signed_in(worker)

    assert "Overdue" in words_of(client.get(reverse("review-actions")))
    for name in ("finish-review-action", "move-review-action"):
        assert client.get(reverse(name, args=[action.pk])).status_code == 200
    client.post(
        reverse("move-review-action", args=[action.pk]),
        {"due_on": days(9).isoformat(), "reason": "The trainer was ill"},
    )
    done = client.post(reverse("finish-review-action", args=[action.pk]), {"evidence": "All teams did"}, follow=True)

    assert "All teams did" in words_of(done)
    assert client.get(reverse("finish-review-action", args=[action.pk])).status_code == 404


def test_a_manager_sees_what_the_team_is_to_learn(pair):
    worker, manager = pair
    meet(worker, manager, points=[actions.Point("To weigh risk")])

    assert "To weigh risk" in words_of(signed_in(manager).get(reverse("learning-points")))


def test_empty_lists_say_so():
    client = signed_in(make_account(Role.ACADEMY))

    assert "Nothing yet" in words_of(client.get(reverse("learning-points")))

    assert "No review yet" in words_of(client.get(reverse("case-reviews")))
    assert "No actions" in words_of(client.get(reverse("review-actions")))
    assert "None were opened" in words_of(client.get(reverse("note-openings")))
    assert "None recorded yet" in words_of(client.get(reverse("supervision")))


def test_lists_ask_as_often_with_three_rows_as_with_one():
    organisation = make_organisation()
    worker, manager = make_pair(organisation)
    make_rule()
    dan = make_account(Role.ACADEMY)
    clients = {reverse("supervision"): signed_in(manager), reverse("supervision-in-time"): signed_in(dan)}
    numbers = count(3)
    meet(worker, manager, held_on=days(-next(numbers)))
    asked = _queries(clients)
    for _ in range(3):
        meet(worker, manager, held_on=days(-next(numbers)))

    assert _queries(clients) == asked


def _queries(clients):
    found = {}
    for address, client in clients.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        found[address] = len(captured)
    return found
