"""What places cost: the rules, what was charged by them and why, and what was billed."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.booking import actions, queries, rules
from academy.booking.forms import ChargesFilter, ContributionForm, PolicyForm, RateForm, RunForm, WaiverForm
from academy.booking.forms.charges import LINES
from academy.booking.models import Charge, Contribution, InvoiceLine, InvoiceRun
from academy.booking.rules import charges
from academy.core.exports import Column, Status, Table
from academy.people.rules import OrganisationKind
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("see charges")
def charges_page(request: Request) -> HttpResponseBase:
    viewer = request.viewer
    form = ChargesFilter(request.GET, viewer=viewer)
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = asked.get("organisation")
    found = queries.charges_seen(viewer, organisation=chosen.pk if chosen else None)
    if asked.get("state") == "standing":
        found = found.filter(is_standing=True)
    elif asked.get("state") == "open":
        found = found.filter(invoiced__isnull=True)
    table = Table("Charges", CHARGES, found)
    if file := tables.download(request, table):
        return file
    first, last = charges.year_of(viewer.on)
    context = {
        "form": form,
        "table": tables.show(request, table),
        "owed": queries.owed(viewer, first=first, last=last),
        "first": first,
        "is_filtered": any(asked.values()),
        "runs_it": viewer.may("run invoices"),
    }
    return render(request, "booking/charges/charges.html", context)


@open_to("see charges")
def charge_page(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.charges_seen(request.viewer), pk=id)
    context = {
        "charge": found,
        "state": state_of(found),
        "credit": getattr(found, "credit", None),
        "may_waive": found.is_standing and request.viewer.may("waive charges"),
    }
    return render(request, "booking/charges/charge.html", context)


@open_to("waive charges")
def waive(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.charges_seen(request.viewer), pk=id)
    if found.of_id:
        raise Http404
    form = WaiverForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.waive_charge(found, by=request.viewer.account, **form.cleaned_data)
            return redirect(found)
    return render(request, "booking/charges/waive.html", {"charge": found, "form": form})


@open_to("see the offer")
def charging_policies(request: Request) -> HttpResponse:
    """Published: whoever may be charged may read by which rule."""
    found = list(queries.policies(request.viewer))
    context = {
        "held": [policy for policy in found if policy.ends_on is None or policy.ends_on >= request.viewer.on],
        "past": [policy for policy in found if policy.ends_on and policy.ends_on < request.viewer.on],
        "sets_them": request.viewer.may("set charges"),
    }
    return render(request, "booking/charges/policies.html", context)


@open_to("see the offer")
def charging_policy(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.policies(request.viewer), pk=id)
    free = [organisation.code for organisation in found.free_organisations.all()]
    policy = found.as_rules(found.rates.all(), free)
    chosen_free = [reason for reason in rules.CHOICES_OF_REASON if reason in policy.never]
    context = {
        "policy": found,
        "lines": [charges.sentence_of(rate) for rate in policy.rates],
        "free": [*_kind_names(found.free_kinds), *found.free_organisations.all()],
        "never": [reason.label for reason in chosen_free],
    }
    return render(request, "booking/charges/policy.html", context)


@open_to("set charges")
def new_charging_policy(request: Request) -> HttpResponse:
    viewer, sent = request.viewer, request.POST if request.method == "POST" else None
    form = PolicyForm(sent, viewer=viewer)
    lines = [RateForm(sent, prefix=f"line-{number}") for number in range(1, LINES + 1)]
    if sent is not None and all([form.is_valid(), *(line.is_valid() for line in lines)]):
        rates = [line.line for line in lines if line.line]
        with form.showing_refusals():
            return redirect(actions.set_policy(by=viewer.account, rates=rates, **form.cleaned_data))
    wrong = [line for line in lines if line.is_bound and line.errors]
    context = {"form": form, "lines": lines, "wrong_lines": wrong}
    return render(request, "booking/charges/new_policy.html", context)


@open_to("set charges")
def contributions(request: Request) -> HttpResponse:
    form = ContributionForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_contribution(by=request.viewer.account, **form.cleaned_data)
            return redirect("contributions")
    held = visible(request.viewer, Contribution).select_related("organisation")
    table = tables.show(request, Table("Organisations that contribute", CONTRIBUTIONS, held), has_downloads=False)
    return render(request, "booking/charges/contributions.html", {"form": form, "table": table})


@open_to("run invoices")
def invoice_runs(request: Request) -> HttpResponse:
    viewer = request.viewer
    form = RunForm(request.POST or None, initial={"until": viewer.on})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.run_invoices(form.cleaned_data["until"], by=viewer.account))
    table = tables.show(request, Table("Invoice runs", RUNS, queries.runs(viewer)), has_downloads=False)
    waiting = queries.unbilled(until=viewer.on).count()
    return render(request, "booking/charges/runs.html", {"form": form, "table": table, "waiting": waiting})


@open_to("run invoices")
def invoice_run(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(queries.runs(request.viewer), pk=id)
    wanted = request.GET.get("organisation", "")
    organisation = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None
    found = queries.lines(request.viewer, run, organisation=organisation)
    name = found.values_list("organisation_name", flat=True).first() if organisation else ""
    table = Table(f"{run}, {name}" if name else str(run), LINES_OF_A_RUN, found)
    if file := tables.download(request, table):
        return file
    context = {
        "run": run,
        "name": name,
        "organisations": [] if organisation else queries.billed_organisations(run),
        "table": tables.show(request, table),
    }
    return render(request, "booking/charges/run.html", context)


def state_of(charge: Charge) -> Status:
    if charge.of_id:
        return Status("Credit", "calm")
    if not charge.is_standing:
        return Status("Taken back", "calm")
    return Status("Billed", "good") if _line_of(charge) else Status("Not billed yet", "due")


def _line_of(charge: Charge) -> InvoiceLine | None:
    return getattr(charge, "invoiced", None)


def _run_of(charge: Charge) -> str:
    line = _line_of(charge)
    return str(line.run) if line else ""


def _kind_names(kinds: list[str]) -> list[str]:
    return [f"{OrganisationKind(kind).label} organisations" for kind in kinds]


def _why(charge: Charge) -> str:
    return f"{charge.get_why_display()}. {charge.sentence}" if charge.of_id else charge.sentence


CHARGES: list[Any] = [
    Column("booking.session.item.title", "What", link="get_absolute_url", is_row_header=True),
    Column("on", "On", order_by="on"),
    Column("booking.person.name", "Who"),
    Column("organisation", "Organisation", value=lambda charge: str(charge.organisation or "")),
    Column("why", "Why", value=_why),
    Column("state", "State", kind=Status, value=state_of),
    Column("invoiced", "Invoice", value=_run_of),
    Column("pounds", "Pounds", kind=int, order_by="pounds"),
]
CONTRIBUTIONS = [
    Column("organisation.name", "Organisation", is_row_header=True),
    Column("starts_on", "First day", order_by="starts_on"),
    Column("ends_on", "Last day", order_by="ends_on"),
]
RUNS = [
    Column("run", "Run", value=str, link=InvoiceRun.get_absolute_url, is_row_header=True),
    Column("made_at", "Made"),
    Column("until", "Until"),
    Column("pounds", "Pounds", kind=int),
]
LINES_OF_A_RUN = [
    Column("reference", "Booking", is_row_header=True),
    Column("organisation_name", "Organisation"),
    Column("session", "Session"),
    Column("on", "Charged on"),
    Column("words", "Why"),
    Column("pounds", "Pounds", kind=int),
]
