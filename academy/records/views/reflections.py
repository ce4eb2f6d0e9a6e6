"""A reflection: one question to a screen, kept as one goes, and nobody else's unless one shows it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from academy.people.scope import Request, open_to
from academy.records import actions, queries, rules
from academy.records.forms import AboutForm, AnswerForm, PeerForm, StandardsForm
from academy.records.models import Reflection
from academy.records.rules import Question
from academy.ui.warned import WarnedForm


@open_to("keep reflections")
def reflect(request: Request, id: int) -> HttpResponse:
    """From something on one's record straight to the first question: what it was is known."""
    learned = queries.completions(request.viewer).filter(person=request.viewer.person or 0)
    found = get_object_or_404(learned, pk=id)
    if held := queries.reflection_on(request.viewer, found):
        return redirect(held)
    form = AnswerForm(request.POST or None, question=Question.LEARNED)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            begun = actions.begin_reflection(found, by=request.viewer.account)
            _keep(request, begun, Question.LEARNED, form)
            return redirect(_next(begun, Question.LEARNED))
    facts = {"title": found.item.title, "done_on": found.completed_on, "hours": found.hours, "back": found}
    return _ask(request, form, Question.LEARNED, facts)


@open_to("keep reflections")
def reflection_new(request: Request) -> HttpResponse:
    """On something that the Academy does not know of."""
    person = request.viewer.person
    if person is None:
        return render(request, "records/nobody.html")
    form = AboutForm(request.POST or None)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            begun = actions.begin_own(person, by=request.viewer.account, **_about(form))
            return redirect("reflection-question", begun.pk, Question.LEARNED)
    return render(request, "records/reflection_new.html", {"form": form, "warnings": form.warnings})


@open_to("keep reflections")
@never_cache
def reflection(request: Request, id: int) -> HttpResponse:
    """All of it, with what may be changed. Sent, it is finished: a piece of the year."""
    held = _own(request, id)
    refused = ""
    if request.method == "POST":
        try:
            actions.finish_reflection(held, by=request.viewer.account)
            return redirect(f"{held.get_absolute_url()}?kept")
        except rules.NotAPiece as no:
            refused = no.words
    context = {
        "reflection": held,
        "answers": _answers(held),
        "capabilities": list(held.capabilities.all()),
        "refused": refused,
        "is_kept": "kept" in request.GET and held.is_finished,
        "cpd": queries.cpd_year(held.person, on=request.viewer.on),
        "manager": queries.line_manager(held.person, request.viewer.on),
    }
    return render(request, "records/reflection.html", context)


@open_to("keep reflections")
@never_cache
def question(request: Request, id: int, question: str) -> HttpResponse:
    held = _own(request, id)
    if question not in Question.values:
        raise Http404
    asked = Question(question)
    form = _form(request, held, asked)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            _keep(request, held, asked, form)
            is_over = "stop" in request.POST or "change" in request.GET
            return redirect(held.get_absolute_url() if is_over else _next(held, asked))
    return _ask(request, form, asked, {"title": held.title, "done_on": held.done_on, "hours": held.hours, "back": held})


@open_to("keep reflections")
def reflection_about(request: Request, id: int) -> HttpResponse:
    held = _own(request, id)
    fields = ("title", "activity", "done_on", "hours", "about")
    form = AboutForm(request.POST or None, initial={name: getattr(held, name) for name in fields})
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            actions.change_about(held, **_about(form))
            return redirect(held)
    context = {"form": form, "warnings": form.warnings, "reflection": held}
    return render(request, "records/reflection_new.html", context)


@open_to("keep reflections")
def standards(request: Request, id: int) -> HttpResponse:
    held = _own(request, id)
    form = StandardsForm(request.POST or None, viewer=request.viewer, initial={"capabilities": held.capabilities.all()})
    if form.is_valid():
        actions.tie_to(held, form.cleaned_data["capabilities"])
        return redirect(held)
    return render(request, "records/standards.html", {"form": form, "reflection": held})


@open_to("keep reflections")
def share(request: Request, id: int) -> HttpResponse:
    """With the line manager of today, by one's own choice; and taken back in the same place."""
    held = _own(request, id)
    manager = queries.line_manager(held.person, request.viewer.on)
    refused = ""
    if request.method == "POST":
        try:
            if held.shared_with_id:
                actions.stop_sharing(held, by=request.viewer.account)
            else:
                actions.share_reflection(held, manager, by=request.viewer.account)
            return redirect(held)
        except (rules.NobodyToShareWith, rules.NotAPiece) as no:
            refused = no.words
    return render(request, "records/share.html", {"reflection": held, "manager": manager, "refused": refused})


@open_to("keep reflections")
def throw_away(request: Request, id: int) -> HttpResponse:
    held = _own(request, id)
    if request.method == "POST":
        actions.throw_away(held, by=request.viewer.account)
        return redirect("cpd")
    return render(request, "records/throw_away.html", {"reflection": held})


@open_to("read what people show")
def shown(request: Request) -> HttpResponse:
    """What people chose to show their line manager."""
    return render(request, "records/shown.html", {"shown": list(queries.shown_to(request.viewer)[:100])})


@open_to("read what people show")
@never_cache
def shown_reflection(request: Request, id: int) -> HttpResponse:
    held = get_object_or_404(queries.shown_to(request.viewer), pk=id)
    context = {"reflection": held, "answers": _answers(held), "capabilities": list(held.capabilities.all())}
    return render(request, "records/shown_reflection.html", context)


def _own(request: Request, id: int) -> Reflection:
    found: Reflection = get_object_or_404(queries.own_reflections(request.viewer).select_related("person"), pk=id)
    return found


def _form(request: Request, held: Reflection, asked: Question) -> WarnedForm:
    if asked is Question.PEER:
        return PeerForm(request.POST or None, initial={"peer": held.peer, "words": held.discussed})
    return AnswerForm(request.POST or None, question=asked, initial={"words": held.answer_to(asked)})


def _keep(request: Request, held: Reflection, asked: Question, form: WarnedForm) -> None:
    said = form.cleaned_data
    actions.answer_question(held, asked, said["words"], peer=said.get("peer", ""), by=request.viewer.account)


def _next(held: Reflection, asked: Question) -> str:
    after = rules.next_question(asked)
    return f"{held.get_absolute_url()}{after.value}/" if after else held.get_absolute_url()


def _ask(request: Request, form: WarnedForm, asked: Question, facts: dict[str, Any]) -> HttpResponse:
    number = list(Question).index(asked) + 1
    context = {
        "form": form,
        "warnings": form.warnings,
        "question": asked.label,
        "is_last": rules.next_question(asked) is None or "change" in request.GET,
        "is_change": "change" in request.GET,
        "number": number,
        "of": len(Question),
        **facts,
    }
    return render(request, "records/question.html", context)


def _answers(held: Reflection) -> list[dict[str, str]]:
    return [
        {
            "question": asked.value,
            "label": asked.label,
            "words": held.answer_to(asked),
            "with": held.get_peer_display() if asked is Question.PEER else "",
        }
        for asked in Question
    ]


def _about(form: AboutForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "activity", "done_on", "hours", "about")}
