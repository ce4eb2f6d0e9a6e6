"""What is kept about people, for themselves, for whoever leads training, and for the information governance officer."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from academy.core import clock, trail
from academy.core.models import Entry
from academy.core.refusals import Refused
from academy.people.models import Account
from academy.people.scope import Request, open_to
from academy.privacy import actions, queries, rules, shown
from academy.privacy.forms import AskForm, EraseForm, LookUpForm, TrailFilter
from academy.privacy.models import LookUp, SubjectFile
from academy.ui import tables


@open_to("see what is kept about me")
def my_privacy(request: Request) -> HttpResponse:
    """What is kept, for how long, and everything as a file."""
    context = {
        "periods": rules.PERIODS.values(),
        "files": _own_files(request),
        "now": clock.now(),
        "person": request.viewer.person,
    }
    return render(request, "privacy/my_privacy.html", context)


@require_POST
@open_to("see what is kept about me")
def ask_for_my_file(request: Request) -> HttpResponse:
    if request.viewer.person is not None:
        return redirect("subject-file", actions.ask_for_file(request.viewer.person, by=_account(request)).pk)
    return redirect("my-privacy")


@open_to("see what is kept about me")
def my_trail(request: Request) -> HttpResponse:
    person = request.viewer.person
    entries = queries.trail_about(person) if person else Entry.objects.none()
    return _trail_page(request, entries, "privacy/my_trail.html", caption="What was seen and changed about you")


@open_to("see the trail of an organisation")
def organisation_trail(request: Request) -> HttpResponse:
    entries = queries.trail_of_organisation(request.viewer)
    caption = "What was seen and changed"
    return _trail_page(request, entries, "privacy/organisation_trail.html", caption=caption, names_people=True)


@open_to("see what is kept about me")
def subject_file(request: Request, id: int) -> HttpResponse:
    """Made, being made, or no longer kept."""
    file = _file(request, id)
    context = {"file": file, "is_ready": file.is_ready(now=clock.now()), "is_own": file.person == request.viewer.person}
    return render(request, "privacy/subject_file.html", context)


@require_POST
@open_to("see what is kept about me")
def take_file(request: Request, id: int) -> HttpResponse:
    """By a button and not by a link: what follows links takes nothing."""
    file = _file(request, id)
    try:
        content = actions.take_file(file, by=_account(request))
    except rules.NotReady as refused:
        return render(request, "people/not_shown.html", {"words": refused.words}, status=409)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="what-is-kept-{file.pk}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@open_to("look people up")
def look_up(request: Request) -> HttpResponse:
    form = LookUpForm(request.POST or None, viewer=request.viewer)
    if form.is_valid():
        typed = form.cleaned_data
        look = actions.look_up(form.chosen, reason=typed["reason"], note=typed["note"], by=_account(request))
        return redirect("looked-up", look.pk)
    context = {"form": form, "looks": queries.looked_up(request.viewer, now=clock.now())}
    return render(request, "privacy/look_up.html", context)


@open_to("open what was looked up")
def looked_up(request: Request, id: int) -> HttpResponse:
    """The person's trail, for as long as the look lasts. Each page that is turned is a line of it."""
    look = _look(request, id)
    trail.note_reading(_account(request), "read the trail of", look)
    entries = queries.trail_about(look.person)
    files = queries.files(request.viewer).filter(look_up=look)
    more: dict[str, Any] = {"look": look, "files": files, "now": clock.now()}
    return _trail_page(request, entries, "privacy/looked_up.html", caption="What was seen and changed", **more)


@require_POST
@open_to("open what was looked up")
def ask_for_file(request: Request, id: int) -> HttpResponse:
    look = _look(request, id)
    return redirect("subject-file", actions.ask_for_file(look.person, by=_account(request), look=look).pk)


@open_to("open what was looked up")
def erase(request: Request, id: int) -> HttpResponse:
    """What goes and what stays, before anything does."""
    look = _look(request, id)
    form = EraseForm(request.POST or None)
    refusal = _refusal(look)
    if not refusal and form.is_valid():
        with form.showing_refusals():
            actions.erase_person(look.person, by=_account(request), reason=form.cleaned_data["reason"])
            return redirect("erasures")
    return render(request, "privacy/erase.html", {"look": look, "form": form, "refusal": refusal})


@open_to("check the trail")
def erasures(request: Request) -> HttpResponse:
    """How long what is kept, and how much went."""
    gone = queries.erased_so_far()
    lines = [(kind, rules.PERIODS.get(kind), gone.get(kind.value)) for kind in rules.Kept]
    return render(request, "privacy/erasures.html", {"lines": lines})


@open_to("check the trail")
def chain(request: Request) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask_for_check()
        return redirect("chain")
    last = queries.last_check()
    broken = Entry.objects.filter(pk=last.first_broken or 0).first() if last else None
    context = {"last": last, "waiting": queries.waiting_check(), "broken": broken, "form": form}
    return render(request, "privacy/chain.html", context)


def _trail_page(
    request: Request,
    entries: QuerySet[Entry],
    template: str,
    *,
    caption: str,
    names_people: bool = False,
    **more: Any,
) -> HttpResponse:
    form = TrailFilter(request.GET or None, entries=entries)
    chosen = form.chosen() if request.GET else {}
    entries = queries.chosen(entries, **chosen)
    lines = shown.Lines(entries, request.viewer, names_people=names_people)
    table = tables.show(request, shown.trail_table(lines, caption=caption), has_downloads=False)
    return render(request, template, {"form": form, "table": table, "is_filtered": bool(chosen), **more})


def _own_files(request: Request) -> QuerySet[SubjectFile]:
    own = queries.files(request.viewer).filter(person=request.viewer.person, expires_at__gt=clock.now())
    return own | queries.files(request.viewer).filter(person=request.viewer.person, made_at__isnull=True)


def _file(request: Request, id: int) -> SubjectFile:
    return get_object_or_404(queries.files(request.viewer), pk=id)


def _look(request: Request, id: int) -> LookUp:
    return get_object_or_404(queries.looked_up(request.viewer, now=clock.now()), pk=id)


def _refusal(look: LookUp) -> str:
    try:
        actions.refuse_erasing(look.person, on=clock.today())
    except Refused as refused:
        return refused.words
    return ""


def _account(request: Request) -> Account:
    """Pages here are open to nobody who has none."""
    assert request.viewer.account is not None
    return request.viewer.account
