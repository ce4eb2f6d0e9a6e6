"""What people type when they book, plan a session, hold places or mark a register."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from academy.booking import queries, rules
from academy.booking.models import Booking, Session
from academy.booking.rules import Cover, Status
from academy.catalogue.models import Item
from academy.catalogue.rules import Mode
from academy.core import clock
from academy.people.models import Organisation, Person
from academy.people.scope import Viewer, visible
from academy.ui.dates import date_words
from academy.ui.forms import DateField, FilterForm, Form, Radios, TimeField

COVER_HINTS = {cover.value: "We ask your manager to see to it" for cover in (Cover.NOT_SURE, Cover.NO)}


class CauseField(forms.CharField):
    """What led here, such as `needs.requirement:12`, carried along in the address. What cannot be found is left out."""

    widget = forms.HiddenInput

    def __init__(self, *, viewer: Viewer) -> None:
        self.viewer = viewer
        super().__init__(required=False)

    def clean(self, value: Any) -> Model | None:
        label, _, pk = str(value or "").partition(":")
        try:
            model = apps.get_model(label)
        except (LookupError, ValueError):
            return None
        is_scoped = hasattr(model, "scope_path") and pk.isascii() and pk.isdigit()
        return visible(self.viewer, model).filter(pk=int(pk)).first() if is_scoped else None


class BookingForm(Form):
    """Who it is for is asked only of those who manage somebody."""

    person = forms.ChoiceField(label="Who is it for?")
    cover = forms.ChoiceField(
        label="Is your work covered?", choices=Cover.choices, widget=Radios(hints=COVER_HINTS), required=False
    )
    needs = forms.CharField(
        label="What do you need to take part?",
        help_text="Access, food, anything else. Only the people who run it see this, and it is erased a week after.",
        max_length=300,
        required=False,
    )
    expected = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = CauseField(viewer=viewer)
        self.people = {person.pk: person for person in self._choices(viewer)}
        offered = [(pk, _as_offered(person, viewer)) for pk, person in self.people.items()]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]
        if len(self.people) < 2:
            self.fields.pop("person")

    def clean_person(self) -> Person:
        return self.people[int(self.cleaned_data["person"])]

    @property
    def chosen(self) -> Person:
        return self.cleaned_data.get("person") or next(iter(self.people.values()))

    @staticmethod
    def _choices(viewer: Viewer) -> list[Person]:
        own = [viewer.person] if viewer.person else []
        return [*own, *(queries.may_be_booked(viewer) if viewer.manages else [])]


class TeamForm(Form):
    """Several people at once: at least one."""

    people = forms.TypedMultipleChoiceField(
        label="Who is it for?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args: Any, people: Sequence[Person], viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {person.pk: person for person in people}
        choices = [(pk, person.name) for pk, person in self.offered.items()]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]
        self.fields["because"] = CauseField(viewer=viewer)

    def clean_people(self) -> list[Person]:
        return [self.offered[pk] for pk in self.cleaned_data["people"]]


class ReasonForm(Form):
    """One tap: each reason is a button that sends itself."""

    reason = forms.ChoiceField(
        choices=[(reason.value, reason.label) for reason in rules.CHOICES_OF_REASON],
        error_messages={"required": "Say why you cannot come: one tap"},
    )


class CoverForm(Form):
    cover = forms.ChoiceField(
        label="Is your work covered?", choices=Cover.choices, widget=Radios(hints=COVER_HINTS, is_ruled=True)
    )


class SessionFilter(FilterForm):
    """Of the dates that everybody sees, and of the Academy's list."""

    SHOWN = [
        ("to-come", "To come"),
        ("full", "Full, to come"),
        ("unmarked", "Register not complete"),
        ("past", "Past"),
    ]

    q = forms.CharField(label="Course or venue")
    item = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31)
    show = forms.ChoiceField(label="Show", choices=SHOWN)


