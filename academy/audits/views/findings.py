"""Findings, what is done about them, and feedback to workers."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from academy.audits.actions import findings as actions
from academy.audits.forms import findings as forms
from academy.audits.forms.auditing import FeedbackForm
from academy.audits.models import Audit, Finding, Sample, ToolQuestion
from academy.audits.queries import auditing, practice
from academy.audits.queries import findings as queries
from academy.audits.rules.findings import ACTION_WEEKS, FindingKind, change_words
from academy.core import clock
from academy.core.exports import Column, Status, Table
from academy.needs import queries as needs
from academy.needs.rules import Risk
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.ui.dates import date_words

BIGGEST = 2**31


@open_to("see findings")
def findings(request: Request) -> HttpResponseBase:
    chosen = forms.FindingsFilter(request.GET)
    rows = queries.findings(request.viewer)
    said = chosen.cleaned_data if chosen.is_valid() else {}
    if said.get("search"):
        rows = rows.filter(said__icontains=said["search"].replace("\x00", ""))
    if said.get("kind"):
        rows = rows.filter(kind=said["kind"])
    table = Table("Findings", _columns(), rows)
    if file := tables.download(request, table):
        return file
    context = {
        "table": tables.show(request, table),
        "filter": chosen,
        "is_filtered": any(said.values()),
        "may_record": request.viewer.may("record findings"),
    }
    return render(request, "audits/findings.html", context)


@open_to("see findings")
def finding(request: Request, id: int) -> HttpResponse:
    """What was found, what is done about it, and what was seen when it was looked at again."""
    viewer = request.viewer
    found = get_object_or_404(queries.findings(viewer), pk=id)
    again = list(found.re_audits.select_related("sample__round").order_by("due_on", "pk"))
    last = next((one for one in reversed(again) if one.of), None)
    context = {
        "finding": found,
        "figure": practice.found_share(found.found, found.of, label="Found in", on=found.found_on),
        "actions": list(queries.actions_of(viewer).filter(finding=found)),
        "signals": needs.signals_raised_by(viewer, found),
        "again": again,
        "waiting": next((one for one in again if one.done_on is None), None),
        "seen_again": last,
        "again_figure": practice.found_share(
            last.found or 0, last.of or 0, label="Looked at again", on=last.done_on or viewer.on
        )
        if last
        else None,
        "change": change_words((found.found, found.of), (last.found or 0, last.of or 1)) if last else "",
        "may_record": viewer.may("record findings"),
        "on": viewer.on,
    }
    return render(request, "audits/finding.html", context)


@open_to("record findings")
def new_finding(request: Request) -> HttpResponse:
    """From one audit, or from a question over the audits of a sample: the address says which."""
    viewer = request.viewer
    about = _about(request)
    form = forms.FindingForm(request.POST or None, viewer=viewer, initial=about["initial"])
    if about["rests_on"] and form.is_valid() and form.may_keep():
        said = {name: form.cleaned_data[name] for name in ("said", "kind", "words", "risk", "capability")}
        with form.showing_refusals():
            return redirect(actions.record_finding(**said, **about["rests_on"], by=viewer.account))
    samples = [] if about["rests_on"] else _weak(request)
    return render(request, "audits/new_finding.html", {"form": form, **about, "samples": samples})


@open_to("record findings")
def add_action(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Finding), pk=id)
    return _action(request, {"finding": found}, back=found.get_absolute_url(), about=str(found), risk=Risk(found.risk))


@open_to("do audits")
def add_audit_action(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(auditing.own_audits(request.viewer), pk=id)
    return _action(request, {"audit": found}, back=found.get_absolute_url(), about=str(found), risk=Risk.HIGH)


@open_to("see audit actions")
def audit_action(request: Request, id: int) -> HttpResponse:
    """What is to be done, and the one box in which it is done."""
    viewer = request.viewer
    found = get_object_or_404(queries.actions_of(viewer), pk=id)
    may_finish = found.done_on is None and (found.owner_id == _own(request) or viewer.may("record findings"))
    form = forms.DoneForm(request.POST or None if may_finish else None)
    if may_finish and form.is_valid() and form.may_keep():
        with form.showing_refusals():
            actions.finish_action(found, came_of_it=form.cleaned_data["came_of_it"], by=viewer.account)
            return redirect(found)
    context = {
        "action": found, "form": form, "may_finish": may_finish, "on": viewer.on,
        "may_see_finding": viewer.may("see findings"),
    }  # fmt: skip
    return render(request, "audits/action.html", context)


@open_to("see audit actions")
def audit_actions(request: Request) -> HttpResponseBase:
    """All within reach, what is late first."""
    rows = queries.actions_of(request.viewer).order_by("done_on", "due_on", "pk")
    if "all" not in request.GET:
        rows = rows.filter(done_on__isnull=True)
    columns = [
        Column("what", "What", is_row_header=True, link="get_absolute_url"),
        Column("owner", "Who", order_by="owner__family_name"),
        Column("due_on", "By", kind=date, order_by="due_on"),
        Column("state", "State", value=lambda row: _state(row, request.viewer.on)),
    ]
    table = Table("Actions from audits", columns, rows)
    if file := tables.download(request, table):
        return file
    return render(
        request, "audits/actions.html", {"table": tables.show(request, table), "is_all": "all" in request.GET}
    )


@open_to("record findings")
def re_audit_day(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Finding), pk=id)
    waiting = found.re_audits.filter(done_on__isnull=True).first()
    form = forms.ReAuditDayForm(request.POST or None, initial={"due_on": waiting.due_on if waiting else None})
    if form.is_valid():
        with form.showing_refusals():
            actions.plan_re_audit(found, due_on=form.cleaned_data["due_on"], by=request.viewer.account)
            return redirect(found)
    return render(request, "audits/re_audit_day.html", {"finding": found, "form": form})


@open_to("record findings")
def look_again(request: Request, id: int) -> HttpResponse:
    """The same question, counted over a later sample."""
    found = get_object_or_404(visible(request.viewer, Finding), pk=id)
    samples = visible(request.viewer, Sample, "see practice").exclude(pk=found.sample_id or 0).select_related("round")
    form = forms.LookAgainForm(request.POST or None, samples=samples)
    if form.is_valid():
        with form.showing_refusals():
            actions.look_again(found, form.cleaned_data["sample"], by=request.viewer.account)
            return redirect(found)
    return render(request, "audits/look_again.html", {"finding": found, "form": form})


@open_to("do audits")
def give_feedback(request: Request, id: int) -> HttpResponse:
    """The conversation with the worker, written down once it was held."""
    found = get_object_or_404(auditing.own_audits(request.viewer), pk=id)
    form = FeedbackForm(request.POST or None, initial={"held_on": request.viewer.on})
    if form.is_valid() and form.may_keep():
        said = {name: form.cleaned_data[name] for name in ("held_on", "went_well", "to_work_on", "worker_said")}
        with form.showing_refusals():
            actions.give_feedback(found, **said, by=request.viewer.account)
            return redirect(found)
    return render(request, "audits/give_feedback.html", {"audit": found, "form": form})


@open_to("see feedback")
def feedback(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.feedback(request.viewer), pk=id)
    is_own = found.worker_id is not None and found.worker_id == _own(request)
    hides_grades = auditing.hidden_from(request.viewer).filter(pk=found.audit_id).exists()
    context = {"feedback": found, "is_own": is_own, "hides_grades": hides_grades}
    return render(request, "audits/feedback.html", context)


def _columns() -> list[Column]:
    return [
        Column("said", "What was found", is_row_header=True, link="get_absolute_url", order_by="said"),
        Column("share_words", "In", value=lambda row: f"{row.share_words} audits" if row.of > 1 else "One audit"),
        Column(
            "kind", "Which", value=lambda row: Status("Strength", "good") if row.kind == FindingKind.STRENGTH else ""
        ),
        Column("risk", "Risk", value=lambda row: row.get_risk_display(), order_by="risk"),
        Column("found_on", "Found on", kind=date, order_by="found_on"),
        Column("actions", "Actions", value=_actions_words),
    ]


def _actions_words(row: Any) -> str:
    if not row.all_actions:
        return "None"
    return f"{row.open_actions} of {row.all_actions} open" if row.open_actions else f"All {row.all_actions} done"


def _state(row: Any, on: Any) -> Any:
    if row.done_on:
        return Status("Done", "good")
    return Status("Late", "late") if row.due_on < on else Status("Open", "calm")


def _own(request: Request) -> int:
    return request.viewer.person.pk if request.viewer.person else 0


def _action(request: Request, because: dict[str, Any], *, back: str, about: str, risk: Risk) -> HttpResponse:
    due_on = clock.today() + timedelta(weeks=ACTION_WEEKS[risk])
    form = forms.ActionForm(request.POST or None, initial={"due_on": due_on})
    if form.is_valid() and form.may_keep():
        owner = form.person()
        if owner is None:
            form.add_error("owner", "We know nobody by that address")
        else:
            with form.showing_refusals():
                said = form.cleaned_data
                actions.add_action(
                    said["what"], owner=owner, due_on=said["due_on"], by=request.viewer.account, **because
                )
                return redirect(back)
    return render(request, "audits/add_action.html", {"form": form, "back": back, "about": about})


def _about(request: Request) -> dict[str, Any]:
    """What a finding rests on, counted afresh: nobody types how often something was found."""
    viewer = request.viewer
    if audit_id := _number(request, "audit"):
        audit: Audit = get_object_or_404(visible(viewer, Audit, "record findings"), pk=audit_id)
        return {
            "rests_on": {"audit": audit},
            "initial": {"kind": FindingKind.TO_IMPROVE, "risk": Risk.HIGH},
            "audit": audit,
        }
    sample_id, question_id = _number(request, "sample"), _number(request, "question")
    if not (sample_id and question_id):
        return {"rests_on": {}, "initial": {}}
    sample = get_object_or_404(visible(viewer, Sample, "see practice").select_related("round"), pk=sample_id)
    question = get_object_or_404(
        visible(viewer, ToolQuestion, "see practice").select_related("theme", "capability"), pk=question_id
    )
    weak, of = practice.weak_in(sample, question)
    if not of:
        raise Http404
    capability = question.capability or (question.theme.capability if question.theme else None)
    initial = {"kind": FindingKind.TO_IMPROVE, "risk": Risk.HIGH, "capability": capability}
    rests_on = {"sample": sample, "question": question, "found": weak, "of": of}
    return {"rests_on": rests_on, "initial": initial, "sample": sample, "question": question, "weak": weak, "of": of}


def _number(request: Request, name: str) -> int:
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and int(given) < BIGGEST else 0


def _weak(request: Request) -> list[dict[str, Any]]:
    """Of the latest samples with finished audits: the questions that were weak most often."""
    samples = visible(request.viewer, Sample, "see practice").select_related("round", "tool_version__tool")
    shown = []
    for sample in samples.filter(cases__audits__finished_at__isnull=False).distinct()[:3]:
        base = reverse("new-finding")
        weak = [
            {"weak": one, "url": f"{base}?sample={sample.pk}&question={one.question.pk}"}
            for one in practice.weak_questions(sample)[:8]
        ]
        if weak:
            shown.append({"sample": sample, "drawn_on": date_words(sample.drawn_at.date()), "weak": weak})
    return shown
