"""What people type about an expert, what was said and promised, a talk, and who may read of an event."""

from datetime import date
from typing import Any

from django import forms

from academy.catalogue.models import Expert, Item
from academy.catalogue.rules import Kind
from academy.catalogue.rules.experts import CONTACT_KEPT_MONTHS, ContactWay, EventCircle, Reach
from academy.core import clock
from academy.people.models import Person
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm, Form, Radios

OF_AN_EXPERT = (
    "name", "organisation", "field", "reach", "bio", "may_be_asked", "email", "phone", "agreed_on",
    "contact_kept_until",
)  # fmt: skip
TWO_LINES = forms.Textarea(attrs={"rows": 2})


class ExpertFilter(FilterForm):
    q = forms.CharField(label="Name, field or organisation", max_length=80)
    reach = forms.ChoiceField(label="Known", choices=[("", "Anywhere"), *Reach.choices])


class ExpertForm(Form):
    name = forms.CharField(max_length=120)
    organisation = forms.CharField(label="Where they work", required=False, max_length=160)
    field = forms.CharField(label="What they know about", max_length=160)
    reach = forms.ChoiceField(label="Where are they known?", choices=Reach.choices, widget=forms.RadioSelect)
    bio = forms.CharField(label="About them", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 4}))
    may_be_asked = forms.CharField(label="What may they be asked?", required=False, max_length=300, widget=TWO_LINES,
                                   help_text="Such as: to speak once a year; not about single cases")  # fmt: skip
    agreed_on = DateField(label="When did they agree to be listed?", required=False,
                          help_text="Until they have, only the Academy team sees them")  # fmt: skip
    email = forms.EmailField(label="Email address", required=False, max_length=254)
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    contact_kept_until = DateField(
        label="How long may we keep these two?",
        required=False,
        help_text="Two years from today, if you leave it empty. Then they are erased",
    )

    def __init__(self, *args: Any, expert: Expert | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if expert:
            self.initial = {name: getattr(expert, name) for name in OF_AN_EXPERT}

    def clean_agreed_on(self) -> date | None:
        agreed_on: date | None = self.cleaned_data["agreed_on"]
        if agreed_on and agreed_on > clock.today():
            raise forms.ValidationError("That day is still to come. Leave it empty until they have agreed")
        return agreed_on

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_reached = bool(typed.get("email") or typed.get("phone"))
        until = typed.get("contact_kept_until")
        if until and until < clock.today():
            self.add_error("contact_kept_until", "Give a day to come, or take the address and number off")
        elif "contact_kept_until" not in self.errors:
            usual = clock.months_after(clock.today(), CONTACT_KEPT_MONTHS)
            typed["contact_kept_until"] = (until or usual) if is_reached else None
        return typed


class AcquaintanceForm(Form):
    """Whoever keeps the register says it of anybody; the others say it of themselves."""

    email = forms.EmailField(label="Who knows them? Their email address", max_length=254)
    how = forms.CharField(label="How?", max_length=160, help_text="Such as: trained together; she examined my thesis")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        if not viewer.may("keep experts"):
            self.fields.pop("email")
            self.fields["how"].label = "How do you know them?"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["person"] = self.viewer.person
        if "email" in self.fields and "email" in typed:
            typed["person"] = visible(self.viewer, Person).filter(email__iexact=typed["email"]).first()
        if typed["person"] is None and not self.errors:
            self.add_error("email" if "email" in self.fields else None, "Nobody here has that email address")
        return typed


class ContactForm(Form):
    on = DateField(label="When?")
    way = forms.ChoiceField(label="How?", choices=ContactWay.choices, widget=forms.RadioSelect)
    said = forms.CharField(label="What was said?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("That day is still to come. A promise may have a day to come")
        return on


class PromiseForm(Form):
    is_ours = forms.TypedChoiceField(
        label="Who promised?",
        choices=[("yes", "We did"), ("no", "They did")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    what = forms.CharField(label="What?", max_length=200, help_text="Such as: send the slides; invite her in spring")
    due_on = DateField(label="By when?")


class SettleForm(Form):
    is_kept = forms.TypedChoiceField(
        label="Was it kept?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    outcome = forms.CharField(label="What came of it?", required=False, max_length=200)


class TalkForm(Form):
    item = forms.ModelChoiceField(label="At which event?", queryset=Item.objects.none(), empty_label="Choose")
    title = forms.CharField(label="What was it about?", max_length=160)
    spoke_on = DateField(label="On which day?", required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = visible(viewer, Item).filter(kind=Kind.EVENT).only("title")
        self.fields["item"].queryset = offered  # type: ignore[attr-defined]


class RecordingForm(Form):
    recording = forms.ModelChoiceField(
        label="Which recording of the library?", queryset=Item.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = visible(viewer, Item).filter(kind=Kind.RESOURCE, is_published=True).only("title").order_by("title")
        self.fields["recording"].queryset = offered  # type: ignore[attr-defined]


class TakeawayForm(Form):
    words = forms.CharField(label="What was learned?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                            help_text="What we do differently since, in a sentence or two")  # fmt: skip


class EventCircleForm(Form):
    circle = forms.ChoiceField(
        label="Who may read of it?",
        choices=EventCircle.choices,
        widget=Radios(hints={
            EventCircle.PUBLIC: "What it is, when, where, and who speaks. Nobody books without an account",
            EventCircle.PARTNERS: "Whoever has an account, in any agency",
        }),
    )  # fmt: skip
    how_to_ask = forms.CharField(
        label="How does somebody from outside ask for a place?",
        required=False,
        max_length=300,
        widget=TWO_LINES,
        help_text="Such as: write to events@weyshire.example by 1 March",
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("circle") == EventCircle.PUBLIC and not typed.get("how_to_ask"):
            self.add_error("how_to_ask", "Say how somebody from outside asks for a place")
        return typed
