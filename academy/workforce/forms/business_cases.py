"""What people state in a business case: six inputs, each with its range, its source and its day."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from academy.core import clock
from academy.ui.forms import DateField, Form
from academy.workforce.models import CaseInput
from academy.workforce.rules.business_cases import PERCENT, POUNDS, InputName, Stated

PARTS = {"low": "Lowest", "likeliest": "Likeliest", "high": "Highest"}
HINTS = {
    InputName.PEOPLE: "How many people the programme reaches in a year",
    InputName.FEWER: "In 100. This is the “if”: nothing here says that it happens",
    InputName.COVER: "From the day somebody leaves until the next one carries their work",
    InputName.PREMIUM: "In pounds. Your own figure stands on the page of agency workers",
    InputName.RECRUITING: "In pounds, for each: advertising, checks, induction, the first months",
    InputName.COST: "In pounds a year, with the hours that people spend learning",
}


class NumberBox(forms.FloatField):
    """One box that takes 1200, £1,200 or 4.5."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"})
        super().__init__(widget=widget, error_messages={"invalid": "Enter a number, like 1200 or 4.5"}, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("£", "").replace(",", "").replace("%", "").replace(" ", "")
        return super().to_python(value)


class InputsForm(Form):
    """Each input has a lowest, a likeliest and a highest; the same thrice is known exactly."""

    def __init__(self, *args: Any, before: Mapping[str, CaseInput] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in InputName:
            for part, words in PARTS.items():
                self.fields[f"{name}_{part}"] = NumberBox(label=words)
            self.fields[f"{name}_source"] = forms.CharField(label="Where does it come from?", max_length=300)
            self.fields[f"{name}_source_on"] = DateField(label="As at", initial=clock.today)
        for stated_as, one in (before or {}).items():
            self.initial = {**self.initial, **_initial(stated_as, one)}

    def groups(self) -> Iterator[tuple[str, str, list[BoundField], list[BoundField]]]:
        """For the template: the input, its hint, its numbers beside each other, and its source."""
        for name in InputName:
            numbers = [self[f"{name}_{part}"] for part in PARTS]
            yield name.label, HINTS[name], numbers, [self[f"{name}_source"], self[f"{name}_source_on"]]

    def stated(self) -> list[Stated]:
        return [self._stated(name) for name in InputName]

    def _stated(self, name: InputName) -> Stated:
        said, whole = self.cleaned_data, 100 if name in PERCENT else 1
        low, likeliest, high = (said[f"{name}_{part}"] / whole for part in PARTS)
        return Stated(name, low, likeliest, high, said[f"{name}_source"], said[f"{name}_source_on"])


class BeginCaseForm(InputsForm):
    title = forms.CharField(
        label="What is it called?", max_length=160, help_text="As an “if”: if five more in a hundred stayed"
    )
    about = forms.CharField(
        label="What is it about?", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    begins_on = DateField(label="From when would it count?", help_text="A year later we set beside it what happened")


class StateAgainForm(InputsForm):
    why = forms.CharField(label="What is different from the last time?", max_length=300)


def _initial(name: str, one: CaseInput) -> dict[str, Any]:
    numbers = one.numbers if len(one.numbers) == 3 else [one.numbers[0]] * 3
    shown = [round(number * (100 if name in PERCENT else 1), 4) for number in numbers]
    words = [f"{number:,.0f}" if name in POUNDS else f"{number:g}" for number in shown]
    values = dict(zip([f"{name}_{part}" for part in PARTS], words, strict=True))
    return values | {f"{name}_source": one.source, f"{name}_source_on": one.source_on}
