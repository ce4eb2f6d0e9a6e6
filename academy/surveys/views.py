"""The follow-up on a phone, what a line manager has seen, and the answers behind a figure."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.core import links
from academy.core.exports import Column, Table
from academy.core.refusals import Refused
from academy.people import queries as people
from academy.people.scope import Request, open_to, open_to_everyone, visible
from academy.surveys import actions, queries, rules
from academy.surveys.forms import SeenForm, StoryForm, SureForm, TapForm
from academy.surveys.models import FollowUp
from academy.ui import tables
from academy.ui.dates import date_words


@open_to_everyone
@never_cache
def follow_up(request: Request, token: str) -> HttpResponseBase:
    """One question to a screen; every answer is a button that sends itself. Opening the link changes nothing."""
    asked = _asked_by(token)
    tap = TapForm(request.POST)
    if request.method == "POST" and tap.is_valid():
        with suppress(rules.Closed):  # answered before, perhaps in another tab: the page says so
            actions.answer(asked, **{name: tap.cleaned_data[name] for name in ("used", "difference")})
        return redirect("follow-up", token)
    return render(request, _screen(asked, request), _context(asked, token, request))


@open_to_everyone
@never_cache
def story(request: Request, token: str) -> HttpResponseBase:
    asked = _asked_by(token)
    form = StoryForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.tell_story(asked, **form.cleaned_data)
            return redirect("follow-up", token)
    return render(request, "surveys/thanks.html", _context(asked, token, request) | {"form": form})


@open_to_everyone
@never_cache
def how_sure(request: Request, token: str) -> HttpResponseBase:
    """Three more answers, for whoever likes to give them."""
    asked = _asked_by(token)
    if asked.answered_at is None:
        return redirect("follow-up", token)
    form = SureForm(request.POST or None)
    if form.is_valid():
        with form.showing_refusals():
            actions.say_how_sure(asked, **form.cleaned_data)
            return redirect("follow-up", token)
    return render(request, "surveys/how_sure.html", {"follow_up": asked, "token": token, "form": form})


@open_to_everyone
@never_cache
@require_POST
def start_reflection(request: Request, token: str) -> HttpResponseBase:
    """One tap, and only theirs: the link begins the entry, and whoever reads it must sign in."""
    asked = _asked_by(token)
    try:
        return redirect(actions.begin_reflection(asked, by=None))
    except Refused:
        return redirect("follow-up", token)


@open_to("answer follow-ups")
def open_own(request: Request, id: int) -> HttpResponseBase:
    """From the list of things to do to the learner's own question."""
    asked = get_object_or_404(FollowUp, pk=id, person=request.viewer.person or 0)
    return redirect("follow-up", links.token(actions.LEARNER, asked.pk))


@open_to("say what was seen in practice")
def follow_ups(request: Request) -> HttpResponseBase:
    """What the line manager has seen: one tap a person."""
    waiting = list(queries.waiting_for_manager(request.viewer)[:50])
    return render(request, "surveys/follow_ups.html", {"waiting": waiting, "choices": rules.Seen.choices})


@open_to("say what was seen in practice")
@require_POST
def seen(request: Request, id: int) -> HttpResponseBase:
    asked = get_object_or_404(visible(request.viewer, FollowUp), pk=id, manager=request.viewer.person or 0)
    form = SeenForm(request.POST)
    if form.is_valid():
        with suppress(rules.Closed):  # a second tap on the same line changes nothing
            actions.say_what_was_seen(asked, seen=form.cleaned_data["seen"], by=request.viewer.account)
    return redirect("follow-ups")


@open_to("read answers")
def answers(request: Request) -> HttpResponseBase:
    """The answers behind a figure, within the viewer's reach."""
    item = request.GET.get("item", "")
    given = queries.answers(request.viewer, item=int(item) if item.isdecimal() and len(item) < 10 else None)
    table = answers_table(given)
    return tables.download(request, table) or render(
        request, "surveys/answers.html", {"table": tables.show(request, table), "counts": queries.counts(given)}
    )


@open_to("read answers")
def answer(request: Request, id: int) -> HttpResponseBase:
    given = get_object_or_404(queries.answers(request.viewer), pk=id)
    return render(request, "surveys/answer.html", {"follow_up": given})


def answers_table(given: Any) -> Table:
    return Table(
        caption="Answers, newest first",
        columns=[
            Column("person", "Person", link=lambda row: row.get_absolute_url()),
            Column("completion.item", "What they learned"),
            Column("get_used_display", "Used it"),
            Column("get_difference_display", "Difference it made"),
            Column("get_manager_saw_display", "Their manager saw it"),
            Column("due_on", "Asked on"),
        ],
        rows=given,
    )


def _asked_by(token: str) -> FollowUp:
    number = links.number_in(actions.LEARNER, token)
    if number is None:
        raise Http404
    found = get_object_or_404(FollowUp.objects.select_related("completion__item", "person"), pk=number)
    if people.is_shut_out(found.person):  # whoever has left is not asked, and the link lies in a mailbox they left
        raise Http404
    return found


def _screen(asked: FollowUp, request: Request) -> str:
    if asked.answered_at:
        return "surveys/thanks.html"
    if asked.closed_on:
        return "surveys/closed.html"
    return "surveys/difference.html" if _is_second(asked, request) else "surveys/used.html"


def _context(asked: FollowUp, token: str, request: Request) -> dict[str, Any]:
    is_second = _is_second(asked, request)
    item, finished = asked.completion.item, date_words(asked.completion.completed_on)
    choices = rules.Difference.choices if is_second else rules.Used.choices
    return {
        "follow_up": asked,
        "token": token,
        "form": StoryForm(),
        "where": f"2 of 2. You said: {_lower(asked.get_used_display())}."
        if is_second
        else f"1 of 2. {item}, {finished}",
        "answers": [{"value": value, "words": words} for value, words in choices],
    }


def _is_second(asked: FollowUp, request: Request) -> bool:
    return bool(asked.used) and "change" not in request.GET


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
