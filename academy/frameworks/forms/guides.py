"""What people type about how we practise: what a guide says, part by part, and how they answer a scenario."""

from collections.abc import Iterable
from typing import Any

from django import forms

from academy.frameworks.models import Guide, Part, Scenario
from academy.frameworks.rules.practice import AUDIENCES, GuideKind, PartKind
from academy.people.rules import OrganisationKind
from academy.ui.forms import FilterForm, Form, Radios

LEVEL = [(1, "Level 1"), (2, "Level 2"), (3, "Level 3"), (4, "Level 4")]


class TermFilter(FilterForm):
    q = forms.CharField(label="Look for a word", max_length=100)


class DutyFilter(FilterForm):
    q = forms.CharField(label="What has happened?", max_length=100)
    agency = forms.ChoiceField(label="Agency", choices=[("", "Every agency"), *OrganisationKind.choices])


class CoverageFilter(FilterForm):
    guide = forms.ModelChoiceField(label="Guide", queryset=Guide.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="Agency", choices=[("", "Every agency"), *OrganisationKind.choices])

    def __init__(self, *args: Any, guides: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"].queryset = guides  # type: ignore[attr-defined]


class AgencyFilter(FilterForm):
    kind = forms.ChoiceField(label="Agency", choices=[("", "Every agency"), *OrganisationKind.choices])


class UnderstoodFilter(FilterForm):
    show = forms.ChoiceField(
        label="Show", choices=[("not", "Who has not said so"), ("yes", "Who has said so"), ("all", "Everybody")]
    )


class ChangeGuideForm(Form):
    title = forms.CharField(label="What it is called", max_length=120)
    what_it_says = forms.CharField(
        label="What it says, in a sentence", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_asked = forms.BooleanField(
        label="Ask everybody in post to say that they have understood it",
        help_text="It stands among their things to do until they have, and again when a new version asks.",
        required=False,
    )


class GuideForm(ChangeGuideForm):
    kind = forms.ChoiceField(label="What is it?", choices=GuideKind, widget=Radios())
    field_order = ("kind",)


class AboutVersionForm(Form):
    introduction = forms.CharField(
        label="How it begins", required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000
    )
    what_changed = forms.CharField(
        label="What changed, in a sentence",
        help_text="People read this first, like “Level 2 says who leads, and two scenarios are new.”",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(label="Minutes to read it", min_value=1, max_value=120)
    is_asked_again = forms.BooleanField(
        label="Ask those who understood the version before to say so again",
        help_text="Leave it empty for a small correction.",
        required=False,
    )


class PrincipleForm(Form):
    name = forms.CharField(label="The principle", max_length=160)
    words = forms.CharField(label="What it asks of us", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    looks_like = forms.CharField(
        label="What good looks like",
        help_text="One thing that can be seen on each line.",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = forms.ChoiceField(label="For whom", choices=[("", "Everybody"), *AUDIENCES], required=False)


class ThresholdForm(Form):
    level = forms.TypedChoiceField(choices=LEVEL, coerce=int)
    name = forms.CharField(label="What we call it", max_length=80)
    words = forms.CharField(label="What it means", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
    signs = forms.CharField(
        label="What one may see",
        help_text="One sign on each line.",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    what_to_do = forms.CharField(
        label="What to do, and who does it", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ScenarioForm(Form):
    words = forms.CharField(
        label="What is happening",
        help_text="A family that you made up. Never a real one.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    level = forms.TypedChoiceField(label="The level that fits", choices=LEVEL, coerce=int)
    why = forms.CharField(
        label="Why",
        help_text="Shown to everybody who answers, whichever level they choose.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TermForm(Form):
    name = forms.CharField(label="The word", max_length=120)
    meaning = forms.CharField(label="What we mean by it", max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    also_called = forms.CharField(
        label="Also called", help_text="Short forms and other words, like “CIN”.", max_length=200, required=False
    )
    instead_of = forms.CharField(label="What we do not say", max_length=200, required=False)


class DutyForm(Form):
    situation = forms.CharField(
        label="The situation", help_text="Like “A child goes missing from home”.", max_length=160
    )
    agency = forms.ChoiceField(label="Agency", choices=OrganisationKind)
    who = forms.CharField(label="Who there", help_text="A role, never a name.", max_length=120)
    does = forms.CharField(label="What they do", max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    by_when = forms.CharField(label="By when", max_length=120, required=False)


class GuideFileForm(Form):
    file = forms.FileField(label="The file, as CSV or Excel", error_messages={"required": "Choose a file"})


PART_FORMS: dict[PartKind, type[Form]] = {
    PartKind.PRINCIPLE: PrincipleForm,
    PartKind.THRESHOLD: ThresholdForm,
    PartKind.SCENARIO: ScenarioForm,
    PartKind.TERM: TermForm,
    PartKind.DUTY: DutyForm,
}


def said_of(part: Part, kind: PartKind) -> dict[str, Any]:
    return {name: getattr(part, name) for name in PART_FORMS[kind].base_fields}


class CheckForm(Form):
    """A level for each scenario. What is chosen is marked at once and not kept."""

    def __init__(self, *args: Any, scenarios: Iterable[Scenario], levels: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, f"Level {number}: {name}") for number, name in levels.items()]
        for place, scenario in enumerate(scenarios, start=1):
            self.fields[f"scenario-{scenario.pk}"] = forms.TypedChoiceField(
                label=scenario.words,
                choices=choices,
                coerce=int,
                widget=Radios(),
                error_messages={"required": f"Choose a level for family {place}"},
            )

    @property
    def answers(self) -> dict[int, int]:
        return {int(name.partition("-")[2]): level for name, level in self.cleaned_data.items()}
