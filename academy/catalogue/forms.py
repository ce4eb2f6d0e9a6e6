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
from academy.frameworks.models import Capability
from academy.people.models import Organisation
from academy.people.scope import Viewer
from academy.ui.forms import FilterForm, Form


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

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "theme": queries.themes(viewer),
            "organisation": queries.own_organisations(viewer),
            "capabilities": frameworks.capabilities(viewer, on=clock.today()),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    @classmethod
    def said_of(cls, item: Item) -> dict[str, Any]:
        """What the form shows of an item before anything is changed."""
        said = {name: getattr(item, name) for name in cls.base_fields if name != "capabilities"}
        return said | {"capabilities": list(item.capabilities.all())}


class WithdrawForm(Form):
    why = forms.CharField(
        label="Why is it taken off?",
        help_text="The trail keeps this.",
        max_length=200,
        error_messages={"required": "Say why it is taken off"},
    )
