"""What people choose and type about signals, needs and the analysis."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from academy.catalogue.models import Item
from academy.core.identifying import looks_identifying
from academy.frameworks.models import Capability
from academy.needs import queries, rules
from academy.needs.models import Need, Profession, Signal
from academy.needs.queries import Cut
from academy.needs.rules import Evidence, Risk, SignalKind
from academy.people.models import JobRole, Organisation, Team
from academy.people.scope import Viewer, visible
from academy.ui.forms import FilterForm, Form, Radios

NARROW = {"class": "govuk-input--width-5"}
TO_WEIGH, STANDING, LEFT, ALL = "weigh", "standing", "left", "all"
BY = [
    ("need", "Need"),
    ("capability", "Capability"),
    ("agency", "Agency"),
    ("profession", "Profession"),
    ("role", "Job role"),
    ("team", "Team"),
    ("item", "What there is to learn"),
]
WITHOUT = ("organisation", "team", "job_role")


class CutFilter(FilterForm):
    """A part of the workforce, and a part of what it must learn."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), empty_label="Every agency", label="Agency")
    profession = forms.ModelChoiceField(Profession.objects.none(), empty_label="Every profession", label="Profession")
    role = forms.ModelChoiceField(JobRole.objects.none(), widget=forms.HiddenInput)
    capability = forms.ModelChoiceField(Capability.objects.none(), widget=forms.HiddenInput)
    team = forms.ModelChoiceField(Team.objects.none(), widget=forms.HiddenInput)
    item = forms.ModelChoiceField(Item.objects.none(), widget=forms.HiddenInput)
    alone = forms.CharField(widget=forms.HiddenInput)
    without = forms.ChoiceField(choices=[(name, name) for name in WITHOUT], widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, QuerySet[Any]] = {
            "organisation": visible(viewer, Organisation, "see the needs analysis").order_by("path"),
            "profession": visible(viewer, Profession),
            "role": JobRole.objects.order_by("name"),
            "capability": capabilities(viewer),
            "team": visible(viewer, Team, "see the needs analysis"),
            "item": visible(viewer, Item),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        for name in ("role", "capability", "team", "item", "alone", "without"):
            if not self.data.get(name):
                self.fields.pop(name)  # said by links only

    @property
    def cut(self) -> Cut:
        """What cannot be read is left out, as on every list."""
        self.is_valid()
        said = getattr(self, "cleaned_data", {})
        return Cut(
            organisation=said.get("organisation"),
            team=said.get("team"),
            profession=said.get("profession"),
            job_role=said.get("role"),
            capability=said.get("capability"),
            item=said.get("item"),
            is_alone=bool(said.get("alone")),
            without=said.get("without") or "",
        )

    @property
    def has_more(self) -> bool:
        return any(self.data.get(name) for name in ("organisation", "profession"))


class AnalysisFilter(CutFilter):
    by = forms.ChoiceField(choices=BY, label="Show by")
    field_order = ("by", "organisation", "profession")

    @property
    def chosen(self) -> str:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("by") or "need"


class CountsFilter(FilterForm):
    """For those who see counts: the whole partnership, by what is large enough to count."""

    by = forms.ChoiceField(choices=[one for one in BY if one[0] in ("need", "capability", "agency")], label="Show by")
    cut = Cut()
    has_more = False

    @property
    def chosen(self) -> str:
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("by") or "need"


class SignalFilter(CutFilter):
    show = forms.ChoiceField(
        choices=[
            (TO_WEIGH, "To be weighed"),
            (STANDING, "That stand"),
            (LEFT, "Left"),
            (ALL, "All there are"),
        ]
    )
    kind = forms.ChoiceField(choices=[("", "Every source"), *SignalKind.choices], label="From")
    field_order = ("show", "kind", "organisation", "profession")

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return getattr(self, "cleaned_data", {})

    @property
    def has_more(self) -> bool:
        return super().has_more or bool(self.data.get("kind"))


class SignalForm(Form):
    """Something seen, in a few words. Words that look as if they name somebody are asked about before they are kept."""

    said = forms.CharField(
        label="What was seen?",
        help_text="One sentence about practice. Nobody’s name, and nothing about one child or family",
        max_length=rules.LONGEST_SAID,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    names_nobody = forms.BooleanField(label="I have looked again, and it names nobody", required=False)
    capability = forms.ModelChoiceField(
        Capability.objects.none(), label="What should people be able to do?", empty_label="Not sure", required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Where was it seen?", empty_label="In several agencies", required=False
    )
    job_role = forms.ModelChoiceField(
        JobRole.objects.order_by("name"), label="In which job role?", empty_label="In several", required=False
    )
    size = forms.IntegerField(
        label="About how many people need to learn it?", min_value=1, max_value=rules.LARGEST_SIZE,
        widget=forms.NumberInput(NARROW),
    )  # fmt: skip
    risk = forms.TypedChoiceField(
        label="What is the risk to children if nothing is done?", choices=Risk.choices, coerce=int, widget=Radios
    )
    evidence = forms.TypedChoiceField(label="How sure can we be?", choices=Evidence.choices, coerce=int, widget=Radios)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capability"].queryset = capabilities(viewer)  # type: ignore[attr-defined]
        places = visible(viewer, Organisation, "raise signals").order_by("path")
        self.fields["organisation"].queryset = places  # type: ignore[attr-defined]
        if viewer.branches_for("raise signals") and not viewer.sees_authority:
            own = self.fields["organisation"]  # whose reach is an organisation speaks for it
            own.required, own.empty_label = True, None  # type: ignore[attr-defined]
        if not looks_identifying(str(self.data.get("said", ""))):
            self.fields.pop("names_nobody")  # asked only when there is something to look at again

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        seen = looks_identifying(said.get("said") or "")
        if seen and not said.get("names_nobody"):
            words = "; ".join(seen)
            self.add_error("said", f"This looks as if it names somebody: {words}. Take it out, or tick below")
        return said


class WeighForm(Form):
    """Which signals, and what they become."""

    signals = forms.ModelMultipleChoiceField(
        Signal.objects.none(), label="Which signals?", widget=forms.CheckboxSelectMultiple
    )
    into = forms.ModelChoiceField(
        Need.objects.none(), label="Into which need?", empty_label="A new need", required=False
    )
    title = forms.CharField(
        label="What is the new need called?",
        help_text="In a few words, as people would say it",
        max_length=rules.LONGEST_TITLE,
        required=False,
    )
    capability = forms.ModelChoiceField(
        Capability.objects.none(),
        label="What should people be able to do?",
        empty_label="Not one thing",
        required=False,
    )
    says_optional = False

    def __init__(self, *args: Any, viewer: Viewer, waiting: QuerySet[Signal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signals"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["signals"].label_from_instance = _as_choice  # type: ignore[attr-defined]
        self.fields["into"].queryset = queries.standing_needs(viewer)  # type: ignore[attr-defined]
        self.fields["capability"].queryset = capabilities(viewer)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("into") and not said.get("title") and "title" not in self.errors:
            self.add_error("title", "Give the need a title")
        return said


class ReasonForm(Form):
    why = forms.CharField(label="Why?", max_length=rules.LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}))


def capabilities(viewer: Viewer) -> QuerySet[Capability]:
    return visible(viewer, Capability).select_related("framework").order_by("framework__name", "position", "name")


def _as_choice(signal: Signal) -> str:
    people = "1 person" if signal.size == 1 else f"{signal.size:,} people"
    where = f", {signal.organisation}" if signal.organisation else ""
    weight = f"{people}, risk {signal.risk}, evidence {signal.evidence}"
    return f"{signal.said} ({signal.get_kind_display()}{where}: {weight})"
