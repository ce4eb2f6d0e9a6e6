"""Workforce files: bring one in, check it before it is saved, teach its words, save or undo it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.core import clock, jobs
from academy.core import imports as machine
from academy.core.exports import as_csv
from academy.core.imports import CHANGES, Kind
from academy.core.models import ImportRow, ImportRun
from academy.core.refusals import Refused
from academy.people import actions, imports
from academy.people.forms.imports import ColumnsForm, ImportForm, ReasonForm, WordsForm
from academy.people.imports import tables as shown
from academy.people.queries.imports import import_rows, import_runs, leaving_together, unknown_words
from academy.people.scope import Request, open_to
from academy.ui import tables

AT_MOST = 7
Stage = ImportRun.Stage


@open_to("import files")
def imports_list(request: Request) -> HttpResponse:
    table = tables.show(request, shown.runs_table(import_runs(request.viewer)), has_downloads=False)
    return render(request, "people/import_list.html", {"table": table})


@open_to("import files")
def import_new(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ImportForm(*sent, viewer=request.viewer)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("import-run", _take_in(request, form).pk)
    context = {"form": form, "columns": shown.template_columns(), "key": imports.HR.key_labels}
    return render(request, "people/import_new.html", context)


def _take_in(request: Request, form: ImportForm) -> ImportRun:
    file = form.cleaned_data["file"]
    if file.size > machine.PACKED:
        raise machine.Unreadable("The file is larger than 20 MB. Send it in two parts.", field="file")
    content = file.read()
    run = imports.start(
        content,
        file.name,
        by=request.viewer.account,
        organisation=form.cleaned_data["organisation"],
        mapping=form.cleaned_data.get("mapping"),
    )
    return _check(run, at_once=imports.is_small(content))


@open_to("import files")
def import_template(request: Request) -> HttpResponseBase:
    return as_csv(shown.template())


@open_to("import files")
def import_run(request: Request, id: int) -> HttpResponse:
    run = _run(request, id)
    return PAGES[run.stage](request, run, {"run": run, "label": imports.FORMATS[run.format].label})


def _busy(request: Request, run: ImportRun, context: dict[str, Any]) -> HttpResponse:
    progress = machine.progress(run)
    steps = f"{progress['words']}: {progress['done']:,} of {progress['total']:,} rows" if progress else ""
    return render(request, "people/import_busy.html", context | {"progress": progress, "steps": steps})


def _matching(request: Request, run: ImportRun, context: dict[str, Any]) -> HttpResponse:
    return redirect("import-columns", run.pk)


def _checked(request: Request, run: ImportRun, context: dict[str, Any]) -> HttpResponse:
    counts = run.counts
    bad = import_rows(run, Kind.BAD)
    read, unread = imports.columns_read(run)
    context |= {
        "counts": _counts(run),
        "read": read,
        "unread": unread,
        "reason_form": context.get("reason_form") or ReasonForm(),
        "changes": sum(counts[kind] for kind in CHANGES),
        "bad": counts[Kind.BAD],
        "lines": counts["writes"] - sum(counts[kind] for kind in CHANGES),
        "bad_rows": [shown.BadRow(row, run) for row in bad[: 3 * AT_MOST]],
        "changed_rows": [shown.ChangedRow(row) for row in _some_changes(run)],
        "queried_rows": [shown.BadRow(row, run) for row in _queried(run)[:AT_MOST]] if counts["queries"] else [],
        "together": leaving_together(run),
        "restructured": run.options.get("restructured", []),
    }
    return render(request, "people/import_check.html", context)


def _saved(request: Request, run: ImportRun, context: dict[str, Any]) -> HttpResponse:
    context |= {"counts": _counts(run), "applied": machine.applied(run), "bad": run.counts[Kind.BAD]}
    context["overtaken_by"] = machine.overtaken_by(run)
    return render(request, "people/import_saved.html", context)


def _over(request: Request, run: ImportRun, context: dict[str, Any]) -> HttpResponse:
    return render(request, "people/import_over.html", context)


PAGES: dict[str, Callable[[Request, ImportRun, dict[str, Any]], HttpResponse]] = {
    Stage.CHECKING: _busy,
    Stage.MATCHING: _matching,
    Stage.CHECKED: _checked,
    Stage.SAVING: _busy,
    Stage.SAVED: _saved,
    Stage.UNDONE: _over,
    Stage.CANCELLED: _over,
    Stage.REFUSED: _over,
}


@open_to("import files")
def import_rows_list(request: Request, id: int, kind: str) -> HttpResponseBase:
    """All rows of a kind, and for those that cannot be read the file to put right and send again."""
    run = _run(request, id)
    if kind not in shown.KINDS:
        raise Http404
    table = shown.rows_table(run, kind)
    if request.GET.get("format") in ("csv", "xlsx"):
        actions.note_download("rows of an import", by=request.viewer.account, run=run.pk, kind=kind)
    if file := tables.download(request, shown.download_table(run) if kind == Kind.BAD else table, is_noted=True):
        return file
    context = {"run": run, "table": tables.show(request, table), "kind": kind, "title": table.caption}
    return render(request, "people/import_rows.html", context)


@open_to("import files")
def import_words(request: Request, id: int) -> HttpResponse:
    run = _run(request, id)
    words = unknown_words(run)
    spec = imports.FORMATS[run.format]
    labels = {column.name: column.label for column in spec.columns}
    meanings, guesses = shown.meanings(run, words), shown.guesses(run, words)
    form = WordsForm(request.POST or None, words=words, labels=labels, meanings=meanings, guesses=guesses)
    if form.is_valid():
        with form.showing_refusals():
            name = form.cleaned_data["save_as"]
            columns = imports.columns_found(run) if name else None  # so that the next file is known by its headings
            run = machine.teach(run, by=request.viewer.account, columns=columns, words=form.taught(), name=name)
            return redirect("import-run", _check(run).pk)
    return render(request, "people/import_words.html", {"form": form, "run": run, "words": words})


@open_to("import files")
def import_columns(request: Request, id: int) -> HttpResponse:
    run = _run(request, id)
    columns = [(column.name, column.label) for column in imports.FORMATS[run.format].columns]
    form = ColumnsForm(request.POST or None, columns=columns, header=run.header, found=imports.columns_found(run))
    if form.is_valid():
        with form.showing_refusals():
            name = form.cleaned_data["save_as"]
            run = machine.teach(run, by=request.viewer.account, columns=form.columns(), name=name)
            return redirect("import-run", _check(run).pk)
    return render(request, "people/import_columns.html", {"form": form, "run": run})


@require_POST
@open_to("import files")
def import_restructured(request: Request, id: int) -> HttpResponse:
    """Say that a team was renamed or split, or take that back."""
    run, team = _run(request, id), request.POST.get("team", "")[:160]
    said = [name for name in run.options.get("restructured", []) if name != team]
    if request.POST.get("undo") != "yes" and team:
        said.append(team)
    return _or_refused(request, run, lambda: _check(machine.reconsider(run, restructured=said)))


@require_POST
@open_to("import files")
def import_save(request: Request, id: int) -> HttpResponse:
    run, by = _run(request, id), request.viewer.account
    form = ReasonForm(request.POST)
    if run.doubt and run.stage == Stage.CHECKED and not form.is_valid():
        context = {"run": run, "label": imports.FORMATS[run.format].label, "reason_form": form}
        return _checked(request, run, context)

    def save() -> None:
        if run.doubt and run.stage == Stage.CHECKED:
            machine.confirm(run, form.cleaned_data["reason"], by=by)
        agreed = machine.agree(run)
        if agreed.rows <= imports.AT_ONCE:
            imports.save(agreed, by=by)
        else:
            jobs.start("people.save_import", key=_turn(run), run=run.pk, by=by.pk if by else None)

    return _or_refused(request, run, save)


@require_POST
@open_to("import files")
def import_cancel(request: Request, id: int) -> HttpResponse:
    run = _run(request, id)
    return _or_refused(request, run, lambda: machine.cancel(run, by=request.viewer.account))


@require_POST
@open_to("import files")
def import_undo(request: Request, id: int) -> HttpResponse:
    run = _run(request, id)
    return _or_refused(request, run, lambda: machine.undo(run, by=request.viewer.account))


def _run(request: Request, id: int) -> ImportRun:
    return get_object_or_404(import_runs(request.viewer).select_related("mapping"), pk=id)


def _check(run: ImportRun, *, at_once: bool | None = None) -> ImportRun:
    """Now, if it is small; else a worker does it and the page shows how far it is."""
    if at_once if at_once is not None else run.rows <= imports.AT_ONCE:
        return imports.check(run)
    jobs.start("people.check_import", key=_turn(run), run=run.pk)
    return run


def _turn(run: ImportRun) -> str:
    return f"{run.pk}-{clock.now().timestamp():.3f}"


def _or_refused(request: Request, run: ImportRun, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return render(request, "people/import_refused.html", {"run": run, "words": refused.words}, status=409)
    return redirect("import-run", run.pk)


def _some_changes(run: ImportRun) -> list[ImportRow]:
    """All of a few; of many, the first of each kind, so that no kind hides the others."""
    if sum(run.counts[kind] for kind in CHANGES) <= AT_MOST:
        return list(import_rows(run, *CHANGES))
    found = {kind: list(import_rows(run, kind)[:AT_MOST]) for kind in CHANGES}
    chosen = [row for rows in found.values() for row in rows[:2]]
    others = [row for rows in found.values() for row in rows[2:]]
    chosen += others[: AT_MOST - len(chosen)]
    return sorted(chosen, key=lambda row: (CHANGES.index(Kind(row.change)), row.number))


def _queried(run: ImportRun) -> Any:
    return run.changes.exclude(change=Kind.BAD).exclude(rules=[]).order_by("number")


def _counts(run: ImportRun) -> list[dict[str, Any]]:
    """The five numbers, each opening to its rows. Those that are the same as before are only counted."""
    counts = []
    for kind, (one, many) in shown.NOUNS.items():
        number = run.counts[kind]
        url = reverse("import-rows", args=[run.pk, kind]) if number and kind != Kind.SAME else ""
        is_bad = kind == Kind.BAD and number > 0
        counts.append({"number": number, "words": one if number == 1 else many, "url": url, "is_bad": is_bad})
    return counts
