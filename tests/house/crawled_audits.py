"""The share of audits in the world that is crawled: one of everything that hangs on whoever audits."""

from typing import Any

from academy.audits.actions import auditing, concerns, findings, moderating
from academy.audits.models import Audit, ReAudit
from academy.core import clock
from tests.audits.audited import say_all, sections
from tests.builders_practice import make_audit_tool, make_sample, make_sampled_case

EXAMPLES = {
    "practice/audits/": "audit",
    "practice/audits/cases/": "sampled case",
    "practice/re-audits/": "re-audit",
    "practice/moderation/": "moderation",
    "practice/rounds/": "audited round",
    "practice/findings/": "finding",
    "practice/actions/": "audit action",
    "practice/feedback/": "feedback",
    "practice/concerns/": "concern",
    "practice/concerns/told/": "concern told",
    "practice/concerns/contacts/": "concern contact",
    "api/practice/audits/": "audit",
    "api/practice/samples/": "audited sample",
}
PARTS = {"section_id": "tool section"}


def audits_of(things: dict[str, Any], organisation: Any, person: Any, mark: str) -> None:
    """They have a case to open, an audit under way, a finished one, and what follows from it."""
    account, now = things["account"], clock.now()
    tool = things["audited tool"] = make_audit_tool(f"Assessment of {organisation}")
    things["audited version"] = tool.versions.get()
    sample = things["audited sample"] = make_sample(tool, organisation=organisation)
    things["audited round"] = sample.round
    things["sampled case"] = make_sampled_case(sample, auditor=person)
    begun = things["begun case"] = make_sampled_case(sample, auditor=person)
    audit = things["audit"] = auditing.open_audit(begun, by=account)
    things["tool section"] = sections(audit)[0]
    done = things["finished case"] = make_sampled_case(sample, auditor=things["manager"])
    other = Audit.objects.create(sampled_case=done, auditor=things["manager"], opened_at=now, saved_at=now)
    other.hands.create(person=things["manager"], joined_at=now)
    say_all(other, grade="inadequate", reason=f"What {mark} did")
    things["finished audit"] = auditing.finish_audit(other, by=None)
    things["re-audit"] = ReAudit.objects.get(audit=other)
    things["moderation"] = moderating.ask_for_second_grade(other, by=None)
    things["finding"] = findings.record_finding(f"Found in {organisation}", audit=other, by=None)
    things["finding signal"] = findings.raise_signal_for(things["finding"], by=None)
    things["audit action"] = findings.add_action(
        f"Action at {organisation}", owner=person, due_on=clock.today(), finding=things["finding"], by=None
    )
    other.sampled_case.worker = person
    other.sampled_case.save()
    things["feedback"] = findings.give_feedback(
        other, held_on=clock.today(), went_well=f"{mark} listened", to_work_on="", worker_said=mark, by=None
    )
    things["concern contact"] = concerns.name_contact(organisation, person, by=None)
    things["concern"] = concerns.raise_concern(
        audit, said=f"Worry at {organisation}", key=f"concern-{audit.pk}", by=account
    )
    things["concern told"] = things["concern"].told.get(person=person)
