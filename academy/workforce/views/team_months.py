"""The month's figures of teams: brought in as a file, looked at first, saved, and undone if it was the wrong one."""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import clock
from academy.core import imports as machine
from academy.core.exports import Column, Table, as_csv
from academy.core.imports import CHANGES, PACKED, Kind
from academy.core.models import ImportRun
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to, visible
from academy.ui import tables
from academy.workforce import actions, imports, queries
from academy.workforce.forms.rates import EstablishmentForm, MonthFileForm
from academy.workforce.imports.team_months import COLUMNS, NAME
from academy.workforce.models import Establishment
from academy.workforce.queries.rates import Workforce
from academy.workforce.rules.rates import month_ends

Stage = ImportRun.Stage


@open_to("load workforce files")
def team_months(request: Request) -> HttpResponseBase:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MonthFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("month-file", _take_in(request, form.cleaned_data["file"]).pk)
    context = {"form": form, "columns": COLUMNS, "runs": _runs().order_by("-started_at", "-pk")[:12]}
    return render(request, "workforce/team_months.html", context)


@open_to("load workforce files")
def month_example(request: Request) -> HttpResponseBase:
    """This month's file with every team in it and nothing filled in."""
    on = month_ends(clock.today(), 1)[0]
    names = queries.team_names(Workforce().teams(on))
    rows = [{"team": name, "on": f"{on:%Y-%m}"} for name in names.values()]
    columns = [Column(column.name, column.label, value=_filled(column.name)) for column in COLUMNS]
    return as_csv(Table(f"Month {on:%Y-%m}", columns, rows))


@open_to("load workforce files")
def month_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(_runs(), pk=id)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request, run)
            return redirect("month-file", run.pk)
        except Refused as refused:
            refusal = refused.words
    bad = _table(run, Kind.BAD, caption="Rows left out")
    if file := tables.download(request, bad):
        return file
    changes = sum(run.counts.get(kind, 0) for kind in CHANGES)
    context = {
        "run": run,
        "refusal": refusal,
        "changes": changes,
        "bad": tables.show(request, bad) if run.counts.get(Kind.BAD) else None,
        "changed": tables.show(request, _table(run, *CHANGES, caption="What the file brings"), has_downloads=False)
        if changes
        else None,
    }
    return render(request, "workforce/month_file.html", context, status=409 if refusal else 200)


@open_to("load workforce files")
def set_establishment(request: Request) -> HttpResponseBase:
    teams = queries.council_teams()
    form = EstablishmentForm(request.POST or None, teams=teams, initial={"starts_on": clock.today()})
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            actions.set_establishment(
                said["team"], fte=said["fte"], starts_on=said["starts_on"], by=request.viewer.account
            )
            return redirect("set-establishment")
    lines = visible(request.viewer, Establishment, "load workforce files").select_related("team")
    table = Table(
        "What teams are budgeted to have",
        [
            Column("team", "Team", is_row_header=True),
            Column("fte", "FTE", align="right", value=lambda line: f"{line.fte.normalize():f}"),
            Column("starts_on", "From", kind=date),
        ],
        lines.order_by("-starts_on", "team__name"),
    )
    if file := tables.download(request, table):
        return file
    context = {"form": form, "table": tables.show(request, table)}
    return render(request, "workforce/set_establishment.html", context)


def _filled(name: str) -> Callable[[Mapping[str, str]], str]:
    return lambda row: row.get(name, "")


def _act(request: Request, run: ImportRun) -> None:
    by = request.viewer.account
    if "save" in request.POST:
        machine.save(run, imports.TEAM_MONTHS, by=by)
    elif "undo" in request.POST and run.stage == Stage.SAVED:
        machine.undo(run, by=by)
    elif "cancel" in request.POST and run.stage == Stage.CHECKED:
        machine.cancel(run, by=by)


def _take_in(request: Request, file: object) -> ImportRun:
    if file.size > PACKED:  # type: ignore[attr-defined]
        raise machine.Unreadable("The file is larger than 20 MB. A month of teams is not.", field="file")
    return imports.take_in_months(file.read(), file.name, by=request.viewer.account)  # type: ignore[attr-defined]


def _runs() -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(spec=NAME)


def _table(run: ImportRun, *kinds: Kind, caption: str) -> Table:
    rows = run.changes.filter(change__in=kinds).order_by("number")
    if Kind.BAD in kinds:
        more = [
            Column("rules", "Why", value=machine.why_of),
            Column("advice", "What to do", value=machine.advice_of),
        ]
    else:
        more = [Column("starts_on", "Month until", kind=date), Column("says", "What")]
    columns = [Column("number", "Row", kind=int), Column("name", "Team", is_row_header=True), *more]
    return Table(caption=caption, columns=columns, rows=rows, total=rows.count())
