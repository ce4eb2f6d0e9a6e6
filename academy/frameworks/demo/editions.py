"""Standards as files, read in as anybody would send them, and what each role is expected to do."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from academy.core import imports
from academy.core.demo import World
from academy.frameworks.imports.capabilities import SPEC
from academy.frameworks.models import Capability, Counterpart, Framework, JobRoleCapability
from academy.people.models import JobRole

FILES = Path(__file__).parent / "files"
CARRIED_ON = {  # of the old practice standards, by Weyshire’s own words of today
    "standard_see": "child_voice",
    "standard_think": "risk_and_strengths",
    "standard_plan": "plan_quality",
    "standard_record": "recording",
    "standard_review": "plan_progression",
}
SOCIAL_WORK = "assessment_quality risk_and_strengths plan_quality safety_planning direct_work child_voice recording"
EXPECTED = {  # a job role, and what it is expected to do how well
    "newly_qualified_social_worker": {2: SOCIAL_WORK, 1: "partnership_working domestic_abuse neglect"},
    "social_worker": {3: SOCIAL_WORK + " partnership_working", 2: "domestic_abuse neglect"},
    "senior_social_worker": {3: SOCIAL_WORK + " partnership_working domestic_abuse neglect", 2: "practice_education"},
    "advanced_practitioner": {
        4: "assessment_quality risk_and_strengths direct_work",
        3: "plan_quality safety_planning child_voice recording partnership_working practice_education supervision",
    },
    "practice_supervisor": {3: "supervision management_oversight risk_and_strengths plan_progression recording"},
    "team_manager": {
        4: "supervision management_oversight",
        3: "risk_and_strengths quality_assurance performance_improvement leadership plan_progression wellbeing",
    },
    "independent_reviewing_officer": {4: "plan_progression child_voice", 3: "permanence risk_and_strengths recording"},
    "family_support_worker": {3: "direct_work child_voice partnership_working", 2: "safety_planning neglect recording"},
    "early_help_practitioner": {3: "early_help threshold_application partnership_working", 2: "neglect direct_work"},
    "personal_adviser": {3: "care_leaver_eet partnership_working recording", 2: "homeless_16_17 mental_health"},
    "health_visitor": {3: "abuse_and_neglect neglect partnership_working", 2: "threshold_application domestic_abuse"},
    "school_nurse": {3: "abuse_and_neglect partnership_working", 2: "threshold_application mental_health"},
    "designated_safeguarding_lead": {
        4: "designated_safeguarding",
        3: "abuse_and_neglect threshold_application partnership_working recording",
    },
    "police_officer": {3: "missing_and_exploitation partnership_working", 2: "domestic_abuse strategy_meetings"},
}  # fmt: skip


def build(world: World) -> None:
    """After Weyshire’s own words, which carry the old standards on."""
    old = Framework.objects.filter(code="knowledge-and-skills-practitioner").first()
    april = old.ends_on + timedelta(days=1) if old and old.ends_on else date(world.on.year + 1, 4, 1)
    about = "What is expected in the first two years, under its six headings and in our own words."
    dfe = {"kind": "national", "publisher": "Department for Education", "about": about}
    _read("early_career.csv", "Early career standards", str(april.year), april, dfe, replaces=old)
    health = {
        "kind": "partnership",
        "publisher": "The royal colleges together",
        "about": "Which health staff need what.",
    }
    _read("intercollegiate.csv", "Safeguarding competencies for health care", "2019", date(2019, 1, 1), health)
    ours = Framework.objects.get(code="weyshire")
    was = {
        "kind": "local",
        "publisher": "Weyshire Council",
        "about": "Five standards, until the agencies found shared words.",
    }
    began = date(ours.starts_on.year - 4, 4, 1)
    standards = _read("practice_standards.csv", "Weyshire practice standards", str(began.year), began, was)
    _carry_on(ours, standards)
    made = JobRoleCapability.objects.bulk_create(_levels(ours))
    world.say(f"{Framework.objects.count()} versions of frameworks, {len(made)} expected levels")


def _read(
    file: str, name: str, version: str, starts_on: date, said: dict[str, str], *, replaces: Framework | None = None
) -> str:
    """Through the same machine as a file that somebody sends. Gives the code it goes by."""
    code = name.lower().replace(" ", "-")[:40].strip("-")
    facts: dict[str, Any] = {"name": name, "code": code, "version": version, "starts_on": starts_on.isoformat(), **said}
    facts["replaces"] = replaces.pk if replaces else None
    run = imports.start(SPEC, (FILES / file).read_bytes(), file, by=None, **facts)
    imports.save(imports.check(run, SPEC), SPEC, by=None)
    return code


def _carry_on(ours: Framework, standards: str) -> None:
    """The old ones end where the shared ones begin."""
    held = Framework.objects.get(code=standards)
    held.ends_on = ours.starts_on - timedelta(days=1)
    held.save(update_fields=["ends_on"])
    ours.replaces, ours.kind, ours.publisher = held, "local", "Weyshire Council with its partners"
    ours.about = "What every agency here works on together: the words of audits, appraisals and the catalogue."
    ours.save()
    old = {one.code: one for one in held.capabilities.all()}
    new = {one.code: one for one in ours.capabilities.all()}
    Counterpart.objects.bulk_create(
        Counterpart(capability=old[was], carried_on_by=new[now]) for was, now in CARRIED_ON.items()
    )


def _levels(ours: Framework) -> list[JobRoleCapability]:
    roles = {role.code: role for role in JobRole.objects.filter(code__in=EXPECTED)}
    words: dict[str, Capability] = {one.code: one for one in ours.capabilities.all()}
    return [
        JobRoleCapability(job_role=roles[role], capability=words[code], level=level, starts_on=ours.starts_on)
        for role, levels in EXPECTED.items()
        if role in roles
        for level, codes in levels.items()
        for code in codes.split()
    ]
