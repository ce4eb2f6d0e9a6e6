import pytest
from django.db import IntegrityError, transaction

from academy.core.models import Entry, Notice
from academy.needs.models import Signal
from academy.people.models import Spell
from academy.people.rules import Role
from academy.people.scope import TheAuthority, Viewer
from academy.programmes import actions, measures, queries, rules
from academy.programmes.actions import Point
from academy.programmes.models import Conversation, ConversationNote, NoteOpening
from tests.builders import at_any_hour, make_account, make_person, make_spell
from tests.builders_practice import make_framework
from tests.people.reading import days
from tests.programmes.cast import NOTE, make_pair, make_rule, meet

pytestmark = pytest.mark.django_db


def test_it_is_recorded_with_its_note_and_the_trail_has_none_of_its_words():
    worker, manager = make_pair()

    held = meet(worker, manager)

    assert ConversationNote.objects.get().words == NOTE
    entry = Entry.objects.get(verb="recorded")
    assert (int(entry.subject_id), NOTE in str(entry.__dict__)) == (held.pk, False)


def test_the_same_conversation_twice_is_refused():
    worker, manager = make_pair()
    meet(worker, manager)

    with pytest.raises(rules.SupervisionRefused, match="recorded already"):
        meet(worker, manager)

    assert Conversation.objects.count() == 1


def test_nobody_records_a_conversation_of_others():
    worker, manager = make_pair()

    with pytest.raises(rules.NotYours):
        meet(worker, manager, by=make_account(Role.ACADEMY))


