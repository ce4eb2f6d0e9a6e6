"""Learning from elsewhere counts when those who are asked have put their names to it, and not before."""

from datetime import date, timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from academy.core import clock, trail, uploads
from academy.core.models import Notice
from academy.people.rules import Role
from academy.people.scope import Viewer
from academy.records import actions, jobs, queries, rules
from academy.records.models import Completion, Countersignature, HandIn
from academy.records.queries import Turn
from academy.records.rules import Signer, State
from tests.builders import (
    make_accepted_issuer,
    make_account,
    make_completion,
    make_hand_in,
    make_item,
    make_organisation,
    make_person,
    make_spell,
    signed_in,
)
from tests.records.test_pages import words

pytestmark = pytest.mark.django_db
BOTH = [Signer.LINE_MANAGER, Signer.TRAINING_LEAD]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def given(**more):
    return {"issuer": "NHS England", "title": "Level 3 safeguarding", "completed_on": date(2026, 1, 6), **more}


# --- whose names ------------------------------------------------------------------------------------------------------


def test_nothing_counts_before_the_line_manager_and_the_training_lead_have_signed(
    amara, account, manager, lead, council, item
):
    actions.set_countersigning(council, item, signers=BOTH, by=lead)
    made = actions.hand_in(amara, item, by=account, **given())
    assert Completion.objects.count() == 0

    made = actions.countersign(made, queries.turn_of(Viewer(manager), made), by=manager)
    assert (made.state, Completion.objects.count()) == (State.WAITING, 0)

    made = actions.countersign(made, queries.turn_of(Viewer(lead), made), by=lead)
    completion = Completion.objects.get()
    assert (made.state, made.completion) == (State.COUNTED, completion)
    assert (completion.person, completion.item, completion.completed_on) == (amara, item, date(2026, 1, 6))
    assert (completion.door, completion.hours) == ("elsewhere", item.hours)
    assert [entry.verb for entry in trail.entries_about(made)] == ["handed in", "countersigned", "countersigned"]


def test_without_a_rule_the_training_lead_alone_is_asked(amara, account, manager, lead, item):
    made = actions.hand_in(amara, item, by=account, **given())

    assert queries.turn_of(Viewer(manager), made) is None
    assert queries.turn_of(Viewer(lead), made) == Turn(Signer.TRAINING_LEAD)


def test_one_person_with_both_roles_is_one_name(amara, account, ruth, council, item, lead):
    actions.set_countersigning(council, None, signers=BOTH, by=lead)
    both = make_account(Role.MANAGER, Role.TRAINING_LEAD, person=ruth, organisation=council)
    made = actions.hand_in(amara, item, by=account, **given())

    actions.countersign(made, queries.turn_of(Viewer(both), made), by=both)

    assert queries.turn_of(Viewer(both), made) is None
    with pytest.raises(rules.NotTheirs):
        actions.countersign(made, Turn(Signer.TRAINING_LEAD), by=both)
    assert Completion.objects.count() == 0


def test_nobody_countersigns_their_own(council, item):
    grace = make_person("Grace", "Lindqvist")
    make_spell(grace, organisation=council)
    own = make_account(Role.TRAINING_LEAD, person=grace, organisation=council)
    made = actions.hand_in(grace, item, by=own, **given())

    assert queries.turn_of(Viewer(own), made) is None
    with pytest.raises(rules.OwnLearning):
        actions.countersign(made, Turn(Signer.TRAINING_LEAD), by=own)
    with pytest.raises(rules.OwnLearning):
        actions.refuse_hand_in(made, reason="x", by=own)
    assert (Completion.objects.count(), made.state) == (0, State.WAITING)


def test_the_rule_for_the_item_goes_before_the_one_for_any_and_the_nearest_before_the_farther(council, item, lead):
    part = make_organisation("Children’s services", parent=council, code="part")
    other = make_item("Another")
    actions.set_countersigning(council, None, signers=[Signer.LINE_MANAGER], by=lead)
    actions.set_countersigning(council, item, signers=BOTH, by=lead)
    actions.set_countersigning(part, None, signers=[Signer.TRAINING_LEAD], by=lead)

    asked = [queries.signers_for(organisation, one) for organisation in (council, part) for one in (item, other)]

    assert asked == [BOTH, [Signer.LINE_MANAGER], BOTH, [Signer.TRAINING_LEAD]]


def test_what_waits_keeps_the_names_it_came_in_with(amara, account, lead, council, item):
    made = actions.hand_in(amara, item, by=account, **given())

    actions.set_countersigning(council, item, signers=BOTH, by=lead)

    assert queries.still_asked(made) == [Signer.TRAINING_LEAD]


