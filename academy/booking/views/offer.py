"""What is on offer and when, and booking it: for oneself, for somebody, or for several people at once."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from academy.booking import actions, queries, rules, shown
from academy.booking.forms import BookingForm, SessionFilter, TeamForm
from academy.booking.models import Booking, Session
from academy.booking.rules import Status
from academy.catalogue.models import Item
from academy.catalogue.rules import hours_words, kind_words
from academy.core import clock
from academy.people.models import Person
from academy.people.scope import Request, Viewer, open_to, visible
from academy.ui import tables

DATES_ON_A_PAGE = 20


@open_to("see the offer")
def dates(request: Request) -> HttpResponse:
    """Every date to come; of one item with `?item=`."""
    viewer = request.viewer
    form = SessionFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data.get("item")
    item = get_object_or_404(visible(viewer, Item), pk=wanted) if wanted else None
    found = queries.open_sessions(viewer, search=form.cleaned_data.get("q", ""), item=wanted)
    page = Paginator(found, DATES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "item": item,
        "runs_it": viewer.sees_authority,
        "interest": queries.interest_of(viewer.person, item) if item else None,
        "may_be_interested": item is not None and viewer.person is not None,
        "rows": _rows(viewer, list(page.object_list), names_item=item is None, query=_carried(request)),
        "page": page,
        "next_url": tables.address(request, page=page.number + 1) if page.has_next() else "",
        "previous_url": tables.address(request, page=page.number - 1) if page.has_previous() else "",
    }
    return render(request, "booking/dates.html", context)


@open_to("see the offer")
def session(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = _found(viewer, id)
    context = {
        **_standing(viewer, found, queries.other_dates(viewer, found), query=_carried(request)),
        "session": found,
        "days": queries.session_days(found),
        "is_over": found.starts_at <= clock.now(),
        "is_open": found.is_open(now=clock.now()),
        "caption": kind_words(found.item.kind, found.item.hours),
        "hours": hours_words(found.item.hours),
        "reminders": shown.days_words(shown.reminders(found, after=viewer.on)),
        "asked_on": clock.months_after(found.on, rules.ASKED_AFTER_MONTHS),
        "books_for_others": viewer.may("book for several"),
        "runs_it": viewer.sees_authority,
        "query": _carried(request),
    }
    return render(request, "booking/session.html", context)


@open_to("book places")
def book(request: Request, id: int) -> HttpResponse:
    """One page: what happens, what it costs, what speaks against it, one button. Who has booked sees their booking."""
    viewer = request.viewer
    if viewer.person is None or not viewer.may(Session.seen_as):
        raise Http404
    form = BookingForm(request.POST or None, viewer=viewer, initial={"because": request.GET.get("because", "")})
    if form.is_valid():
        with form.showing_refusals():
            return _to_booking(_book(id, form, viewer), form)
    found = _found(viewer, id)
    there = queries.at_that_time(found, viewer.person)
    if there.held and len(form.people) < 2 and not form.is_bound:
        return redirect(there.held)
    context = _prospect(viewer.person, found, there.other_date) | {"session": found, "form": form, **there._asdict()}
    form.initial["expected"] = context["outcome"]
    if context["interruptions"] or form.errors.get("all_the_same"):
        form.asks_why()
    return render(request, "booking/book.html", context)


@open_to("book for several")
def book_team(request: Request, id: int) -> HttpResponse:
    """Several at once; each is told what came of it."""
    viewer = request.viewer
    found = _found(viewer, id)
    search = request.GET.get("q", "").replace("\0", "").strip()
    people = queries.may_be_booked(viewer, search=search)
    on_it = queries.statuses(found, people)
    initial = {"because": request.GET.get("because", ""), "people": request.GET.getlist("person")}
    form = TeamForm(request.POST or None, people=people, viewer=viewer, initial=initial)
    context: dict[str, Any] = {"session": found, "form": form, "search": search, "people": people, "on_it": on_it}
    if form.is_valid():
        chosen, cause = form.cleaned_data["people"], form.cleaned_data["because"]
        group = {name: form.cleaned_data[name] for name in ("name", "all_or_none")}
        outcomes = actions.book_places(found, chosen, by=viewer.account, cause=cause, **group)
        return render(request, "booking/team_booked.html", {"session": found, **_counted(outcomes)})
    context["free"] = queries.posts(viewer.person, on=viewer.on).free_of(queries.places(found))
    context["rows"] = [(person, on_it.get(person.pk)) for person in people]
    context["chosen"] = {int(pk) for pk in form["people"].value() or [] if str(pk).isdigit()}
    return render(request, "booking/book_team.html", context)


def _found(viewer: Viewer, pk: int) -> Session:
    found = queries.session(viewer, pk)
    if found is None:
        raise Http404
    return found


def _standing(viewer: Viewer, session: Session, others: list[Session], *, query: str) -> dict[str, Any]:
    """How a session stands for the one who looks: their own booking, what is free for them, and on other dates."""
    posts = queries.posts(viewer.person, on=viewer.on)
    places = queries.places_of([session, *others], on=viewer.on)
    waiting = queries.numbers_waiting([session, *others])
    some_are_full = any(posts.free_of(one) < 1 for one in places.values())
    usually = queries.usually_freed(session.item) if some_are_full else None
    mine = queries.on_the_list(session, viewer.person) if viewer.person else None
    return {
        "places": shown.meter(places[session.pk], posts.best_for(places[session.pk])),
        "others": shown.dates(others, places, waiting, posts=posts, usually_freed=usually, query=query),
        "price": queries.price(session, posts.best_for(places[session.pk])),
        "would_be": shown.would_be_words(waiting[session.pk], usually),
        "would_be_number": shown.ordinal(waiting[session.pk] + 1),
        "manager": posts.manager,
        "approval": shown.approval(session, posts, posts.best_for(places[session.pk])),
        "order": shown.order_words(session),
        "mine": mine,
        "position": shown.ordinal(queries.position(mine)) if mine and mine.is_waiting else "",
    }


def _prospect(person: Person, session: Session, other_date: Booking | None) -> dict[str, Any]:
    """What would come of booking now, said before it is done."""
    posts, places = queries.posts(person), queries.places(session)
    organisation = posts.best_for(places)
    path, kind = queries.agency(organisation)
    is_full = places.free_for(path, kind) < 1  # then who waits for what decides nothing; a long list is only counted
    waiting = () if is_full else queries.waiting(session)
    found = queries.interruptions(session, person, posts, other_date=other_date)
    return {
        "outcome": rules.outcome_for(path, places, waiting, kind).value,
        "would_be": shown.ordinal((queries.numbers_waiting([session])[session.pk] if is_full else len(waiting)) + 1),
        "interruptions": found,
        "is_refused": any(not one.may_go_on for one in found),
        "approval": shown.approval(session, posts, organisation),
        "order": shown.order_words(session),
        "manager": posts.manager,
        "price": queries.price(session, organisation),
        "is_late": rules.is_late(clock.today(), session.on),
        "is_open": session.is_open(now=clock.now()),
    }


def _book(id: int, form: BookingForm, viewer: Viewer) -> Booking:
    """The action reads the session under its lock: it need not be read before."""
    said = form.cleaned_data
    try:
        return actions.book_place(
            Session(pk=id), form.chosen, by=viewer.account, cause=said["because"], all_the_same=said["all_the_same"]
        )
    except Session.DoesNotExist:
        raise Http404 from None


def _to_booking(booking: Booking, form: BookingForm) -> HttpResponse:
    """Whoever was promised a place and got a turn instead is told why on the next page."""
    is_missed = booking.is_waiting and form.cleaned_data["expected"] == Status.BOOKED
    return redirect(booking.get_absolute_url() + ("?just-missed" if is_missed else ""))


def _counted(outcomes: list[actions.Outcome]) -> dict[str, Any]:
    booked = [one.booking for one in outcomes if one.booking]
    return {
        "outcomes": outcomes,
        "placed": sum(booking.has_place for booking in booked),
        "kept": sum(booking.is_kept for booking in booked),
        "waiting": sum(booking.is_waiting for booking in booked),
        "refused": len(outcomes) - len(booked),
    }


def _rows(viewer: Viewer, sessions: list[Session], *, names_item: bool, query: str) -> list[dict[str, object]]:
    rows = shown.dates(
        sessions,
        queries.places_of(sessions, on=viewer.on),
        queries.numbers_waiting(sessions),
        posts=queries.posts(viewer.person, on=viewer.on),
        usually_freed=None,
        query=query,
    )
    if names_item:
        for row, session in zip(rows, sessions, strict=True):
            row["heading"], row["why"] = session.item.title, f"{session.where}. {row['why']}"
    return rows


def _carried(request: Request) -> str:
    """What led here, and whom it is for, go on from page to page in the address."""
    kept = urlencode({name: request.GET.getlist(name) for name in ("because", "person")}, doseq=True)
    return f"?{kept}" if kept else ""
