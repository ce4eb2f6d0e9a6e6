"""Auditing: the cases one was given, and an audit a section at a time, saved as one goes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.audits.actions import auditing as actions
from academy.audits.forms import auditing as forms
from academy.audits.forms.samples import GiveForm
from academy.audits.models import Audit, ReAudit, ToolSection
from academy.audits.queries import auditing as queries
from academy.audits.queries import practice, samples
from academy.audits.rules import Grade
from academy.audits.rules.auditing import Answer, Heard, Kept, Piece, PieceKind, Whose
from academy.core import clock
from academy.core.refusals import Refused
from academy.people.scope import Request, open_to, visible
from academy.ui.forms import Form

SHOWN = 50


@dataclass(frozen=True)
class Step:
    """One page of an audit, as the list at the side shows it."""

    title: str
    url: str
    is_here: bool = False
    is_done: bool = False
    is_begun: bool = False


@open_to(queries.DO)
def audits(request: Request) -> HttpResponse:
    """What is mine to audit: to begin, to go on with, to talk about."""
    viewer = request.viewer
    begun = queries.answered(queries.own_audits(viewer).filter(finished_at__isnull=True)).order_by("-saved_at")
    done = queries.own_audits(viewer).filter(finished_at__isnull=False).order_by("-finished_at")
    waiting = queries.cases_to_open(viewer)
    return render(
        request,
        "audits/audits.html",
        {
            "begun": list(begun[:SHOWN]),
            "waiting": list(waiting[:SHOWN]),
            "number": waiting.count(),
            "owed": list(queries.feedback_owed(viewer)[:SHOWN]),
            "done": list(done[:10]),
            "on": viewer.on,
            "may_see_practice": viewer.may("see practice"),
        },
    )


@open_to(queries.DO)
@require_POST
def open_audit(request: Request, id: int) -> HttpResponse:
    """From the list: a case becomes an audit, and its first section is shown."""
    viewer = request.viewer
    own = queries.cases_to_open(viewer).model
    case = get_object_or_404(visible(viewer, own, queries.DO).filter(auditor=viewer.person or 0), pk=id)
    try:
        audit = actions.open_audit(case, by=viewer.account)  # type: ignore[arg-type]
    except Refused as refused:
        return render(request, "audits/refused.html", {"words": refused.words}, status=409)
    first = queries.sections_of(audit)[:1]
    return redirect("audit-section", audit.pk, first[0].pk) if first else redirect(audit)


@open_to(queries.READ)
def audit(request: Request, id: int) -> HttpResponse:
    """All of it on one page, to read; the way in for whoever works on it."""
    viewer = request.viewer
    found = get_object_or_404(queries.audits_of(viewer), pk=id)
    is_own = queries.own_audits(viewer).filter(pk=found.pk).exists()
    sections, standing = queries.sections_of(found), queries.stands(found)
    looked_at_again = getattr(found, "looked_at_again", None)
    hides_grades = queries.hidden_from(viewer).filter(pk=found.pk).exists()
    return render(
        request,
        "audits/audit.html",
        {
            "audit": found,
            "is_own": is_own,
            "hides_grades": hides_grades,
            "may_open_thread": viewer.may("follow the thread"),
            "parts": [_read(section, standing) for section in sections],
            "overall": standing.of("overall"),
            "views": [view for view in (standing.of("worker"), standing.of("family")) if view],
            "steps": steps(found, sections, standing) if is_own and found.is_open else [],
            "hands": list(found.hands.select_related("person")),
            "moderation": getattr(found, "moderation", None),
            "feedback": getattr(found, "feedback", None),
            "concerns": list(found.concerns.order_by("raised_at")),
            "actions": [] if hides_grades else list(found.actions.select_related("owner")),
            "looked_at_again": looked_at_again,
            "second_audit": looked_at_again and looked_at_again.audits.select_related("auditor").first(),
            "may_give": viewer.may("draw samples"),
            "may_see_practice": viewer.may("see practice"),
            "may_grade": practice.to_moderate(viewer).filter(audit=found).exists(),
            "findings": list(found.findings.all()) if viewer.may("see findings") and not hides_grades else [],
            "may_record": viewer.may("record findings"),
            "open_pieces": queries.missing(sections, standing) if is_own and found.is_open else [],
            "next_step": _next(steps(found, sections, standing)) if is_own and found.is_open else None,
        },
    )


@open_to("draw samples")
def give_re_audit(request: Request, id: int) -> HttpResponse:
    """A case that is due to be looked at again is given to an auditor, once."""
    waiting = visible(request.viewer, ReAudit, "draw samples").filter(audit__isnull=False, done_on=None, audits=None)
    found = get_object_or_404(waiting.select_related("audit__sampled_case", "audit__auditor"), pk=id)
    form = GiveForm(request.POST or None, auditors=samples.auditors(clock.today()))
    if form.is_valid():
        with form.showing_refusals():
            actions.open_re_audit(found, form.cleaned_data["auditor"], by=request.viewer.account)
            return redirect(found)
    context = {"audit": found.audit, "re_audit": found, "form": form}
    return render(request, "audits/give_re_audit.html", context)


@open_to(queries.DO)
def audit_section(request: Request, id: int, section_id: int) -> HttpResponse:
    """One section: its questions, what good looks like beside each, and the section's own grade."""
    found = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    sections = queries.sections_of(found)
    section = next((one for one in sections if one.pk == section_id), None)
    if section is None:
        return redirect(found)
    pieces = [Piece(PieceKind.QUESTION, one.pk) for one in section.questions.all()]
    pieces.append(Piece(PieceKind.SECTION, section.pk))
    following = [one for one in sections if one.position > section.position or one.pk == section.pk][1:2]
    after = reverse("audit-section", args=[id, following[0].pk]) if following else reverse("audit-views", args=[id])
    number = sections.index(section) + 1
    grades = [(grade.value, grade.label, means) for grade, means in section.grades]
    more = {"section": section, "number": number, "of": len(sections), "answers": Answer.choices}
    more["section_grades"] = grades
    return _page(request, found, sections, pieces, after=after, template="audits/section.html", more=more)


