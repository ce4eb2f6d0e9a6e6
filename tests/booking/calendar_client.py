"""A calendar as its owner’s program keeps it: messages read by a library that did not write them (ical), and applied as
RFC 5546 says: what is older than what is held changes nothing, and a withdrawal stands against what comes late."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ical.calendar import Calendar
from ical.calendar_stream import CalendarStream
from ical.event import Event

from academy.core.models import Notice


@dataclass
class CalendarClient:
    """What stands in the calendar, by UID: which revision, and the event, or nothing where it was withdrawn."""

    held: dict[str, tuple[tuple[int, datetime], Event | None]] = field(default_factory=dict)

    def receive(self, text: str) -> None:
        calendar = read(text)
        for event in calendar.events:
            revision = (event.sequence or 0, event.dtstamp)
            if event.uid in self.held and revision < self.held[event.uid][0]:
                continue
            is_off = calendar.method == "CANCEL" or event.status == "CANCELLED"
            self.held[event.uid] = (revision, None if is_off else event)

    def receive_all(self, texts: Iterable[str]) -> "CalendarClient":
        for text in texts:
            self.receive(text)
        return self

    @property
    def shown(self) -> list[Event]:
        return sorted((event for _, event in self.held.values() if event), key=lambda event: event.dtstart)


def read(text: str) -> Calendar:
    [calendar] = CalendarStream.from_ics(text).calendars
    return calendar


def sent_to(email: str) -> list[str]:
    """The calendar messages to one address, in the order they were written."""
    mine = Notice.objects.filter(to=email).exclude(attachment="")
    return list(mine.order_by("pk").values_list("attachment", flat=True))


def times(events: Iterable[Event]) -> list[tuple[Any, Any]]:
    return [(event.dtstart, event.dtend) for event in events]
