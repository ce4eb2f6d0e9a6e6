"""How we practise, to be read: ways of working, thresholds, terms, who does what; and saying one has understood."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.core.refusals import Refused
from academy.frameworks import shown
from academy.frameworks.actions import understood as saying
from academy.frameworks.forms.guides import CheckForm, DutyFilter, TermFilter
from academy.frameworks.models import Duty, GuideVersion, Principle, Term
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules.practice import AUDIENCES, GuideKind, PartKind, marked, score_words
from academy.people.scope import Request, open_to, visible
from academy.ui import tables

KEEP = "keep how we practise"
READ = "see how we practise"
TRIED = "tried"  # of a session: the versions whose scenarios were answered once, so that a second try is not counted

TERMS = 40  # on a page


@open_to(READ)
def how_we_practise(request: Request) -> HttpResponse:
    viewer = request.viewer
    rows = list(queries.guides(viewer))
    context = {
        "ways": [guide for guide in rows if guide.kind == GuideKind.PRACTICE],
        "others": [guide for guide in rows if guide.kind != GuideKind.PRACTICE],
        "to_read": queries.to_understand(viewer),
        "may_keep": viewer.may(KEEP),
        "may_count": viewer.may("see how many have understood"),
        "may_see_who": viewer.may("see who has understood"),
    }
    return render(request, "frameworks/practice/how_we_practise.html", context)


@open_to(READ)
def guide(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.guides(request.viewer), pk=id)
    if found.kind != GuideKind.PRACTICE:
        return redirect(found)
    return _guide(request, found)


@open_to(READ)
def thresholds(request: Request) -> HttpResponse:
    return _one_of(request, GuideKind.THRESHOLDS)


@open_to(READ)
def terms(request: Request) -> HttpResponseBase:
    """All words of the version that stands, or those that are looked for; as a file too."""
    version = queries.standing(request.viewer, GuideKind.WORDS)
    if version is not None and (file := tables.download(request, shown.terms_table(version))):
        return file
    return _one_of(request, GuideKind.WORDS)


@open_to(READ)
def duties(request: Request) -> HttpResponseBase:
    version = queries.standing(request.viewer, GuideKind.DUTIES)
    if version is not None and (file := tables.download(request, shown.duties_table(version))):
        return file
    return _one_of(request, GuideKind.DUTIES)


@open_to(READ)
def term(request: Request, id: int) -> HttpResponse:
    """A word and what it meant before; one from an old version leads to what it means today."""
    found = get_object_or_404(visible(request.viewer, Term).select_related("version__guide"), pk=id)
    standing = queries.standing(request.viewer, GuideKind.WORDS)
    today = queries.parts(standing, PartKind.TERM).filter(code=found.code).first() if standing else None
    context = {
        "term": found,
        "today": today if today is not None and today.pk != found.pk else None,
        "is_gone": standing is not None and today is None and not found.version.is_draft,
        "earlier": queries.earlier_meanings(request.viewer, found),
    }
    return render(request, "frameworks/practice/term.html", context)


@open_to(READ)
def guide_version(request: Request, id: int) -> HttpResponse:
    """As it stood. A draft is shown to those who write it."""
    version = get_object_or_404(queries.versions(request.viewer), pk=id)
    return _page(request, version)


@open_to("say one has understood")
def understand(request: Request, id: int) -> HttpResponse:
    version = get_object_or_404(queries.versions(request.viewer).filter(published_on__isnull=False), pk=id)
    person = request.viewer.person
    if request.method != "POST" or person is None:
        return redirect(version)
    try:
        saying.say_understood(version, person, by=request.viewer.account)
    except Refused as refused:
        return _page(request, version, refusal=refused.words)
    return redirect(version.guide)


@open_to(READ)
def check(request: Request) -> HttpResponse:
    """Short, marked at once, as often as one likes. Of the first try a count is kept without whose it was."""
    version = queries.standing(request.viewer, GuideKind.THRESHOLDS)
    scenarios = list(queries.parts(version, PartKind.SCENARIO)) if version else []
    if version is None or not scenarios:
        return render(request, "frameworks/practice/check.html", {"scenarios": []})
    levels = queries.level_names(version)
    form = CheckForm(request.POST or None, scenarios=scenarios, levels=levels)
    results: list[dict[str, Any]] = []
    score = ""
    if form.is_valid():
        answers = marked(form.answers, {one.pk: one.level for one in scenarios})
        _count_first_try(request, version, answers)
        results = [{"scenario": one, "answer": answer} for one, answer in zip(scenarios, answers, strict=True)]
        score = score_words(answers)
    context = {"version": version, "scenarios": scenarios, "form": form, "results": results, "score": score}
    context |= _said(request, version)
    return render(request, "frameworks/practice/check.html", context)


def _count_first_try(request: Request, version: GuideVersion, answers: Iterable[Any]) -> None:
    tried = request.session.get(TRIED, [])
    organisation = request.viewer.organisation
    if version.pk in tried or organisation is None:
        return
    saying.count_answers(list(answers), organisation)
    request.session[TRIED] = [*tried, version.pk][-20:]


def _one_of(request: Request, kind: GuideKind) -> HttpResponse:
    found = queries.guides(request.viewer, kind=kind).first()
    if found is None:
        context = {"kind": kind.label, "may_keep": request.viewer.may(KEEP)}
        return render(request, "frameworks/practice/no_guide.html", context)
    return _guide(request, found)


def _guide(request: Request, guide: Any) -> HttpResponse:
    """Its current version; for those who write it, the draft of one that was never published."""
    if guide.current:
        version = guide.current[0]
        version.guide = guide
        return _page(request, version)
    draft = queries.draft_of(request.viewer, guide)
    if draft is None:
        raise Http404
    return redirect("write-guide", draft.pk)


def _page(request: Request, version: GuideVersion, refusal: str = "") -> HttpResponse:
    viewer, guide = request.viewer, version.guide
    kind = GuideKind(guide.kind)
    context = {
        "version": version,
        "guide": guide,
        "refusal": refusal,
        "versions": [one for one in queries.versions_of(viewer, guide) if one.pk != version.pk],
        "draft": queries.draft_of(viewer, guide) if viewer.may(KEEP) else None,
        "may_keep": viewer.may(KEEP),
        "may_count": viewer.may("see how many have understood"),
        "may_see_who": viewer.may("see who has understood"),
        **_said(request, version),
        **BODIES[kind](request, version),
    }
    return render(request, f"frameworks/practice/{TEMPLATES[kind]}.html", context, status=409 if refusal else 200)


def _said(request: Request, version: GuideVersion) -> dict[str, Any]:
    """Whether this person has understood what counts, and may say so."""
    if request.viewer.person is None or not version.is_current:
        return {"said_at": None, "may_say": False}
    number, at = queries.understood_by(request.viewer).get(version.guide_id, (0, None))
    first = queries.counts_from([version.guide_id]).get(version.guide_id, 1)
    has_said = number >= first
    return {"said_at": at if has_said else None, "said_of": number, "may_say": not has_said}


def _principles(request: Request, version: GuideVersion) -> dict[str, Any]:
    """Those for everybody, and those for one audience: the reader’s own unless they choose another."""
    rows: list[Principle] = list(queries.parts(version, PartKind.PRINCIPLE))
    names = dict(AUDIENCES)
    audiences = [(value, names[value]) for value in names if any(row.audience == value for row in rows)]
    chosen = request.GET.get("audience")
    if chosen is None:
        organisation = request.viewer.organisation
        chosen = organisation.kind if organisation else ""
    own = [row for row in rows if row.audience and row.audience == chosen]
    return {
        "principles": [row for row in rows if not row.audience],
        "own": own,
        "audiences": audiences,
        "chosen": chosen if own else "",
        "chosen_words": names.get(chosen, "") if own else "",
    }


def _levels(request: Request, version: GuideVersion) -> dict[str, Any]:
    scenarios = queries.parts(version, PartKind.SCENARIO).count()
    return {"levels": list(queries.parts(version, PartKind.THRESHOLD)), "scenarios": scenarios}


def _terms(request: Request, version: GuideVersion) -> dict[str, Any]:
    form = TermFilter(request.GET)
    search = form.cleaned_data.get("q", "") if form.is_valid() else ""
    page = Paginator(queries.parts(version, PartKind.TERM, search=search), TERMS).get_page(request.GET.get("page"))
    return {"form": form, "search": search, "terms": page, "pages": tables.pages_of(request, page)}


def _duties(request: Request, version: GuideVersion) -> dict[str, Any]:
    """The situations, until one is chosen or something is looked for."""
    form = DutyFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    search, agency = chosen.get("q", ""), chosen.get("agency", "")
    rows = queries.parts(version, PartKind.DUTY, search=search)
    rows = rows.filter(agency=agency) if agency else rows
    situation = request.GET.get("situation", "").replace("\0", "")[:160]
    is_chosen = bool(search or agency or situation)
    grouped = [(name, list(found)) for name, found in groupby(rows, key=_situation)]
    situations = [{"name": name, "duties": found} for name, found in grouped if not situation or name == situation]
    return {"form": form, "situations": situations, "is_chosen": is_chosen, "has_more": bool(agency)}


def _situation(duty: Duty) -> str:
    return duty.situation


BODIES = {
    GuideKind.PRACTICE: _principles,
    GuideKind.THRESHOLDS: _levels,
    GuideKind.WORDS: _terms,
    GuideKind.DUTIES: _duties,
}
TEMPLATES = {
    GuideKind.PRACTICE: "guide",
    GuideKind.THRESHOLDS: "thresholds",
    GuideKind.WORDS: "terms",
    GuideKind.DUTIES: "duties",
}
