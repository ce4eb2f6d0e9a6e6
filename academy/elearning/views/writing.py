"""Pages for those who write lessons: what they have, a draft with its check list, and how a published one does."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.core.refusals import Refused
from academy.elearning import actions, queries, rules, shown
from academy.elearning.forms import LessonForm, PageForm, PageTitleForm, PublishForm, SettingsForm
from academy.elearning.models import Lesson, LessonVersion
from academy.people.scope import Request, open_to

BLOCK_KINDS = [{"kind": kind.value, "label": kind.label} for kind in rules.BlockKind]


@open_to("write lessons")
def lessons(request: Request) -> HttpResponse:
    return render(request, "elearning/lessons.html", {"lessons": queries.lines_to_write(request.viewer)})


@open_to("write lessons")
def write_lesson(request: Request) -> HttpResponse:
    form = LessonForm(request.POST or None, viewer=request.viewer, initial={"item": request.GET.get("item", "")})
    if form.is_valid():
        with form.showing_refusals():
            made = actions.write_lesson(form.cleaned_data["item"], by=request.viewer.account)
            return redirect("edit-lesson", made.pk)
    return render(request, "elearning/write_lesson.html", {"form": form})


@open_to("write lessons")
def edit_lesson(request: Request, id: int) -> HttpResponse:
    found = _lesson(request, id)
    return _edit_lesson(request, found, form=PublishForm())


@open_to("write lessons")
@require_POST
def publish_lesson(request: Request, id: int) -> HttpResponse:
    found = _lesson(request, id)
    form = PublishForm(request.POST)
    draft = queries.draft_of(found)
    if draft is not None and form.is_valid():
        with form.showing_refusals():
            actions.publish(draft, by=request.viewer.account, what_changed=form.cleaned_data["what_changed"])
            return redirect("edit-lesson", id)
    return _edit_lesson(request, found, form=form) if form.errors else redirect("edit-lesson", id)


@open_to("write lessons")
@require_POST
def begin_draft(request: Request, id: int) -> HttpResponse:
    actions.begin_draft(_lesson(request, id), by=request.viewer.account)
    return redirect("edit-lesson", id)


@open_to("write lessons")
def discard_draft(request: Request, id: int) -> HttpResponse:
    found = _lesson(request, id)
    draft, words = queries.draft_of(found), ""
    if request.method == "POST" and draft is not None:
        try:
            actions.discard_draft(draft, by=request.viewer.account)
            return redirect("edit-lesson", id)
        except Refused as refused:
            words = refused.words
    if draft is None:
        return redirect("edit-lesson", id)
    return render(request, "elearning/discard_draft.html", {"lesson": found, "draft": draft, "words": words})


@open_to("write lessons")
def lesson_settings(request: Request, id: int) -> HttpResponse:
    found = _lesson(request, id)
    draft = queries.draft_of(found)
    if draft is None:
        return redirect("edit-lesson", id)
    form = SettingsForm(request.POST or None, initial={"pass_mark": draft.pass_mark, "tries": draft.tries})
    if form.is_valid():
        with form.showing_refusals():
            actions.change_settings(draft, by=request.viewer.account, **form.cleaned_data)
            return redirect("edit-lesson", id)
    return render(request, "elearning/settings.html", {"lesson": found, "form": form})


@open_to("write lessons")
def add_page(request: Request, id: int) -> HttpResponse:
    found = _lesson(request, id)
    draft = queries.draft_of(found)
    if draft is None:
        return redirect("edit-lesson", id)
    form = PageTitleForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.add_page(draft, by=request.viewer.account, **form.cleaned_data))
    return render(request, "elearning/add_page.html", {"lesson": found, "form": form})


@open_to("write lessons")
def edit_page(request: Request, id: int) -> HttpResponse:
    page = get_object_or_404(queries.draft_pages(request.viewer), pk=id)
    form = PageTitleForm(request.POST or None, initial={"title": page.title})
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.rename_page(page, by=request.viewer.account, **form.cleaned_data))
    content = queries.preview(page.version, page)
    said = queries.page_said(page)
    lacks = [lack for lack in queries.missing_in(page.version) if lack.page_id == page.pk]
    context = {
        "page": page,
        "line": content.page,
        "lesson": page.version.lesson,
        "blocks": shown.blocks(content),
        "form": form,
        "kinds": BLOCK_KINDS,
        "missing": lacks,
        "minutes": rules.minutes_words(page.seconds),
        "reading": rules.reading_words(rules.reading_age(queries.text_of([said]))),
    }
    return render(request, "elearning/edit_page.html", context)


@open_to("write lessons")
@require_POST
def move_page(request: Request, id: int) -> HttpResponse:
    page = get_object_or_404(queries.draft_pages(request.viewer), pk=id)
    actions.move_page(page, is_up=request.POST.get("way") == "up", by=request.viewer.account)
    return redirect("edit-lesson", page.version.lesson_id)


@open_to("write lessons")
def remove_page(request: Request, id: int) -> HttpResponse:
    page = get_object_or_404(queries.draft_pages(request.viewer), pk=id)
    if request.method == "POST":
        actions.remove_page(page, by=request.viewer.account)
        return redirect("edit-lesson", page.version.lesson_id)
    return render(request, "elearning/remove_page.html", {"page": page, "lesson": page.version.lesson})


@open_to("write lessons")
def preview_page(request: Request, id: int) -> HttpResponse:
    """As a learner sees it. Nothing that is answered here is kept."""
    page = get_object_or_404(queries.draft_pages(request.viewer), pk=id)
    content = queries.preview(page.version, page)
    form = PageForm(None, content=content)
    lines = queries.pages_of(page.version)
    left = sum(line.seconds for line in lines if line.number >= content.page.number)
    context = {
        "page": content.page,
        "lesson": page.version.lesson,
        "back_url": page.get_absolute_url(),
        "blocks": shown.blocks(content, form),
        "progress": rules.progress_words(content.page.number, len(lines), left),
        "next": next((line for line in lines if line.number == content.page.number + 1), None),
    }
    return render(request, "elearning/preview.html", context)


@open_to("see lesson results")
def lesson_results(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(queries.own_lessons(request.viewer), pk=id)
    versions = queries.published_versions(found)
    chosen = _chosen(request, versions)
    results = queries.results(chosen) if chosen else None
    context = {
        "lesson": found,
        "versions": versions,
        "version": chosen,
        "results": results,
        "rows": shown.result_rows(results) if results else [],
        "table": shown.question_table(chosen, results) if chosen and results else None,
        "has_hard": any(question.is_hard for question in results.questions) if results else False,
    }
    return render(request, "elearning/results.html", context)


def _chosen(request: Request, versions: list[LessonVersion]) -> LessonVersion | None:
    asked = request.GET.get("version", "")
    by_number = {str(version.number): version for version in versions}
    return by_number.get(asked) or next(iter(versions), None)


def _lesson(request: Request, id: int) -> Lesson:
    return get_object_or_404(queries.own_lessons(request.viewer), pk=id)


def _edit_lesson(request: Request, found: Lesson, *, form: PublishForm) -> HttpResponse:
    draft = queries.draft_of(found)
    said = queries.pages_said(draft) if draft else []
    age = rules.reading_age(queries.text_of(said))
    context: dict[str, Any] = {
        "lesson": found,
        "draft": draft,
        "current": queries.current_of(found),
        "versions": queries.published_versions(found),
        "pages": queries.pages_of(draft) if draft else [],
        "missing": rules.missing(said) if draft else [],
        "reading": rules.reading_words(age),
        "form": form,
    }
    context["minutes"] = rules.minutes_words(sum(page.seconds for page in context["pages"]))
    return render(request, "elearning/edit_lesson.html", context)
