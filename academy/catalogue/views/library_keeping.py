"""Looking after the library: sending something to it, saying what it is, newer files, and looking at it again."""

from pathlib import PurePath
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from academy.catalogue.actions import library as actions
from academy.catalogue.forms.library import ReplaceForm, ResourceForm, SendForm
from academy.catalogue.models import Resource
from academy.catalogue.queries import library as shelf
from academy.catalogue.rules import library as rules
from academy.core import clock
from academy.core.models import StoredFile
from academy.core.uploads import SOUNDS, Judged, file_words, keep
from academy.people.scope import Request, open_to

SENT = "academy.library.sent"
A_DAY = 24 * 60 * 60
LONGEST_TITLE = 80


@open_to("change the offer")
def send_to_library(request: Request) -> HttpResponse:
    """A file or the address of a page. It is judged and kept at once, so that nothing has to be sent twice."""
    form = SendForm(*_sent(request))
    if form.is_valid():
        typed = form.cleaned_data
        kept = {name: keep(typed[name]).pk for name in ("file", "captions") if typed[name]}
        name = getattr(request.FILES.get("file"), "name", "") or ""
        told = {**kept, "link": typed["link"], "by": request.viewer.account.pk, "title": _title_in(name)}  # type: ignore[union-attr]
        return redirect(f"{reverse('describe-resource')}?sent={signing.dumps(told, salt=SENT)}")
    return render(request, "catalogue/library/send.html", {"form": form})


@open_to("change the offer")
def describe_resource(request: Request) -> HttpResponse:
    """What was sent before is named by a signed note in the address: good for a day, and for whoever sent it."""
    viewer, told = request.viewer, _told(request)
    file, captions = _stored(told, "file"), _stored(told, "captions")
    asks = file is not None and file.kind in SOUNDS
    form = ResourceForm(request.POST or None, viewer=viewer, asks_transcript=asks, initial=_initial(request, told))
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_resource(
                **form.cleaned_data, file=file, captions=captions, link=told["link"], by=viewer.account
            )
            return redirect(made)
    what = file_words(file.kind, file.size) if file else told["link"]
    return render(request, "catalogue/library/describe.html", {"form": form, "what": what, "captions": captions})


@open_to("change the offer")
def change_resource(request: Request, id: int) -> HttpResponse:
    viewer, found = request.viewer, _own(request, id)
    form = ResourceForm(request.POST or None, viewer=viewer, initial=ResourceForm.said_of(found))
    if form.is_valid():
        with form.showing_refusals():
            return redirect(actions.change_resource(found, **form.cleaned_data, by=viewer.account))
    return render(request, "catalogue/library/change.html", {"form": form, "resource": found})


@open_to("change the offer")
def replace_file(request: Request, id: int) -> HttpResponse:
    found = _own(request, id)
    form = ReplaceForm(*_sent(request))
    if form.is_valid():
        typed = form.cleaned_data
        with form.showing_refusals():
            actions.replace_file(
                found,
                file=keep(typed["file"]),
                captions=_kept(typed["captions"]),
                transcript=typed["transcript"],
                what_changed=typed["what_changed"],
                by=request.viewer.account,
            )
            return redirect(found)
    return render(request, "catalogue/library/replace.html", {"form": form, "resource": found})


def _own(request: Request, id: int) -> Resource:
    return get_object_or_404(shelf.own_resources(request.viewer), pk=id)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _kept(judged: Judged | None) -> StoredFile | None:
    return keep(judged) if judged else None


def _told(request: Request) -> dict[str, Any]:
    try:
        told = signing.loads(request.GET.get("sent", ""), salt=SENT, max_age=A_DAY)
    except signing.BadSignature:
        raise Http404 from None
    account = request.viewer.account
    if account is None or told["by"] != account.pk:
        raise Http404
    return dict(told)


def _stored(told: dict[str, Any], name: str) -> StoredFile | None:
    if name not in told:
        return None
    stored = StoredFile.objects.filter(pk=told[name]).first()
    if stored is None:
        raise Http404
    return stored


def _initial(request: Request, told: dict[str, Any]) -> dict[str, Any]:
    person = request.viewer.person
    return {
        "title": told["title"],
        "owner": (person.email or person.name) if person else "",
        "review_on": rules.first_review(clock.today()),
        "organisation": request.viewer.organisation,
    }


def _title_in(name: str) -> str:
    """A file's name is only ever a hint of a title: “thresholds-guide_v3.pdf” is Thresholds guide v3."""
    stem = PurePath(name.replace("\\", "/")).stem.replace("_", " ").replace("-", " ")
    plain = " ".join("".join(letter for letter in stem if letter.isprintable()).split())[:LONGEST_TITLE]
    return plain[:1].upper() + plain[1:]
