"""Staff lists and returns sent by a program: the same machine as the pages, and nothing is saved unless asked."""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Schema, Status
from ninja.files import UploadedFile

from academy.core import clock, jobs
from academy.core import imports as machine
from academy.core.imports import PACKED, Kind, Unreadable
from academy.core.models import ImportRun
from academy.people import imports
from academy.people.api.router import router
from academy.people.api.shapes import Given
from academy.people.models import Organisation
from academy.people.queries.imports import import_organisations, import_runs, import_saved_mapping
from academy.people.rules import Unknown
from academy.people.scope import Request, Viewer, open_to

LISTED = 500  # bad rows in an answer
Stage = ImportRun.Stage
Text = Annotated[str, Form(max_length=200)]


class FaultOut(Schema):
    code: str
    message: str
    advice: str


class BadRowOut(Schema):
    row: int
    name: str
    faults: list[FaultOut]


class ImportOut(Schema):
    id: int
    file_name: str
    format: str
    stage: str = Field(description="checking, matching, checked, saving, saved, undone, cancelled or refused.")
    refusal: str
    doubt: str = Field(description="Why it is saved only with a reason: more than one in ten would leave.")
    notices: list[str]
    rows: int
    joiners: int
    movers: int
    leavers: int
    same: int
    bad: int
    applied: int
    bad_rows: list[BadRowOut] = Field(description="The first 500; the page has them all.")


class ReasonIn(Given):
    reason: Annotated[str, Field(max_length=500)] = ""


@router.post("/imports", response={201: ImportOut}, summary="Send a staff list or a return")
@open_to("import files")
def send_file(
    request: Request,
    file: File[UploadedFile],
    organisation: Text = "",
    mapping: Text = "",
    reason: Annotated[str, Form(max_length=500)] = "",
    dry_run: Form[bool] = True,
) -> Status[dict[str, Any]]:
    """Checked only, unless `dry_run` is false. A large file is checked by a worker: ask for it again, then save it."""
    viewer = request.viewer
    at = _organisation(viewer, organisation)
    if (file.size or 0) > PACKED:
        raise Unreadable("The file is larger than 20 MB. Send it in two parts.", field="file")
    content = file.read()
    run = imports.start(
        content,
        file.name or "file",
        by=viewer.account,
        organisation=at,
        mapping=import_saved_mapping(viewer, mapping, at) if mapping else None,
        reason=reason,
    )
    if not imports.is_small(content):
        jobs.start("people.check_import", key=_turn(run), run=run.pk)
        return Status(201, _out(run))
    run = imports.check(run)
    if not dry_run and run.stage == Stage.CHECKED:
        run = _save(run, reason, viewer)
    return Status(201, _out(run))


@router.get("/imports/{id}", response=ImportOut, summary="One file, and what was found in it")
@open_to("import files")
def one_import(request: Request, id: int) -> dict[str, Any]:
    return _out(_run(request.viewer, id))


@router.post("/imports/{id}/save", response=ImportOut, summary="Save a file that was checked")
@open_to("import files")
def save_file(request: Request, id: int, given: ReasonIn) -> dict[str, Any]:
    """Sent again, it changes nothing more. Refused when it is not checked, or when a reason is needed and missing."""
    run = _run(request.viewer, id)
    return _out(run if run.stage == Stage.SAVED else _save(run, given.reason, request.viewer))


def _save(run: ImportRun, reason: str, viewer: Viewer) -> ImportRun:
    if run.stage == Stage.CHECKED and run.doubt:
        run = machine.confirm(run, reason, by=viewer.account)
    run = machine.agree(run)
    if run.stage != Stage.SAVING:
        raise machine.NotNow(f"This import is at another stage: {Stage(run.stage).label.lower()}.")
    if run.rows <= imports.AT_ONCE:
        return imports.save(run, by=viewer.account)
    account, system = viewer.account, viewer.connection
    by, at = (None, system.pk) if system else (account.pk if account else None, None)
    jobs.start("people.save_import", key=_turn(run), run=run.pk, by=by, system=at)
    return run


def _organisation(viewer: Viewer, code: str) -> Organisation:
    found = import_organisations(viewer)
    organisation = found.filter(code=code).first() if code else found.first()
    if organisation is None:
        raise Unknown(f"No organisation here is called {code}", field="organisation")
    return organisation


def _run(viewer: Viewer, id: int) -> ImportRun:
    return get_object_or_404(import_runs(viewer).select_related("mapping"), pk=id)


def _turn(run: ImportRun) -> str:
    return f"{run.pk}-{clock.now().timestamp():.3f}"


def _out(run: ImportRun) -> dict[str, Any]:
    counts = {f"{kind}s": run.counts.get(kind, 0) for kind in (Kind.JOINER, Kind.MOVER, Kind.LEAVER)}
    bad = run.changes.filter(change=Kind.BAD).order_by("number")[:LISTED]
    return {
        **{
            name: getattr(run, name)
            for name in ("id", "file_name", "format", "stage", "refusal", "doubt", "notices", "rows")
        },
        **counts,
        "same": run.counts.get(Kind.SAME, 0),
        "bad": run.counts.get(Kind.BAD, 0),
        "applied": machine.applied(run),
        "bad_rows": [
            {"row": row.number, "name": row.name, "faults": [fault._asdict() for fault in machine.faults_of(row)]}
            for row in bad
        ],
    }
