"""Opening an audit, saying what was seen, and finishing it.

Whatever is sent carries the revision its writer had before them. If somebody else wrote meanwhile, theirs stands, the
writer's own words are kept beside it and come back to them, and they decide: nothing anybody wrote is lost.
"""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction

from academy.audits.models import AnswerVersion, Audit, AuditHand, Moderation, ReAudit, SampledCase
from academy.audits.queries import auditing as queries
from academy.audits.rules import Grade
from academy.audits.rules import auditing as rules
from academy.audits.rules.auditing import AuditKind, Kept, NotAudited, Piece, PieceKind
from academy.audits.rules.findings import FEEDBACK_WITHIN, audited_again_on
from academy.audits.rules.moderation import why_moderated
from academy.core import clock, notices, trail
from academy.core.identifying import looks_identifying
from academy.core.working_days import working_days_after
from academy.people import queries as people
from academy.people.models import Account, Person
from academy.people.scope import current_spells
from academy.ui.dates import date_words


@dataclass(frozen=True)
class NewAnswer:
    """What somebody said of a piece; `seen` is the revision they had before them, `looked` the warnings they read."""

    piece: Piece
    value: str
    words: str = ""
    seen: int = 0
    made_at: datetime | None = None
    key: str = ""
    looked: Collection[str] = ()


@dataclass(frozen=True)
class Taken:
    """What became of it, and what stands now."""

    new: NewAnswer
    outcome: Kept
    words: str = ""
    warnings: tuple[str, ...] = ()
    revision: int = 0
    value: str = ""
    reason: str = ""
    by: str = ""


@transaction.atomic
def open_audit(case: SampledCase, *, by: Account) -> Audit:
    """Begin the case one was given. Opened twice, it is the same audit."""
    case = SampledCase.objects.select_for_update(of=("self",)).select_related("sample__round").get(pk=case.pk)
    held = Audit.objects.filter(sampled_case=case, kind=AuditKind.FIRST).first()
    if held is not None:
        return held
    person = by.person
    if case.dropped_on or person is None or case.auditor_id != person.pk:
        raise NotAudited("This case is no longer yours to audit.")
    if queries.is_stopped(case.sample.round_id):
        raise NotAudited(f"{case.sample.round} is stopped. What is begun can be finished; nothing new is opened.")
    return _begin(case, person, by=by)


@transaction.atomic
def open_re_audit(re_audit: ReAudit, auditor: Person, *, by: Account | None) -> Audit:
    """The same case once more, by somebody whose own work it is not."""
    re_audit = ReAudit.objects.select_for_update(of=("self",)).select_related("audit__sampled_case").get(pk=re_audit.pk)
    if re_audit.audit is None:
        raise NotAudited("A finding over many audits is looked at again in a new sample.")
    held = re_audit.audits.first()
    if held is not None:
        return held
    case = re_audit.audit.sampled_case
    refuse_own_work(case, auditor)
    audit = _begin(case, auditor, by=by, re_audit=re_audit)
    notices.send(
        f"audit-again:{audit.pk}",
        kind="auditing",
        to=auditor.email or "",
        template="audits/notices/again.txt",
        audit=audit,
        re_audit=re_audit,
    )
    return audit


@transaction.atomic
def ask_in(audit: Audit, person: Person, *, by: Account) -> AuditHand:
    """A colleague works on it too: never the worker, nor anybody in the team whose work it is."""
    if not audit.is_open:
        raise NotAudited("This audit is finished.")
    refuse_own_work(audit.sampled_case, person)
    hand, is_new = AuditHand.objects.get_or_create(audit=audit, person=person, defaults={"joined_at": clock.now()})
    if is_new:
        trail.note(by, "asked a colleague into", audit)
        notices.send(
            f"audit-hand:{hand.pk}",
            kind="auditing",
            to=person.email or "",
            template="audits/notices/asked_in.txt",
            audit=audit,
            by=by,
        )
    return hand


@transaction.atomic
def keep_answers(audit: Audit, answers: Sequence[NewAnswer], *, by: Account | None) -> list[Taken]:
    """Each is saved, the same, kept beside somebody else's, held for a second look, or refused; none stops another."""
    audit = Audit.objects.select_for_update(of=("self",)).select_related("sampled_case__sample").get(pk=audit.pk)
    if not audit.is_open:
        words = f"This audit was finished on {date_words(audit.finished_at.date())}."  # type: ignore[union-attr]
        return [Taken(new, Kept.REFUSED, words) for new in answers]
    standing = queries.stands(audit)
    taken = [_keep(audit, standing, new, by=by) for new in answers]
    changed = [str(one.new.piece) for one in taken if one.outcome == Kept.SAVED]
    if changed:
        audit.saved_at = clock.now()
        audit.save(update_fields=["saved_at"])
        trail.note(by, "wrote in", audit, pieces=changed)
    return taken


@transaction.atomic
def finish_audit(audit: Audit, *, by: Account | None) -> Audit:
    """Every question answered, every section graded, and a reason for the whole. A second grade may be asked for."""
    audit = Audit.objects.select_for_update(of=("self",)).select_related("sampled_case__sample").get(pk=audit.pk)
    if not audit.is_open:
        return audit
    standing, sections = queries.stands(audit), queries.sections_of(audit)
    if open_pieces := queries.missing(sections, standing):
        raise NotAudited(f"It is not whole yet: {rules.in_a_row(open_pieces)}.")
    now, today = clock.now(), clock.today()
    audit.grade = audit.final_grade = standing.value(Piece(PieceKind.OVERALL))
    audit.finished_at = audit.saved_at = now
    audit.feedback_due_on = working_days_after(today, FEEDBACK_WITHIN) if audit.sampled_case.worker_id else None
    audit.save()
    _ask_second_grade(audit)
    _look_again(audit)
    if audit.re_audit_id:
        ReAudit.objects.filter(pk=audit.re_audit_id, done_on__isnull=True).update(done_on=today)
    trail.note(by, "finished", audit, grade=audit.grade)
    return audit


