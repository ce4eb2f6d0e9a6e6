"""What people choose from, and what they say of an item."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from academy.catalogue import queries
from academy.catalogue.models import Item, Theme
from academy.catalogue.rules import Kind, Level, Mode
from academy.core import clock
from academy.frameworks import queries as frameworks
from academy.frameworks.models import Capability, SourceVersion
from academy.people.models import JobRole, Organisation
from academy.people.rules import OrganisationKind
from academy.people.scope import Viewer
from academy.ui.forms import DateField, FilterForm, Form

SHELVES = [("role", "For your role"), ("gap", "Closes a gap of yours"), ("near", "Near you")]


class ShortSelect(forms.Select):
    """The same list of choices, written in one go: thirty choices through templates cost half of the page's time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (choice, mark_safe(" selected") if str(choice) == str(value or "") else "", words)
                for choice, words in self.choices
            ),
        )
        return format_html("<select{}>{}</select>", flatatt({"name": name, **self.build_attrs(attrs or {})}), options)


class ItemFilter(FilterForm):
    q = forms.CharField(label="What would you like to learn?", max_length=100)
    theme = forms.ChoiceField(label="Theme", widget=ShortSelect)
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *Kind.choices], widget=ShortSelect)
    mode = forms.ChoiceField(label="How", choices=[("", "Any way"), *Mode.choices], widget=ShortSelect)
    level = forms.ChoiceField(label="Who for", choices=[("", "Anybody"), *Level.choices], widget=ShortSelect)
    cost = forms.ChoiceField(label="Cost", choices=[("", "Free or not"), ("free", "Free")], widget=ShortSelect)
    shelf = forms.ChoiceField(widget=forms.HiddenInput, choices=SHELVES)
    capability = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31)
    withdrawn = forms.BooleanField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [(theme.code, theme.name) for theme in queries.themes(viewer)]
        self.fields["theme"].choices = [("", "Every theme"), *themes]  # type: ignore[attr-defined]


class ItemForm(Form):
    title = forms.CharField(max_length=160)
    summary = forms.CharField(
        label="In a sentence",
        help_text="What people will be able to do. This is all that most readers see.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who_for = forms.CharField(
        label="Who it is for",
        help_text="Like “social workers, family support, health visitors”.",
        max_length=300,
        required=False,
    )
    kind = forms.ChoiceField(label="Kind", choices=Kind)
    mode = forms.ChoiceField(label="How people take part", choices=Mode)
    level = forms.ChoiceField(label="Level", choices=Level, initial=Level.TARGETED)
    theme = forms.ModelChoiceField(queryset=Theme.objects.none(), empty_label="Choose one")
    hours = forms.DecimalField(
        label="Hours",
        help_text="Six for a whole day; 0.75 for 45 minutes.",
        min_value=Decimal("0.05"),
        max_value=Decimal("999"),
        max_digits=5,
        decimal_places=2,
        error_messages={"invalid": "Enter a number of hours, like 6 or 0.75"},
    )
    renewal_months = forms.IntegerField(
        label="Months it lasts",
        help_text="How long until people should do it again. Leave it empty if it does not run out.",
        min_value=1,
        max_value=600,
        required=False,
    )
    price = forms.DecimalField(
        label="Price of a place, in pounds",
        help_text="0 if it is free. What an organisation has agreed otherwise goes before this.",
        initial=0,
        required=False,
        min_value=Decimal(0),
        max_value=Decimal("99999"),
        max_digits=7,
        decimal_places=2,
        error_messages={"invalid": "Enter an amount in pounds, like 40 or 62.50"},
    )
    organisation = forms.ModelChoiceField(
        label="Offered by", queryset=Organisation.objects.none(), empty_label="Choose one"
    )
    description = forms.CharField(
        label="More about it", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    why = forms.CharField(
        label="Why it exists",
        help_text="The finding or the need behind it, in a sentence that anybody may read.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    capabilities = forms.ModelMultipleChoiceField(
        label="What it builds",
        queryset=Capability.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    job_roles = forms.ModelMultipleChoiceField(
        label="Meant for these job roles",
        help_text="It stands on their shelf “For your role”. Nobody ticked means everybody.",
        queryset=JobRole.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation_kinds = forms.MultipleChoiceField(
        label="Meant for everybody in",
        choices=OrganisationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rests_on = forms.ModelMultipleChoiceField(
        label="What it rests on",
        help_text="Law, guidance and evidence. When one of them changes you are asked to look at this again.",
        queryset=SourceVersion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    review_on = DateField(
        label="Look at it again on",
        help_text="On this day you are asked whether it is still right. Like 1 September 2027.",
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "theme": queries.themes(viewer),
            "organisation": queries.own_organisations(viewer),
            "capabilities": frameworks.capabilities(viewer, on=clock.today()),
            "job_roles": JobRole.objects.order_by("name"),
            "rests_on": frameworks.choosable_versions(viewer, item),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    def clean_price(self) -> Decimal:
        return self.cleaned_data["price"] or Decimal(0)

    @classmethod
    def said_of(cls, item: Item) -> dict[str, Any]:
        """What the form shows of an item before anything is changed."""
        lists = {"capabilities", "job_roles", "organisation_kinds", "rests_on"}
        said = {name: getattr(item, name) for name in cls.base_fields if name not in lists}
        meant_for = list(item.meant_for.values_list("job_role", "organisation_kind"))
        return said | {
            "capabilities": list(item.capabilities.all()),
            "job_roles": [role for role, _ in meant_for if role],
            "organisation_kinds": [kind for _, kind in meant_for if kind],
            "rests_on": list(frameworks.versions_under(item)),
        }


class WithdrawForm(Form):
    why = forms.CharField(
        label="Why is it taken off?",
        help_text="The trail keeps this.",
        max_length=200,
        error_messages={"required": "Say why it is taken off"},
    )
