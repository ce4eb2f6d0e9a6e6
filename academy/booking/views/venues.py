"""Venues: how to get there, for everybody; what is known of them and their rooms, for the Academy team."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from academy.booking import actions, queries
from academy.booking.forms import RoomForm, VenueFilter, VenueForm
from academy.booking.models import Room, Venue
from academy.core import clock
from academy.core.exports import Column, Table
from academy.core.exports import Status as Shown
from academy.people.scope import Request, open_to, visible
from academy.ui import tables


@open_to("run sessions")
def venues(request: Request) -> HttpResponseBase:
    form = VenueFilter(request.GET)
    form.is_valid()
    table = venues_table(queries.venues(request.viewer, search=form.cleaned_data.get("q", "")))
    if file := tables.download(request, table):
        return file
    return render(request, "booking/venues.html", {"table": tables.show(request, table), "form": form})


@open_to("see the offer")
def venue(request: Request, id: int) -> HttpResponse:
    viewer = request.viewer
    found = get_object_or_404(visible(viewer, Venue), pk=id)
    runs_it = viewer.may("run sessions")
    context = {
        "venue": found,
        "rooms": found.rooms.all() if runs_it else found.rooms.filter(is_in_use=True),
        "runs_it": runs_it,
        "days": queries.days_at(found, now=clock.now()) if runs_it else [],
    }
    return render(request, "booking/venue.html", context)


@open_to("run sessions")
def add_venue(request: Request) -> HttpResponse:
    form = VenueForm(request.POST or None)
    if form.is_valid():
        return redirect(actions.add_venue(**form.cleaned_data, by=request.viewer.account))
    return render(request, "booking/add_venue.html", {"form": form})


@open_to("run sessions")
def change_venue(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Venue), pk=id)
    form = VenueForm(request.POST or None, venue=found)
    if form.is_valid():
        return redirect(actions.change_venue(found, **form.cleaned_data, by=request.viewer.account))
    return render(request, "booking/change_venue.html", {"venue": found, "form": form})


@open_to("run sessions")
def add_room(request: Request, id: int) -> HttpResponse:
    found = get_object_or_404(visible(request.viewer, Venue), pk=id)
    form = RoomForm(request.POST or None, venue=found)
    if form.is_valid():
        actions.add_room(found, **form.cleaned_data, by=request.viewer.account)
        return redirect(found)
    return render(request, "booking/add_room.html", {"venue": found, "form": form})


@open_to("run sessions")
def change_room(request: Request, id: int) -> HttpResponse:
    room = get_object_or_404(visible(request.viewer, Room).select_related("venue"), pk=id)
    form = RoomForm(request.POST or None, venue=room.venue, room=room)
    if form.is_valid():
        with form.showing_refusals():
            actions.change_room(room, **form.cleaned_data, by=request.viewer.account)
            return redirect(room)
    return render(request, "booking/change_room.html", {"venue": room.venue, "room": room, "form": form})


def venues_table(found: object) -> Table:
    return Table(
        caption="Venues",
        columns=[
            Column("name", "Venue", link="get_absolute_url", order_by="name", is_row_header=True),
            Column("town", "Town", order_by="town"),
            Column("area", "Area", order_by="area"),
            Column("access_words", "Access"),
            Column("room_count", "Rooms", kind=int, order_by="room_count"),
            Column("largest", "Largest holds", kind=int, order_by="largest"),
            Column("state", "State", value=lambda one: Shown("In use", "good") if one.is_in_use else Shown("Not used")),
        ],
        rows=found,  # type: ignore[arg-type]
    )
