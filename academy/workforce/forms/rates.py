"""What people choose, and send, on the pages of rates."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from academy.people.models import Team
from academy.ui.dates import date_words
from academy.ui.forms import DateField, FilterForm, Form


class RatesFilter(FilterForm):
    """The end of the last month unless said otherwise. Teams are offered to those who may see people."""

    on = forms.ChoiceField(label="On", choices=())
    team = forms.ChoiceField(label="Team", choices=())
    region = forms.ChoiceField(label="Beside the region", choices=())

    def __init__(
        self, *args: Any, days: Iterable[date], teams: Mapping[int, str], regions: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(teams.items(), key=lambda team: team[1])
        self._choose("on", [(day.isoformat(), date_words(day)) for day in days])
        self._choose("team", [("", "Every team"), *((str(pk), name) for pk, name in named)])
        self._choose("region", [("", "Our own"), *((name, name) for name in regions)])
        for field in ("team", "region"):
            if len(self.fields[field].choices) == 1:  # type: ignore[attr-defined]
                del self.fields[field]

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def chosen(self, field: str) -> str:
        """What cannot be chosen is not chosen."""
        self.is_valid()
        return str(self.cleaned_data.get(field, "")) if field in self.fields else ""


class MonthFileForm(Form):
    file = forms.FileField(label="Which file?", help_text="CSV or Excel, one row for each team and month")


class PublishedFileForm(Form):
    file = forms.FileField(label="Which file?", help_text="As it was published, unchanged: CSV, Excel or OpenDocument")
    title = forms.CharField(
        label="What is it called?", max_length=160, required=False, help_text="Left empty, it is called by its years"
    )
    released_on = DateField(label="When was it published?", required=False)


class EstablishmentForm(Form):
    team = forms.ModelChoiceField(label="Which team?", queryset=Team.objects.none(), empty_label="Choose a team")
    fte = forms.DecimalField(
        label="How many full-time equivalents is it budgeted to have?",
        max_digits=7,
        decimal_places=2,
        min_value=0,
        help_text="Social workers, as 14.5. Nought from the day the team closes",
    )
    starts_on = DateField(label="From which day?")

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
