"""Requirements that come as a file: looked at first, then saved, and undone if it was the wrong one."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core import imports as machine
from academy.core.exports import Column
from academy.needs import actions, imports
from academy.needs.forms.requirement_files import RequirementFileForm
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile

FILE = IncomingFile(
    imports.SPEC,
    called="A list of requirements",
    row="What",
    columns=[Column("says", "Of whom"), Column("follows", "Now")],
    caption="What is asked",
)


@open_to("set requirements")
def requirement_files(request: Request) -> HttpResponse:
    """A file of one’s own, or the partnership’s list that comes with the Academy."""
    by = request.viewer.account
    if request.method == "POST" and "template" in request.POST:
        run = machine.take_in(imports.SPEC, imports.TEMPLATE.read_bytes(), imports.TEMPLATE_NAME, by=by)
        return redirect("requirement-file", run.pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RequirementFileForm(*sent)
    if form.is_valid():
        with form.showing_refusals():
            return redirect("requirement-file", FILE.take_in(form.cleaned_data["file"], by=by).pk)
    titles = imports.TEMPLATE.read_text(encoding="utf-8").count("\n") - 1
    context = {"form": form, "columns": imports.COLUMNS, "runs": FILE.runs()[:10], "titles": titles}
    return render(request, "needs/requirement_files.html", context)


@open_to("set requirements")
def requirement_template(request: Request) -> HttpResponseBase:
    response = HttpResponse(imports.TEMPLATE.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{imports.TEMPLATE_NAME}"'
    return response


@open_to("set requirements")
def requirement_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(FILE.runs(), pk=id)
    return FILE.page(
        request,
        run,
        "needs/requirement_file.html",
        by=request.viewer.account,
        undo=actions.undo_requirements,
        new_items=run.changes.filter(follows="New in the catalogue").values("name").distinct().count(),
    )
