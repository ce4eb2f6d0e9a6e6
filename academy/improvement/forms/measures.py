"""What people choose and type about measures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from academy.improvement.models import Measure, Priority
from academy.improvement.queries import measure_lists as queries
from academy.improvement.rules.catalogue import areas
from academy.improvement.rules.standing import Standing
from academy.people.models import Person
from academy.ui.forms import DateField, FilterForm, Form

STEPS = 4
SHOWN = [
    ("", "Those with a target"),
    ("all", "All of them"),
    ("statutory", "Those in the improvement notice"),
    ("not-yet", "Those with no reading yet"),
]


class MeasureFilter(FilterForm):
    show = forms.ChoiceField(label="Show", choices=SHOWN)
    word = forms.ChoiceField(label="In a word", choices=[("", "Any word"), *Standing.choices])
    area = forms.ChoiceField(label="Area")
    priority = forms.ModelChoiceField(Priority.objects.none(), label="Priority", empty_label="Any priority")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Every area"), *((area, area) for area in areas())]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]
        self.fields["priority"].queryset = queries.priorities()  # type: ignore[attr-defined]


class MeasureForm(Form):
    plain_meaning = forms.CharField(
        label="What does it tell about children, in plain words?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label="Who answers for it?", required=False, empty_label="Nobody is named"
    )
    owner_words = forms.CharField(
        label="What is their job?", max_length=120, help_text="For everybody who may not see who it is"
    )
    priority = forms.ModelChoiceField(
        Priority.objects.none(), label="Which priority of the plan is it for?", required=False, empty_label="None"
    )
    is_statutory = forms.BooleanField(label="It is among the targets of an improvement notice", required=False)
    baseline_until = DateField(
        label="Last reading before something changed",
        required=False,
        help_text="Such as 31 December 2025. The chart’s limits come from the readings until then",
    )
    changed_words = forms.CharField(
        label="What changed then?", required=False, max_length=60, help_text="Such as: Training began"
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = queries.possible_owners(measure)  # type: ignore[attr-defined]
        self.fields["priority"].queryset = queries.priorities()  # type: ignore[attr-defined]
        self.initial = {name: getattr(measure, name) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("baseline_until")) != bool(said.get("changed_words")):
            self.add_error("changed_words", "Say both what changed and when, or neither")
        return said


class TargetForm(Form):
    """The final target, and up to four on the way."""

    target = forms.DecimalField(label="Target", max_digits=12, decimal_places=2, min_value=0, required=False)
    target_by = DateField(label="By when?", required=False, help_text="Nothing said: it holds from now on")
    tolerance = forms.DecimalField(
        label="How far from it still counts as met?",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        help_text="In the measure’s own unit. 0: not at all",
    )

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"target": measure.target, "target_by": measure.target_by, "tolerance": measure.tolerance}
        steps = list(measure.interim_targets.order_by("by"))
        for number in range(1, max(STEPS, len(steps) + 1) + 1):
            value = forms.DecimalField(
                label=f"Interim target {number}", max_digits=12, decimal_places=2, min_value=0, required=False
            )
            self.fields[f"step_{number}"] = value
            self.fields[f"step_{number}_by"] = DateField(label=f"By when, interim target {number}?", required=False)
            if number <= len(steps):
                self.initial[f"step_{number}"] = steps[number - 1].value
                self.initial[f"step_{number}_by"] = steps[number - 1].by

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        days: set[date] = set()
        for name in [name for name in self.fields if name.startswith("step_") and not name.endswith("_by")]:
            value, by = said.get(name), said.get(f"{name}_by")
            if (value is None) != (by is None):
                self.add_error(f"{name}_by", "Say both the interim target and its day")
            if by is not None and by in days:
                self.add_error(f"{name}_by", "Each interim target has a day of its own")
            days.add(by) if by else None
        return said

    @property
    def interim(self) -> dict[date, Decimal]:
        said = self.cleaned_data
        return {
            said[name]: said[name.removesuffix("_by")] for name in said if name[:5] == "step_" and _is_day(said[name])
        }


def _is_day(value: object) -> bool:
    return isinstance(value, date)


class ReadingFileForm(Form):
    file = forms.FileField(label="Which file?", help_text="CSV or Excel, one row for each reading")


class PublishedForm(Form):
    file = forms.FileField(label="Which file?", help_text="A published CSV, as it was downloaded")
    source_words = forms.CharField(
        label="What is it called?",
        max_length=200,
        help_text="The name and year of the release, such as: Children looked after in England 2025",
    )
    places = forms.CharField(
        label="Which places besides England?",
        required=False,
        help_text="One in each line, as the file writes them, such as: South East",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
