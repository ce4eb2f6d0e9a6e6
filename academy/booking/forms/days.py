"""What people type about one day of a session, about planning it again, and when it is called off."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from academy.booking import queries, rules
from academy.booking.forms.sessions import RoomField, TrainersField, to_come
from academy.booking.models import SessionDay
from academy.booking.rules import Hours
from academy.ui.forms import DateField, Form, TimeField


class DayForm(Form):
    on = DateField(label="Day", help_text="Like 17 November 2026")
    starts = TimeField(label="Starts at", help_text="Like 9:30am")
    ends = TimeField(label="Ends at")
    room = RoomField(label="Room", empty_label="Not in one of our rooms")
    venue = forms.CharField(label="Somewhere else", required=False, max_length=160)
    link = forms.URLField(label="Link to join online", required=False, max_length=200, assume_scheme="https")
    trainers = TrainersField(label="Who leads this day?")

    def __init__(self, *args: Any, day: SessionDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [one.trainer for one in queries.leadings(day.session) if one.day_id == day.pk]
        self.initial = {
            "on": day.on,
            "starts": timezone.localtime(day.starts_at).time(),
            "ends": timezone.localtime(day.ends_at).time(),
            "room": day.room,
            "venue": "" if day.room else day.venue,
            "link": day.link,
            "trainers": held,
        }
        self.fields["trainers"].offer(day.session.item_id, held)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        return to_come(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and typed["ends"] <= typed["starts"]:
            self.add_error("ends", "Give an end after the start")
        return typed

    @property
    def hours(self) -> Hours:
        return rules.hours_on(*(self.cleaned_data[name] for name in ("on", "starts", "ends")))

    @property
    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in ("room", "venue", "link")}
        return said | {"hours": self.hours, "trainers": tuple(self.cleaned_data["trainers"])}


class AgainForm(Form):
    """The same session again: a date on each line."""

    dates = forms.CharField(
        label="On which dates?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, like 12 January 2027",
    )

    def clean_dates(self) -> list[date]:
        try:
            return [to_come(on) for on in rules.dates_from(self.cleaned_data["dates"])]
        except rules.WrongDays as wrong:
            raise forms.ValidationError(wrong.words) from None


class CallOffForm(Form):
    because = forms.CharField(
        label="Why is it called off?",
        max_length=200,
        help_text="Everybody on its list reads this, such as: the trainer is ill",
    )
