"""What tests of audits and capabilities begin with: plain functions, nothing surprising inside."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from academy.audits.models import AuditRound, AuditTool, Sample, SampledCase, ToolQuestion, ToolSection, ToolVersion
from academy.core import clock
from academy.frameworks import actions as frameworks
from academy.frameworks.models import (
    Capability,
    Framework,
    JobRoleCapability,
    SelfAssessment,
)
from academy.frameworks.rules import Confirmed, Level, Purpose
from academy.people.models import (
    JobRole,
    Organisation,
    Person,
)
from academy.people.rules import Role
from tests.builders import LONG_AGO, make_account, make_organisation, make_person, numbers

TODAY = date(2026, 11, 10)


def make_audit_tool(
    name: str = "Child and family assessment",
    *,
    sections: int = 2,
    questions: int = 2,
    is_published: bool = True,
    capability: Any = None,
    theme: Any = None,
) -> AuditTool:
    """With one version, in use unless said otherwise: its sections are “Section 1” and so on."""
    tool = AuditTool.objects.create(code=f"tool-{next(numbers)}", name=name)
    version = ToolVersion.objects.create(tool=tool, number=1, starts_on=LONG_AGO if is_published else None)
    for place in range(1, sections + 1):
        section = ToolSection.objects.create(
            version=version,
            position=place,
            title=f"Section {place}",
            requires_improvement_means="Risk is described, but not weighed",
        )
        for number in range(1, questions + 1):
            ToolQuestion.objects.create(
                section=section,
                position=number,
                words=f"Question {place}.{number}?",
                good="Says which risks matter most, and why\nSets strengths beside risks",
                capability=capability,
                theme=theme,
            )
    return tool


def make_sample(tool: AuditTool | None = None, *, organisation: Organisation | None = None, **fields: Any) -> Sample:
    """In a round of this month unless said otherwise."""
    version = (tool or make_audit_tool()).versions.get()
    on = clock.today().replace(day=1)
    round_ = fields.pop("round", None) or AuditRound.objects.create(
        name=f"Round {next(numbers)}", starts_on=on, due_on=on + timedelta(days=27), planned=10
    )
    given = {"seed": "weyshire", "frame_size": 10, "drawn_at": clock.now(), **fields}
    return Sample.objects.create(
        round=round_, tool_version=version, organisation=organisation or make_organisation(), **given
    )


def make_sampled_case(sample: Sample | None = None, *, auditor: Person | None = None, **fields: Any) -> SampledCase:
    """A case that an auditor has been given, if one is named."""
    number = next(numbers)
    given_on = clock.today() if auditor else None
    given = {"position": number, "pseudonym": f"TEST{number}", "kind": "child_in_need", "given_on": given_on, **fields}
    return SampledCase.objects.create(sample=sample or make_sample(), auditor=auditor, **given)


def make_framework(name: str = "Weyshire", *capabilities: str, **fields: Any) -> Framework:
    """In force since long ago unless said otherwise; its capabilities in this order, each by its name in lower case."""
    code = name.lower().replace(" ", "-")
    given = {"name": name, "code": code, "version": "1", "starts_on": LONG_AGO, **fields}
    framework = Framework.objects.create(**given)
    for position, title in enumerate(capabilities):
        code = title.lower().replace(" ", "_")
        Capability.objects.create(framework=framework, name=title, code=code, position=position)
    return framework


def make_level(capability: Capability, level: int = 3, *, job_role: str = "social_worker") -> JobRoleCapability:
    role = JobRole.objects.get(code=job_role)
    return JobRoleCapability.objects.create(job_role=role, capability=capability, level=level, starts_on=LONG_AGO)


def make_scores(
    person: Person, framework: Framework, *own: int, confirmed: tuple[int, ...] = (), on: date | None = None
) -> SelfAssessment:
    """Sent on the day, by the actions’ own way; confirmed by somebody if there are scores of theirs."""
    held = frameworks.begin_self_assessment(person, framework, Purpose.APPRAISAL, by=None)
    for score, level in zip(held.scores.select_related("capability"), own, strict=True):
        frameworks.score_oneself(held, score.capability, Level(level))
    held = frameworks.send_self_assessment(held, by=None)
    if confirmed:
        said = {
            score.pk: Confirmed(Level(level), "" if level == score.own else "seen")
            for score, level in zip(held.scores.all(), confirmed, strict=True)
        }
        held = frameworks.confirm_self_assessment(held, said, by=make_account(Role.MANAGER, person=make_person()))
    if on:
        at = timezone.make_aware(datetime.combine(on, time(9)))
        SelfAssessment.objects.filter(pk=held.pk, confirmed_at__isnull=False).update(confirmed_at=at)
        held.refresh_from_db()
    return held
