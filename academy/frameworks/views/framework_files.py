"""A framework sent as a file: looked at row by row, then saved; undone while nothing points at it."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from academy.core.exports import Column
from academy.core.imports import Kind
from academy.core.models import ImportRow
from academy.frameworks import queries
from academy.frameworks.forms.capabilities import SendFrameworkForm
from academy.frameworks.imports import capabilities as files
from academy.frameworks.models import Framework
from academy.people.scope import Request, open_to
from academy.ui.incoming import IncomingFile


def _happens(row: ImportRow) -> str:
    return "Is added" if row.change == Kind.JOINER else "Its words are corrected"


FILE = IncomingFile(
    files.SPEC,
    called="A framework",
    row="Capability",
    columns=[Column("change", "What happens", value=_happens), Column("follows", "And with it")],
    caption="What comes in",
)


@open_to("keep frameworks")
def send_framework(request: Request) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SendFrameworkForm(*sent, viewer=request.viewer)
    if form.is_valid():
        said = form.cleaned_data
        with form.showing_refusals():
            run = FILE.take_in(said["file"], by=request.viewer.account, **_facts(said))
            return redirect("framework-file", run.pk)
    context = {"form": form, "columns": files.COLUMNS, "runs": FILE.runs()[:10]}
    return render(request, "frameworks/send_framework.html", context)


@open_to("keep frameworks")
def framework_file(request: Request, id: int) -> HttpResponseBase:
    run = get_object_or_404(FILE.runs(), pk=id)
    return FILE.page(
        request,
        run,
        "frameworks/framework_file.html",
        by=request.viewer.account,
        said=run.options,
        starts_on=date.fromisoformat(run.options["starts_on"]),
        framework=files.framework_of(run),
        replaces=files.replaced_by(run),
    )


def _facts(said: dict[str, Any]) -> dict[str, Any]:
    """What is said of the framework as a whole, as the run keeps it."""
    old = said["replaces"]
    facts = {name: said[name] for name in ("name", "version", "kind", "publisher", "about")}
    facts |= {"starts_on": said["starts_on"].isoformat(), "replaces": old.pk if old else None}
    return facts | {"code": _code(said["name"], old)}


def _code(name: str, old: Framework | None) -> str:
    """The next version of the same name goes by the same code; another name has one of its own."""
    known = old if old and old.name == name else queries.of_name(name)
    return known.code if known else slugify(name)[:40].strip("-") or "framework"
