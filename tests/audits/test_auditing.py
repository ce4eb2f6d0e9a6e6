"""Opening, writing and finishing: in several sittings, by two people, and with the connection lost."""

import threading

import pytest
from django.db import connection, transaction

from academy.audits.actions import auditing as actions
from academy.audits.actions import moderating
from academy.audits.actions.auditing import NewAnswer
from academy.audits.models import AnswerVersion, Audit, Moderation, QuestionAnswer, ReAudit
from academy.audits.rules.auditing import Kept, NotAudited, Piece, PieceKind
from academy.core.models import Entry, Notice
from tests.audits.audited import finished, make_audit, make_auditor, make_many, questions, say, say_all, sections
from tests.builders import make_person, make_spell, make_team
from tests.builders_practice import make_sample, make_sampled_case

pytestmark = pytest.mark.django_db
OVERALL = Piece(PieceKind.OVERALL)


def first(audit: Audit) -> Piece:
    return Piece(PieceKind.QUESTION, questions(audit)[0].pk)


def test_a_case_opened_twice_is_one_audit():
    helen = make_auditor()
    case = make_sampled_case(auditor=helen.person)

    one, two = actions.open_audit(case, by=helen), actions.open_audit(case, by=helen)

    assert one == two
    assert [hand.person for hand in one.hands.all()] == [helen.person]
    assert Entry.objects.filter(verb="opened").count() == 1


def test_nobody_opens_what_was_given_to_somebody_else():
    case = make_sampled_case(auditor=make_person("Sam"))

    with pytest.raises(NotAudited, match="no longer yours"):
        actions.open_audit(case, by=make_auditor())


def test_what_is_written_is_kept_in_several_sittings():
    audit = make_audit()
    piece = first(audit)

    one = say(audit, piece, "partly", "Four risks are listed.")
    two = say(audit, piece, "no", "Four risks are listed, none weighed.", seen=one.revision)

    assert (one.outcome, two.outcome) == (Kept.SAVED, Kept.SAVED)
    answer = QuestionAnswer.objects.get(audit=audit)
    assert (answer.answer, answer.revision) == ("no", 2)
    assert list(AnswerVersion.objects.values_list("value", "revision")) == [("partly", 1), ("no", 2)]


def test_the_same_sent_again_is_the_same():
    audit = make_audit()
    piece = first(audit)

    one = say(audit, piece, "yes", "Seen.", key="a-key-of-mine")
    lost = say(audit, piece, "yes", "Seen.", key="a-key-of-mine")
    again = say(audit, piece, "yes", "Seen.", seen=1)

    assert [one.outcome, lost.outcome, again.outcome] == [Kept.SAVED, Kept.SAME, Kept.SAME]
    assert AnswerVersion.objects.count() == 1


def test_of_two_who_write_at_once_neither_is_lost():
    helen, sam = make_auditor(), make_auditor("Sam", "Ford")
    audit = make_audit(helen)
    piece = first(audit)

    theirs = say(audit, piece, "no", "No risk is weighed.", seen=0, by=sam)
    mine = say(audit, piece, "partly", "Two risks are weighed.", seen=0, by=helen)

    assert (mine.outcome, mine.value, mine.reason, mine.by) == (Kept.BESIDE, "no", "No risk is weighed.", "Sam Ford")
    assert QuestionAnswer.objects.get(audit=audit).answer == "no"
    kept = AnswerVersion.objects.get(is_beside=True)
    assert (kept.value, kept.words, kept.by) == ("partly", "Two risks are weighed.", helen)
    decided = say(audit, piece, "partly", "Two risks are weighed.", seen=theirs.revision, by=helen)
    assert decided.outcome == Kept.SAVED
    assert QuestionAnswer.objects.get(audit=audit).answer == "partly"


def test_without_the_check_the_first_would_be_written_over(monkeypatch):
    """The control: whoever wrote last would win, and nobody would know."""
    audit = make_audit()
    piece = first(audit)
    monkeypatch.setattr(actions, "_is_seen", lambda held, new: True)

    say(audit, piece, "no", "No risk is weighed.")
    mine = say(audit, piece, "partly", "Two risks are weighed.", seen=0)

    assert mine.outcome == Kept.SAVED
    assert QuestionAnswer.objects.get(audit=audit).answer == "partly"


def test_what_somebody_left_as_they_found_it_is_no_word_against_anybody():
    audit = make_audit()
    piece = first(audit)
    say(audit, piece, "yes", "Seen.")
    say(audit, piece, "no", "Looked again.", seen=1)

    as_found, empty = say(audit, piece, "yes", "Seen.", seen=1), say(audit, piece, "", "", seen=0)

    assert (as_found.outcome, empty.outcome) == (Kept.SAME, Kept.SAME)
    assert QuestionAnswer.objects.get(audit=audit).answer == "no"


def test_words_that_say_who_somebody_is_are_held_until_they_are_looked_at():
    audit = make_audit()
    piece = first(audit)
    words = "Kayden told her so, born 12/03/2015."

    held = say(audit, piece, "partly", words)

    assert held.outcome == Kept.HELD
    assert held.warnings
    assert not QuestionAnswer.objects.exists()
    assert not AnswerVersion.objects.exists()
    assert say(audit, piece, "partly", words, looked=held.warnings).outcome == Kept.SAVED


@pytest.mark.parametrize(
    ("piece", "value", "words"),
    [
        (Piece(PieceKind.QUESTION, 1 << 40), "yes", "That is no part of this audit."),
        (OVERALL, "brilliant", "Choose one of the answers that are offered."),
        (OVERALL, "yes", "Choose one of the answers that are offered."),
    ],
)
def test_what_is_no_part_of_the_audit_is_refused(piece, value, words):
    taken = say(make_audit(), piece, value)

    assert (taken.outcome, taken.words) == (Kept.REFUSED, words)


