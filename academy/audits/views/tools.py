"""Audit tools: what an audit asks, for everybody to read; and writing the next version of one."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from academy.audits.actions import tools as actions
from academy.audits.forms.tools import PublishToolForm, SectionForm, ToolForm, ToolQuestionForm
from academy.audits.models import AuditTool, ToolQuestion, ToolSection, ToolVersion
from academy.audits.queries import tools as queries
from academy.audits.rules import ready
from academy.audits.rules.tools import lacking
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to


@open_to("see audit tools")
def audit_tools(request: Request) -> HttpResponse:
    viewer = request.viewer
    tools, may_write = list(queries.audit_tools(viewer)), viewer.may("write audit tools")
    held = {tool.code for tool in tools}
    context = {
        "tools": [tool for tool in tools if tool.in_use or may_write],  # type: ignore[attr-defined]
        "may_write": may_write,
        "ready": [tool for code, tool in ready.tools().items() if code not in held] if may_write else [],
    }
    return render(request, "audits/tools/tools.html", context)


@open_to("see audit tools")
def audit_tool(request: Request, id: int) -> HttpResponse:
    """The version in use as auditors see it; without one, only those who write tools see that it is being written."""
    tool = _tool(request, id)
    current = queries.current_version(tool)
    if current is None and not request.viewer.may("write audit tools"):
        raise Http404
    return _shown(request, tool, current)


@open_to("see audit tools")
def tool_version(request: Request, id: int) -> HttpResponse:
    version = queries.tool_version(request.viewer, id)
    if version is None:
        raise Http404
    return _shown(request, version.tool, version)


@open_to("write audit tools")
def add_audit_tool(request: Request) -> HttpResponse:
    form = ToolForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            code = slugify(form.cleaned_data["name"])[:60].strip("-") or "tool"
            tool = actions.add_tool(**form.cleaned_data, code=code, by=request.viewer.account)
            return redirect("write-audit-tool", tool.pk)
    return render(request, "audits/tools/add_tool.html", {"form": form})


@open_to("write audit tools")
@require_POST
def add_ready_tool(request: Request, code: str) -> HttpResponse:
    """A second click finds the tool of the first."""
    try:
        return redirect("write-audit-tool", actions.add_ready_tool(code, by=request.viewer.account).pk)
    except ready.NoSuchTool:
        raise Http404 from None
    except Refused:
        return redirect("audit-tools")


@open_to("write audit tools")
def change_audit_tool(request: Request, id: int) -> HttpResponse:
    tool = _tool(request, id)
    form = ToolForm(request.POST or None, initial={"name": tool.name, "about": tool.about})
    if form.is_valid():
        return redirect(actions.change_tool(tool, **form.cleaned_data, by=request.viewer.account))
    return render(request, "audits/tools/change_tool.html", {"form": form, "tool": tool})


@open_to("publish audit tools")
@require_POST
def retire_audit_tool(request: Request, id: int) -> HttpResponse:
    tool = _tool(request, id)
    retire = actions.take_up_tool if tool.retired_on else actions.retire_tool
    return redirect(retire(tool, by=request.viewer.account))


@open_to("write audit tools")
def write_audit_tool(request: Request, id: int) -> HttpResponse:
    return _written(request, _tool(request, id), PublishToolForm())


@open_to("write audit tools")
@require_POST
def begin_tool_version(request: Request, id: int) -> HttpResponse:
    actions.begin_tool_draft(_tool(request, id), by=request.viewer.account)
    return redirect("write-audit-tool", id)


@open_to("publish audit tools")
@require_POST
def publish_tool_version(request: Request, id: int) -> HttpResponse:
    tool = _tool(request, id)
    draft, form = queries.draft_of(tool), PublishToolForm(request.POST)
    if draft is not None and form.is_valid():
        with form.showing_refusals():
            actions.publish_tool(draft, by=request.viewer.account, what_changed=form.cleaned_data["what_changed"])
            return redirect(tool)
    return _written(request, tool, form) if form.errors else redirect("write-audit-tool", id)


@open_to("write audit tools")
def discard_tool_version(request: Request, id: int) -> HttpResponse:
    tool = _tool(request, id)
    draft, words = queries.draft_of(tool), ""
    if draft is None:
        return redirect("write-audit-tool", id)
    if request.method == "POST":
        try:
            actions.discard_tool_draft(draft, by=request.viewer.account)
            return redirect(tool)
        except Refused as refused:
            words = refused.words
    return render(request, "audits/tools/discard.html", {"tool": tool, "draft": draft, "words": words})


@open_to("write audit tools")
def add_tool_section(request: Request, id: int) -> HttpResponse:
    tool = _tool(request, id)
    draft = queries.draft_of(tool)
    if draft is None:
        return redirect("write-audit-tool", id)
    form = SectionForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_section(draft, by=request.viewer.account, **form.cleaned_data)
            return redirect("write-audit-tool", id)
    return render(request, "audits/tools/section.html", {"tool": tool, "form": form})


@open_to("write audit tools")
def change_tool_section(request: Request, id: int) -> HttpResponse:
    section = _section(request, id)
    form = SectionForm(request.POST or None, initial=SectionForm.said_of(section))
    if form.is_valid():
        with form.showing_refusals():
            actions.change_section(section, by=request.viewer.account, **form.cleaned_data)
            return redirect("write-audit-tool", section.version.tool_id)
    return render(
        request, "audits/tools/section.html", {"tool": section.version.tool, "section": section, "form": form}
    )


@open_to("write audit tools")
@require_POST
def move_tool_section(request: Request, id: int) -> HttpResponse:
    section = _section(request, id)
    return _done(request, section.version, actions.move_section, section, is_up=request.POST.get("way") == "up")


@open_to("write audit tools")
@require_POST
def remove_tool_section(request: Request, id: int) -> HttpResponse:
    section = _section(request, id)
    return _done(request, section.version, actions.remove_section, section)


@open_to("write audit tools")
def add_tool_question(request: Request, id: int) -> HttpResponse:
    section = _section(request, id)
    form = ToolQuestionForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.ask_question(section, by=request.viewer.account, **form.cleaned_data)
            return redirect("write-audit-tool", section.version.tool_id)
    return render(request, "audits/tools/question.html", {"section": section, "form": form})


@open_to("write audit tools")
def change_tool_question(request: Request, id: int) -> HttpResponse:
    question = _question(request, id)
    said = ToolQuestionForm.said_of(question)
    form = ToolQuestionForm(request.POST or None, viewer=request.viewer, initial=said)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_tool_question(question, by=request.viewer.account, **form.cleaned_data)
            return redirect("write-audit-tool", question.section.version.tool_id)
    return render(
        request, "audits/tools/question.html", {"section": question.section, "question": question, "form": form}
    )


@open_to("write audit tools")
@require_POST
def move_tool_question(request: Request, id: int) -> HttpResponse:
    question = _question(request, id)
    is_up = request.POST.get("way") == "up"
    return _done(request, question.section.version, actions.move_tool_question, question, is_up=is_up)


@open_to("write audit tools")
@require_POST
def remove_tool_question(request: Request, id: int) -> HttpResponse:
    question = _question(request, id)
    return _done(request, question.section.version, actions.remove_tool_question, question)


def _shown(request: Request, tool: AuditTool, version: ToolVersion | None) -> HttpResponse:
    viewer = request.viewer
    context = {
        "tool": tool,
        "version": version,
        "sections": queries.sections_of(version) if version else [],
        "versions": [one for one in queries.versions_of(tool) if not one.is_draft],
        "draft": queries.draft_of(tool) if viewer.may("write audit tools") else None,
        "may_write": viewer.may("write audit tools"),
        "may_publish": viewer.may("publish audit tools"),
    }
    return render(request, "audits/tools/tool.html", context)


def _written(request: Request, tool: AuditTool, form: PublishToolForm) -> HttpResponse:
    draft = queries.draft_of(tool)
    sections = queries.sections_of(draft) if draft else []
    context = {
        "tool": tool,
        "draft": draft,
        "current": queries.current_version(tool),
        "sections": sections,
        "lacking": lacking(queries.sections_said(draft)) if draft else [],
        "form": form,
        "may_publish": request.viewer.may("publish audit tools"),
    }
    return render(request, "audits/tools/write.html", context)


def _done(request: Request, version: ToolVersion, action: Callable[..., Any], record: Any, **how: Any) -> HttpResponse:
    action(record, by=request.viewer.account, **how)
    return redirect("write-audit-tool", version.tool_id)


def _tool(request: Request, id: int) -> AuditTool:
    tool = queries.audit_tool(request.viewer, id)
    if tool is None:
        raise Http404
    return tool


def _section(request: Request, id: int) -> ToolSection:
    return get_object_or_404(queries.draft_sections(request.viewer), pk=id)


def _question(request: Request, id: int) -> ToolQuestion:
    return get_object_or_404(queries.draft_questions(request.viewer), pk=id)
