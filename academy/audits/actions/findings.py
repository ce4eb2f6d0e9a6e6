"""From what was found to what is done about it: actions, a signal for learning, feedback, and looking again."""

from datetime import date

from django.db import transaction

from academy.audits.models import Audit, AuditAction, Feedback, Finding, ReAudit, Sample, ToolQuestion
from academy.audits.queries import practice as queries
from academy.audits.rules.auditing import NotAudited
from academy.audits.rules.findings import (
    FindingKind,
    NotFound,
    audited_again_on,
    evidence_for,
    refuse_finding,
)
from academy.core import clock, notices, trail
from academy.frameworks.models import Capability
from academy.needs import actions as needs
from academy.needs.models import Signal
from academy.needs.rules import SignalKind
from academy.people import queries as people
from academy.people.models import Account, Person, Team


@transaction.atomic
def record_finding(
    said: str,
    *,
    by: Account | None,
    audit: Audit | None = None,
    sample: Sample | None = None,
    question: ToolQuestion | None = None,
    capability: Capability | None = None,
    team: Team | None = None,
    kind: str = FindingKind.TO_IMPROVE,
    words: str = "",
    found: int = 1,
    of: int = 1,
    risk: int = 2,
    on: date | None = None,
) -> Finding:
    """A weakness is evidence that people must learn: the signal is raised with it, and a day set to look again."""
    refuse_finding(said=said, found=found, of=of)
    sample = sample or (audit.sampled_case.sample if audit else None)
    if sample is None:
        raise NotFound("A finding rests on an audit, or on a sample of them.")
    on = on or clock.today()
    theme = question.theme if question else None
    finding = Finding.objects.create(
        kind=kind,
        said=said.strip(),
        words=words.strip(),
        audit=audit,
        sample=sample,
        question=question,
        theme=theme,
        capability=capability or (question.capability if question else None) or (theme.capability if theme else None),
        organisation=sample.organisation,
        team=team or (audit.sampled_case.team if audit else None),
        found=found,
        of=of,
        size=1 if audit else queries.workers_of(sample, on=on),
        risk=risk,
        found_on=on,
        found_by=by,
    )
    if kind == FindingKind.TO_IMPROVE:
        _look_again(finding)
        raise_signal_for(finding, by=by)
    trail.note(by, "recorded", finding, found=found, of=of)
    return finding


@transaction.atomic
def raise_signal_for(finding: Finding, *, by: Account | None) -> Signal:
    """Once for a finding, however often it is asked for."""
    moderated = Audit.objects.filter(
        sampled_case__sample=finding.sample_id, moderation__made_at__isnull=False, finished_at__isnull=False
    )
    return needs.raise_signal(
        SignalKind.FINDING,
        f"{finding.said}: {finding.share_words} audits" if finding.of > 1 else finding.said,
        size=finding.size,
        risk=finding.risk,
        evidence=evidence_for(finding.of, moderated=moderated.count()),
        capability=finding.capability,
        organisation=finding.organisation,
        team=finding.team,
        cause=finding,
        by=by,
        on=finding.found_on,
    )


@transaction.atomic
def add_action(
    what: str,
    *,
    owner: Person,
    due_on: date,
    by: Account | None,
    finding: Finding | None = None,
    audit: Audit | None = None,
) -> AuditAction:
    """Somebody's to do by a day; they are told."""
    if finding is None and audit is None:
        raise NotFound("An action is because of a finding or of an audit.")
    today = clock.today()
    if due_on < today:
        raise NotFound("Choose a day to come.", field="due_on")
    if people.is_shut_out(owner):
        raise NotFound(f"{owner} does not work here any more.", field="owner")
    action = AuditAction.objects.create(
        what=what.strip(), owner=owner, due_on=due_on, finding=finding, audit=audit, added_on=today, added_by=by
    )
    notices.send(
        f"audit-action:{action.pk}",
        kind="auditing",
        to=owner.email or "",
        template="audits/notices/action.txt",
        action=action,
        by=by,
    )
    trail.note(by, "gave somebody an action", action)
    return action


