"""Rounds and samples: planned, drawn from a list that is not kept, and shared out to auditors."""

import secrets
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.debug import sensitive_variables

from academy.audits.actions import samples as actions
from academy.audits.forms.samples import CaseListForm, DrawForm, DropForm, GiveForm, RoundForm, ShareForm
from academy.audits.imports import read_cases
from academy.audits.models import AuditRound, Sample, SampledCase
from academy.audits.queries import samples as queries
from academy.audits.rules.case_lists import CaseList
from academy.core import clock, trail
from academy.core.exports import Column, Status, Table, as_csv
from academy.core.imports import PACKED, Unreadable
from academy.core.refusals import Refused
from academy.core.uploads.in_memory import in_memory
from academy.people.scope import Request, open_to
from academy.ui import tables


@open_to("see samples")
def audit_rounds(request: Request) -> HttpResponse:
    columns = [
        Column("name", "Round", is_row_header=True, link=lambda row: row.get_absolute_url()),
        Column("planned", "Planned", kind=int),
        Column("drawn", "Drawn", kind=int),
        Column("given", "Given to auditors", kind=int),
        Column("due_on", "Due by", value=lambda row: row.due_on),
    ]
    table = Table("Audit rounds", columns, queries.rounds(request.viewer))
    context = {
        "table": tables.show(request, table, per_page=24, has_downloads=False),
        "may_draw": request.viewer.may("draw samples"),
    }
    return render(request, "audits/samples/rounds.html", context)


@open_to("draw samples")
def plan_round(request: Request) -> HttpResponse:
    form = RoundForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.plan_round(**form.cleaned_data, by=request.viewer.account))
    return render(request, "audits/samples/plan_round.html", {"form": form})


@open_to("see samples")
def audit_round(request: Request, id: int) -> HttpResponse:
    found = _round(request, id)
    context = {
        "round": found,
        "samples": list(queries.samples(request.viewer, of=found)),
        "may_draw": request.viewer.may("draw samples"),
    }
    return render(request, "audits/samples/round.html", context)


@open_to("draw samples")
def change_round(request: Request, id: int) -> HttpResponse:
    found = _round(request, id)
    initial = {name: getattr(found, name) for name in RoundForm.base_fields}
    form = RoundForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_round(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "audits/samples/change_round.html", {"form": form, "round": found})


