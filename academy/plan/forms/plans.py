"""What people type about a year’s plan and what stands in it."""

from datetime import date
from typing import Any

from django import forms

from academy.core import clock
from academy.needs.models import Need
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.scope import Viewer, visible
from academy.plan import queries
from academy.plan.models import LearningPlan, PlanItem
from academy.plan.rules import Phase, Priority, year_on, year_words
from academy.ui.dates import date_words
from academy.ui.forms import DateField, FilterForm, Form, Radios

YEARS_AHEAD = 3
OF_AN_ITEM = (
    "title", "who_for", "phase", "priority", "owner_words", "organisation", "people", "sessions", "places",
    "is_own_time", "note",
)  # fmt: skip


class PlanFilter(FilterForm):
    SHOWN = [
        ("", "Everything in it"),
        ("short", "With fewer places than people"),
        ("waiting", "Not begun"),
        ("over", "Over its budget"),
        ("dropped", "Dropped"),
    ]

    show = forms.ChoiceField(label="Show", choices=SHOWN)
    phase = forms.TypedChoiceField(
        label="Begins", choices=[("", "At any time"), *Phase.choices], coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, has_money: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_money:
            self.fields["show"].choices = [one for one in self.SHOWN if one[0] != "over"]  # type: ignore[attr-defined]


class PlanForm(Form):
    intent = forms.CharField(
        label="What is this year about?",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Two or three sentences. They stand at the top of the document",
    )
    days_a_trainer = forms.IntegerField(
        label="On how many days a month can a trainer of ours lead?",
        min_value=0,
        max_value=20,
        help_text="Most also have other work. Four is usual",
    )

    def __init__(self, *args: Any, plan: LearningPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plan:
            self.initial = {"intent": plan.intent, "days_a_trainer": plan.days_a_trainer}


class NewPlanForm(PlanForm):
    year = forms.TypedChoiceField(label="Which year?", coerce=int)
    field_order = ("year", "intent", "days_a_trainer")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {plan.year for plan in queries.plans(viewer)}
        this = year_on(viewer.on)
        free = [year for year in range(this - 1, this + YEARS_AHEAD) if year not in held]
        self.fields["year"].choices = [(year, year_words(year)) for year in free]  # type: ignore[attr-defined]
        self.initial = {"year": this if this in free else free[0] if free else "", "days_a_trainer": 4}


class AgreeForm(Form):
    agreed_by = forms.CharField(
        label="Who agreed it?", max_length=160, help_text="Such as: the Safeguarding Partnership’s learning group"
    )
    on = DateField(label="On", help_text="Like 17 November 2026")

    def clean_on(self) -> date:
        return not_to_come(self.cleaned_data["on"])


class NeedsField(forms.ModelMultipleChoiceField):
    """Needs that stand, with how many people each is about."""

    def label_from_instance(self, need: Any) -> str:
        return f"{need.title} ({need.size:,} {'person' if need.size == 1 else 'people'}, {_lower(need)})"


class PlanItemForm(Form):
    title = forms.CharField(label="What will we do?", max_length=160)
    needs = NeedsField(
        label="Which needs is it for?",
        queryset=Need.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    who_for = forms.CharField(
        label="Who is it for?", required=False, max_length=200, help_text="Such as: assessment teams, health visitors"
    )
    phase = forms.TypedChoiceField(label="When does it begin?", choices=Phase.choices, coerce=int, widget=Radios)
    priority = forms.TypedChoiceField(
        label="Must it be done?",
        choices=Priority.choices,
        coerce=int,
        widget=Radios(hints={"1": "By law, or because of a grave risk", "3": "If there is money left"}),
    )
    owner_email = forms.EmailField(label="Email address of whoever sees to it", required=False)
    owner_words = forms.CharField(
        label="Their job, as everybody may read it",
        required=False,
        max_length=120,
        help_text="Such as: Head of workforce development",
    )
    organisation = forms.ModelChoiceField(
        label="Which organisation leads it?",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="The Academy",
    )
    people = forms.IntegerField(
        label="How many people need it?",
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text="Left empty, it is as many as the largest of its needs",
    )
    is_own_time = forms.BooleanField(label="It is done in one’s own time, without sessions", required=False)
    sessions = forms.IntegerField(label="How many sessions?", required=False, min_value=0, max_value=2000)
    places = forms.IntegerField(label="How many places in all?", min_value=0, max_value=1_000_000)
    note = forms.CharField(label="What else?", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, viewer: Viewer, plan_item: PlanItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["needs"].queryset = queries.needs_to_plan(viewer, plan_item)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]
        if plan_item:
            self.initial = {name: getattr(plan_item, name) for name in OF_AN_ITEM}
            self.initial["owner_email"] = plan_item.owner.email if plan_item.owner else ""
            self.initial["needs"] = [need.pk for need in plan_item.needs.all()]
        else:
            self.initial = {"priority": Priority.SHOULD, "phase": Phase.SPRING, **self.initial}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["owner"] = self._owner(typed.get("owner_email") or "")
        if not typed.get("is_own_time") and typed.get("places") and not typed.get("sessions") and not self.errors:
            self.add_error(
                "sessions", "Say in how many sessions these places are, or that it is done in one’s own time"
            )
        return typed

    def _owner(self, email: str) -> Person | None:
        owner = visible(self.viewer, Person).filter(email__iexact=email).first() if email else None
        if email and owner is None:
            self.add_error("owner_email", "Nobody here has that email address")
        return owner

    @property
    def said(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in (*OF_AN_ITEM, "owner")}
        return said | {"people": said["people"] or 0, "sessions": said["sessions"] or 0}


class DropForm(Form):
    why = forms.CharField(label="Why is it dropped?", max_length=300, help_text="Whoever reads the plan reads this too")


def not_to_come(on: date) -> date:
    if on > clock.today():
        raise forms.ValidationError(f"{date_words(on)} is still to come. Choose today or a day before")
    return on


def _lower(need: Any) -> str:
    return str(need.get_urgency_display()).lower()
