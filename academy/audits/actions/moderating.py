"""The second grade, and a round that stops and goes on."""

from django.db import transaction

from academy.audits.actions.auditing import refuse_own_work
from academy.audits.models import Audit, AuditRound, Moderation, ReAudit, ReviewPause
from academy.audits.rules import Grade
from academy.audits.rules.auditing import NotAudited
from academy.audits.rules.findings import audited_again_on
from academy.audits.rules.moderation import WhyModerated
from academy.core import clock, trail
from academy.people.models import Account


@transaction.atomic
def ask_for_second_grade(audit: Audit, *, by: Account | None) -> Moderation:
    """Somebody wants a colleague's judgement, whatever the draw said."""
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if audit.is_open:
        raise NotAudited("An audit is graded a second time once it is finished.")
    asked = {"why": WhyModerated.ASKED, "asked_at": clock.now()}
    moderation, is_new = Moderation.objects.get_or_create(audit=audit, defaults=asked)
    if is_new:
        trail.note(by, "asked for a second grade of", audit)
    return moderation


@transaction.atomic
def moderate(moderation: Moderation, *, grade: str, reason: str, by: Account) -> Moderation:
    """The second grade counts; the first stays beside it."""
    held = (
        Moderation.objects.select_for_update(of=("self",)).select_related("audit__sampled_case").get(pk=moderation.pk)
    )
    if held.made_at is not None:
        raise NotAudited("Somebody has graded this a second time already.")
    _refuse_moderating(held, by=by)
    held.grade, held.reason, held.made_at = Grade(grade), reason.strip(), clock.now()
    held.made_by, held.moderator = by, by.person
    held.save()
    audit = held.audit
    audit.final_grade = held.grade
    audit.save(update_fields=["final_grade"])
    due_on = audited_again_on(clock.today(), grade=held.grade)
    if due_on is not None:
        ReAudit.objects.get_or_create(audit=audit, defaults={"due_on": due_on})
    trail.note(by, "graded a second time", audit, first=audit.grade, second=held.grade)
    return held


@transaction.atomic
def stop_round(review: AuditRound, *, why: str, by: Account | None) -> ReviewPause:
    """Nothing new is opened; what is begun can be finished. Stopped twice, it is stopped once."""
    AuditRound.objects.select_for_update().get(pk=review.pk)
    held = ReviewPause.objects.filter(round=review, went_on_at__isnull=True).first()
    if held is not None:
        return held
    if not why.strip():
        raise NotAudited("Say why it stops: whoever waits for it will ask.")
    pause = ReviewPause.objects.create(round=review, stopped_at=clock.now(), stopped_by=by, why=why.strip())
    trail.note(by, "stopped", review)
    return pause


@transaction.atomic
def go_on(review: AuditRound, *, by: Account | None) -> None:
    """From exactly where it stopped."""
    AuditRound.objects.select_for_update().get(pk=review.pk)
    stopped = ReviewPause.objects.filter(round=review, went_on_at__isnull=True)
    if stopped.update(went_on_at=clock.now(), went_on_by=by):
        trail.note(by, "went on with", review)


def _refuse_moderating(moderation: Moderation, *, by: Account) -> None:
    if by.person is None:
        raise NotAudited("A second grade is given by somebody who is known here as a person.")
    if moderation.audit.hands.filter(person=by.person).exists():
        raise NotAudited("You worked on this audit. Somebody else gives the second grade.")
    refuse_own_work(moderation.audit.sampled_case, by.person)
