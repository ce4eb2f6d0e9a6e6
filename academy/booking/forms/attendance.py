"""What people mark on a register."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from academy.booking import rules
from academy.booking.models import Booking
from academy.booking.rules import Day, Presence
from academy.catalogue.rules import hours_words
from academy.people import queries as people
from academy.people.models import Person
from academy.people.rules import Facts, OrganisationKind
from academy.people.scope import Viewer
from academy.ui.forms import DateField, FilterForm, Form, Radios

MOST_FOUND = 20
TAPS = [(Presence.CAME.value, "Came"), (Presence.MISSED.value, "Did not come")]


class DayFilter(FilterForm):
    day = forms.DateField()


class PeriodFilter(FilterForm):
    """Of sessions from a day until a day, and inside one agency."""

    since = DateField(label="From")
    until = DateField(label="Until")
    organisation = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31)
    kind = forms.ChoiceField(choices=OrganisationKind.choices, widget=forms.HiddenInput)


class RegisterForm(Form):
    """One tap for a person, or one for everybody who is not marked yet. Whoever is left out stays as they are."""

    rest = forms.ChoiceField(choices=[(Presence.CAME.value, "Everybody else came")], required=False)

    def __init__(self, *args: Any, bookings: Sequence[Booking], unmarked: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bookings, self.unmarked = bookings, unmarked
        for booking in bookings:
            self.fields[_mark(booking.pk)] = forms.ChoiceField(choices=TAPS, required=False)

    @property
    def tapped(self) -> dict[int, Presence]:
        rest = dict.fromkeys(self.unmarked, self.cleaned_data["rest"])
        typed = {booking.pk: self.cleaned_data[_mark(booking.pk)] for booking in self.bookings}
        marked = rest | {pk: mark for pk, mark in typed.items() if mark}
        return {pk: Presence(mark) for pk, mark in marked.items() if mark}


class PersonMarkForm(Form):
    """One person on one day: all of it, part of it in quarters of an hour, or not at all."""

    presence = forms.ChoiceField(label="Were they there?", choices=Presence.choices, widget=Radios())
    hours = forms.TypedChoiceField(
        label="For how many hours, if not for all of them?", coerce=Decimal, empty_value=None, required=False
    )
    reason = forms.CharField(
        label="Why does it change?",
        help_text="It is kept in the log and sent to the person.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, day: Day, is_closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_closed = is_closed
        number = int(day.hours / rules.QUARTER)
        choices = [(f"{rules.QUARTER * part}", hours_words(rules.QUARTER * part)) for part in range(1, number)]
        self.fields["hours"].choices = [("", f"All {hours_words(day.hours)}"), *reversed(choices)]  # type: ignore[attr-defined]
        if is_closed:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Say why it changes"
        else:
            self.fields.pop("reason")


class WalkInForm(Form):
    """Found by name within one's reach, or by an address or a number that only they would give."""

    who = forms.CharField(
        label="Who is here?",
        help_text="Their work e-mail address or staff number; the Academy team may type a name",
        max_length=120,
        error_messages={"required": "Type an e-mail address, a staff number or a name"},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    @property
    def found(self) -> list[Person]:
        who = self.cleaned_data["who"].strip()
        fact = Facts(email=who) if "@" in who else Facts(staff_number=who)
        exact = people.person_for(fact)
        if exact is not None:
            return [exact]
        if not self.viewer.may("find people"):
            return []
        return list(people.people(self.viewer, search=who)[:MOST_FOUND])


class ShareForm(Form):
    """How much of an item is enough, for the item as a whole."""

    least_share = forms.IntegerField(
        label="How much of the hours must somebody be there for?",
        help_text="In per cent: 100 is all of them",
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )


class CodeForm(Form):
    """The six digits under the square on the wall."""

    code = forms.CharField(
        label="The six digits on the wall",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"}),
        error_messages={"required": "Type the six digits that are on the wall now"},
    )


class RegisterFileForm(Form):
    file = forms.FileField(label="The file, as CSV or Excel", error_messages={"required": "Choose a file"})


def _mark(pk: int) -> str:
    return f"mark-{pk}"
