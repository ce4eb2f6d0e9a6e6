"""The register of experts: who sees what of them, what was promised, what was learned, and how they are forgotten."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from academy.booking import actions as booking
from academy.booking import jobs as booking_jobs
from academy.catalogue import actions, jobs, queries
from academy.catalogue.actions import experts
from academy.catalogue.models import Acquaintance, Expert, ExpertContact, Promise, Takeaway
from academy.catalogue.rules.experts import NotAgreed, NotAnEvent, PromiseState, promise_state
from academy.core import clock
from academy.core.models import Entry
from academy.people.rules import Role
from academy.people.scope import Viewer
from tests.booking.cast import in_days, queries_of, text_of
from tests.builders import make_account, make_item, make_organisation, make_person, make_session, make_spell, signed_in
from tests.catalogue.experts import make_event, make_expert, make_talk

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 10)


@pytest.fixture
def academy():
    return signed_in(make_account(Role.ACADEMY))


def page(client, name: str, *args) -> str:
    return text_of(client.get(reverse(name, args=args)))


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_the_register_is_for_those_who_ask_and_is_kept_by_the_academy_team():
    expert = make_expert()
    see, keep = reverse("expert", args=[expert.pk]), reverse("change-expert", args=[expert.pk])

    opened = {role: [signed_in(make_account(role)).get(path).status_code for path in (see, keep)] for role in Role}

    assert {role for role, (seen, _) in opened.items() if seen == 200} == {
        Role.TRAINING_LEAD, Role.ACADEMY, Role.AUDITOR, Role.DIRECTOR,
    }  # fmt: skip
    assert {role for role, (_, kept) in opened.items() if kept == 200} == {Role.ACADEMY}


def test_how_to_reach_them_what_was_said_and_promised_is_for_those_who_keep_the_register(academy):
    expert = make_expert(email="ada@experts.example", phone="01632 960111", contact_kept_until=clock.today())
    actions.log_contact(expert, on=clock.today(), way="call", said="She wants our figures", by=None)
    actions.make_promise(expert, what="Send the figures", due_on=clock.today(), is_ours=True, by=None)
    secrets = ("ada@experts.example", "01632 960111", "She wants our figures", "Send the figures")

    hers, leads = (
        page(client, "expert", expert.pk) for client in (academy, signed_in(make_account(Role.TRAINING_LEAD)))
    )

    assert [words in hers for words in secrets] == [True] * 4
    assert [words in leads for words in secrets] == [False] * 4
    assert "Decisions under pressure" in leads


def test_who_has_not_agreed_is_seen_by_the_academy_team_alone(academy):
    expert = make_expert("Dr Helena Fort", agreed_on=None)
    lead = signed_in(make_account(Role.TRAINING_LEAD))

    assert "Not listed yet." in page(academy, "expert", expert.pk)
    assert lead.get(reverse("expert", args=[expert.pk])).status_code == 404
    assert "Dr Helena Fort" not in page(lead, "experts")


def test_another_agency_sees_that_somebody_knows_them_and_not_who(academy):
    expert, trust = make_expert(), make_organisation("Trust")
    ours = make_spell(make_person("Grace", "Lindqvist"), organisation=trust).person
    theirs = make_spell(make_person("Zinnia", "Quillfeather"), organisation=make_organisation("Elsewhere")).person
    for person in (ours, theirs):
        actions.know_expert(expert, person, how=f"Trained with {person.family_name}", by=None)

    lead = page(signed_in(make_account(Role.TRAINING_LEAD, organisation=trust)), "expert", expert.pk)

    assert "Grace Lindqvist: Trained with Lindqvist" in lead
    assert "One person more, in other agencies" in lead
    assert "Quillfeather" not in lead
    assert "Quillfeather" in page(academy, "expert", expert.pk)


def test_a_training_lead_says_that_they_know_them_and_the_team_says_it_of_anybody(academy):
    expert, other = make_expert(), make_person(email="helen@weyshire.example")
    account = make_account(Role.TRAINING_LEAD)
    address = reverse("know-expert", args=[expert.pk])

    signed_in(account).post(address, {"how": "We trained together", "email": "helen@weyshire.example"})
    academy.post(address, {"how": "She examined my thesis", "email": "helen@weyshire.example"})
    wrong = text_of(academy.post(address, {"how": "?", "email": "nobody@weyshire.example"}))

    assert set(Acquaintance.objects.values_list("person", "how")) == {
        (account.person_id, "We trained together"),
        (other.pk, "She examined my thesis"),
    }
    assert "Nobody here has that email address" in wrong


# --- kept by form -----------------------------------------------------------------------------------------------------


def test_an_expert_is_added_and_their_address_has_an_end(academy):
    typed = {"name": "Dr Rao", "field": "Paediatrics", "reach": "regional", "email": "rao@experts.example"}

    academy.post(reverse("add-expert"), typed)
    to_come = text_of(academy.post(reverse("add-expert"), typed | {"agreed_on": "1 January 2099"}))
    past = text_of(academy.post(reverse("add-expert"), typed | {"contact_kept_until": "1 January 2020"}))

    assert Expert.objects.get().contact_kept_until == clock.months_after(clock.today(), 24)
    assert "That day is still to come. Leave it empty until they have agreed" in to_come
    assert "Give a day to come, or take the address and number off" in past


def test_contacts_promises_talks_and_what_was_learned_by_form(academy):
    expert, event = make_expert(), make_event()
    recording = make_item("A recording", kind="resource", mode="own_time")
    soon = clock.today() + timedelta(days=5)
    academy.post(
        reverse("log-contact", args=[expert.pk]), {"on": f"{clock.today():%d/%m/%Y}", "way": "call", "said": "Yes"}
    )
    academy.post(
        reverse("make-promise", args=[expert.pk]),
        {"is_ours": "yes", "what": "Send figures", "due_on": f"{soon:%d/%m/%Y}"},
    )
    academy.post(reverse("add-talk", args=[expert.pk]), {"item": event.pk, "title": "In time"})
    talk, promise = expert.talks.get(), Promise.objects.get()
    at_home = page(academy, "home")
    academy.post(reverse("settle-promise", args=[promise.pk]), {"is_kept": "no", "outcome": "A week late"})
    academy.post(reverse("keep-recording", args=[talk.pk]), {"recording": recording.pk})
    academy.post(reverse("note-takeaway", args=[talk.pk]), {"words": "Ask about heating first"})

    shown = page(academy, "expert", expert.pk)
    told = page(signed_in(make_account(Role.PRACTITIONER)), "talk", talk.pk)

    assert "A promise to Professor Ada Whitlock" in at_home
    assert "Send figures Not kept" in shown
    assert "A week late" in shown
    assert ExpertContact.objects.get().said == "Yes"
    assert "Ask about heating first" in told
    assert "A recording , in the library" in told
    assert "A promise to" not in page(academy, "home")


@pytest.mark.parametrize(
    ("is_kept", "due_on", "state"),
    [
        (None, TODAY, PromiseState.OPEN),
        (None, TODAY - timedelta(days=1), PromiseState.OVERDUE),
        (True, TODAY - timedelta(days=1), PromiseState.KEPT),
        (False, TODAY + timedelta(days=1), PromiseState.BROKEN),
    ],
)
def test_how_a_promise_stands(is_kept, due_on, state):
    assert promise_state(is_kept, due_on, on=TODAY) == state


def test_a_promise_settled_twice_stays_as_it_was_first():
    promise = actions.make_promise(make_expert(), what="Slides", due_on=TODAY, is_ours=False, by=None)
    for is_kept in (True, False):
        actions.settle_promise(promise, is_kept=is_kept, by=None)

    assert Promise.objects.get().is_kept is True
    assert Entry.objects.filter(verb="kept a promise").count() == 1


def test_experts_speak_at_events_only():
    with pytest.raises(NotAnEvent):
        actions.add_talk(make_expert(), make_item(), title="In time", by=None)


# --- the thread -------------------------------------------------------------------------------------------------------


def test_what_was_learned_is_an_end_of_the_thread(academy):
    talk = make_talk()
    actions.keep_recording(talk, make_item("A recording", kind="resource"), by=None)
    takeaway = actions.note_takeaway(talk, "Ask about heating first", by=None)

    thread = text_of(academy.get(reverse("thread", args=["catalogue.talk", talk.pk])))

    for words in (str(talk.expert), str(talk.item), "A recording", takeaway.words):
        assert words in thread


def test_the_same_words_were_learned_once():
    talk = make_talk()
    for _ in range(2):
        actions.note_takeaway(talk, "Ask first", by=None)

    assert Takeaway.objects.count() == 1


# --- forgotten --------------------------------------------------------------------------------------------------------


def test_ways_to_reach_them_are_erased_after_their_day():
    kept = make_expert(email="a@experts.example", contact_kept_until=clock.today())
    over = make_expert("Dr Rao", phone="01632 960111", contact_kept_until=clock.today() - timedelta(days=1))

    said = [jobs.forget_how_to_reach_experts() for _ in range(2)]

    over.refresh_from_db()
    kept.refresh_from_db()
    assert (over.phone, kept.email) == ("", "a@experts.example")
    assert said == [f"Experts whose addresses and numbers were erased: {number}" for number in (1, 0)]


def test_forgotten_their_name_is_nowhere_and_their_talk_stays(academy):
    talk = make_talk(make_expert("Quillfeather", email="q@experts.example", contact_kept_until=clock.today()))
    expert = talk.expert
    actions.log_contact(expert, on=clock.today(), way="call", said="Quillfeather called", by=None)
    trainer = booking.add_trainer(expert, known_as="Quillfeather", may_lead=[talk.item], by=None)
    session = booking.schedule(
        talk.item, starts_at=in_days(9), ends_at=in_days(9) + timedelta(hours=2), places=9, trainers=[trainer], by=None
    )

    academy.post(reverse("forget-expert", args=[expert.pk]), {"sure": "yes"})
    booking_jobs.forget_trainers()

    session.refresh_from_db()
    expert.refresh_from_db()
    assert (expert.name, expert.email, expert.contacts.count()) == ("An expert", "", 0)
    assert session.led_by == "A former trainer"
    assert "An expert" in page(academy, "talk", talk.pk)
    assert academy.get(reverse("expert", args=[expert.pk])).status_code == 404
    assert "Quillfeather" not in page(academy, "events") + page(academy, "experts") + page(academy, "trainers")
    assert booking_jobs.forget_trainers() == "Trainers whose names were erased: 0"


def test_who_knew_whom_is_erased_with_the_person_and_moves_with_them():
    expert, kept, merged = make_expert(), make_person(), make_person("Amy")
    actions.know_expert(expert, kept, how="Trained together", by=None)

    experts.erase_person(kept)
    actions.know_expert(expert, merged, how="Trained together", by=None)

    assert list(Acquaintance.objects.values_list("person", flat=True)) == [merged.pk]


# --- events -----------------------------------------------------------------------------------------------------------


def test_who_has_not_agreed_does_not_speak_in_public():
    event = make_event()
    make_talk(make_expert("Dr Fort", agreed_on=None), event)

    with pytest.raises(NotAgreed, match="Dr Fort has not agreed to be listed"):
        actions.show_event_to(event, "public", how_to_ask="Write to us", by=None)
    public = actions.show_event_to(make_event(), "public", how_to_ask="Write to us", by=None)
    with pytest.raises(NotAgreed):
        actions.add_talk(make_expert("Dr Hale", agreed_on=None), public, title="In time", by=None)


def test_each_circle_reads_its_own_events(academy):
    trust = make_organisation("Trust")
    shown = {circle: make_event(circle.title(), organisation=trust) for circle in ("public", "partners", "internal")}
    for circle, event in shown.items():
        actions.show_event_to(event, circle, how_to_ask="Write to us", by=None)
        make_session(event, link="https://meet.weyshire.example/secret")

    inside = make_spell(organisation=trust).person
    outside = make_spell(make_person("Tom"), organisation=make_organisation("Elsewhere")).person

    def reads(text: str) -> list[str]:
        return [circle for circle, event in shown.items() if event.title in text]

    anonymous = text_of(Client().get(reverse("events")))
    assert reads(anonymous) == ["public"]
    assert reads(page(signed_in(make_account(Role.PRACTITIONER, person=outside)), "events")) == ["public", "partners"]
    assert reads(page(signed_in(make_account(Role.PRACTITIONER, person=inside)), "events")) == list(shown)
    assert reads(page(academy, "events")) == list(shown)
    assert "How to ask for a place. Write to us" in anonymous


def test_the_public_page_says_no_more_than_it_should():
    event = make_event()
    talk = make_talk(make_expert(organisation="University of Eastmoor"), event)
    actions.show_event_to(event, "public", how_to_ask="Write to us", by=None)
    make_session(event, link="https://meet.weyshire.example/secret", led_by="Helen Marsh")

    response = Client().get(reverse("events"))

    text = response.content.decode()
    assert "Professor Ada Whitlock, University of Eastmoor: In good time" in text_of(response)
    for words in (
        "meet.weyshire.example",
        "Helen Marsh",
        "/booking/sessions/",
        f"/catalogue/{event.pk}/",
        talk.get_absolute_url(),
    ):
        assert words not in text


def test_withdrawn_narrowed_or_never_shown_it_is_not_public():
    events = [make_event(f"Event {number}") for number in range(3)]
    for event in events[:2]:
        actions.show_event_to(event, "public", how_to_ask="Write to us", by=None)
        make_session(event)
    make_session(events[2])
    before = list(queries.public_events())
    type(events[0]).objects.filter(pk=events[0].pk).update(is_published=False)
    type(events[1]).objects.filter(pk=events[1].pk).update(shown_to="own")

    assert {event.pk for event in before} == {events[0].pk, events[1].pk}
    assert list(queries.public_events()) == []


def test_the_circle_is_chosen_by_form_and_the_public_must_know_how_to_ask(academy):
    event = make_event()
    address = reverse("show-event-to", args=[event.pk])

    wrong = text_of(academy.post(address, {"circle": "public"}))
    academy.post(address, {"circle": "public", "how_to_ask": "Write to us"})
    first = queries.circle_of(event)
    academy.post(address, {"circle": "internal"})
    event.refresh_from_db()

    assert "Say how somebody from outside asks for a place" in wrong
    assert (first, queries.circle_of(event)) == ("public", "internal")
    assert list(Entry.objects.filter(verb="chose who may read of").values_list("details__circle", flat=True)) == [
        "public",
        "internal",
    ]


def test_lists_ask_the_database_as_often_however_long_they_are(academy):
    counts = []
    for number in (1, 3):
        for _ in range(number):
            talk = make_talk(make_expert(f"Expert {number}"))
            make_session(talk.item)
        counts.append([queries_of(lambda name=name: academy.get(reverse(name))) for name in ("experts", "events")])

    assert counts[0] == counts[1]


def test_nobody_without_a_role_reads_the_register():
    make_expert()

    assert list(queries.experts(Viewer(None))) == []