@open_to(queries.DO)
def audit_views(request: Request, id: int) -> HttpResponse:
    """What the worker thinks, and what the child and family think: kept as views."""
    found = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    pieces = [Piece(PieceKind(whose)) for whose in Whose.values]
    more = {"heard": Heard.choices, "whose": dict(Whose.choices)}
    after = reverse("audit-overall", args=[id])
    return _page(
        request, found, queries.sections_of(found), pieces, after=after, template="audits/views.html", more=more
    )


@open_to(queries.DO)
def audit_overall(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    sections = queries.sections_of(found)
    grades = [(grade.value, grade.label, "") for grade in Grade]
    more = {"whole_grades": grades, "graded": _graded(sections, found)}
    after = reverse("audit-finish", args=[id])
    pieces = [Piece(PieceKind.OVERALL)]
    return _page(request, found, sections, pieces, after=after, template="audits/overall.html", more=more)


@open_to(queries.DO)
def finish_audit(request: Request, id: int) -> HttpResponse:
    """The last look: what is missing, or one button."""
    found = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    sections, standing = queries.sections_of(found), queries.stands(found)
    words = ""
    if request.method == "POST":
        try:
            actions.finish_audit(found, by=request.viewer.account)
            return redirect(found)
        except Refused as refused:
            words = refused.words
    context = {
        "audit": found,
        "open_pieces": queries.missing(sections, standing) if found.is_open else [],
        "overall": standing.of("overall"),
        "refused": words,
        "steps": steps(found, sections, standing, here="finish"),
    }
    return render(request, "audits/finish.html", context, status=409 if words else 200)


@open_to(queries.DO)
def share_audit(request: Request, id: int) -> HttpResponse:
    """A colleague works on it too."""
    found = get_object_or_404(queries.own_audits(request.viewer), pk=id)
    form = forms.ColleagueForm(request.POST or None)
    if form.is_valid():
        person = form.person()
        if person is None:
            form.add_error("who", "We know nobody by that address")
        else:
            with form.showing_refusals():
                actions.ask_in(found, person, by=request.viewer.account)  # type: ignore[arg-type]
                return redirect(found)
    hands = list(found.hands.select_related("person"))
    return render(request, "audits/share.html", {"audit": found, "form": form, "hands": hands})


def steps(found: Audit, sections: list[ToolSection], standing: queries.Stands, *, here: str = "") -> list[Step]:
    shown = [
        Step(
            line.section.title,
            reverse("audit-section", args=[found.pk, line.section.pk]),
            is_here=here == str(Piece(PieceKind.SECTION, line.section.pk)),
            is_done=line.is_done,
            is_begun=line.is_begun,
        )
        for line in queries.lines(sections, standing)
    ]
    views = [bool(standing.value(whose)) for whose in Whose.values]
    overall = bool(standing.value("overall"))
    return [
        *shown,
        Step(
            "Views of worker and family",
            reverse("audit-views", args=[found.pk]),
            here == "views",
            all(views),
            any(views),
        ),
        Step("The whole", reverse("audit-overall", args=[found.pk]), here == "overall", overall, overall),
        Step("Finish", reverse("audit-finish", args=[found.pk]), here == "finish", not found.is_open),
    ]


def _next(shown: list[Step]) -> Step:
    """The first that is not done; the last button when all are."""
    return next((step for step in shown if not step.is_done), shown[-1])


def _page(
    request: Request,
    found: Audit,
    sections: list[ToolSection],
    pieces: list[Piece],
    *,
    after: str,
    template: str,
    more: dict[str, Any],
) -> HttpResponse:
    """Shown, or kept and gone on from; what somebody else wrote meanwhile stops here and is decided."""
    standing = queries.stands(found)
    shown = forms.boxes(pieces, standing)
    form, looked, status = Form(), "", 200
    if request.method == "POST":
        answers = forms.typed(pieces, request.POST)
        taken = actions.keep_answers(found, answers, by=request.viewer.account)
        if all(one.outcome in (Kept.SAVED, Kept.SAME) for one in taken):
            return redirect("audit", found.pk) if "later" in request.POST else redirect(after)
        forms.came_of(shown, taken)
        looked = "|".join(dict.fromkeys([*_looked(answers), *(words for one in taken for words in one.warnings)]))
        status = 409
    last = pieces[-1]
    context = {
        "audit": found,
        "form": form,
        "boxes": list(shown.values())[:-1],
        "last": shown[str(last)],
        "by_name": shown,
        "rows": list(zip(more["section"].questions.all(), shown.values(), strict=False)) if "section" in more else [],
        "looked": looked,
        "warnings": [words for box in shown.values() for words in box.warnings],
        "refusals": [one.words for one in (taken if status == 409 else []) if one.outcome == Kept.REFUSED],
        "is_beside": any(box.is_beside for box in shown.values()),
        "steps": steps(found, sections, standing, here=_here(template, last)),
        **more,
    }
    return render(request, template, context, status=status)


def _looked(answers: list[actions.NewAnswer]) -> list[str]:
    return [line for one in answers[:1] for line in one.looked]


def _here(template: str, last: Piece) -> str:
    return "views" if template.endswith("views.html") else str(last)


def _read(section: ToolSection, standing: queries.Stands) -> dict[str, Any]:
    questions = [(one, standing.of(Piece(PieceKind.QUESTION, one.pk))) for one in section.questions.all()]
    return {
        "section": section,
        "grade": standing.of(Piece(PieceKind.SECTION, section.pk)),
        "questions": questions,
    }


def _graded(sections: list[ToolSection], found: Audit) -> list[tuple[ToolSection, str]]:
    standing = queries.stands(found)
    labels = dict(Grade.choices)
    values = [(section, standing.value(Piece(PieceKind.SECTION, section.pk))) for section in sections]
    return [(section, str(labels[value]) if value else "") for section, value in values]