def test_the_question_of_another_tool_is_no_part_of_it():
    other = make_audit()

    assert say(make_audit(), first(other), "yes").outcome == Kept.REFUSED


def test_an_audit_is_finished_when_it_is_whole():
    audit = make_audit()
    with pytest.raises(
        NotAudited, match="4 questions have no answer, “Section 1” has no grade, “Section 2” has no grade"
    ):
        actions.finish_audit(audit, by=None)
    say_all(audit, grade="requires_improvement")

    done = actions.finish_audit(audit, by=None)

    assert (done.grade, done.final_grade) == ("requires_improvement", "requires_improvement")
    assert actions.finish_audit(done, by=None).finished_at == done.finished_at
    assert say(done, first(done), "no", seen=1).outcome == Kept.REFUSED


def test_the_worker_is_talked_to_within_five_working_days(monkeypatch):
    worker = make_person("Priya")

    assert finished(worker=worker).feedback_due_on is not None
    assert finished().feedback_due_on is None


def test_an_inadequate_audit_is_graded_twice_and_looked_at_again():
    audit = finished(grade="inadequate")

    assert Moderation.objects.get(audit=audit).why == "inadequate"
    assert ReAudit.objects.get(audit=audit).done_on is None


def test_a_share_of_the_others_is_drawn_and_the_draw_repeats(settings):
    settings.MODERATED_SHARE = 30
    sample = make_sample(seed="weyshire 2026-11")
    audits = list(Audit.objects.filter(sampled_case__sample=make_many(30, sample=sample)))
    for audit in audits:
        actions._ask_second_grade(audit)
    drawn = set(Moderation.objects.values_list("audit__sampled_case__pseudonym", flat=True))

    Moderation.objects.all().delete()
    for audit in audits:
        actions._ask_second_grade(audit)

    assert 3 <= len(drawn) <= 16
    assert set(Moderation.objects.values_list("audit__sampled_case__pseudonym", flat=True)) == drawn


def test_a_colleague_is_asked_in_but_never_the_worker_nor_their_team():
    team = make_team()
    worker, near, far = make_person("Priya"), make_person("Joseph"), make_person("Sam")
    make_spell(near, team=team)
    helen = make_auditor()
    audit = make_audit(helen, team=team, worker=worker)

    actions.ask_in(audit, far, by=helen)
    actions.ask_in(audit, far, by=helen)

    assert audit.hands.count() == 2
    assert Notice.objects.filter(to=far.email).count() == 1
    with pytest.raises(NotAudited, match="own work"):
        actions.ask_in(audit, worker, by=helen)
    with pytest.raises(NotAudited, match="own team"):
        actions.ask_in(audit, near, by=helen)


def test_nobody_audits_whom_they_manage():
    manager, worker = make_auditor("Ruth", "Adeyemi"), make_person("Priya")
    make_spell(worker, line_manager=manager.person)

    with pytest.raises(NotAudited, match="somebody they manage"):
        actions.refuse_own_work(make_sampled_case(worker=worker), manager.person)


def test_a_round_stops_and_goes_on_from_where_it_stopped():
    helen = make_auditor()
    sample = make_sample()
    begun, waiting = make_audit(helen, sample=sample), make_sampled_case(sample, auditor=helen.person)
    moderating.stop_round(sample.round, why="The inspection comes first", by=helen)
    moderating.stop_round(sample.round, why="Again", by=helen)

    with pytest.raises(NotAudited, match="is stopped"):
        actions.open_audit(waiting, by=helen)
    say_all(begun)
    assert actions.finish_audit(begun, by=helen).grade == "good"
    moderating.go_on(sample.round, by=helen)

    assert actions.open_audit(waiting, by=helen).is_open


def test_a_case_is_audited_again_by_somebody_and_that_closes_the_day():
    audit = finished(grade="inadequate")
    again = ReAudit.objects.get(audit=audit)
    sam = make_auditor("Sam", "Ford")

    second = actions.open_re_audit(again, sam.person, by=sam)
    assert actions.open_re_audit(again, sam.person, by=sam) == second
    say_all(second, grade="good")
    actions.finish_audit(second, by=sam)

    again.refresh_from_db()
    assert again.done_on is not None
    assert [audit.kind, second.kind] == ["first", "again"]


@pytest.mark.django_db(transaction=True)
def test_ten_who_write_at_once_leave_ten_versions_and_one_that_stands():
    audit = make_audit()
    piece, writers = first(audit), 10
    outcomes, ready = [], threading.Barrier(writers)

    def write(number: int) -> None:
        ready.wait()
        try:
            with transaction.atomic():
                new = NewAnswer(piece, "no", f"What writer {number} saw.", key=f"writer-{number:04}")
                outcomes.extend(one.outcome for one in actions.keep_answers(audit, [new], by=None))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [Kept.BESIDE] * 9 + [Kept.SAVED]
    assert AnswerVersion.objects.count() == writers
    assert QuestionAnswer.objects.get(audit=audit).revision == 1


def test_an_audit_of_many_sections_says_which_have_no_grade():
    audit = make_audit()
    say_all(audit)
    say(audit, Piece(PieceKind.SECTION, sections(audit)[1].pk), "", seen=1)

    with pytest.raises(NotAudited, match="It is not whole yet: “Section 2” has no grade"):
        actions.finish_audit(audit, by=None)
