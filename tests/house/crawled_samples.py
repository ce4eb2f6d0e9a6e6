"""The share of audit tools and samples in the world that is crawled."""

from typing import Any

from academy.audits.actions import tools
from academy.audits.models import PracticeTheme
from tests.builders_practice import make_audit_tool, make_sample, make_sampled_case

EXAMPLES = {
    "practice/tools/": "audit tool",
    "practice/tools/ready/": "ready tool",
    "practice/tools/versions/": "tool version",
    "practice/tools/sections/": "draft section",
    "practice/tools/questions/": "draft question",
    "practice/samples/": "sample",
    "practice/cases/": "case to give",
}


def samples_of(things: dict[str, Any], organisation: Any, person: Any) -> None:
    """A tool in use that is being rewritten, and a case that somebody has to audit."""
    theme, _ = PracticeTheme.objects.get_or_create(code="risk_and_strengths", defaults={"name": "Weighing risk"})
    tool = things["audit tool"] = make_audit_tool(f"Tool of {organisation}", theme=theme)
    things["tool version"] = tool.versions.get()
    draft = things["tool draft"] = tools.begin_tool_draft(tool, by=None)
    section = things["draft section"] = draft.sections.order_by("position").first()
    things["draft question"] = section.questions.first()
    things["ready tool"] = "safety_plans"
    other = things["another tool"] = make_audit_tool(f"Another tool of {organisation}", theme=theme)
    things["another tool version"] = other.versions.get()
    sample = things["sample"] = make_sample(other, organisation=organisation)
    things["sample round"] = sample.round
    things["case to give"] = make_sampled_case(sample, auditor=person)