@transaction.atomic
def finish_action(action: AuditAction, *, came_of_it: str, by: Account | None) -> AuditAction:
    """What came of it stays with it."""
    held = AuditAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if held.done_on is not None:
        raise NotFound("This was marked as done already.")
    if not came_of_it.strip():
        raise NotFound("Say in a sentence what came of it.", field="came_of_it")
    held.done_on, held.done_by, held.came_of_it = clock.today(), by, came_of_it.strip()
    held.save()
    trail.note(by, "finished", held)
    return held


@transaction.atomic
def give_feedback(
    audit: Audit, *, held_on: date, went_well: str, to_work_on: str, worker_said: str, by: Account | None
) -> Feedback:
    """The conversation with the worker. They read it, and so does their line manager."""
    audit = Audit.objects.select_for_update(of=("self",)).select_related("sampled_case__worker").get(pk=audit.pk)
    if audit.is_open:
        raise NotAudited("Finish the audit first, then talk about it.")
    if held_on > clock.today():
        raise NotAudited("Write it down once you have talked.")
    if Feedback.objects.filter(audit=audit).exists():
        raise NotAudited("The conversation is written down already.")
    worker = audit.sampled_case.worker
    feedback = Feedback.objects.create(
        audit=audit,
        worker=worker,
        held_on=held_on,
        given_by=by,
        went_well=went_well.strip(),
        to_work_on=to_work_on.strip(),
        worker_said=worker_said.strip(),
    )
    if worker is not None:
        notices.send(
            f"audit-feedback:{feedback.pk}",
            kind="auditing",
            to=worker.email or "",
            template="audits/notices/feedback.txt",
            feedback=feedback,
        )
    trail.note(by, "gave feedback", feedback)
    return feedback


@transaction.atomic
def plan_re_audit(finding: Finding, *, due_on: date, by: Account | None) -> ReAudit:
    """Another day than the rule's, or one more look."""
    waiting = finding.re_audits.filter(done_on__isnull=True).first()
    if waiting is not None:
        waiting.due_on = due_on
        waiting.save(update_fields=["due_on"])
    else:
        waiting = ReAudit.objects.create(finding=finding, due_on=due_on)
    trail.note(by, "planned to look again at", finding, due_on=str(due_on))
    return waiting


@transaction.atomic
def look_again(finding: Finding, sample: Sample, *, by: Account | None, on: date | None = None) -> ReAudit:
    """The same question, counted over a later sample. What was found first stays as it was."""
    if finding.question is None:
        raise NotFound(
            "This finding rests on no question, so it cannot be counted again. Record what you see as a new one."
        )
    if sample == finding.sample:
        raise NotFound("Choose a later sample than the one it was found in.", field="sample")
    weak, of = queries.weak_in(sample, finding.question)
    if not of:
        raise NotFound("No finished audit of that sample answers this question.", field="sample")
    waiting = finding.re_audits.filter(done_on__isnull=True).first() or ReAudit(finding=finding)
    waiting.due_on = waiting.due_on or clock.today()
    waiting.done_on, waiting.sample, waiting.found, waiting.of = on or clock.today(), sample, weak, of
    waiting.save()
    trail.note(by, "looked again at", finding, found=weak, of=of)
    return waiting


def _look_again(finding: Finding) -> None:
    due_on = audited_again_on(finding.found_on, risk=finding.risk)
    if due_on is not None and finding.audit_id is None:
        ReAudit.objects.create(finding=finding, due_on=due_on)


@transaction.atomic
def say_due(re_audit: ReAudit) -> bool:
    """Whoever recorded it, or the Academy team, is told once."""
    held = ReAudit.objects.select_for_update(of=("self",)).get(pk=re_audit.pk)
    if held.told_at is not None or held.done_on is not None:
        return False
    held.told_at = clock.now()
    held.save(update_fields=["told_at"])
    by = held.finding.found_by if held.finding else None
    tell = [by] if by is not None and by.is_active else people.hub_accounts(clock.today())
    for account in tell:
        notices.send(
            f"re-audit:{held.pk}:{account.pk}",
            kind="auditing",
            to=account.email,
            template="audits/notices/re_audit.txt",
            re_audit=held,
        )
    return True
