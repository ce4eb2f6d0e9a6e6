"""What people choose, and say, on the pages of who stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from academy.ui.forms import DateField, FilterForm, Form
from academy.workforce.rules.retention import EVERYBODY, NEWLY, ROUTES


class LeavingFilter(FilterForm):
    """Everybody who came newly qualified, unless said otherwise. Teams are offered to those who may see people."""

    route = forms.ChoiceField(label="Who came", choices=())
    team = forms.ChoiceField(label="Began in", choices=())

    def __init__(self, *args: Any, teams: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(str(int(route)), words) for route, words in ROUTES.items() if str(int(route)) != NEWLY]
        self.fields["route"].choices = [  # type: ignore[attr-defined]
            ("", "Newly qualified"),
            (EVERYBODY, "By any route"),
            *ways,
        ]
        self.fields["team"].choices = [  # type: ignore[attr-defined]
            ("", "Any team"),
            *((str(pk), name) for pk, name in sorted(teams.items(), key=lambda team: team[1])),
        ]
        if not teams:
            del self.fields["team"]

    @property
    def route_chosen(self) -> str:
        return self.cleaned_data.get("route") or NEWLY if self.is_valid() else NEWLY

    @property
    def team_chosen(self) -> int | None:
        chosen = self.cleaned_data.get("team", "") if self.is_valid() else ""
        return int(chosen) if chosen else None

    @property
    def chosen_words(self) -> str:
        words = dict(self.fields["route"].choices)  # type: ignore[attr-defined]
        team = dict(self.fields["team"].choices).get(str(self.team_chosen or "")) if "team" in self.fields else ""  # type: ignore[attr-defined]
        route = words.get(self.cleaned_data.get("route", ""), "")
        return f"{route}, beginning in {team}." if self.team_chosen else f"{route}."

    @property
    def is_chosen(self) -> bool:
        return self.route_chosen != NEWLY or self.team_chosen is not None


class CompareForm(FilterForm):
    first = forms.TypedChoiceField(label="The intake of", choices=(), coerce=int)
    second = forms.TypedChoiceField(label="with that of", choices=(), coerce=int)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(year, str(year)) for year in sorted(years, reverse=True)]
        for field in ("first", "second"):
            self.fields[field].choices = choices  # type: ignore[attr-defined]


class CompleteFromForm(Form):
    on = DateField(
        label="Records are complete from",
        help_text="From this day on nobody who left is missing. Often the day of the first full import.",
    )
    why = forms.CharField(label="How you know", max_length=200, help_text="Who has checked it, and against what.")
