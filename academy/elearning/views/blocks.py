"""Pages for what stands on a page of a draft: its blocks, and the questions of a knowledge check."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.elearning import actions, queries
from academy.elearning.forms import BLOCK_FORMS, SENT, question_form, said_of
from academy.elearning.models import Block
from academy.elearning.rules import BlockKind, QuestionKind
from academy.people.scope import Request, open_to
from academy.ui.forms import Form

HOW: dict[str, str] = {
    QuestionKind.SINGLE: "Two answers or more, of which one is right. Each says something to whoever chooses it.",
    QuestionKind.SEVERAL: "Three answers or more. It is right when all that are right are chosen, and no other.",
    QuestionKind.TRUE_FALSE: "Something is said, and it is true or it is not.",
    QuestionKind.ORDER: "Write the parts in their right order. Learners get them mixed.",
}
QUESTION_KINDS = [{"kind": kind.value, "label": kind.label} for kind in QuestionKind]


@open_to("write lessons")
def add_block(request: Request, id: int, block_kind: str) -> HttpResponse:
    page = get_object_or_404(queries.draft_pages(request.viewer), pk=id)
    kind = _kind(block_kind, BlockKind)
    form = BLOCK_FORMS[kind](request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.showing_refusals():
            block = actions.add_block(page, kind, by=request.viewer.account, sent=_sent(form), **_said(form))
            return redirect(block if kind == BlockKind.CHECK else page)
    return render(request, "elearning/add_block.html", {"page": page, "kind": kind.label, "form": form})


@open_to("write lessons")
def edit_block(request: Request, id: int) -> HttpResponse:
    block = get_object_or_404(queries.draft_blocks(request.viewer), pk=id)
    form = BLOCK_FORMS[block.kind](request.POST or None, request.FILES or None, initial=said_of(block))
    if form.is_valid():
        with form.showing_refusals():
            actions.change_block(block, by=request.viewer.account, sent=_sent(form), **_said(form))
            return redirect(block if block.kind == BlockKind.CHECK else block.page)
    is_check = block.kind == BlockKind.CHECK
    context = {
        "part": block,
        "page": block.page,
        "form": form,
        "is_check": is_check,
        "questions": list(block.questions.all()) if is_check else [],
        "kinds": QUESTION_KINDS,
        "missing": [lack for lack in queries.missing_in(block.page.version) if lack.block_id == block.pk],
    }
    return render(request, "elearning/edit_block.html", context)


@open_to("write lessons")
@require_POST
def move_block(request: Request, id: int) -> HttpResponse:
    block = get_object_or_404(queries.draft_blocks(request.viewer), pk=id)
    actions.move_block(block, is_up=request.POST.get("way") == "up", by=request.viewer.account)
    return redirect(f"{block.page.get_absolute_url()}#part-{block.pk}")


@open_to("write lessons")
def remove_block(request: Request, id: int) -> HttpResponse:
    block = get_object_or_404(queries.draft_blocks(request.viewer), pk=id)
    if request.method == "POST":
        actions.remove_block(block, by=request.viewer.account)
        return redirect(block.page)
    return render(request, "elearning/remove_block.html", {"part": block, "page": block.page})


@open_to("write lessons")
def add_question(request: Request, id: int, question_kind: str) -> HttpResponse:
    block = _check(request, id)
    kind = _kind(question_kind, QuestionKind)
    form = question_form(kind, request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_question(block, kind, by=request.viewer.account, **_asked(form))
            return redirect(block)
    return render(
        request, "elearning/question.html", {"part": block, "form": form, "kind": kind.label, "how": HOW[kind]}
    )


@open_to("write lessons")
def edit_question(request: Request, id: int) -> HttpResponse:
    question = get_object_or_404(queries.draft_questions(request.viewer), pk=id)
    form = question_form(question.kind, request.POST or None, question)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_question(question, by=request.viewer.account, **_asked(form))
            return redirect(question.block)
    context = {
        "part": question.block,
        "form": form,
        "kind": question.get_kind_display(),
        "how": HOW[question.kind],
    }
    return render(request, "elearning/question.html", context)


@open_to("write lessons")
@require_POST
def remove_question(request: Request, id: int) -> HttpResponse:
    question = get_object_or_404(queries.draft_questions(request.viewer), pk=id)
    address = reverse("edit-block", args=[question.block_id])
    actions.remove_question(question, by=request.viewer.account)
    return redirect(address)


def _check(request: Request, id: int) -> Block:
    return get_object_or_404(queries.draft_blocks(request.viewer).filter(kind=BlockKind.CHECK), pk=id)


def _kind(word: str, kinds: Any) -> Any:
    if word not in kinds.values:
        raise Http404
    return kinds(word)


def _said(form: Form) -> dict[str, Any]:
    """All that was typed; files are kept by their own action."""
    said = {name: value for name, value in form.cleaned_data.items() if name not in SENT}
    return {name: 0 if name == "minutes" and value is None else value for name, value in said.items()}


def _sent(form: Form) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in SENT if form.cleaned_data.get(name)}


def _asked(form: Any) -> dict[str, Any]:
    said = form.cleaned_data
    return {"words": said["words"], "feedback": said.get("feedback", ""), "choices": form.choices}
