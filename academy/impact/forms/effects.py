"""What people type about effects: which teams are reached when, and how much they would like to be able to see."""

from typing import Any

from django import forms

from academy.catalogue.models import Item
from academy.impact import queries
from academy.people.models import Team
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm, Form


class RollOutForm(Form):
    """One wave: teams that begin on the same day."""

    teams = forms.ModelMultipleChoiceField(
        label="Teams", queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    live_on = DateField(label="Reached on", help_text="The day from which its people could go.")
    is_by_lot = forms.BooleanField(
        label="Whose turn it was when was drawn by lot",
        help_text="Then what follows can be called an effect. Otherwise the teams may have been chosen for a reason.",
        required=False,
    )

    def __init__(self, *args: Any, viewer: Viewer, item: Item, is_every: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = queries.teams_to_reach(viewer, item, is_every=is_every)
        self.fields["teams"].queryset = teams  # type: ignore[attr-defined]


class ItemForm(FilterForm):
    """Which item to look at next."""

    item = forms.ModelChoiceField(label="Item", queryset=Item.objects.none(), empty_label="Choose an item")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = visible(viewer, Item).filter(is_published=True).order_by("title")
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class AuditsNeededForm(Form):
    """What is planned, and the change that one would want to see."""

    reached = forms.IntegerField(label="Teams it reaches", min_value=1, max_value=1_000)
    others = forms.IntegerField(label="Teams it does not reach meanwhile", min_value=1, max_value=1_000)
    before = forms.IntegerField(label="Half-years of audits before it", min_value=1, max_value=20)
    after = forms.IntegerField(label="Half-years of audits after it", min_value=1, max_value=20)
    share = forms.IntegerField(
        label="Audits graded good or outstanding now, in 100", min_value=5, max_value=95
    )  # fmt: skip
    rise = forms.IntegerField(
        label="The rise you want to be able to see, in 100",
        help_text="15 means from 45 to 60.",
        min_value=1,
        max_value=50,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("share") and said.get("rise") and said["share"] + said["rise"] > 99:
            self.add_error("rise", "There is no room for such a rise: it would pass 99 in 100.")
        return said
