"""Second grades, how far graders agree, and how far a round has come."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.audits.actions import moderating as actions
from academy.audits.forms.auditing import ModerationForm, StopForm
from academy.audits.models import AuditRound
from academy.audits.queries import auditing, practice
from academy.audits.rules import Grade
from academy.audits.rules.auditing import Piece, PieceKind
from academy.audits.rules.moderation import FEWEST_FOR_AGREEMENT, reliable_words
from academy.core.exports import Column, Table
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("moderate audits")
def moderations(request: Request) -> HttpResponse:
    """What waits for a second grade, and what got one lately."""
    waiting = list(practice.to_moderate(request.viewer)[:50])
    made = practice.moderations(request.viewer).filter(made_at__isnull=False).order_by("-made_at", "-pk")
    return render(
        request,
        "audits/moderations.html",
        {"waiting": waiting, "number": practice.to_moderate(request.viewer).count(), "made": list(made[:10])},
    )


@open_to("moderate audits")
def moderate(request: Request, id: int) -> HttpResponse:
    """What the auditor saw, without their grades: those are shown once the second grade is given."""
    found = get_object_or_404(practice.moderations(request.viewer), pk=id)
    audit, is_made = found.audit, found.made_at is not None
    form = ModerationForm(None if is_made else request.POST or None)
    if form.is_valid() and form.may_keep():
        with form.showing_refusals():
            said = form.cleaned_data
            actions.moderate(found, grade=said["grade"], reason=said["reason"], by=request.viewer.account)  # type: ignore[arg-type]
            return redirect(found)
    sections, standing = auditing.sections_of(audit), auditing.stands(audit)
    parts = [
        {
            "section": section,
            "grade": standing.of(Piece(PieceKind.SECTION, section.pk)),
            "questions": [(one, standing.of(Piece(PieceKind.QUESTION, one.pk))) for one in section.questions.all()],
        }
        for section in sections
    ]
    context = {
        "moderation": found,
        "audit": audit,
        "form": form,
        "is_made": is_made,
        "parts": parts,
        "overall": standing.of("overall"),
        "views": [view for view in (standing.of("worker"), standing.of("family")) if view],
    }
    return render(request, "audits/moderate.html", context)


@open_to("moderate audits")
def agreement(request: Request) -> HttpResponse:
    """How far first and second grades agree: side by side always, a coefficient from enough cases drawn by chance."""
    found = practice.agreed(request.viewer)
    rows = []
    if found is not None:
        labels = [grade.label for grade in Grade]
        rows = [
            {"first": label, **{grade.value: number for grade, number in zip(Grade, line, strict=True)}}
            for label, line in zip(labels, found.grid, strict=True)
        ]
    columns = [Column("first", "First grade", is_row_header=True)]
    columns += [Column(grade.value, f"Second: {grade.label}", kind=int) for grade in Grade]
    context = {
        "agreed": found,
        "table": tables.whole(Table("First and second grades", columns, rows)),
        "words": reliable_words(found.alpha) if found and found.is_enough else "",
        "fewest": FEWEST_FOR_AGREEMENT,
    }
    return render(request, "audits/agreement.html", context)


@open_to("see practice")
def round_progress(request: Request, id: int) -> HttpResponseBase:
    """How far a round or a large review has come, and by whom."""
    review = get_object_or_404(visible(request.viewer, AuditRound, "see practice"), pk=id)
    [progress] = practice.progress([review], on=request.viewer.on)
    may_see_names = request.viewer.may("run reviews")
    context = {
        "progress": progress,
        "review": review,
        "form": StopForm(),
        "may_run": may_see_names,
        "samples": list(review.samples.select_related("tool_version__tool")),
        "may_see_samples": request.viewer.may("see samples"),
        "may_record": request.viewer.may("record findings"),
    }
    if may_see_names:
        columns = [
            Column("name", "Auditor", is_row_header=True, value=lambda row: row["name"] or "Nobody yet"),
            Column("given", "Given", kind=int),
            Column("begun", "Begun", kind=int),
            Column("finished", "Finished", kind=int),
            Column("left", "Still to do", kind=int),
        ]
        table = Table(f"Who has come how far in {review}", columns, practice.by_auditor(review))
        if file := tables.download(request, table):
            return file
        context["table"] = tables.show(request, table)
    return render(request, "audits/progress.html", context)


@open_to("run reviews")
@require_POST
def stop_round(request: Request, id: int) -> HttpResponse:
    review = get_object_or_404(visible(request.viewer, AuditRound, "see practice"), pk=id)
    form = StopForm(request.POST)
    if form.is_valid():
        actions.stop_round(review, why=form.cleaned_data["why"], by=request.viewer.account)
        return redirect("round-progress", review.pk)
    [progress] = practice.progress([review], on=request.viewer.on)
    context = {"progress": progress, "review": review, "form": form, "may_run": True}
    return render(request, "audits/progress.html", context)


@open_to("run reviews")
@require_POST
def go_on(request: Request, id: int) -> HttpResponse:
    review = get_object_or_404(visible(request.viewer, AuditRound, "see practice"), pk=id)
    actions.go_on(review, by=request.viewer.account)
    return redirect("round-progress", review.pk)


@open_to("see audits")
@require_POST
def ask_second(request: Request, id: int) -> HttpResponse:
    """Whoever graded it, or the Academy team, wants a colleague's judgement."""
    found = get_object_or_404(auditing.audits_of(request.viewer).filter(finished_at__isnull=False), pk=id)
    actions.ask_for_second_grade(found, by=request.viewer.account)
    return redirect(found)