class SessionForm(Form):
    """A session as people read it: a day, from a time to a time, in words that they know."""

    item = forms.ModelChoiceField(label="What is it?", queryset=Item.objects.none(), empty_label="Choose")
    on = DateField(label="Day", help_text="Like 17 November 2026")
    starts = TimeField(label="Starts at", help_text="Like 9:30am")
    ends = TimeField(label="Ends at")
    last_on = DateField(label="Last day", required=False, help_text="Only if it runs over several days")
    timetable = forms.CharField(label="What else about the hours?", required=False, max_length=160,
                                help_text="Such as: with lunch; or: two halves, with an hour between")  # fmt: skip
    venue = forms.CharField(label="Venue", required=False, max_length=160)
    access = forms.CharField(
        label="Access", required=False, max_length=160, help_text="Such as: step-free, hearing loop"
    )
    link = forms.URLField(label="Link to join online", required=False, max_length=200, assume_scheme="https")
    led_by = forms.CharField(label="Led by", required=False, max_length=200)
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
        else:
            offered = Item.objects.filter(is_published=True).exclude(mode=Mode.OWN_TIME)
            self.fields["item"].queryset = offered.only("title")  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(f"{date_words(on)} is past. Choose a day to come")
        return on

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors:
            last_on = typed["last_on"] or typed["on"]
            typed["starts_at"] = _moment(typed["on"], typed["starts"])
            typed["ends_at"] = _moment(last_on, typed["ends"])
            if last_on < typed["on"]:
                self.add_error("last_on", "Give a last day after the first")
            elif typed["ends_at"] <= typed["starts_at"]:
                self.add_error("ends", "Give an end after the start")
        return typed

    @property
    def said(self) -> dict[str, Any]:
        """What a session is made of, as the actions take it."""
        apart = ("on", "starts", "ends", "last_on")
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


class HoldForm(Form):
    """Everything that is wrong is said at once; the action asks again under the lock."""

    organisation = forms.ModelChoiceField(label="Agency", queryset=Organisation.objects.none(), empty_label="Choose")
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
        if not self.errors:
            for refusal in queries.why_not_hold(self.session, **typed):
                self.add_error(refusal.field, refusal.words)
        return typed


class RegisterForm(Form):
    """Each person came, or did not; whoever is left out stays unmarked, unless everybody else came."""

    rest = forms.ChoiceField(choices=[(Status.ATTENDED.value, "Everybody else came")], required=False)

    def __init__(self, *args: Any, bookings: Sequence[Booking], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bookings = bookings
        choices = [(Status.ATTENDED.value, "Came"), (Status.MISSED.value, "Did not come")]
        for booking in bookings:
            self.fields[_mark(booking)] = forms.ChoiceField(choices=choices, required=False)

    @property
    def came(self) -> Mapping[int, bool]:
        rest = {booking: self.cleaned_data["rest"] for booking in self.bookings if booking.status == Status.BOOKED}
        typed = {booking: self.cleaned_data[_mark(booking)] for booking in self.bookings}
        marked = rest | {booking: mark for booking, mark in typed.items() if mark}
        return {booking.pk: mark == Status.ATTENDED for booking, mark in marked.items() if mark}


def as_typed(session: Session) -> dict[str, Any]:
    """The session as its form would have been filled in."""
    kept = ("timetable", "venue", "access", "link", "led_by", "bring", "places", "late_charge")
    ends_at = timezone.localtime(session.ends_at)
    return {
        "on": session.on,
        "starts": timezone.localtime(session.starts_at).time(),
        "ends": ends_at.time(),
        "last_on": ends_at.date() if ends_at.date() != session.on else None,
        **{name: getattr(session, name) for name in kept},
    }


def _mark(booking: Booking) -> str:
    return f"mark-{booking.pk}"


def _moment(day: date, at: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def _as_offered(person: Person, viewer: Viewer) -> str:
    return f"Me, {person.name}" if person == viewer.person else person.name
