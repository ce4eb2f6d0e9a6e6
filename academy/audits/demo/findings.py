"""What was found over a year, who does what about it, and one worry about a child that was answered in nine minutes."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from academy.audits.actions import findings as actions
from academy.audits.demo import words
from academy.audits.demo.audits import JANUARY, SEPTEMBER
from academy.audits.demo.tools import MAIN, WEIGHS
from academy.audits.models import (
    Audit,
    AuditAction,
    Concern,
    ConcernContact,
    ConcernTold,
    Finding,
    Sample,
    ToolQuestion,
)
from academy.audits.queries import practice
from academy.audits.rules.findings import FindingKind
from academy.core.demo import World
from academy.frameworks.models import Capability
from academy.needs import actions as needs
from academy.needs.models import Need
from academy.people.models import Account, Organisation

LONDON = ZoneInfo("Europe/London")
STORY = "Risk is described, but not weighed"
CAPABILITY = "risk_and_strengths"
HELEN, DAN, RUTH, MIRIAM = (f"{who}@weyshire.example" for who in ("auditor", "academy", "manager", "director"))
# what is said of the weakest questions of other tools, in the order of their rounds
STORY_ACTIONS = [
    ("Put two real examples of weighed risk beside the guidance", DAN, 40, "Both are in the library, and linked."),
    ("Ask “so what?” of every assessment before it is signed", RUTH, 60, "Done in every team; checked in supervision."),
    ("Take the finding to the practice leads’ meeting", HELEN, 21, "Discussed, and a course was asked for."),
]
OTHER_ACTIONS = [
    ("Show teams a plan that says who does what tonight", RUTH, 20),
    ("Agree with health how views reach the core group in time", HELEN, -6),
    ("Rewrite the page of the guidance that nobody uses", DAN, 35),
]


def build(world: World) -> None:
    accounts = {one.email: one for one in Account.objects.filter(email__in=[HELEN, DAN, RUTH, MIRIAM])}
    if len(accounts) < 4:
        return
    found = [*_story(world, accounts), *_others(world, accounts)]
    _contacts(world, accounts)
    _concern(world, accounts)
    world.say(f"{len(found)} findings, and what is done about them")


def _story(world: World, accounts: dict[str, Account]) -> list[Finding]:
    samples = Sample.objects.filter(tool_version__tool__code=MAIN, round__due_on__lt=world.on).select_related("round")
    january = next((one for one in samples if one.round.starts_on.month == JANUARY), None)
    question = ToolQuestion.objects.filter(section__version__tool__code=MAIN, words=WEIGHS).first()
    if january is None or question is None:
        return []
    weak, of = practice.weak_in(january, question)
    if not weak:
        return []
    capability = Capability.objects.filter(code=CAPABILITY).order_by("-framework__starts_on").first()
    on = january.round.due_on
    finding = actions.record_finding(
        STORY, by=accounts[HELEN], sample=january, question=question, capability=capability, found=weak, of=of,
        risk=3, on=on, words="Assessments list what could harm a child, and what protects them. Few say which matters "
        "most, how likely it is, or how the one changes the other.",
    )  # fmt: skip
    _weighed_with_the_rest(finding, accounts[DAN])
    for what, who, days, came in STORY_ACTIONS:
        _done(what, accounts[who], on + timedelta(days=days), came, {"finding": finding, "by": accounts[HELEN]})
    september = next((one for one in samples if one.round.starts_on.month == SEPTEMBER and one != january), None)
    if september and september.round.starts_on > on:
        actions.look_again(finding, september, by=accounts[HELEN], on=september.round.due_on)
    return [finding]


def _weighed_with_the_rest(finding: Finding, by: Account) -> None:
    """Into the need that other signals made of the same."""
    signal = actions.raise_signal_for(finding, by=by)
    need = Need.objects.filter(capability__code=CAPABILITY, closed_on__isnull=True).first()
    if need is not None and signal.need_id is None:
        needs.weigh_into(need, [signal], by=by)


def _others(world: World, accounts: dict[str, Account]) -> list[Finding]:
    """The weakest question of each other tool, the latest sample first, and a strength."""
    made: list[Finding] = []
    tools: set[str] = {MAIN}
    samples = Sample.objects.filter(round__due_on__lt=world.on).select_related("round", "tool_version__tool")
    for sample in samples.order_by("-drawn_at", "pk"):
        weak = practice.weak_questions(sample)
        code = sample.tool_version.tool.code
        if code in tools or not weak or weak[0].weak < 2:
            continue
        tools.add(code)
        made.append(_one(sample, weak[0], world, accounts[HELEN]))
    for finding, (what, who, days) in zip(made, OTHER_ACTIONS, strict=False):
        _given(what, accounts[who], world.on + timedelta(days=days), finding, accounts[HELEN])
    return made


def _one(sample: Sample, weak: practice.Weak, world: World, by: Account) -> Finding:
    on = min(sample.round.due_on + timedelta(days=3), world.on)
    theme = weak.question.theme.code if weak.question.theme else ""
    said = words.FOUND.get(theme) or f"Weak: {weak.question.theme or weak.question}"
    return actions.record_finding(
        said[:160], by=by, sample=sample, question=weak.question, found=weak.weak, of=weak.of, risk=2, on=on,
        kind=FindingKind.TO_IMPROVE,
    )  # fmt: skip


def _given(what: str, to: Account, due_on: date, finding: Finding, by: Account) -> AuditAction:
    assert to.person is not None
    added_on = min(finding.found_on + timedelta(days=4), due_on)
    return AuditAction.objects.create(
        what=what, owner=to.person, due_on=due_on, finding=finding, added_on=added_on, added_by=by
    )


def _done(what: str, to: Account, due_on: date, came: str, more: dict[str, Any]) -> None:
    action = _given(what, to, due_on, more["finding"], more["by"])
    AuditAction.objects.filter(pk=action.pk).update(done_on=due_on - timedelta(days=3), done_by=to, came_of_it=came)


def _contacts(world: World, accounts: dict[str, Account]) -> None:
    top = Organisation.objects.filter(parent__isnull=True).order_by("pk").first()
    for who in (MIRIAM, HELEN):
        person = accounts[who].person
        if top is not None and person is not None:
            since = world.on - timedelta(days=400)
            ConcernContact.objects.create(organisation=top, person=person, starts_on=since)


def _concern(world: World, accounts: dict[str, Account]) -> None:
    old = Audit.objects.filter(finished_at__date__lt=world.on - timedelta(days=70)).order_by("-finished_at", "pk")
    audit = old.exclude(auditor=accounts[HELEN].person).select_related("sampled_case__sample__organisation").first()
    if audit is None or audit.finished_at is None:
        return
    raised_at = datetime.combine(audit.finished_at.date(), time(11, 42), LONDON)
    answered_at = raised_at + timedelta(minutes=9)
    by = Account.objects.filter(person=audit.auditor_id).first()
    concern = Concern.objects.create(
        audit=audit, organisation=audit.sampled_case.sample.organisation, raised_at=raised_at, raised_by=by,
        said="An adult whom the child fears has moved back in, and the plan does not know it.",
        answered_at=answered_at, key=f"demonstration-{audit.pk}",
    )  # fmt: skip
    answers = {MIRIAM: "I have rung the team manager. The child is seen this afternoon.", HELEN: ""}
    for who, answer in answers.items():
        ConcernTold.objects.create(
            concern=concern, person_id=accounts[who].person_id or 0, told_at=raised_at, answer=answer,
            answered_at=answered_at if answer else None,
        )  # fmt: skip