def test_where_there_is_no_line_manager_a_training_lead_stands_in(amara, account, ruth, lead, council, item):
    actions.set_countersigning(council, None, signers=BOTH, by=lead)
    made = actions.hand_in(amara, item, by=account, **given())
    assert queries.turn_of(Viewer(lead), made) == Turn(Signer.TRAINING_LEAD)
    deputy = make_account(Role.TRAINING_LEAD, person=make_person("Sol"), organisation=council)
    actions.countersign(made, Turn(Signer.TRAINING_LEAD), by=lead)
    assert queries.turn_of(Viewer(deputy), made) is None

    ruth.spells.update(ended_on=clock.today() - timedelta(days=1))

    assert queries.turn_of(Viewer(deputy), made) == Turn(Signer.LINE_MANAGER, is_deputy=True)
    assert queries.turn_of(Viewer(lead), made) is None  # two names are two people
    done = actions.countersign(made, queries.turn_of(Viewer(deputy), made), by=deputy)
    assert (done.state, Countersignature.objects.filter(is_deputy=True).count()) == (State.COUNTED, 1)


def test_a_lead_of_another_agency_has_no_say(amara, account, item):
    elsewhere = make_account(Role.TRAINING_LEAD, organisation=make_organisation("Health"))
    made = actions.hand_in(amara, item, by=account, **given())

    assert queries.turn_of(Viewer(elsewhere), made) is None
    assert signed_in(elsewhere).get(f"/records/countersign/{made.pk}/").status_code == 404


def test_who_hands_it_in_for_somebody_has_signed_with_that(amara, lead, item):
    made = actions.hand_in(amara, item, by=lead, **given())

    assert (made.state, Countersignature.objects.get().by) == (State.COUNTED, lead)


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_the_same_moment_put_it_on_the_record_once(amara, account, lead, council, item):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    second = make_account(Role.TRAINING_LEAD, person=make_person("Sol"), organisation=council)
    made = actions.hand_in(amara, item, by=account, **given())
    barrier, refused = Barrier(2), []

    def sign(by):
        barrier.wait()
        try:
            actions.countersign(made, Turn(Signer.TRAINING_LEAD), by=by)
        except rules.AlreadyDecided as no:
            refused.append(no)
        finally:
            connections.close_all()

    both = [Thread(target=sign, args=[by]) for by in (lead, second)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert (Completion.objects.count(), Countersignature.objects.count(), len(refused)) == (1, 1, 1)


# --- refused, and handed in again -------------------------------------------------------------------------------------


def test_refused_with_a_reason_it_may_be_handed_in_again(amara, account, lead, item):
    first = actions.hand_in(amara, item, by=account, **given())
    client, own = signed_in(lead), signed_in(account)

    assert "Say why, so that they know" in words(client.post(f"/records/countersign/{first.pk}/", {"refuse": "yes"}))
    client.post(f"/records/countersign/{first.pk}/", {"refuse": "yes", "reason": "It does not say your name."})

    page = own.get(first.get_absolute_url())
    assert "Why not: It does not say your name." in words(page)
    assert "not accepted" in words(own.get("/"))
    form = own.get(f"/records/elsewhere/new/?again={first.pk}")
    assert 'value="NHS England"' in form.content.decode()
    sent = {"issuer": "NHS England", "title": "Level 3", "item": item.pk, "completed_on": "6 January 2026"}
    own.post(
        f"/records/elsewhere/new/?again={first.pk}", {**sent, "evidence": SimpleUploadedFile("a.pdf", PDF)}, follow=True
    )
    again = HandIn.objects.get(state=State.WAITING)
    assert again.previous == first
    assert "It does not say your name." in words(client.get(f"/records/countersign/{again.pk}/"))
    assert "was not accepted" not in words(own.get("/"))


@pytest.mark.parametrize("then", ["sign", "refuse", "take back"])
def test_what_is_decided_is_decided(amara, account, lead, item, then):
    made = actions.hand_in(amara, item, by=account, **given())
    actions.refuse_hand_in(made, reason="No.", by=lead)

    ways = {
        "sign": lambda: actions.countersign(made, Turn(Signer.TRAINING_LEAD), by=lead),
        "refuse": lambda: actions.refuse_hand_in(made, reason="No!", by=lead),
        "take back": lambda: actions.take_back(made, by=account),
    }

    with pytest.raises(rules.AlreadyDecided):
        ways[then]()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"completed_on": date(2999, 1, 1)}, rules.ImpossibleDate),
        ({"valid_until": date(2026, 1, 5)}, rules.HasRunOut),
        ({"valid_until": date(2026, 1, 7)}, rules.HasRunOut),
    ],
)
def test_what_cannot_count_is_refused_and_nothing_is_kept(amara, account, item, changes, refusal):
    with pytest.raises(refusal):
        actions.hand_in(amara, item, by=account, **given(**changes))

    assert HandIn.objects.count() == 0


def test_the_same_is_not_handed_in_twice(amara, account, item, lead):
    actions.hand_in(amara, item, by=account, **given())
    with pytest.raises(rules.AlreadyHandedIn):
        actions.hand_in(amara, item, by=account, **given())

    other = make_item("On the record")
    make_completion(amara, other, completed_on=date(2026, 1, 6))
    with pytest.raises(rules.AlreadyHandedIn):
        actions.hand_in(amara, other, by=account, **given())


