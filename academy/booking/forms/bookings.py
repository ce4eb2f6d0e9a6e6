"""What people type when they book or cancel."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model

from academy.booking import queries, rules
from academy.booking.rules import Cover
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.ui.forms import Form, Radios

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
    """Who it is for is asked only of those who manage somebody, and why only where something speaks against it. Cover
    and needs are asked afterwards, on the page that confirms: nothing stands between somebody and a place."""

    person = forms.ChoiceField(label="Who is it for?")
    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    all_the_same = forms.CharField(
        label="Why do you book it all the same?", widget=forms.HiddenInput, max_length=300, required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = CauseField(viewer=viewer)
        self.people = {person.pk: person for person in self._choices(viewer)}
        offered = [(pk, _as_offered(person, viewer)) for pk, person in self.people.items()]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]
        if len(self.people) < 2:
            self.fields.pop("person")

    def asks_why(self) -> None:
        self.fields["all_the_same"].widget = forms.TextInput()
        self.fields["all_the_same"].required = True

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

    name = forms.CharField(
        label="What is this group called?", help_text="Such as: new starters in Larkfold", max_length=80, required=False
    )
    all_or_none = forms.BooleanField(label="All of them together, or none", required=False)

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
    """Asked once they have booked, and answered whenever they know."""

    cover = forms.ChoiceField(
        label="Is your work covered?", choices=Cover.choices, widget=Radios(hints=COVER_HINTS), required=False
    )
    needs = forms.CharField(
        label="What do you need to take part?",
        help_text="Access, food, anything else. Only the people who run it see this, and it is erased a week after.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, is_own: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            self.fields["cover"].label = "Is their work covered?"
            self.fields.pop("needs")  # whoever books for somebody is not told what they need


class MoveForm(Form):
    """Dates of the same item, each with what is free there."""

    to = forms.TypedChoiceField(
        label="To which date?", coerce=int, widget=Radios(is_ruled=True), error_messages={"required": "Choose a date"}
    )

    def __init__(self, *args: Any, dates: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = dates  # type: ignore[attr-defined]


class InterestForm(Form):
    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = CauseField(viewer=viewer)


def _as_offered(person: Person, viewer: Viewer) -> str:
    return f"Me, {person.name}" if person == viewer.person else person.name
