"""Writing how we practise: a draft, part by part, and publishing it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from academy.core.refusals import Refused
from academy.frameworks.actions import guides as actions
from academy.frameworks.forms.guides import PART_FORMS, AboutVersionForm, ChangeGuideForm, GuideForm, said_of
from academy.frameworks.models import PARTS, GuideVersion
from academy.frameworks.queries import guides as queries
from academy.frameworks.rules.practice import PARTS_OF, GuideKind, PartKind
from academy.people.scope import Request, open_to, visible

KEEP = "keep how we practise"
FROM_FILES = {PartKind.TERM, PartKind.DUTY}


@open_to(KEEP)
def add_guide(request: Request) -> HttpResponse:
    form = GuideForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            said = dict(form.cleaned_data)
            code = slugify(said["title"])[:60].strip("-") or "guide"
            guide = actions.add_guide(said.pop("title"), code=code, by=request.viewer.account, **said)
            return redirect("write-guide", guide.versions.get().pk)
    return render(request, "frameworks/practice/add_guide.html", {"form": form})


@open_to(KEEP)
def change_guide(request: Request, id: int) -> HttpResponse:
    guide = get_object_or_404(queries.guides(request.viewer), pk=id)
    initial = {name: getattr(guide, name) for name in ChangeGuideForm.base_fields}
    form = ChangeGuideForm(request.POST or None, initial=initial)
    if form.is_valid():
        return redirect(actions.change_guide(guide, **form.cleaned_data, by=request.viewer.account))
    return render(request, "frameworks/practice/change_guide.html", {"form": form, "guide": guide})


@open_to(KEEP)
def begin_draft(request: Request, id: int) -> HttpResponse:
    guide = get_object_or_404(queries.guides(request.viewer), pk=id)
    draft = queries.draft_of(request.viewer, guide)
    if draft is None and request.method == "POST":
        draft = actions.begin_draft(guide, by=request.viewer.account)
    if draft is not None:
        return redirect("write-guide", draft.pk)
    return render(request, "frameworks/practice/begin_draft.html", {"guide": guide})


@open_to(KEEP)
def write_guide(request: Request, id: int) -> HttpResponse:
    """Everything in the draft, with a way to change each; and publishing it, which is refused while it is not whole."""
    version = _draft(request, id)
    refusal = ""
    if request.method == "POST" and "publish" in request.POST:
        try:
            actions.publish_version(version, by=request.viewer.account)
            return redirect(version.guide)
        except Refused as refused:
            refusal = refused.words
    kinds = PARTS_OF[GuideKind(version.guide.kind)]
    context = {
        "version": version,
        "guide": version.guide,
        "is_first": version.number == 1,
        "refusal": refusal,
        "kinds": [
            {"kind": kind, "label": kind.label, "plural": _plural(kind), "parts": list(queries.parts(version, kind))}
            for kind in kinds
        ],
        "takes_files": bool(FROM_FILES & set(kinds)),
    }
    return render(request, "frameworks/practice/write_guide.html", context, status=409 if refusal else 200)


@open_to(KEEP)
def about_version(request: Request, id: int) -> HttpResponse:
    version = _draft(request, id)
    initial = {name: getattr(version, name) for name in AboutVersionForm.base_fields}
    form = AboutVersionForm(request.POST or None, initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.describe_version(version, **form.cleaned_data, by=request.viewer.account)
            return redirect("write-guide", version.pk)
    return render(request, "frameworks/practice/about_version.html", {"form": form, "version": version})


@open_to(KEEP)
def add_part(request: Request, id: int, part_kind: str) -> HttpResponse:
    version, kind = _draft(request, id), _kind(part_kind)
    if kind not in PARTS_OF[GuideKind(version.guide.kind)]:
        raise Http404
    form = PART_FORMS[kind](request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_part(version, kind, by=request.viewer.account, **_named(kind, form.cleaned_data))
            return redirect("write-guide", version.pk)
    context = {"form": form, "version": version, "kind": kind, "label": kind.label.lower(), "part": None}
    return render(request, "frameworks/practice/part.html", context)


@open_to(KEEP)
def change_part(request: Request, part_kind: str, id: int) -> HttpResponse:
    kind = _kind(part_kind)
    parts = visible(request.viewer, PARTS[kind]).filter(version__published_on=None)
    part = get_object_or_404(parts.select_related("version__guide"), pk=id)
    by = request.viewer.account
    if request.method == "POST" and "take_out" in request.POST:
        actions.take_out_part(part, by=by)
        return redirect("write-guide", part.version_id)
    form = PART_FORMS[kind](request.POST or None, initial=said_of(part, kind))
    if form.is_valid():
        with form.showing_refusals():
            actions.change_part(part, by=by, **_named(kind, form.cleaned_data))
            return redirect("write-guide", part.version_id)
    context = {"form": form, "version": part.version, "kind": kind, "label": kind.label.lower(), "part": part}
    return render(request, "frameworks/practice/part.html", context)


def _named(kind: PartKind, said: dict[str, Any]) -> dict[str, Any]:
    """A word is found again in every version by its code."""
    return said | {"code": slugify(said["name"])[:80] or "word"} if kind == PartKind.TERM else said


def _plural(kind: PartKind) -> str:
    return str(PARTS[kind]._meta.verbose_name_plural).capitalize()


def _kind(word: str) -> PartKind:
    if word not in PartKind.values:
        raise Http404
    return PartKind(word)


def _draft(request: Request, id: int) -> GuideVersion:
    return get_object_or_404(queries.versions(request.viewer).filter(published_on=None), pk=id)