# --- the certificate itself -------------------------------------------------------------------------------------------


def test_a_program_called_a_certificate_is_not_taken(account, item):
    sent = {"issuer": "X", "title": "Y", "item": item.pk, "completed_on": "6 January 2026"}
    fake = SimpleUploadedFile("certificate.pdf", b"MZ\x90\x00 this is a program", content_type="application/pdf")

    page = signed_in(account).post("/records/elsewhere/new/", {**sent, "evidence": fake})

    assert "This is a program." in words(page)
    assert HandIn.objects.count() == 0


def test_the_certificate_is_read_by_those_who_decide_and_nobody_else(amara, account, manager, lead, council, item):
    judged = uploads.Judged(uploads.Kind.PDF, BytesIO(PDF), len(PDF))
    made = actions.hand_in(amara, item, by=account, evidence=judged, **given())
    colleague = make_account(Role.PRACTITIONER, organisation=council)
    make_spell(colleague.person, organisation=council)
    elsewhere = make_account(Role.TRAINING_LEAD, organisation=make_organisation("Health"))

    opened = [
        signed_in(one).get(f"/records/elsewhere/{made.pk}/evidence/").status_code
        for one in (account, manager, lead, colleague, elsewhere)
    ]

    assert opened == [200, 200, 200, 404, 404]


def test_erased_the_certificate_and_the_words_are_gone_and_the_learning_stays(amara, lead, item):
    judged = uploads.Judged(uploads.Kind.PDF, BytesIO(PDF), len(PDF))
    actions.hand_in(amara, item, by=lead, evidence=judged, note="Mine", **given())

    gone = actions.erase_person(amara)

    held = HandIn.objects.get()
    assert (gone["evidence"], held.evidence, held.note, held.issuer) == (1, None, "", "")
    assert Completion.objects.count() == 1


# --- being told -------------------------------------------------------------------------------------------------------


def test_those_who_are_asked_are_told_and_so_is_whoever_waits(amara, account, manager, lead, council, item):
    actions.set_countersigning(council, None, signers=BOTH, by=lead)
    made = actions.hand_in(amara, item, by=account, **given())
    assert sorted(Notice.objects.values_list("to", flat=True)) == ["grace@weyshire.example", "ruth@weyshire.example"]

    for by in (manager, lead):
        actions.countersign(made, queries.turn_of(Viewer(by), made), by=by)

    assert Notice.objects.filter(to="amara@weyshire.example", subject="It counts: Level 3 safeguarding").count() == 1


def test_after_a_week_they_are_asked_again_once_a_week_and_three_times(amara, account, lead, item):
    made = actions.hand_in(amara, item, by=account, **given())
    asked = Notice.objects.count()

    def after(days):
        HandIn.objects.filter(pk=made.pk).update(handed_in_at=clock.now() - timedelta(days=days))
        jobs.remind_signers()
        jobs.remind_signers()
        return Notice.objects.count() - asked

    assert [after(days) for days in (6, 7, 8, 14, 21, 28, 90)] == [0, 1, 1, 2, 3, 3, 3]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_the_same_however_much_waits(amara, lead, council, number, django_assert_max_num_queries):
    for _ in range(number):
        make_hand_in(amara, make_item(), organisation=council)

    client = signed_in(lead)

    with django_assert_max_num_queries(6):
        page = client.get("/records/countersign/")

    assert words(page).count("Look at it") == number


def test_the_home_page_says_how_much_waits(amara, lead, council):
    make_hand_in(amara, organisation=council)

    assert "One thing learned elsewhere waits For your name." in words(signed_in(lead).get("/"))


def test_a_machine_with_one_name_does_not_pass_where_two_are_asked(amara, lead, council, item):
    actions.set_countersigning(council, item, signers=BOTH, by=lead)
    sent = {"person_id": amara.pk, "item_id": item.pk, "completed_on": "2026-01-06"}

    answer = signed_in(lead).post("/api/records/completions", sent, content_type="application/json")

    assert (answer.status_code, Completion.objects.count()) == (409, 0)
    assert "asks for the line manager’s name as well" in answer.json()["detail"]


def test_machines_read_whose_learning_is_accepted(lead, council, item):
    accepted = make_accepted_issuer(council, item)

    assert [row["id"] for row in signed_in(lead).get("/api/records/accepted").json()] == [accepted.pk]


def test_a_completion_that_is_taken_off_says_so_where_it_was_handed_in(amara, lead, item):
    made = actions.hand_in(amara, item, by=lead, **given())
    actions.withdraw_completion(Completion.objects.get(), by=lead, why="Another Amara.")

    assert "It counted, and was taken off the record since." in words(signed_in(lead).get(made.get_absolute_url()))
