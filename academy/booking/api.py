"""Sessions and bookings for machines: the same queries and actions as the pages. A refusal is a 409 with its words."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from academy.booking import actions, queries
from academy.booking import shown_register as shown
from academy.booking.models import Booking, Session
from academy.booking.rules import Presence
from academy.core import clock
from academy.people.scope import Request, open_to, visible_people

LONGEST_WITHOUT_CONNECTION = timedelta(days=14)
router = Router(tags=["booking"])
MOST = 100
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Number = Annotated[int, Field(ge=1, lt=2**63)]
Chosen = Annotated[int | None, Query(ge=1, lt=2**63)]
Reason = Literal["workload", "emergency", "ill", "no_cover", "other_date", "not_for_me"]


class DayOut(Schema):
    number: int
    starts_at: datetime
    ends_at: datetime
    venue: str


class SessionOut(Schema):
    id: int
    item: int = Field(alias="item_id")
    title: str = Field(alias="item.title")
    starts_at: datetime
    ends_at: datetime
    days: list[DayOut] = Field(alias="each_day")
    venue: str
    link: str = Field(description="Only for who has a place, and for the Academy team")
    places: int
    taken: int
    free_for_you: int
    waiting: int
    is_cancelled: bool


class BookingOut(Schema):
    id: int
    reference: str
    session: int = Field(alias="session_id")
    person: int = Field(alias="person_id")
    name: str = Field(alias="person.name")
    status: str
    approval: str
    kept_until: datetime | None
    position: int | None = None
    booked_at: datetime
    cancel_reason: str
    charge: int


class BookingIn(Schema):
    session: Number
    person: Number | None = None
    all_the_same: str = Field("", max_length=300)
    cover: Literal["", "yes", "not_sure", "no"] = ""
    needs: str = Field("", max_length=300)


class CancelIn(Schema):
    reason: Reason


@router.get("sessions", response=list[SessionOut], summary="Sessions to come")
@open_to("see the offer")
def sessions(
    request: Request,
    item: Chosen = None,
    search: str = "",
    limit: Limit = MOST,
    offset: Offset = 0,
) -> list[Session]:
    viewer = request.viewer
    found = list(queries.open_sessions(viewer, item=item, search=search)[offset : offset + limit])
    places, waiting = queries.places_of(found, on=viewer.on), queries.numbers_waiting(found)
    posts = queries.posts(viewer.person, on=viewer.on)
    days, joined = queries.days_of_each(found), queries.with_a_place(viewer.person, found)
    for session in found:
        session.each_day = days.get(session.pk, [])
        if session.pk not in joined and not viewer.sees_authority:
            session.link = ""
        session.free_for_you = posts.free_of(places[session.pk])  # type: ignore[attr-defined]
        session.waiting = waiting[session.pk]  # type: ignore[attr-defined]
    return found


@router.get("bookings", response=list[BookingOut], summary="Bookings within your reach, the latest first")
@open_to("see bookings")
def bookings(
    request: Request,
    session: Chosen = None,
    person: Chosen = None,
    limit: Limit = MOST,
    offset: Offset = 0,
) -> list[Booking]:
    found = queries.bookings(request.viewer).order_by("-booked_at", "-pk")
    if session is not None:
        found = found.filter(session=session)
    if person is not None:
        found = found.filter(person=person)
    return list(found[offset : offset + limit])


@router.post("bookings", response={200: BookingOut, 201: BookingOut}, summary="Book a place, or a turn on the list")
@open_to("book places")
def book(request: Request, wanted: BookingIn) -> Status[Booking]:
    """Sent again for the same person and session, it answers with the same booking."""
    viewer = request.viewer
    session = get_object_or_404(queries.sessions(viewer), pk=wanted.session)
    own = viewer.person.pk if viewer.person else None
    person = get_object_or_404(visible_people(viewer), pk=wanted.person or own)
    if held := queries.on_the_list(session, person):
        return Status(200, _answer(held))
    booking = actions.book_place(
        session, person, by=viewer.account, cover=wanted.cover, needs=wanted.needs, all_the_same=wanted.all_the_same
    )
    return Status(201, _answer(booking))


@router.post("bookings/{id}/cancel", response=BookingOut, summary="Cancel a booking, or leave the list")
@open_to("change bookings")
def cancel(request: Request, id: int, why: CancelIn) -> Booking:
    viewer = request.viewer
    booking = get_object_or_404(queries.bookings(viewer), pk=id)
    return _answer(actions.cancel_booking(booking, by=viewer.account, reason=why.reason))


def _answer(booking: Booking) -> Booking:
    if booking.is_waiting:
        booking.position = queries.position(booking)  # type: ignore[attr-defined]
    return booking


class MarkIn(Schema):
    key: str = Field(min_length=8, max_length=40, description="Yours, one for each mark. Sent again it is the same")
    booking: Number
    day: date
    presence: Literal["came", "late", "left_early", "missed"]
    hours: Decimal | None = Field(None, ge=0, le=24, description="Of somebody who was there for part of it")
    made_at: AwareDatetime | None = Field(None, description="When it was tapped, by the sender’s own clock")


class MarksIn(Schema):
    marks: list[MarkIn] = Field(max_length=MOST * 5)
    day: date | None = Field(None, description="Whose standing marks to answer with. Without one, the latest day")
    sent_at: AwareDatetime | None = Field(None, description="By the same clock, so that one that is wrong does no harm")


class MarkOut(Schema):
    key: str
    booking: int
    outcome: Literal["saved", "overtaken", "refused"]
    words: str


class StandingOut(Schema):
    booking: int
    presence: str
    words: str
    tone: str


class RegisterOut(Schema):
    marks: list[MarkOut]
    standing: list[StandingOut]
    unmarked: int
    says: str


@router.post("sessions/{id}/marks", response=RegisterOut, summary="Mark a register, also long after it was tapped")
@open_to("take registers")
def take_marks(request: Request, id: int, sent: MarksIn) -> dict[str, Any]:
    """Each mark is saved, overtaken by a later one of somebody else, or refused; one refused stops no other."""
    session = get_object_or_404(queries.registers(request.viewer), pk=id)
    taken = actions.take_marks(session, [_new(mark, sent.sent_at) for mark in sent.marks], by=request.viewer.account)
    return {
        "marks": [
            {"key": one.new.key, "booking": one.new.booking_id, "outcome": one.outcome, "words": one.words}
            for one in taken
        ],
        **shown.register_now(session, sent.day),
    }


def _new(mark: MarkIn, sent_at: datetime | None) -> actions.NewMark:
    """By our own clock: what matters of theirs is how long ago it was."""
    ago = sent_at - mark.made_at if sent_at and mark.made_at else timedelta()
    ago = min(max(ago, timedelta()), LONGEST_WITHOUT_CONNECTION)
    presence = Presence(mark.presence)
    return actions.NewMark(mark.booking, mark.day, presence, hours=mark.hours, made_at=clock.now() - ago, key=mark.key)
