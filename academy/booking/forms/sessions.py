"""What people type when they plan a session or hold places."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from academy.booking import queries, rules
from academy.booking.models import Room, Session, Trainer
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core import clock
from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.ui.dates import date_words
from academy.ui.forms import DateField, FilterForm, Form, TimeField


class SessionFilter(FilterForm):
    """Of the dates that everybody sees, and of the Academy's list."""

    SHOWN = [
        ("to-come", "To come"),
        ("full", "Full, to come"),
        ("unmarked", "Register not complete"),
        ("past", "Past"),
    ]

    q = forms.CharField(label="Course or venue")
    item = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)
    show = forms.ChoiceField(label="Show", choices=SHOWN)


class RoomField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        rooms = Room.objects.filter(is_in_use=True, venue__is_in_use=True).select_related("venue")
        super().__init__(queryset=rooms, required=False, **kwargs)

    def label_from_instance(self, room: Any) -> str:
        return f"{room} (holds {room.capacity})"


class TrainersField(forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Trainer.objects.filter(is_available=True),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )

    def offer(self, item: int | None, held: Collection[Trainer] = ()) -> None:
        """Those who may lead it, and whoever leads it now."""
        if item:
            may, leads = Q(is_available=True, may_lead=item), Q(pk__in=[trainer.pk for trainer in held])
            self.queryset = Trainer.objects.filter(may | leads).distinct()


class SessionForm(Form):
    """A session as people read it: days, from a time to a time, in words that they know."""

    item = forms.ModelChoiceField(label="What is it?", queryset=Item.objects.none(), empty_label="Choose")
    on = DateField(label="Day", help_text="Like 17 November 2026")
    starts = TimeField(label="Starts at", help_text="Like 9:30am")
    ends = TimeField(label="Ends at")
    more_days = forms.CharField(
        label="More days",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line, like 18 November 2026. If the hours differ: 18 November 2026, 1pm to 4:30pm",
    )
    timetable = forms.CharField(label="What else about the hours?", required=False, max_length=160,
                                help_text="Such as: with lunch; or: two halves, with an hour between")  # fmt: skip
    room = RoomField(label="Room", empty_label="Not in one of our rooms")
    venue = forms.CharField(label="Somewhere else", required=False, max_length=160,
                            help_text="A place that is not in the list")  # fmt: skip
    access = forms.CharField(label="Access there", required=False, max_length=160,
                             help_text="Such as: step-free, hearing loop. Of our rooms we know it")  # fmt: skip
    link = forms.URLField(label="Link to join online", required=False, max_length=200, assume_scheme="https",
                          help_text="Shown only to people with a place")  # fmt: skip
    trainers = TrainersField(label="Who leads it?")
    led_by = forms.CharField(label="Led by somebody else", required=False, max_length=200,
                             help_text="In words, if they are not in the list")  # fmt: skip
    bring = forms.CharField(label="What should people bring?", required=False, max_length=160)
    places = forms.IntegerField(
        label="How many places?",
        min_value=1,
        max_value=2000,
        error_messages={"invalid": "Enter the number of places, like 24"},
    )
    late_charge = forms.IntegerField(
        label="What does a team pay for a late cancellation or for not coming?",
        help_text="In pounds. Nothing, if you leave it at 0",
        initial=0,
        min_value=0,
        max_value=1000,
    )

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if session:
            self.fields.pop("item")
            self.initial = {**as_typed(session), **self.initial}
            self.fields["trainers"].offer(session.item_id, self.initial["trainers"])  # type: ignore[attr-defined]
        else:
            offered = Item.objects.filter(is_published=True).exclude(mode=Mode.OWN_TIME)
            self.fields["item"].queryset = offered.only("title")  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        return to_come(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("room") and typed.get("venue") and "venue" in self.changed_data:
            self.add_error("venue", "Choose a room, or name a place that is not in the list: not both")
        if not self.errors:
            with self.showing_refusals():
                self._read_days(typed)
        return typed

    def _read_days(self, typed: dict[str, Any]) -> None:
        starts, ends = typed["starts"], typed["ends"]
        first = rules.hours_on(typed["on"], starts, ends)
        if first.ends_at <= first.starts_at:
            self.add_error("ends", "Give an end after the start")
            return
        try:
            days = rules.in_order([first, *rules.days_from(typed["more_days"], starts=starts, ends=ends)])
        except rules.WrongDays as wrong:
            self.add_error("more_days", wrong.words)
            return
        if days[0].starts_at < first.starts_at:
            self.add_error("on", "Give the first day here, and the later ones under “More days”")
        typed["starts_at"], typed["ends_at"], typed["more_days"] = first.starts_at, first.ends_at, days[1:]

    @property
    def said(self) -> dict[str, Any]:
        """What a session is made of, as the actions take it."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("on", "starts", "ends")}
        return said | {"trainers": list(said["trainers"])}


class HoldForm(Form):
    """Everything that is wrong is said at once; the action asks again under the lock."""

    organisation = forms.ModelChoiceField(
        label="For which agency?", queryset=Organisation.objects.none(), empty_label="Choose", required=False
    )
    kind = forms.ChoiceField(
        label="Or for all of a kind?", choices=[("", "Choose"), *OrganisationKind.choices], required=False
    )
    places = forms.IntegerField(label="How many places?", min_value=1,
                                widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}))  # fmt: skip
    release_on = DateField(label="Release them on")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        agencies = Organisation.objects.only("name", "path")
        self.fields["organisation"].queryset = agencies  # type: ignore[attr-defined]
        usual = session.on - timedelta(days=rules.RELEASE_DAYS_BEFORE)
        self.fields["release_on"].help_text = f"Ten days before is usual: {date_words(usual)}"
        self.fields["release_on"].initial = usual

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("organisation")) == bool(typed.get("kind")):
            self.add_error("organisation", "Choose an agency, or a kind of them: one of the two")
        if not self.errors:
            for refusal in queries.why_not_hold(self.session, **typed):
                self.add_error(refusal.field, refusal.words)
        return typed


def as_typed(session: Session) -> dict[str, Any]:
    """The session as its form would have been filled in."""
    kept = ("timetable", "access", "bring", "places", "late_charge")
    first, *later = queries.session_days(session)
    starts, ends = timezone.localtime(first.starts_at).time(), timezone.localtime(first.ends_at).time()
    trainers = [leading.trainer for leading in queries.leadings(session) if leading.day_id == first.pk]
    return {
        "on": first.on,
        "starts": starts,
        "ends": ends,
        "more_days": rules.as_typed(
            [rules.Hours(day.starts_at, day.ends_at) for day in later], starts=starts, ends=ends
        ),
        "room": first.room,
        "venue": "" if first.room else first.venue,
        "link": first.link,
        "trainers": trainers,
        "led_by": "" if trainers else session.led_by,
        **{name: getattr(session, name) for name in kept},
    }


def to_come(on: date) -> date:
    if on < clock.today():
        raise forms.ValidationError(f"{date_words(on)} is past. Choose a day to come")
    return on
