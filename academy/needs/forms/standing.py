"""What people choose on the pages of how things stand, and of what will be needed."""

from typing import Any

from django import forms

from academy.needs.forms.requirements import DayFilter
from academy.people.models import Organisation
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm

WHOLE = "Everybody I may see"


class OnFilter(DayFilter):
    on = DateField(label="As it stood, or will stand, on")


class StandingFilter(DayFilter):
    on = DateField(label="On which day")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="In", to_field_name="code", empty_label=WHOLE
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organisations(self, viewer)

    @property
    def has_more(self) -> bool:
        return bool(self.data.get("organisation"))


class DemandFilter(FilterForm):
    show = forms.ChoiceField(choices=[("", "Everything that will be needed"), ("short", "What runs short of places")])
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="For", to_field_name="code", empty_label=WHOLE
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_organisations(self, viewer)

    @property
    def has_more(self) -> bool:
        return bool(self.data.get("organisation"))


def _offer_organisations(form: FilterForm, viewer: Viewer) -> None:
    seen = visible(viewer, Organisation, "see who lacks something").filter(closed_on__isnull=True)
    form.fields["organisation"].queryset = seen.order_by("name")  # type: ignore[attr-defined]
