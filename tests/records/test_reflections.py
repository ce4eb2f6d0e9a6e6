"""A reflection is its writer's. Every other role is tried against it, and so is every file and trail."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from academy.core import clock, links
from academy.core.models import Entry, Notice
from academy.people.rules import Reach, Role, access
from academy.people.scope import Viewer, visible
from academy.privacy import holdings
from academy.privacy import queries as privacy
from academy.records import actions, rules
from academy.records.models import Completion, Reflection
from academy.records.rules import Question
from academy.surveys import actions as surveys
from tests.builders import (
    make_account,
    make_completion,
    make_follow_up,
    make_item,
    make_person,
    make_reflection,
    signed_in,
)
from tests.records.test_pages import words

pytestmark = pytest.mark.django_db
SECRET = "What I would tell nobody"


@pytest.fixture
def neglect(amara):
    return make_completion(amara, make_item("Neglect"), completed_on=clock.today(), hours=Decimal("6"))


# --- writing ----------------------------------------------------------------------------------------------------------


def test_what_it_was_when_and_how_long_are_filled_in(neglect, account):
    begun = actions.begin_reflection(neglect, by=account)

    assert (begun.title, begun.done_on, begun.hours, begun.activity) == (
        "Neglect",
        clock.today(),
        Decimal("6"),
        "training",
    )
    assert begun.about == neglect.item.summary
    assert not begun.is_finished


def test_begun_twice_it_is_one(neglect, account):
    first = actions.begin_reflection(neglect, by=account)

    assert actions.begin_reflection(neglect, by=account) == first
    assert Reflection.objects.count() == 1


def test_each_answer_is_kept_at_once_as_a_draft(client, neglect):
    page = client.get(f"/records/completions/{neglect.pk}/reflect/")
    assert "What did you learn? Neglect" in words(page)
    assert "Question 1 of 4" in page.content.decode()

    sent = client.post(f"/records/completions/{neglect.pk}/reflect/", {"words": "To ask first."})

    held = Reflection.objects.get()
    assert sent.url == f"/records/reflections/{held.pk}/changed/"
    assert (held.learned, held.is_finished) == ("To ask first.", False)


def test_three_answers_and_it_is_a_piece_of_the_year(client, neglect):
    address = f"/records/completions/{neglect.pk}/reflect/"
    for said in ("To ask first.", "I ask first.", "They say more."):
        address = client.post(address, {"words": said}).url
    address = client.post(address, {"peer": "manager", "words": "When not to ask."}).url

    assert "A draft: it counts when you finish it." in words(client.get(address))
    page = client.post(address, follow=True)

    assert "It is a piece of your CPD. 1 of 2 pieces, 1 of 1 with a peer reflection, by 30 November" in words(page)
    held = Reflection.objects.get()
    assert (held.learned, held.changed, held.difference, held.peer, held.discussed) == (
        "To ask first.", "I ask first.", "They say more.", "manager", "When not to ask.",
    )  # fmt: skip


def test_stopping_keeps_what_was_written_and_says_where_to_go_on(client, neglect):
    sent = client.post(f"/records/completions/{neglect.pk}/reflect/", {"words": "To ask first."})
    stopped = client.post(sent.url, {"words": "", "stop": "yes"})

    assert stopped.url == Reflection.objects.get().get_absolute_url()
    assert f"{stopped.url}changed/" in client.get("/records/cpd/").content.decode()


@pytest.mark.parametrize(
    ("learned", "changed", "difference", "is_piece"),
    [
        ("Much.", "I ask.", "", True),
        ("Much.", "", "They say more.", True),
        ("Much.", "", "", False),
        ("", "I ask.", "They say more.", False),
        ("  ", "I ask.", "", False),
    ],
)
def test_what_is_too_little_to_be_a_piece(learned, changed, difference, is_piece):
    assert rules.is_piece(learned, changed, difference) is is_piece


def test_an_unfinished_one_is_refused_with_words_and_stays_a_draft(client, amara):
    held = make_reflection(amara, changed="", difference="", finished_at=None)

    page = client.post(held.get_absolute_url())

    assert "Say what you learned, and what came of it" in words(page)
    assert not Reflection.objects.get().is_finished


def test_a_piece_that_is_emptied_is_a_draft_again(amara, account):
    held = make_reflection(amara)

    actions.answer_question(held, Question.LEARNED, " ", by=account)

    assert not Reflection.objects.get().is_finished


def test_what_is_not_in_the_catalogue_can_be_written_about(client):
    sent = {
        "title": "Paper on neglect",
        "activity": "reading",
        "done_on": "6 January 2026",
        "hours": "0.5",
        "about": "",
    }

    page = client.post("/records/reflections/new/", sent, follow=True)

    held = Reflection.objects.get()
    assert (held.title, held.done_on, held.completion) == ("Paper on neglect", date(2026, 1, 6), None)
    assert "What did you learn? Paper on neglect" in words(page)


# --- who is named in it -----------------------------------------------------------------------------------------------


def test_words_that_name_a_child_come_back_once_with_nothing_lost(client, neglect):
    address, said = f"/records/completions/{neglect.pk}/reflect/", "Kayla’s mum said she felt heard."

    page = client.post(address, {"words": said})

    assert "This looks as if it says who somebody is." in words(page)
    assert "a name: “Kayla’s mum”" in words(page)
    assert said in page.content.decode()
    assert Reflection.objects.count() == 0
    again = client.post(address, {"words": said, "looked": page.context["form"].data["looked"]})
    assert again.status_code == 302
    assert Reflection.objects.get().learned == said


def test_a_second_look_at_other_words_is_a_first_look(client, neglect):
    address = f"/records/completions/{neglect.pk}/reflect/"
    looked = client.post(address, {"words": "Kayla’s mum."}).context["form"].data["looked"]

    assert client.post(address, {"words": "Tyler’s mum.", "looked": looked}).status_code == 200


# --- whose it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_no_role_reads_what_somebody_else_wrote(amara, ruth, council, role):
    held = make_reflection(amara, learned=SECRET)
    viewer = make_account(role, person=ruth if role == Role.MANAGER else make_person(), organisation=council)
    client = signed_in(viewer)

    for tail in ("", "learned/", "about/", "standards/", "share/", "throw-away/"):
        assert client.get(f"{held.get_absolute_url()}{tail}").status_code == 404
        assert client.post(f"{held.get_absolute_url()}{tail}", {"words": "x"}).status_code == 404
    assert client.get(f"/records/shown/{held.pk}/").status_code == 404
    assert client.get(f"/thread/records.reflection/{held.pk}/").status_code == 404
    assert not visible(Viewer(viewer), Reflection).exists()
    assert SECRET.encode() not in client.get(f"/thread/records.completion/{held.completion_id}/").content


def test_the_trail_never_holds_its_words(client, neglect):
    address = f"/records/completions/{neglect.pk}/reflect/"
    for _ in range(3):
        address = client.post(address, {"words": SECRET}).url
    address = client.post(address, {"peer": "colleague", "words": SECRET}).url
    client.post(address)
    client.post(f"{address}share/")
    client.post(f"{address}share/")
    client.post(f"{address}throw-away/")

    told = [entry.verb for entry in Entry.objects.filter(subject_type="records.reflection").order_by("pk")]
    assert told == ["began", "finished", "shared", "stopped sharing", "threw away"]
    assert SECRET not in json.dumps(list(Entry.objects.values("verb", "details", "by_name")))
    assert SECRET not in json.dumps(list(Notice.objects.values("subject", "body", "key")))


def test_the_trail_of_an_organisation_does_not_say_that_somebody_wrote(neglect, account, council):
    grace = make_account(Role.TRAINING_LEAD, organisation=council)
    actions.begin_reflection(neglect, by=account)
    actions.withdraw_completion(neglect, by=None, why="By mistake.")

    told = {entry.subject_type for entry in privacy.trail_of_organisation(Viewer(grace))}

    assert "records.completion" in told
    assert "records.reflection" not in told


def test_somebody_elses_file_about_them_holds_none_of_it_and_their_own_holds_all(amara):
    make_reflection(amara, learned=SECRET)

    own, asked_by_another = holdings.everything(amara), holdings.everything(amara, is_for_themselves=False)

    def said(tables):
        return any(SECRET in str(column.of(row)) for table in tables for row in table.rows for column in table.columns)

    assert (said(own), said(asked_by_another)) == (True, False)


def test_a_completion_taken_off_leaves_what_was_written_about_it(neglect, account):
    actions.begin_reflection(neglect, by=account)

    actions.withdraw_completion(neglect, by=None, why="Another Amara.")

    assert not Completion.objects.exists()
    assert (Reflection.objects.get().title, Reflection.objects.get().completion) == ("Neglect", None)


# --- showing it -------------------------------------------------------------------------------------------------------


def test_shown_to_the_line_manager_it_is_read_by_them_and_taken_back(client, manager, amara):
    held = make_reflection(amara, learned=SECRET)
    reader = signed_in(manager)

    client.post(f"{held.get_absolute_url()}share/")
    assert held.title in words(reader.get("/records/shown/"))
    assert SECRET in words(reader.get(f"/records/shown/{held.pk}/"))
    assert Notice.objects.get().to == "ruth@weyshire.example"

    client.post(f"{held.get_absolute_url()}share/")
    assert "Nothing to read" in words(reader.get("/records/shown/"))
    assert reader.get(f"/records/shown/{held.pk}/").status_code == 404


def test_the_next_line_manager_sees_nothing_and_neither_does_the_last(client, manager, amara, council):
    held = make_reflection(amara)
    client.post(f"{held.get_absolute_url()}share/")
    next_one = make_person("Nia", "Next")
    amara.spells.update(line_manager=next_one)

    for reader in (manager, make_account(Role.MANAGER, person=next_one, organisation=council)):
        assert signed_in(reader).get(f"/records/shown/{held.pk}/").status_code == 404


def test_a_draft_is_not_shown(client, amara):
    held = make_reflection(amara, finished_at=None)

    assert "Finish it first." in words(client.post(f"{held.get_absolute_url()}share/"))
    assert Reflection.objects.get().shared_with is None


def test_without_a_line_manager_it_says_so(client, amara):
    amara.spells.update(line_manager=None)
    held = make_reflection(amara)

    assert "We know of no line manager of yours." in words(client.post(f"{held.get_absolute_url()}share/"))


# --- from the follow-up -----------------------------------------------------------------------------------------------


def test_an_answer_three_months_later_fills_what_is_empty_and_no_more(neglect, amara):
    asked = make_follow_up(neglect)
    surveys.answer(asked, used="often")
    answered = surveys.answer(asked, difference="clear")
    actions.begin_reflection(neglect, by=None)
    own = Reflection.objects.get()
    actions.answer_question(own, Question.CHANGED, "My own words.", by=None)

    surveys.begin_reflection(answered)

    held = Reflection.objects.get()
    assert (held.changed, held.difference) == ("My own words.", "It made a clear difference.")


def test_the_link_in_the_message_begins_it_with_one_tap_and_shows_nothing_of_it(neglect, amara):
    asked = make_follow_up(neglect)
    surveys.answer(asked, used="often")
    surveys.answer(asked, difference="some")
    make_account(Role.PRACTITIONER, person=amara)
    stranger, link = Client(), f"/f/{links.token(surveys.LEARNER, asked.pk)}/"

    assert "Start a CPD entry from this" in stranger.get(link).content.decode()
    sent = stranger.post(f"{link}reflection/")

    held = Reflection.objects.get()
    assert (held.changed, held.difference) == ("I have used it more than once.", "It made some difference.")
    assert sent.url == held.get_absolute_url()
    assert stranger.get(sent.url).url.startswith("/people/sign-in/")


# --- merged and erased ------------------------------------------------------------------------------------------------


def test_erased_nothing_of_it_is_left_and_how_many_there_were_is(amara):
    make_reflection(amara, learned=SECRET)

    gone = actions.erase_person(amara)

    assert (gone["reflections"], Reflection.objects.count(), Completion.objects.count()) == (1, 0, 1)


def test_in_the_table_of_access_everybody_reaches_their_own_and_no_further():
    assert set(access()[Reflection.seen_as].values()) == {Reach.SELF}
    assert Reflection.is_private
