"""From what was found to what is done about it, learned because of it, and seen when it is looked at again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from academy.audits.actions import findings as actions
from academy.audits.jobs import say_what_is_looked_at_again
from academy.audits.models import AuditAction, Finding, ReAudit
from academy.audits.queries import practice
from academy.audits.rules.auditing import NotAudited
from academy.audits.rules.findings import NotFound
from academy.core import clock
from academy.core.models import Notice
from academy.core.thread import causes, effects, knot_of
from academy.needs.models import Signal
from tests.audits.audited import finished, make_audit, make_auditor, make_many, questions
from tests.builders import make_person
from tests.builders_practice import make_sample

pytestmark = pytest.mark.django_db


def found_in(sample=None, **more) -> Finding:
    sample = sample or make_many(12, weak=4)
    question = questions(sample.cases.first().audits.first())[0]
    weak, of = practice.weak_in(sample, question)
    said = {"found": weak, "of": of, "question": question, "sample": sample, "risk": 3, "by": None, **more}
    return actions.record_finding("Risk is described, but not weighed", **said)


def test_a_finding_over_many_audits_is_counted_and_raises_one_signal():
    finding = found_in()

    signal = Signal.objects.get()
    assert (finding.share_words, signal.said) == ("4 of 12", "Risk is described, but not weighed: 4 of 12 audits")
    assert (signal.cause, signal.kind, signal.risk, signal.evidence) == (finding, "finding", 3, 3)
    assert actions.raise_signal_for(finding, by=None) == signal
    assert ReAudit.objects.get(finding=finding).due_on == finding.found_on + timedelta(weeks=26)


def test_a_strength_asks_for_no_learning():
    found_in(kind="strength")

    assert not Signal.objects.exists()
    assert not ReAudit.objects.exists()


def test_a_finding_of_one_audit_is_one_voice():
    audit = finished()

    finding = actions.record_finding("The child was not seen alone", audit=audit, by=None)

    assert (finding.sample, finding.of, finding.size) == (audit.sampled_case.sample, 1, 1)
    assert Signal.objects.get().evidence == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [({"found": 9, "of": 3}, "how many audits"), ({"of": 0, "found": 0}, "how many audits")],
)
def test_a_finding_that_cannot_be_is_refused(more, words):
    with pytest.raises(NotFound, match=words):
        actions.record_finding("Something", sample=make_sample(), by=None, **more)
    with pytest.raises(NotFound, match="rests on"):
        actions.record_finding("Something", by=None)


def test_the_database_holds_the_same_promise():
    finding = found_in()

    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(found=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditAction.objects.create(what="x", owner=make_person(), due_on=clock.today(), added_on=clock.today())


def test_an_action_has_an_owner_and_a_day_and_says_what_came_of_it():
    finding, owner = found_in(), make_person("Dan", "Whitcombe")
    day = clock.today() + timedelta(days=30)

    action = actions.add_action("Write guidance with two examples", owner=owner, due_on=day, finding=finding, by=None)

    assert Notice.objects.get(to=owner.email).subject.endswith(": Write guidance with two examples")
    with pytest.raises(NotFound, match="what came of it"):
        actions.finish_action(action, came_of_it=" ", by=None)
    assert actions.finish_action(action, came_of_it="Published in the library.", by=None).done_on == clock.today()
    with pytest.raises(NotFound, match="already"):
        actions.finish_action(action, came_of_it="Again.", by=None)


def test_an_action_is_for_a_day_to_come_and_because_of_something():
    owner, yesterday = make_person(), clock.today() - timedelta(days=1)

    with pytest.raises(NotFound, match="day to come"):
        actions.add_action("Late", owner=owner, due_on=yesterday, finding=found_in(), by=None)
    with pytest.raises(NotFound, match="because of"):
        actions.add_action("For nothing", owner=owner, due_on=clock.today(), by=None)


def test_the_conversation_with_the_worker_is_written_down_once():
    worker, helen = make_person("Priya", "Nair"), make_auditor()
    audit = finished(helen, worker=worker)
    said = {"held_on": clock.today(), "went_well": "Direct work.", "to_work_on": "Weighing risk.", "worker_said": ""}

    with pytest.raises(NotAudited, match="Finish the audit first"):
        actions.give_feedback(make_audit(helen), **said, by=helen)
    with pytest.raises(NotAudited, match="once you have talked"):
        actions.give_feedback(audit, **{**said, "held_on": clock.today() + timedelta(days=1)}, by=helen)
    feedback = actions.give_feedback(audit, **said, by=helen)

    assert feedback.worker == worker
    assert Notice.objects.filter(to=worker.email).count() == 1
    with pytest.raises(NotAudited, match="already"):
        actions.give_feedback(audit, **said, by=helen)


def test_a_finding_is_counted_again_in_a_later_sample_of_the_same_questions():
    finding = found_in()
    tool = finding.sample.tool_version.tool
    later = make_many(10, weak=1, sample=make_sample(tool))

    again = actions.look_again(finding, later, by=None)

    assert again.share_words == "1 of 10"
    assert (finding.share_words, ReAudit.objects.count()) == ("4 of 12", 1)
    with pytest.raises(NotFound, match="later sample"):
        actions.look_again(finding, finding.sample, by=None)
    with pytest.raises(NotFound, match="No finished audit"):
        actions.look_again(finding, make_sample(tool), by=None)


def test_a_re_audit_that_is_due_is_said_once():
    helen = make_auditor()
    finding = found_in(by=helen)
    ReAudit.objects.update(due_on=clock.today())

    first, second = say_what_is_looked_at_again(), say_what_is_looked_at_again()

    assert (first[:1], second[:1]) == ("1", "0")
    assert Notice.objects.filter(to=helen.email, key__startswith="re-audit").count() == 1
    assert actions.plan_re_audit(finding, due_on=clock.today() + timedelta(days=9), by=helen).told_at is not None


def test_the_thread_goes_from_the_sample_to_the_signal_and_back():
    finding = found_in()
    signal = Signal.objects.get()

    after = {knot.model.__name__ for knot in effects(knot_of(finding))}
    before = {knot.model.__name__ for knot in causes(knot_of(finding))}

    assert {"Signal", "ReAudit"} <= after
    assert before == {"Sample"}
    assert [knot.model for knot in causes(knot_of(signal))] == [Finding]


def test_weak_questions_come_worst_first_and_what_did_not_apply_is_left_out():
    sample = make_many(5, weak=2)

    weak = practice.weak_questions(sample)

    assert [(one.weak, one.of) for one in weak] == [(2, 5)] * 4
