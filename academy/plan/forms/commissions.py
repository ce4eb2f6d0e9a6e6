"""What people type when something is ordered for a plan item, and put on dates."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from academy.booking import rules as booking
from academy.booking.models import Room, Trainer
from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind, Mode
from academy.core import clock
from academy.people.scope import Viewer, visible
from academy.plan.models import Commission, PlanItem
from academy.ui.dates import date_words
from academy.ui.forms import Form, TimeField

OF_A_NEW_ONE = ("title", "summary", "kind", "mode", "hours", "theme")
ORDERED = [(kind.value, kind.label) for kind in Kind if kind != Kind.PATHWAY]


class CommissionForm(Form):
    """Something on offer already, or something new: one of the two, so nothing is marked as optional."""

    says_optional = False

    item = forms.ModelChoiceField(
        label="Something that is on offer already",
        queryset=Item.objects.none(),
        required=False,
        empty_label="No, something new",
    )
    title = forms.CharField(label="Or something new: what is it called?", required=False, max_length=160)
    summary = forms.CharField(
        label="In a sentence", required=False, max_length=300, help_text="As the catalogue will say it"
    )
    kind = forms.ChoiceField(label="What is it?", choices=ORDERED, required=False)
    mode = forms.ChoiceField(label="How is it learned?", choices=Mode.choices, required=False)
    hours = forms.DecimalField(
        label="How many hours does it take?", required=False, min_value=Decimal("0.1"), max_value=999, decimal_places=2
    )
    theme = forms.ModelChoiceField(label="Which shelf?", queryset=Theme.objects.none(), required=False)
    provider = forms.CharField(
        label="Who makes and teaches it?", required=False, max_length=160, help_text="Nobody said: we do"
    )
    wanted = forms.CharField(
        label="What must it do?",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What people will be able to do afterwards. Never about a child or a family",
    )

    def __init__(self, *args: Any, viewer: Viewer, plan_item: PlanItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ordered = plan_item.commissions.values("item")
        offered = visible(viewer, Item).filter(is_published=True).exclude(kind=Kind.PATHWAY).exclude(pk__in=ordered)
        self.fields["item"].queryset = offered.only("title").order_by("title")  # type: ignore[attr-defined]
        self.fields["theme"].queryset = Theme.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["theme"].empty_label = "Choose"  # type: ignore[attr-defined]
        self.initial = {"kind": Kind.COURSE, "mode": Mode.IN_PERSON, **self.initial}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("item")) == bool(typed.get("title")) and not self.errors:
            self.add_error("item", "Choose something on offer, or say what the new thing is called: one of the two")
        elif typed.get("title"):
            self._want_all(typed)
        return typed

    @property
    def is_new(self) -> bool:
        return not self.cleaned_data.get("item")

    @property
    def about(self) -> dict[str, Any]:
        """Of a new item: what the catalogue needs to know."""
        return {name: self.cleaned_data[name] for name in OF_A_NEW_ONE if name != "title"}

    def _want_all(self, typed: dict[str, Any]) -> None:
        missing = {
            "summary": "Say in a sentence what it is",
            "hours": "Say how many hours it takes",
            "theme": "Choose a shelf of the catalogue",
        }
        for name, words in missing.items():
            if not typed.get(name) and name not in self.errors:
                self.add_error(name, words)


class ScheduleForm(Form):
    """The same session on several dates."""

    dates = forms.CharField(
        label="On which dates?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, like 12 January 2027. Each is a session of its own",
    )
    starts = TimeField(label="Starts at", help_text="Like 9:30am")
    ends = TimeField(label="Ends at")
    places = forms.IntegerField(label="How many places on each?", min_value=1, max_value=2000)
    room = forms.ModelChoiceField(
        label="Room", queryset=Room.objects.none(), required=False, empty_label="Not in one of our rooms"
    )
    venue = forms.CharField(label="Somewhere else", required=False, max_length=160)
    link = forms.URLField(
        label="Link to join online",
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text="Shown only to people with a place",
    )
    trainers = forms.ModelMultipleChoiceField(
        label="Who leads it?",
        queryset=Trainer.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    led_by = forms.CharField(label="Led by somebody else", required=False, max_length=200)

    def __init__(self, *args: Any, ordered: Commission, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = Room.objects.filter(is_in_use=True, venue__is_in_use=True).select_related("venue")
        may = Trainer.objects.filter(is_available=True, may_lead=ordered.item_id)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["trainers"].queryset = may  # type: ignore[attr-defined]
        if not may.exists():
            self.fields.pop("trainers")

    def clean_dates(self) -> list[date]:
        try:
            days = booking.dates_from(self.cleaned_data["dates"])
        except booking.WrongDays as wrong:
            raise forms.ValidationError(wrong.words) from None
        for on in days:
            if on < clock.today():
                raise forms.ValidationError(f"{date_words(on)} is past. Choose a day to come")
        return days

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("room") and typed.get("venue"):
            self.add_error("venue", "Choose a room, or name a place that is not in the list: not both")
        if typed.get("starts") and typed.get("ends") and typed["ends"] <= typed["starts"]:
            self.add_error("ends", "Give an end after the start")
        return typed

    @property
    def said(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        return typed | {"trainers": list(typed.get("trainers", ()))}
