"""Weyshire's audit tools: the ready ones made their own, one in its second version, one still being rewritten."""

from datetime import date, timedelta

from academy.audits.actions import tools as actions
from academy.audits.models import AuditTool, ToolQuestion, ToolVersion
from academy.audits.queries import tools as queries
from academy.audits.rules import ready
from academy.core.clock import months_after

MAIN = "assessment"
NOT_YET = "management_oversight"  # comes ready, and nobody has started from it
WEIGHS = "Does the assessment weigh what it found?"


def build(on: date) -> dict[str, ToolVersion]:
    """The version in use of each tool, by its code."""
    for number, code in enumerate(code for code in ready.tools() if code != NOT_YET):
        tool = actions.add_ready_tool(code, by=None)
        _publish(tool, months_after(on, -30 + number))
    main = AuditTool.objects.get(code=MAIN)
    _first_version_did_not_weigh(main)
    second = actions.begin_tool_draft(main, by=None)
    section = second.sections.get(title="Analysis of risk and strengths")
    actions.ask_question(section, by=None, **_weighing())
    _publish(main, months_after(on, -14), "It asks whether risk is weighed, and not only described.")
    third = actions.begin_tool_draft(AuditTool.objects.get(code="safety_plans"), by=None)
    ToolQuestion.objects.filter(section__version=third, words__startswith="Do the children").update(
        words="Can the children say what the plan means for them?"
    )
    return {version.tool.code: version for version in ToolVersion.objects.filter(queries.IN_USE).select_related("tool")}


def _publish(tool: AuditTool, on: date, what_changed: str = "") -> None:
    draft = queries.draft_of(tool)
    if draft is not None:
        actions.publish_tool(draft, by=None, on=on - timedelta(days=on.weekday()), what_changed=what_changed)


def _first_version_did_not_weigh(tool: AuditTool) -> None:
    ToolQuestion.objects.filter(section__version__tool=tool, words=WEIGHS).delete()


def _weighing() -> dict[str, object]:
    said = next(one for section in ready.tool(MAIN).sections for one in section.questions if one.words == WEIGHS)
    return {
        "words": said.words,
        "good": "\n".join(said.good),
        "theme": actions.keep_themes()[said.theme],
    }
