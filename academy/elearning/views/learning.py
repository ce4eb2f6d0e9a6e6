"""Pages for those who learn: a lesson’s first page, its pages one by one, and how it went."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from academy.catalogue.rules import hours_words
from academy.core import clock, uploads
from academy.core.refusals import Refused
from academy.elearning import actions, queries, rules, shown
from academy.elearning.forms import PageForm
from academy.elearning.models import Attempt, LessonNote
from academy.elearning.queries import PageContent, PageLine, Standing
from academy.people.scope import Request, open_to, visible

OPENED = "elearning.opened"


@open_to("take lessons")
def my_lessons(request: Request) -> HttpResponse:
    person = request.viewer.person
    held = list(queries.own_attempts(person)[:60]) if person else []
    begun = queries.players(request.viewer, only_begun=True)
    context = {
        "begun": [_begun(one, is_first=place == 0) for place, one in enumerate(begun.values())],
        "ended": [_ended(attempt) for attempt in held if not attempt.is_open],
        "may_write": request.viewer.may("write lessons"),
    }
    return render(request, "elearning/my_lessons.html", context)


@open_to("see the offer")
def lesson(request: Request, id: int) -> HttpResponse:
    """What it is, how long it takes, and the one thing to do: start, go on, or do it again."""
    viewer = request.viewer
    found = get_object_or_404(queries.readable_lessons(viewer), pk=id)
    current = queries.current_of(found)
    if current is None:
        raise Http404
    held = list(queries.own_attempts(viewer.person).filter(lesson=found)[:20]) if viewer.person else []
    attempt = next((one for one in held if one.is_open), None)
    pages = queries.pages_of(current)
    context = {
        "lesson": found,
        "version": current,
        "pages": pages,
        "minutes": rules.minutes_words(sum(page.seconds for page in pages)),
        "hours": hours_words(found.item.hours),
        "attempt": attempt,
        "standing": queries.standing(attempt) if attempt else None,
        "is_older": attempt is not None and attempt.version_id != current.pk,
        "finished": next((one for one in held if one.state == rules.State.FINISHED), None),
        "is_person": viewer.person is not None,
        "may_write": queries.own_lessons(viewer).filter(pk=id).exists() if viewer.may("write lessons") else False,
    }
    return render(request, "elearning/lesson.html", context)


@open_to("see the offer")
@require_POST
def start_lesson(request: Request, id: int) -> HttpResponse:
    """Whatever is on offer, anybody may begin: the attempt is their own."""
    viewer = request.viewer
    found = get_object_or_404(queries.readable_lessons(viewer), pk=id)
    if viewer.person is None:
        return redirect(found)
    held = queries.open_attempt(found, viewer.person)
    try:
        if held is not None and "newer" in request.POST:
            actions.start_newer_version(held, by=viewer.account)
        attempt = actions.start_lesson(found, viewer.person, by=viewer.account)
    except Refused as refused:
        return render(request, "elearning/refused.html", {"lesson": found, "words": refused.words}, status=409)
    return redirect(attempt)


@open_to("take lessons")
def attempt(request: Request, id: int) -> HttpResponse:
    """Where they were, on whatever device."""
    return redirect(queries.standing(_attempt(request, id)).go_on)


@open_to("take lessons")
def lesson_page(request: Request, id: int, page: int) -> HttpResponse:
    standing = queries.standing(_attempt(request, id))
    line = standing.page(page)
    if line is None:
        raise Http404
    if page > standing.attempt.reached:
        return redirect(standing.go_on)
    content = queries.content(standing, line)
    form = PageForm(request.POST or None, content=content) if standing.attempt.is_open else None
    if form is not None and request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            return _read(request, standing, line, form)
    return render(request, "elearning/page.html", _page_context(request, standing, content, form))


@open_to("take lessons")
def lesson_end(request: Request, id: int) -> HttpResponse:
    """How it went: on the record, or what to read again."""
    held = _attempt(request, id)
    standing = queries.standing(held)
    if held.is_open and not standing.is_all_done:
        return redirect(standing.go_on)
    completion = queries.completion_of(held)
    context = {
        "attempt": held,
        "standing": standing,
        "score": standing.score,
        "completion": completion,
        "hours": hours_words(held.lesson.item.hours),
        "tries": rules.tries_words(held.try_number, held.version.tries),
        "notes": queries.notes(held),
        "read_again": [
            {"number": page.number, "title": page.title, "url": standing.address(page.number)}
            for page in standing.read_again
        ],
    }
    return render(request, "elearning/end.html", context)


@open_to("take lessons")
@require_POST
def try_again(request: Request, id: int) -> HttpResponse:
    held = actions.try_again(_attempt(request, id), by=request.viewer.account)
    return redirect(queries.standing(held).go_on)


@open_to("take lessons")
@require_POST
def forget_note(request: Request, id: int) -> HttpResponse:
    note = get_object_or_404(visible(request.viewer, LessonNote).select_related("attempt"), pk=id)
    actions.forget_note(note, by=request.viewer.account)
    return redirect(reverse("lesson-end", args=[note.attempt_id]))


@open_to("see the offer")
def lesson_file(request: Request, id: int) -> HttpResponseBase:
    """A picture, a video, captions, a paper: for whoever may see the lesson that shows it."""
    found = get_object_or_404(queries.files(request.viewer), pk=id)
    return uploads.serve(request, found.stored, called=found.name)


def _attempt(request: Request, id: int) -> Attempt:
    return get_object_or_404(queries.attempts(request.viewer), pk=id)


def _read(request: Request, standing: Standing, page: PageLine, form: PageForm) -> HttpResponse:
    """Answers first: what is said to them stands on the same page. Then on."""
    goes_on = request.POST.get("go") == "on"
    actions.read_page(
        standing.attempt,
        page,
        by=request.viewer.account,
        answers=form.answers,
        notes=form.notes,
        opened_at=_opened_at(request, standing.attempt, page),
        goes_on=goes_on,
    )
    if not goes_on:
        return redirect(f"{standing.address(page.number)}#answers")
    fresh = queries.standing(_attempt(request, standing.attempt.pk))
    return redirect(fresh.after(page.number))


def _page_context(request: Request, standing: Standing, content: PageContent, form: PageForm | None) -> dict[str, Any]:
    page, held = content.page, standing.attempt
    is_last = page.number == len(standing.pages)
    return {
        "attempt": held,
        "standing": standing,
        "page": page,
        "blocks": shown.blocks(content, form),
        "form": form,
        "has_waiting": bool(content.waiting) and form is not None,
        "is_form": form is not None,
        "progress": standing.words_at(page.number),
        "previous_url": standing.address(page.number - 1) if page.number > 1 else "",
        "next_url": standing.end if is_last or standing.may_try_again else standing.address(page.number + 1),
        "next_words": "See how it went" if is_last or standing.may_try_again else "Next page",
        "is_last": is_last,
        "opened": signing.dumps([held.pk, page.id, clock.now().timestamp()], salt=OPENED) if form is not None else "",
    }


def _opened_at(request: HttpRequest, attempt: Attempt, page: PageLine) -> datetime | None:
    """When the page was opened, as we wrote it into its form ourselves: nobody adds hours by typing them."""
    try:
        of, page_id, moment = signing.loads(request.POST.get("opened", ""), salt=OPENED)
    except (signing.BadSignature, ValueError):
        return None
    is_this_one = (of, page_id) == (attempt.pk, page.id)
    return datetime.fromtimestamp(moment, tz=clock.now().tzinfo) if is_this_one else None


def _ended(attempt: Attempt) -> dict[str, Any]:
    return {
        "heading": str(attempt.lesson),
        "url": attempt.get_absolute_url(),
        "why": attempt.get_state_display(),
        "ended_at": attempt.ended_at,
    }


def _begun(one: queries.Player, *, is_first: bool) -> dict[str, Any]:
    return {
        "is_main": is_first,
        "heading": one.title,
        "why": one.words,
        "action_url": one.url,
        "action_words": "Go on",
        "action_about": f"with {one.title}",
    }
