"""The front page of practice: what waits, how practice is graded, what was found, how rounds come along."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from academy.audits.queries import auditing, practice
from academy.audits.queries import findings as queries
from academy.audits.rules import Grade
from academy.core.exports import Column, Table
from academy.people.scope import Request, Viewer, open_to
from academy.ui import tables

A_YEAR = timedelta(days=365)
SOON = timedelta(days=28)


@open_to("see practice")
def practice_page(request: Request) -> HttpResponse:
    viewer = request.viewer
    lately = practice.finished(viewer).filter(finished_at__date__gt=viewer.on - A_YEAR)
    counted = practice.grades(lately)
    due = list(queries.re_audits_due(viewer, by=viewer.on + SOON)[:5])
    rows = [{"grade": grade.label, "audits": counted[grade.value]} for grade in Grade]
    columns = [Column("grade", "Grade", is_row_header=True), Column("audits", "Audits", kind=int)]
    return render(
        request,
        "audits/practice.html",
        {
            "counts": counts(viewer),
            "figure": practice.good_or_better(
                lately, on=viewer.on, label="Graded good or outstanding in the last year"
            ),
            "table": tables.whole(Table("Grades of the last twelve months", columns, rows)),
            "has_audits": any(counted.values()),
            "findings": list(queries.findings(viewer)[:6]),
            "rounds": practice.rounds(viewer)[:6],
            "due": due,
            "opened": set(
                queries.re_audits_opened(viewer).filter(pk__in=[one.pk for one in due]).values_list("pk", flat=True)
            ),
            "may": {what.replace(" ", "_"): viewer.may(what) for what in LINKS},
            "more_links": [{"url": reverse(name), "words": words} for what, name, words in MORE if viewer.may(what)],
            "on": viewer.on,
        },
    )


LINKS = (
    "do audits", "moderate audits", "record findings", "see audit tools", "see samples", "draw samples",
    "see concerns", "see audit actions", "name concern contacts",
)  # fmt: skip

MORE = (
    ("see samples", "audit-rounds", "Rounds and samples"),
    ("see audit tools", "audit-tools", "Audit tools"),
    ("see practice timeliness", "timeliness", "Practice timeliness"),
    ("see case reviews", "case-reviews", "Case reviews"),
)


def counts(viewer: Viewer) -> list[dict[str, Any]]:
    """What waits, with the way to it; what is nothing is left out."""
    mine = auditing.open_counts(viewer) if viewer.may(auditing.DO) else {"to_open": 0, "begun": 0}
    to_moderate = practice.to_moderate(viewer).count() if viewer.may("moderate audits") else 0
    late = queries.actions_of(viewer).filter(done_on__isnull=True, due_on__lt=viewer.on).count()
    unanswered = queries.concerns(viewer).filter(answered_at__isnull=True).count() if viewer.may("see concerns") else 0
    lines = [
        (unanswered, "concerns nobody has answered" if unanswered != 1 else "concern nobody has answered", "concerns"),
        (mine["begun"], "audits of yours begun" if mine["begun"] != 1 else "audit of yours begun", "audits"),
        (mine["to_open"], "cases for you to audit" if mine["to_open"] != 1 else "case for you to audit", "audits"),
        (
            to_moderate,
            "audits wait for a second grade" if to_moderate != 1 else "audit waits for a second grade",
            "moderations",
        ),
        (late, "actions are late" if late != 1 else "action is late", "audit-actions"),
    ]
    return [
        {"number": number, "words": words, "url": reverse(name), "is_bad": name in ("concerns", "audit-actions")}
        for number, words, name in lines
        if number
    ]
