"""What people choose and type about requirements and gaps."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from academy.catalogue.models import Item
from academy.frameworks.models import Capability
from academy.needs import queries, rules
from academy.needs.actions import Asking
from academy.needs.models import Profession, Requirement, Setting
from academy.people.models import JobRole, Organisation, Spell
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer, visible
from academy.ui.called import CalledOneField
from academy.ui.forms import DateField, FilterForm, Form

DUE, EVERYONE, OVERDUE = "due", "everyone", "overdue"
NARROW = {"class": "govuk-input--width-5"}


class DayFilter(FilterForm):
    """A list as it stood, or will stand, on a day."""

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on is not None:
            with self.showing_refusals():
                rules.refuse_day(on)
                return on
        return None


class TeamFilter(DayFilter):
    show = forms.ChoiceField(choices=[(DUE, "Something due"), (EVERYONE, "Everyone")])
    requirement = forms.ModelChoiceField(Requirement.objects.none(), label="For", empty_label="Every requirement")
    on = DateField()

    def __init__(self, *args: Any, viewer: Viewer, team: list[Spell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = queries.choices(viewer, on=viewer.on).filter(_may_be_asked(team))
        self.fields["requirement"].queryset = asked  # type: ignore[attr-defined]

    @property
    def has_more(self) -> bool:
        return any(self.data.get(name) for name in ("requirement", "on")) or bool(self.errors)


class GapFilter(DayFilter):
    show = forms.ChoiceField(choices=[(DUE, "Overdue, or due soon"), (OVERDUE, "Overdue only")])
    requirement = forms.ModelChoiceField(Requirement.objects.none(), label="For", empty_label="Every requirement")
    within = forms.ModelChoiceField(
        Organisation.objects.none(), label="In", to_field_name="code", empty_label="The whole organisation"
    )
    on = DateField()

    def __init__(self, *args: Any, viewer: Viewer, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = queries.choices(viewer, on=viewer.on)
        self.fields["requirement"].queryset = asked  # type: ignore[attr-defined]
        parts = visible(viewer, Organisation).filter(path__startswith=organisation.path)
        self.fields["within"].queryset = parts  # type: ignore[attr-defined]
        if parts.count() < 2:
            self.fields.pop("within")

    @property
    def has_more(self) -> bool:
        return any(self.data.get(name) for name in ("requirement", "within", "on")) or bool(self.errors)


class TermsForm(Form):
    """What a requirement says apart from what it is for: all of it may be changed."""

    job_role = forms.ModelChoiceField(
        JobRole.objects.order_by("name"), label="Who, by role?", required=False, empty_label="Every role"
    )
    profession = forms.ModelChoiceField(
        Profession.objects.order_by("name"), label="Or by profession?", required=False, empty_label="Every profession"
    )
    capability = forms.ModelChoiceField(
        Capability.objects.none(),
        label="Or by what their role must be able to do?",
        help_text="Whoever’s job role has an expected level for it",
        required=False,
        empty_label="Whatever it is",
    )
    setting = forms.ModelChoiceField(
        Setting.objects.order_by("kind", "name"),
        label="In which setting, or contact with children?",
        required=False,
        empty_label="Every setting",
    )
    organisation_kind = forms.ChoiceField(
        label="In which kind of organisation?", required=False, choices=[("", "Every kind"), *OrganisationKind.choices]
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label="In which organisation, with its parts?",
        required=False,
        empty_label="Every organisation",
    )
    due_within_days = forms.IntegerField(
        label="How many days after starting?",
        initial=rules.NEW_FOR_DAYS,
        min_value=0,
        widget=forms.NumberInput(NARROW),
    )
    renewal_months = forms.IntegerField(
        label="Again after how many months?",
        help_text="Leave it empty if once is enough",
        required=False,
        min_value=1,
        widget=forms.NumberInput(NARROW),
    )
    due_soon_days = forms.IntegerField(
        label="From how many days before does it count as due?",
        help_text=f"Left empty, {rules.DUE_SOON_DAYS} days",
        required=False,
        initial=rules.DUE_SOON_DAYS,
        min_value=0,
        widget=forms.NumberInput(NARROW),
    )
    why = forms.CharField(label="Why? People read this beside what they have to do", max_length=200, required=False)
    starts_on = DateField(label="From which day?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = Capability.objects.filter(expected_of__ends_on__isnull=True, expected_of__isnull=False).distinct()
        self.fields["capability"].queryset = expected  # type: ignore[attr-defined]

    def clean_due_soon_days(self) -> int:
        days: int | None = self.cleaned_data["due_soon_days"]
        return rules.DUE_SOON_DAYS if days is None else days

    def asking(self, item: Item) -> Asking:
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("item", "starts_on")}
        return Asking(item=item, **said)


class RequirementForm(TermsForm):
    item = CalledOneField(
        Item.objects.none(),
        by="title",
        unknown="The catalogue has nothing called",
        label="What must they learn?",
        help_text="Its title as the catalogue has it",
    )
    field_order = ("item",)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = visible(viewer, Item).filter(is_published=True)  # type: ignore[attr-defined]


class EndForm(Form):
    ends_on = DateField(label="What is its last day?", help_text="Nobody is asked for it after that day")


def _may_be_asked(team: list[Spell]) -> Q:
    """Requirements that could be put to somebody in these posts."""
    posts = [spell.post for spell in team]
    by_role = Q(job_role__isnull=True) | Q(job_role__in={post.job_role_id for post in posts})
    by_kind = Q(organisation_kind="") | Q(organisation_kind__in={post.organisation.kind for post in posts})
    return by_role & by_kind