@open_to("draw samples")
@in_memory
@sensitive_variables()
def draw_sample(request: Request, id: int) -> HttpResponse:
    """The list is read and drawn from within this one request, and nothing of it is written anywhere."""
    round = _round(request, id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DrawForm(*sent, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            sample = actions.draw_sample(
                round,
                form.cleaned_data["tool"],
                _cases_in(form),
                organisation=form.cleaned_data["organisation"],
                design=form.design(seed=secrets.token_urlsafe(9)),
                by=request.viewer.account,
                without_months=form.cleaned_data["without_months"] or 0,
            )
            return redirect(sample)
    return render(request, "audits/samples/draw.html", {"form": form, "round": round})


@open_to("see samples")
def sample(request: Request, id: int) -> HttpResponseBase:
    viewer = request.viewer
    found = _sample(request, id)
    sees_cases = viewer.may("draw samples")
    table = _cases_table(found)
    if sees_cases and (file := tables.download(request, table)):
        return file
    context = {
        "sample": found,
        "strata": _strata_table(found),
        "table": tables.show(request, table) if sees_cases else None,
        "may_draw": sees_cases,
        "waiting": queries.cases_of(found).filter(auditor=None, dropped_on=None).count(),
    }
    return render(request, "audits/samples/sample.html", context)


@open_to("draw samples")
def share_cases(request: Request, id: int) -> HttpResponse:
    found = _sample(request, id)
    auditors = list(queries.auditors(clock.today()))
    form = ShareForm(request.POST or None, auditors=auditors)
    given = None
    if form.is_valid():
        with form.showing_refusals():
            given = actions.share_cases(found, list(form.cleaned_data["auditors"]), by=request.viewer.account)
    waiting = queries.cases_of(found).filter(auditor=None, dropped_on=None)
    context = {
        "sample": found,
        "form": form,
        "auditors": auditors,
        "waiting": waiting.count(),
        "unknown": waiting.filter(worker=None, team=None).count(),
        "given": None if given is None else sorted((str(one), len(cases)) for one, cases in given.items()),
        "left": list(waiting[:12]) if given is not None else [],
    }
    return render(request, "audits/samples/share.html", context)


@open_to("draw samples")
@in_memory
@sensitive_variables()
def case_keys(request: Request, id: int) -> HttpResponseBase:
    """Who holds the list may see which of its cases was drawn: the list is asked for again, and again not kept."""
    found = _sample(request, id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = CaseListForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            rows = _keys(found, _cases_in(form))
            trail.note_reading(request.viewer.account, "took the key of", found, cases=len(rows))
            columns = [Column("pseudonym", "Case"), Column("case", "In the list")]
            file = as_csv(Table(f"Key {slugify(str(found))}", columns, rows))
            file["Cache-Control"] = "no-store"
            return file
    return render(request, "audits/samples/keys.html", {"form": form, "sample": found})


@open_to("see sampled cases")
def sampled_case(request: Request, id: int) -> HttpResponse:
    """What is known of a case. Its auditor sees it, and whoever draws samples may give it to somebody else."""
    case = queries.sampled_case(request.viewer, id)
    if case is None:
        raise Http404
    context = {
        "case": case,
        "audits": list(case.audits.select_related("sampled_case").order_by("opened_at")),
        "may_draw": request.viewer.may("draw samples"),
    }
    return render(request, "audits/samples/case.html", context)


@open_to("draw samples")
def give_case(request: Request, id: int) -> HttpResponse:
    case = _case(request, id)
    form = GiveForm(request.POST or None, auditors=queries.auditors(clock.today()))
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.give_case(case, form.cleaned_data["auditor"], by=request.viewer.account))
    return render(request, "audits/samples/give.html", {"case": case, "form": form})


@open_to("draw samples")
def drop_case(request: Request, id: int) -> HttpResponse:
    case = _case(request, id)
    form = DropForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.drop_case(case, why=form.cleaned_data["why"], by=request.viewer.account))
    return render(request, "audits/samples/drop.html", {"case": case, "form": form})


@sensitive_variables()
def _cases_in(form: CaseListForm) -> CaseList:
    file = form.cleaned_data["file"]
    if file.size > PACKED:
        raise Unreadable("The file is larger than 20 MB. Send it in two parts.", field="file")
    try:
        return read_cases(file.read(), "")
    except Refused as refused:
        raise Unreadable(refused.words, field="file") from None


@sensitive_variables()
def _keys(sample: Sample, found: CaseList) -> list[dict[str, str]]:
    names = {queries.pseudonym_of(case.key): case.key for case in found.cases}
    drawn = queries.cases_of(sample).values_list("pseudonym", flat=True)
    return [{"pseudonym": name, "case": names.get(name, "Not in this list")} for name in drawn]


def _cases_table(sample: Sample) -> Table:
    columns = [
        Column("pseudonym", "Case", is_row_header=True, link=lambda row: row.get_absolute_url()),
        Column("kind", "Kind of work", value=lambda row: row.get_kind_display(), order_by="kind"),
        Column("age_band", "Age", value=lambda row: row.get_age_band_display(), order_by="age_band"),
        Column("team", "Team", value=lambda row: row.worked_in, order_by="team__name"),
        Column("worker", "Worker", value=lambda row: row.worked_by),
        Column("auditor", "Auditor", value=lambda row: str(row.auditor or ""), order_by="auditor__family_name"),
        Column("standing", "Standing", kind=Status, value=_standing, is_labelled=False),
    ]
    return Table(f"Cases of {sample}", columns, queries.cases_of(sample))


def _standing(case: Any) -> Status:
    if case.dropped_on:
        return Status("Dropped")
    if case.is_begun:
        return Status("Begun", "good")
    return Status("Given", "note") if case.auditor_id else Status("Nobody yet", "due")


def _strata_table(sample: Sample) -> tables.ShownTable | None:
    """How the list was made up, and the sample: only when it was drawn by something."""
    strata = sample.design.get("strata", {})
    if len(strata) < 2:
        return None
    rows = [{"name": name, "cases": cases, "drawn": drawn} for name, (cases, drawn) in strata.items()]
    columns = [
        Column("name", sample.design.get("stratify") or "Stratum", is_row_header=True),
        Column("cases", "In the list", kind=int),
        Column("drawn", "Drawn", kind=int),
    ]
    return tables.whole(Table("What the list and the sample are made up of", columns, rows))


def _round(request: Request, id: int) -> AuditRound:
    found = queries.audit_round(request.viewer, id)
    if found is None:
        raise Http404
    return found


def _sample(request: Request, id: int) -> Sample:
    found = queries.sample(request.viewer, id)
    if found is None:
        raise Http404
    return found


def _case(request: Request, id: int) -> SampledCase:
    case = queries.case_to_give(request.viewer, id)
    if case is None:
        raise Http404
    return case
