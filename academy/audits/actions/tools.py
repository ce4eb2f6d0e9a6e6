"""Writing audit tools: versions, sections and questions. Only a draft is ever changed."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Max

from academy.audits.models import AuditTool, PracticeTheme, ToolQuestion, ToolSection, ToolVersion
from academy.audits.queries import tools as queries
from academy.audits.rules import ready
from academy.audits.rules.tools import NotADraft, NotReady, StillTheOnlyOne, ToolThere, lacking
from academy.core import clock, positions, trail
from academy.people.models import Account


@transaction.atomic
def add_tool(name: str, *, code: str, by: Account | None, about: str = "") -> AuditTool:
    """With a first draft, empty."""
    try:
        with transaction.atomic():
            tool = AuditTool.objects.create(name=name, code=code, about=about)
    except IntegrityError:
        raise ToolThere(f"There is a tool called “{name}” already.", field="name") from None
    ToolVersion.objects.create(tool=tool, number=1)
    trail.note(by, "added", tool)
    return tool


@transaction.atomic
def change_tool(tool: AuditTool, *, name: str, about: str, by: Account | None) -> AuditTool:
    tool = AuditTool.objects.select_for_update().get(pk=tool.pk)
    before = tool.name
    tool.name, tool.about = name, about
    tool.save(update_fields=["name", "about"])
    trail.note(by, "changed", tool, name_before=before)
    return tool


@transaction.atomic
def retire_tool(tool: AuditTool, *, by: Account | None, on: date | None = None) -> AuditTool:
    """No more samples for it; what was audited by it keeps its questions."""
    AuditTool.objects.filter(pk=tool.pk, retired_on=None).update(retired_on=on or clock.today())
    tool.refresh_from_db()
    trail.note(by, "retired", tool)
    return tool


@transaction.atomic
def take_up_tool(tool: AuditTool, *, by: Account | None) -> AuditTool:
    AuditTool.objects.filter(pk=tool.pk).update(retired_on=None)
    tool.refresh_from_db()
    trail.note(by, "took up again", tool)
    return tool


@transaction.atomic
def begin_tool_draft(tool: AuditTool, *, by: Account | None) -> ToolVersion:
    """What is in use, copied whole, to be changed. Asked for twice, it is the same draft."""
    tool = AuditTool.objects.select_for_update().get(pk=tool.pk)
    held = queries.draft_of(tool)
    if held is not None:
        return held
    current = queries.current_version(tool)
    last = tool.versions.aggregate(last=Max("number"))["last"] or 0
    draft = ToolVersion.objects.create(tool=tool, number=last + 1)
    if current:
        _copy(current, draft)
    trail.note(by, "began a new version of", tool, number=draft.number)
    return draft


@transaction.atomic
def discard_tool_draft(version: ToolVersion, *, by: Account | None) -> None:
    version = tool_draft(version)
    if version.number == 1:
        raise StillTheOnlyOne("This is the first version. Retire the tool, if it is not to be.")
    trail.note(by, "threw away a draft of", version.tool, number=version.number)
    version.delete()


@transaction.atomic
def publish_tool(
    version: ToolVersion, *, by: Account | None, what_changed: str = "", on: date | None = None
) -> ToolVersion:
    """From this day samples are drawn for it. What was drawn for the last version is audited by the last version."""
    version, on = tool_draft(version), on or clock.today()
    if lacks := lacking(queries.sections_said(version)):
        raise NotReady(f"Not yet: {lacks[0]}")
    current = queries.current_version(version.tool)
    if current is not None:
        ends_on = max(on - timedelta(days=1), current.starts_on or on)
        ToolVersion.objects.filter(pk=current.pk).update(ends_on=ends_on)
    version.starts_on, version.what_changed, version.published_by = on, what_changed.strip(), by
    version.save(update_fields=["starts_on", "what_changed", "published_by"])
    trail.note(by, "published", version)
    return version


# --- sections and questions -------------------------------------------------------------------------------------------


@transaction.atomic
def add_section(version: ToolVersion, *, by: Account | None, **said: Any) -> ToolSection:
    version = tool_draft(version)
    _refuse_second(version.sections.filter(title=said["title"]), "title", "There is a section of this title already.")
    section = ToolSection.objects.create(version=version, position=positions.next_position(version.sections), **said)
    trail.note(by, "added", section)
    return section


@transaction.atomic
def change_section(section: ToolSection, *, by: Account | None, **said: Any) -> ToolSection:
    tool_draft(section.version)
    others = section.version.sections.filter(title=said["title"]).exclude(pk=section.pk)
    _refuse_second(others, "title", "There is a section of this title already.")
    return _change(section, said, by)


@transaction.atomic
def remove_section(section: ToolSection, *, by: Account | None) -> None:
    tool_draft(section.version)
    trail.note(by, "removed", section)
    section.delete()


@transaction.atomic
def move_section(section: ToolSection, *, is_up: bool, by: Account | None) -> None:
    tool_draft(section.version)
    positions.move(section, ToolSection.objects.filter(version=section.version_id), is_up=is_up)
    trail.note(by, "moved", section, is_up=is_up)


@transaction.atomic
def ask_question(section: ToolSection, *, by: Account | None, **said: Any) -> ToolQuestion:
    tool_draft(section.version)
    _refuse_second(section.questions.filter(words=said["words"]), "words", "This section asks that already.")
    place = positions.next_position(section.questions)
    question = ToolQuestion.objects.create(section=section, position=place, **_with_capability(said))
    trail.note(by, "added", question)
    return question


@transaction.atomic
def change_tool_question(question: ToolQuestion, *, by: Account | None, **said: Any) -> ToolQuestion:
    tool_draft(question.section.version)
    others = question.section.questions.filter(words=said["words"]).exclude(pk=question.pk)
    _refuse_second(others, "words", "This section asks that already.")
    return _change(question, _with_capability(said), by)


@transaction.atomic
def remove_tool_question(question: ToolQuestion, *, by: Account | None) -> None:
    tool_draft(question.section.version)
    trail.note(by, "removed", question)
    question.delete()


@transaction.atomic
def move_tool_question(question: ToolQuestion, *, is_up: bool, by: Account | None) -> None:
    tool_draft(question.section.version)
    positions.move(question, ToolQuestion.objects.filter(section=question.section_id), is_up=is_up)
    trail.note(by, "moved", question, is_up=is_up)


# --- tools that come ready --------------------------------------------------------------------------------------------


@transaction.atomic
def keep_themes() -> dict[str, PracticeTheme]:
    """The themes that come with the Academy, each tied to the capability of its code where there is one."""
    held = {theme.code: theme for theme in PracticeTheme.objects.all()}
    for said in ready.themes():
        capability = queries.capability_called(said.capability)
        theme = held.get(said.code)
        if theme is None:
            held[said.code] = PracticeTheme.objects.create(code=said.code, name=said.name, capability=capability)
        elif theme.capability_id is None and capability is not None:
            theme.capability = capability
            theme.save(update_fields=["capability"])
    return held


@transaction.atomic
def add_ready_tool(code: str, *, by: Account | None) -> AuditTool:
    """One of the tools that come ready, as a draft to be read and changed before it is used."""
    said = ready.tool(code)
    if AuditTool.objects.filter(code=code).exists():
        raise ToolThere(f"“{said.name}” is here already.")
    themes = keep_themes()
    tool = add_tool(said.name, code=said.code, about=said.about, by=by)
    version = tool.versions.get()
    for position, section in enumerate(said.sections, start=1):
        held = ToolSection.objects.create(version=version, position=position, title=section.title, **section.grades)
        ToolQuestion.objects.bulk_create(
            ToolQuestion(
                section=held,
                position=place,
                words=question.words,
                good="\n".join(question.good),
                theme=themes[question.theme],
                capability_id=themes[question.theme].capability_id,
            )
            for place, question in enumerate(section.questions, start=1)
        )
    return tool


# --- under the draft’s lock -------------------------------------------------------------------------------------------


def tool_draft(version: ToolVersion) -> ToolVersion:
    """Locked, so that nothing changes while it is being published; and refused once it is in use."""
    version = ToolVersion.objects.select_for_update(of=("self",)).select_related("tool").get(pk=version.pk)
    if not version.is_draft:
        raise NotADraft("This version is in use and does not change any more. Begin a new version.")
    return version


def _with_capability(said: dict[str, Any]) -> dict[str, Any]:
    """What nobody chose a capability for takes that of its theme."""
    theme = said.get("theme")
    if theme is not None and said.get("capability") is None:
        return {**said, "capability": theme.capability}
    return said


def _change(record: Any, said: dict[str, Any], by: Account | None) -> Any:
    for name, value in said.items():
        setattr(record, name, value)
    record.save(update_fields=list(said))
    trail.note(by, "changed", record)
    return record


def _refuse_second(others: models.QuerySet[Any], field: str, words: str) -> None:
    if others.exists():
        raise ToolThere(words, field=field)


def _copy(version: ToolVersion, to: ToolVersion) -> None:
    for section in queries.sections_of(version):
        questions = list(section.questions.all())
        section.pk, section.version = None, to
        section._state.adding = True
        section.save()
        for question in questions:
            question.pk, question.section = None, section
            question._state.adding = True
        ToolQuestion.objects.bulk_create(questions)