def test_nobody_supervises_themselves_also_by_the_database():
    worker, _ = make_pair()

    with pytest.raises(rules.SupervisionRefused):
        meet(worker, worker, by=worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(
            person=worker.person, with_whom=worker.person, held_on=days(-1), noted_at="2026-01-01T00:00:00Z"
        )


def test_a_point_that_is_passed_on_is_a_signal_without_a_name():
    worker, manager = make_pair()
    capability = make_framework("Weyshire", "Weighing risk").capabilities.get()

    meet(worker, manager, points=[Point("To weigh risk, not list it", capability=capability, is_passed_on=True)])

    signal = Signal.objects.get()
    assert (signal.kind, signal.said, signal.size, signal.capability) == (
        "supervision", "To weigh risk, not list it", 1, capability,
    )  # fmt: skip
    assert worker.person.family_name not in str(signal.__dict__)


def test_an_appraisals_point_is_a_signal_of_an_appraisal_and_what_is_kept_back_is_none():
    worker, manager = make_pair()

    meet(
        worker, manager, kind="appraisal", points=[Point("To lead a group", is_passed_on=True), Point("To say no more")]
    )

    assert list(Signal.objects.values_list("kind", "said")) == [("appraisal", "To lead a group")]


def test_who_has_had_none_is_due_after_the_start_and_who_has_after_the_last():
    worker, manager = make_pair(started_on=days(-400))
    make_rule(every_days=28)
    viewer = Viewer(manager)

    (before,) = queries.team_due(viewer)
    meet(worker, manager, held_on=days(-10))
    (after,) = queries.team_due(viewer)

    assert (before.due_on, before.is_overdue, before.last_on) == (days(-372), True, None)
    assert (after.due_on, after.is_overdue, after.last_on) == (days(18), False, days(-10))


def test_an_appraisal_is_no_supervision():
    worker, manager = make_pair()
    make_rule()

    meet(worker, manager, kind="appraisal")

    assert queries.due_of(worker.person, on=days(0)).last_on is None


def test_a_rule_for_newly_qualified_social_workers_holds_in_its_weeks():
    worker, _ = make_pair(job_role="newly_qualified_social_worker", started_on=days(-20))
    make_rule(None)
    make_rule("newly_qualified_social_worker", every_days=7, until_week=6)

    assert queries.due_of(worker.person, on=days(0)).due_on == days(-13)


def test_the_share_in_time_counts_everybody_once_by_their_soonest_post():
    worker, _manager = make_pair()
    make_spell(worker.person, job_role="social_worker", started_on=days(-5))
    make_rule()
    make_pair(started_on=days(-10))

    figure = measures.supervision_in_time(TheAuthority(), on=days(0))

    assert (figure.n, figure.count) == (2, 1)
    assert figure.sentence == "Of every 100, about 50 are overdue."


def test_without_a_rule_nobody_is_late():
    make_pair()

    figure = measures.supervision_in_time(TheAuthority(), on=days(0))

    assert (figure.value, figure.sentence) == (None, "No rule says yet how often people are to have supervision.")


def test_a_new_rule_for_the_same_weeks_takes_the_place_of_the_old_one():
    old = make_rule(every_days=28)

    new = make_rule(every_days=42, starts_on=days(0))

    old.refresh_from_db()
    assert (old.ends_on, [rule.pk for rule in queries.rules_on(days(0))]) == (days(-1), [new.pk])


def test_only_the_pair_reads_the_note_also_after_the_manager_changes():
    worker, manager = make_pair()
    held = meet(worker, manager)
    Spell.objects.filter(person=worker.person).update(line_manager=None)
    next_manager = make_account(Role.MANAGER)
    Spell.objects.filter(person=worker.person).update(line_manager=next_manager.person)

    reads = {
        name: queries.may_read_notes(Viewer(account), held)
        for name, account in {
            "worker": worker, "author": manager, "next": next_manager,
            "academy": make_account(Role.ACADEMY), "information": make_account(Role.INFORMATION),
        }.items()
    }  # fmt: skip

    assert reads == {"worker": True, "author": True, "next": False, "academy": False, "information": False}


def opening() -> tuple[NoteOpening, dict]:
    worker, manager = make_pair()
    held = meet(worker, manager)
    officer = make_account(Role.INFORMATION)
    second = make_account(Role.ACADEMY)
    return actions.ask_to_open(held, "A complaint", by=officer), {
        "worker": worker, "manager": manager, "officer": officer, "second": second,
    }  # fmt: skip


def test_two_people_open_a_note_the_pair_are_told_and_reading_is_noted():
    asked, who = opening()

    agreed = actions.agree_to_opening(asked, by=who["second"])
    note = actions.read_opened(agreed, by=who["officer"])

    assert note.words == NOTE
    told = {notice.to for notice in Notice.objects.filter(key__startswith="notes-opened")}
    assert told == {who["worker"].person.email, who["manager"].person.email}
    assert NOTE not in "".join(Notice.objects.values_list("text", flat=True))
    assert Entry.objects.filter(verb="read", subject_id=agreed.pk).count() == 1


@pytest.mark.parametrize("by", ["officer", "worker", "manager"])
def test_nobody_agrees_to_what_they_asked_for_or_to_their_own(by):
    asked, who = opening()

    with pytest.raises(rules.OpeningRefused):
        actions.agree_to_opening(asked, by=who[by])


def test_the_database_holds_it_too():
    asked, who = opening()

    with pytest.raises(IntegrityError), transaction.atomic():
        NoteOpening.objects.filter(pk=asked.pk).update(agreed_by=who["officer"])


def test_before_somebody_agrees_and_after_its_hours_it_is_closed():
    asked, who = opening()

    with pytest.raises(rules.OpeningRefused):
        actions.read_opened(asked, by=who["officer"])
    agreed = actions.agree_to_opening(asked, by=who["second"])
    NoteOpening.objects.update(until=agreed.agreed_at)
    with pytest.raises(rules.OpeningRefused):
        actions.read_opened(asked, by=who["officer"])


def test_the_second_person_agrees_and_does_not_read():
    asked, who = opening()
    actions.agree_to_opening(asked, by=who["second"])

    with pytest.raises(rules.OpeningRefused):
        actions.read_opened(asked, by=who["second"])


def test_erasing_takes_the_words_and_leaves_that_they_met():
    worker, manager = make_pair()
    meet(worker, manager, points=[Point("To weigh risk")])
    at_any_hour(make_person())

    gone = actions.erase_person(worker.person)

    held = Conversation.objects.get()
    assert (ConversationNote.objects.count(), held.points.get().said, gone["conversations"]) == (0, "", 2)
