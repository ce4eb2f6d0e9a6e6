"""One of everything that hangs on a turn: a question, a deputy, a wish, a line of a list's log."""

from datetime import timedelta
from typing import Any

from academy.booking import actions as booking
from academy.booking.models import Approval, Decision, Deputy, Interest, Party, Terms
from academy.booking.rules import Approved, Status, Turned
from academy.core import clock, links
from tests.builders import make_booking, make_session


def turns(things: dict[str, Any], person: Any, mark: str) -> None:
    """A booking of theirs waits for approval and may be offered; they want another date, and have a deputy."""
    later, today = make_session(things["item"], starts_at=clock.now() + timedelta(days=30)), clock.today()
    things["later session"] = later
    asked = things["asked booking"] = make_booking(
        later, person, status=Status.WAITING, approval=Approved.ASKED, all_the_same=f"{mark} asks"
    )
    things["party"] = Party.objects.create(session=later, name="New starters", booked_at=clock.now())
    things["approval"] = Approval.objects.create(booking=asked, asked_of=things["manager"], asked_at=clock.now())
    things["approve link"] = links.token(booking.APPROVE, things["approval"].pk)
    things["take link"] = links.token(booking.TAKE, asked.pk)
    things["deputy"] = Deputy.objects.create(person=person, deputy=things["manager"], starts_on=today, ends_on=today)
    things["decision"] = Decision.objects.create(booking=asked, session=later, at=clock.now(), turned=Turned.PASSED)
    things["interest"] = Interest.objects.create(item=things["item"], person=person, said_at=clock.now())
    things["terms"] = Terms.objects.create(item=things["item"])