def refuse_own_work(case: SampledCase, person: Person) -> None:
    """Nobody audits what they did, what their team did, or what somebody they manage did."""
    if case.worker_id == person.pk:
        raise NotAudited("Nobody audits their own work.")
    today = clock.today()
    if case.team_id and current_spells(today).filter(person=person, post__team=case.team_id).exists():
        raise NotAudited("Nobody audits the work of their own team.")
    if case.worker and people.manager_of(case.worker, today) == person:
        raise NotAudited("Nobody audits the work of somebody they manage.")


def _begin(case: SampledCase, auditor: Person, *, by: Account | None, re_audit: ReAudit | None = None) -> Audit:
    now = clock.now()
    kind = AuditKind.AGAIN if re_audit else AuditKind.FIRST
    audit = Audit.objects.create(
        sampled_case=case, kind=kind, re_audit=re_audit, auditor=auditor, opened_at=now, saved_at=now
    )
    AuditHand.objects.create(audit=audit, person=auditor, joined_at=now)
    trail.note(by, "opened", audit)
    return audit


def _keep(audit: Audit, standing: queries.Stands, new: NewAnswer, *, by: Account | None) -> Taken:
    try:
        rules.refuse_value(new.piece, new.value)
    except NotAudited as refused:
        return Taken(new, Kept.REFUSED, refused.words)
    place = queries.where(audit, new.piece)
    if place is None or len(new.words) > rules.LONGEST_WORDS:
        return Taken(new, Kept.REFUSED, "That is no part of this audit." if place is None else _too_long())
    held = standing.of(new.piece)
    if held is not None and (_is_kept(audit, new) or (queries.value_of(held), held.reason) == (new.value, new.words)):
        return _stands(new, Kept.SAME, held)
    if held is None and not (new.value or new.words):
        return _stands(new, Kept.SAME, held)
    is_beside = held is not None and not _is_seen(held, new)
    if is_beside and _is_as_it_was(audit, new):
        return _stands(new, Kept.SAME, held)
    warnings = tuple(words for words in looks_identifying(new.words) if words not in new.looked)
    if warnings:
        return _stands(new, Kept.HELD, held, warnings=warnings)
    if is_beside:
        _log(audit, new, revision=0, by=by)
        return _stands(new, Kept.BESIDE, held)
    held = _write(audit, place, held, new, by=by)
    _log(audit, new, revision=held.revision, by=by)
    standing.pieces[str(new.piece)] = held
    return _stands(new, Kept.SAVED, held)


def _write(
    audit: Audit, place: queries.Place, held: queries.Standing | None, new: NewAnswer, *, by: Account | None
) -> queries.Standing:
    model, key, name = place
    said: dict[str, Any] = {name: new.value, "reason": new.words, "changed_at": clock.now(), "changed_by": by}
    if held is None:
        return model.objects.create(audit=audit, **key, **said)
    held.revision += 1
    for field, value in said.items():
        setattr(held, field, value)
    held.save()
    return held


def _is_seen(held: queries.Standing, new: NewAnswer) -> bool:
    """Whether the writer had before them what stands now."""
    return held.revision == new.seen


def _is_kept(audit: Audit, new: NewAnswer) -> bool:
    """The same, sent again because the answer to it was lost."""
    return bool(new.key) and AnswerVersion.objects.filter(key=new.key, audit=audit).exists()


def _is_as_it_was(audit: Audit, new: NewAnswer) -> bool:
    """Whoever sends a whole page has not changed all of it: what is left as it was found is no word against anybody."""
    if not new.seen:
        return not (new.value or new.words)
    was = AnswerVersion.objects.filter(audit=audit, piece=str(new.piece), revision=new.seen)
    return was.filter(value=new.value, words=new.words).exists()


def _log(audit: Audit, new: NewAnswer, *, revision: int, by: Account | None) -> None:
    now = clock.now()
    AnswerVersion.objects.create(
        audit=audit,
        piece=str(new.piece),
        value=new.value,
        words=new.words,
        revision=revision,
        is_beside=not revision,
        by=by,
        made_at=new.made_at or now,
        received_at=now,
        key=new.key or secrets.token_hex(16),
    )


def _stands(new: NewAnswer, outcome: Kept, held: Any, *, warnings: tuple[str, ...] = ()) -> Taken:
    if held is None:
        return Taken(new, outcome, warnings=warnings)
    by = str(held.changed_by) if held.changed_by else "The Academy"
    return Taken(new, outcome, "", warnings, held.revision, queries.value_of(held), held.reason, by)


def _ask_second_grade(audit: Audit) -> None:
    """The draw repeats exactly: the sample's seed and the case's own name decide."""
    case = audit.sampled_case
    drawn = Random(f"{case.sample.seed} {case.pseudonym} {audit.kind}").random()
    why = why_moderated(audit.grade, drawn=drawn, share=settings.MODERATED_SHARE)
    if why is not None:
        Moderation.objects.create(audit=audit, why=why, asked_at=clock.now())


def _look_again(audit: Audit) -> None:
    due_on = audited_again_on(clock.today(), grade=Grade(audit.grade))
    if due_on is not None:
        ReAudit.objects.get_or_create(audit=audit, defaults={"due_on": due_on})


def _too_long() -> str:
    return f"Use {rules.LONGEST_WORDS:,} characters or fewer."
