"""Audit tools, their versions and what each asks."""

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from academy.audits.models import AuditTool, PracticeTheme, ToolQuestion, ToolSection, ToolVersion
from academy.audits.rules.tools import SectionSaid
from academy.frameworks.models import Capability
from academy.people.scope import Viewer, visible

IN_USE = Q(starts_on__isnull=False, ends_on__isnull=True)
DRAFT = Q(starts_on__isnull=True)


def audit_tools(viewer: Viewer) -> QuerySet[AuditTool]:
    """By name, each with the version in use, its draft and how much it asks; those in retirement last."""
    of_it = ToolVersion.objects.filter(tool=OuterRef("pk"))
    asked = ToolQuestion.objects.filter(section__version__tool=OuterRef("pk"), section__version__ends_on__isnull=True)
    asked = asked.filter(section__version__starts_on__isnull=False).order_by()
    number = asked.values("section__version__tool").annotate(number=Count("pk")).values("number")
    return (
        visible(viewer, AuditTool)
        .annotate(
            in_use=Subquery(of_it.filter(IN_USE).values("number")[:1]),
            draft=Subquery(of_it.filter(DRAFT).values("pk")[:1]),
            questions=Subquery(number),
        )
        .order_by("retired_on", "name")
    )


def audit_tool(viewer: Viewer, pk: int) -> AuditTool | None:
    return visible(viewer, AuditTool).filter(pk=pk).first()


def versions_of(tool: AuditTool) -> QuerySet[ToolVersion]:
    return ToolVersion.objects.filter(tool=tool).order_by("-number")


def tool_version(viewer: Viewer, pk: int) -> ToolVersion | None:
    """A draft is shown only to those who write tools."""
    versions = visible(viewer, ToolVersion).select_related("tool")
    if not viewer.may("write audit tools"):
        versions = versions.filter(starts_on__isnull=False)
    return versions.filter(pk=pk).first()


def current_version(tool: AuditTool) -> ToolVersion | None:
    return ToolVersion.objects.filter(IN_USE, tool=tool).select_related("tool").first()


def draft_of(tool: AuditTool) -> ToolVersion | None:
    return ToolVersion.objects.filter(DRAFT, tool=tool).select_related("tool").first()


def versions_in_use(viewer: Viewer) -> QuerySet[ToolVersion]:
    """What a sample may be drawn for."""
    versions = visible(viewer, ToolVersion).filter(IN_USE, tool__retired_on__isnull=True)
    return versions.select_related("tool").order_by("tool__name")


def sections_of(version: ToolVersion) -> list[ToolSection]:
    """In their order, each with its questions, their themes and capabilities: two queries however many."""
    questions = ToolQuestion.objects.select_related("theme", "capability").order_by("position", "pk")
    sections = ToolSection.objects.filter(version=version).order_by("position", "pk")
    return list(sections.prefetch_related(Prefetch("questions", queryset=questions)))


def sections_said(version: ToolVersion) -> list[SectionSaid]:
    return [
        SectionSaid(
            section.title,
            [(one.words, bool(one.what_good_looks_like), one.theme_id is not None) for one in section.questions.all()],
        )
        for section in sections_of(version)
    ]


def draft_sections(viewer: Viewer) -> QuerySet[ToolSection]:
    return visible(viewer, ToolSection).filter(version__starts_on__isnull=True).select_related("version__tool")


def draft_questions(viewer: Viewer) -> QuerySet[ToolQuestion]:
    questions = visible(viewer, ToolQuestion).filter(section__version__starts_on__isnull=True)
    return questions.select_related("section__version__tool")


def themes(viewer: Viewer) -> QuerySet[PracticeTheme]:
    return visible(viewer, PracticeTheme).select_related("capability")


def capability_called(code: str) -> Capability | None:
    """Of the newest framework that has it."""
    return Capability.objects.filter(code=code).order_by("-framework__starts_on", "-pk").first()
