"""What the crawl meets around capabilities: a framework as a file, levels, and scores at each stage."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from academy.core import clock, imports
from academy.frameworks.imports.capabilities import SPEC
from academy.frameworks.models import Capability, CurrencyReview, Framework, JobRoleCapability, Score, SelfAssessment
from academy.frameworks.rules import ReviewReason
from academy.needs.models import CapabilityGap, Recommendation
from academy.people.models import JobRole, Organisation, Person

EXAMPLES = {
    "catalogue/capabilities/frameworks/": "framework",
    "catalogue/capabilities/frameworks/files/": "framework file",
    "catalogue/capabilities/roles/": "job role",
    "catalogue/capabilities/mine/": "draft scores",
    "catalogue/capabilities/to-confirm/": "sent scores",
    "catalogue/sources/to-review/": "review",
    "needs/capabilities/": "capability",
    "needs/capabilities/scores/": "confirmed scores",
    "needs/capabilities/gaps/": "capability gap",
    "api/frameworks/versions/": "framework",
}


def capabilities_of(things: dict[str, Any], organisation: Organisation, person: Person) -> None:
    """Three of one person’s, against three frameworks: one open for each."""
    national, today = list(Framework.objects.filter(code__startswith="knowledge").order_by("pk")), clock.today()
    framework = Framework.objects.create(
        code=f"own-{person.pk}", version="1", name="Own words", starts_on=today - timedelta(days=9)
    )
    capability = Capability.objects.create(framework=framework, code="listening", name="Listening")
    role = JobRole.objects.create(code=f"role-{person.pk}", name=f"Role {person.pk}")
    things |= {"framework": framework, "capability": capability, "job role": role}
    things["level"] = JobRoleCapability.objects.create(
        job_role=role, capability=capability, level=3, starts_on=framework.starts_on
    )
    for version, name in ((national[0], "draft"), (national[1], "sent"), (framework, "confirmed")):
        things[f"{name} scores"] = _scores(person, version, name, things)
    things["recommendation"] = Recommendation.objects.create(capability=capability, item=things["item"])
    things["capability gap"] = CapabilityGap.objects.create(
        counted_on=today, organisation=organisation, team=things["team"], capability=capability, scored=9, below=4
    )
    facts = {"name": "Sent", "code": f"sent-{person.pk}", "version": "1", "starts_on": "2026-01-05", "replaces": None}
    facts |= {"kind": "local", "publisher": "", "about": ""}
    things["framework file"] = imports.check(
        imports.start(SPEC, b"Capability\nListening\n", "sent.csv", by=None, **facts), SPEC
    )
    things["review"] = CurrencyReview.objects.create(
        record_type=ContentType.objects.get_for_model(things["requirement"]),
        record_id=things["requirement"].pk,
        organisation=organisation,
        reason=ReviewReason.DAY,
        due_on=today,
        asked_at=clock.now(),
    )


def _scores(person: Person, version: Framework, stage: str, things: dict[str, Any]) -> SelfAssessment:
    now = clock.now()
    held = SelfAssessment.objects.create(
        person=person,
        framework=version,
        purpose="appraisal",
        begun_at=now,
        sent_at=None if stage == "draft" else now,
        sent_to=None if stage == "draft" else things["manager"],
        confirmed_at=now if stage == "confirmed" else None,
    )
    own = None if stage == "draft" else 2
    for number, capability in enumerate(version.capabilities.all()[:2], start=1):
        Score.objects.create(self_assessment=held, capability=capability, number=number, own=own)
    return held
