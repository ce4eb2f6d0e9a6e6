"""Agency workers: who is at work on what terms, what is to be put right, the caps, and what the council pays itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.analysis.disclosure import FEWEST_FOR_PERCENT, THRESHOLD
from academy.core.figures import Figure
from academy.people.models import Person
from academy.people.rules import Reach
from academy.people.scope import Request, TheAuthority, open_to, visible
from academy.ui import tables
from academy.workforce import measures
from academy.workforce.actions import agency as actions
from academy.workforce.forms.agency import (
    AddAssignmentForm,
    AssignmentsFilter,
    ChangeAssignmentForm,
    EmployedCostForm,
    EndAssignmentForm,
    ExceptionForm,
    NewTermsForm,
    PriceCapForm,
)
from academy.workforce.models import Assignment
from academy.workforce.queries import agency as queries
from academy.workforce.queries.agency import Checked
from academy.workforce.rules import agency as rules
from academy.workforce.rules.costs import REPORTED_BY
from academy.workforce.shown import agency as shown

A_YEAR = timedelta(days=365)
SEEN, KEPT = "see agency work", "keep agency work"


@open_to("see agency work")
def agency(request: Request) -> HttpResponseBase:
    """Everything of the whole authority for the Academy and the director; counts for Members."""
    on = request.viewer.on
    now = queries.checked(queries.at_work(queries.assignments(TheAuthority(on)), on), on=on)
    context: dict[str, Any] = {
        "figures": agency_figures(now, on=on, numbers_only=sees_numbers_only(request)),
        "workers": len({one.assignment.person_id for one in now}),
        "on": on,
        "reported": REPORTED_BY,
        "keeps": request.viewer.may(KEPT),
    }
    if sees_numbers_only(request):
        counts = [tables.whole(shown.counts_table(now, by=by)) for by in ("job_type", "covers")]
        return render(request, "workforce/agency_counts.html", context | {"counts": counts, "has_any": bool(now)})
    form = AssignmentsFilter(request.GET or None, initial={"show": "now"})
    found = _chosen(request, form, now)
    table = shown.assignments_table(found, names_workers=request.viewer.may(KEPT))
    if file := tables.download(request, table):
        return file
    context |= {
        "form": form,
        "table": tables.show(request, table, per_page=20),
        "by_rule": tables.whole(shown.open_rules_table(now)),
        "to_do": sum(1 for one in now if one.open),
        "unwritten": _unwritten(request),
    }
    return render(request, "workforce/agency.html", context)


@open_to("see agency work")
def assignment(request: Request, id: int) -> HttpResponse:
    found = assignment_or_404(request, id)
    [one] = queries.checked([found], on=request.viewer.on)
    exceptions = list(queries.exceptions_of(found))
    context = {
        "assignment": found,
        "rules": tables.whole(shown.rules_table(one.findings)),
        "to_do": one.open,
        "cap": one.cap,
        "exceptions": tables.whole(shown.exceptions_table(exceptions)) if exceptions else None,
        "keeps": request.viewer.may(KEPT),
        "later": found.carried_on.first(),
    }
    return render(request, "workforce/assignment.html", context)


@open_to("keep agency work")
def add_assignment(request: Request) -> HttpResponse:
    person = visible(request.viewer, Person).filter(pk=_number(request.GET.get("person"))).first()
    form = AddAssignmentForm(request.POST or None, viewer=request.viewer, initial=_known_of(person, request))
    if form.is_valid():
        said = dict(form.cleaned_data)
        with form.showing_refusals():
            worker, team = said.pop("worker"), said.pop("team")
            return redirect(actions.add_assignment(worker, team, by=request.viewer.account, **said))
    return render(request, "workforce/add_assignment.html", {"form": form, "person": person})


@open_to("keep agency work")
def change_assignment(request: Request, id: int) -> HttpResponse:
    found = assignment_or_404(request, id)
    form = ChangeAssignmentForm(request.POST or None, assignment=found, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_assignment(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "workforce/change_assignment.html", {"form": form, "assignment": found})


@open_to("keep agency work")
def new_terms(request: Request, id: int) -> HttpResponse:
    found = assignment_or_404(request, id)
    form = NewTermsForm(request.POST or None, assignment=found)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_terms(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "workforce/new_terms.html", {"form": form, "assignment": found})


@open_to("keep agency work")
def end_assignment(request: Request, id: int) -> HttpResponse:
    found = assignment_or_404(request, id)
    form = EndAssignmentForm(request.POST or None, initial={"ended_on": found.due_to_end_on})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.end_assignment(found, by=request.viewer.account, **form.cleaned_data))
    return render(request, "workforce/end_assignment.html", {"form": form, "assignment": found})


@open_to("keep agency work")
def except_assignment(request: Request, id: int) -> HttpResponse:
    found = assignment_or_404(request, id)
    [one] = queries.checked([found], on=request.viewer.on)
    first = one.open[0].rule if one.open else rules.Rule.CAP
    form = ExceptionForm(request.POST or None, initial={"rule": first, "decided_on": request.viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            actions.except_from_rule(found, by=request.viewer.account, **form.cleaned_data)
            return redirect(found)
    return render(request, "workforce/except_assignment.html", {"form": form, "assignment": found, "to_do": one.open})


@open_to("see agency work")
def price_caps(request: Request) -> HttpResponse:
    caps = list(queries.price_caps())
    context = {
        "table": tables.whole(shown.caps_table(caps)) if caps else None,
        "rules": tables.whole(shown.agency_rules_table(list(rules.agency_rules().values()))),
        "keeps": request.viewer.may(KEPT),
    }
    return render(request, "workforce/price_caps.html", context)


@open_to("keep agency work")
def add_price_cap(request: Request) -> HttpResponse:
    last = queries.price_caps().order_by("-made_at").first()
    initial = {"region": last.region, "starts_on": last.starts_on, "source_words": last.source_words} if last else {}
    form = PriceCapForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = dict(form.cleaned_data)
        with form.showing_refusals():
            actions.set_price_cap(said.pop("job_type"), by=request.viewer.account, **said)
            return redirect("price-caps")
    return render(request, "workforce/add_price_cap.html", {"form": form})


@open_to("see agency work")
def employed_costs(request: Request) -> HttpResponse:
    found = list(queries.employed_costs())
    context = {
        "table": tables.whole(shown.costs_table(found)) if found else None,
        "figure": measures.agency_premium(on=request.viewer.on),
        "reported": REPORTED_BY,
        "keeps": request.viewer.may(KEPT),
    }
    if sees_numbers_only(request):
        context["figure"] = _withheld_if_few(context["figure"])  # type: ignore[arg-type]
    return render(request, "workforce/employed_costs.html", context)


@open_to("keep agency work")
def add_employed_cost(request: Request) -> HttpResponse:
    form = EmployedCostForm(request.POST or None)
    if form.is_valid():
        said = dict(form.cleaned_data)
        with form.showing_refusals():
            actions.set_employed_cost(said.pop("job_type"), by=request.viewer.account, **said)
            return redirect("employed-costs")
    return render(request, "workforce/add_employed_cost.html", {"form": form})


def sees_numbers_only(request: Request) -> bool:
    return Reach.AUTHORITY not in request.viewer.reach(SEEN)


def assignment_or_404(request: Request, id: int) -> Assignment:
    return get_object_or_404(queries.assignments(request.viewer), pk=id)


def agency_figures(now: list[Checked], *, on: date, numbers_only: bool) -> list[Figure]:
    """Of the whole authority; for Members without a number that rests on few."""
    figures = [
        measures.workers_at_work(now, on=on),
        measures.above_the_cap(now, on=on),
        measures.agency_spend(on=on),
        measures.agency_premium(on=on),
    ]
    if not numbers_only:
        return figures
    if 0 < len({one.assignment.person_id for one in now}) < THRESHOLD:
        return [figure.withheld() for figure in figures]
    return [_withheld_if_few(replace(figure, opens_to="")) for figure in figures]


def _withheld_if_few(figure: Figure) -> Figure:
    """A Member is told no number that rests on so few that somebody could be known by it."""
    if figure.count is not None and figure.n is not None:
        is_few = any(0 < number < THRESHOLD for number in (figure.count, figure.n - figure.count))
    else:
        is_few = figure.n is not None and figure.n < FEWEST_FOR_PERCENT
    return figure.withheld() if is_few else figure


def _chosen(request: Request, form: AssignmentsFilter, now: list[Checked]) -> list[Checked]:
    said = form.cleaned_data if form.is_valid() else {}
    found = now
    if said.get("show") == "ended":
        on, rows = request.viewer.on, queries.assignments(request.viewer)
        ended: QuerySet[Assignment] = rows.filter(ended_on__gte=on - A_YEAR, ended_on__lt=on).order_by(
            "-ended_on", "pk"
        )
        found = queries.checked(ended, on=on)
    elif said.get("show") == "open":
        found = [one for one in now if one.open]
    job_type = said.get("job_type")
    return [one for one in found if one.assignment.job_type == job_type] if job_type else found


def _unwritten(request: Request) -> Any:
    """For whoever can write them down."""
    if not request.viewer.may(KEPT):
        return None
    spells = list(queries.not_yet_written(request.viewer, on=request.viewer.on)[:50])
    return tables.whole(shown.unwritten_table(spells)) if spells else None


def _known_of(person: Person | None, request: Request) -> dict[str, Any]:
    """From the post they hold: only what an assignment adds is left to say."""
    if person is None:
        return {}
    spell = queries.not_yet_written(request.viewer, on=request.viewer.on).filter(person=person).first()
    said = {"worker": person.swe_number or person.email or ""}
    return said | ({"team": spell.post.team, "started_on": spell.began_on} if spell else {})


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else 0
