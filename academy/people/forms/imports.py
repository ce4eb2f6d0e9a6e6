from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from academy.core.models import ImportMapping
from academy.people import queries
from academy.people.models import Organisation
from academy.people.queries.imports import import_mappings
from academy.people.scope import Viewer
from academy.ui.forms import Form

NOT_IN_FILE = ("", "Not in this file")


class ImportForm(Form):
    file = forms.FileField(
        label="The file", help_text="A staff list as CSV or Excel, or the national workforce return as XML or flat CSV"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Whose staff is it?",
        help_text="Nothing outside this organisation is touched",
    )
    mapping = forms.ModelChoiceField(
        ImportMapping.objects.none(), label="Saved columns and words", required=False, empty_label="None"
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine, saved = queries.organisations(viewer).order_by("path"), import_mappings(viewer).order_by("name")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        self.fields["organisation"].initial = mine.first()
        self.fields["mapping"].queryset = saved  # type: ignore[attr-defined]
        if not saved:
            del self.fields["mapping"]


class ColumnsForm(Form):
    """Which heading of the file is which of our columns."""

    def __init__(
        self,
        *args: Any,
        columns: Iterable[tuple[str, str]],
        header: Sequence[str],
        found: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        headings = [NOT_IN_FILE, *[(heading, heading) for heading in dict.fromkeys(header) if heading]]
        self.found = found
        for name, label in columns:
            field = forms.ChoiceField(label=label, choices=headings, required=False, initial=found.get(name, ""))
            self.fields[name] = field
        self.fields["save_as"] = name_field()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [heading for name, heading in cleaned.items() if heading and name != "save_as"]
        for heading in {heading for heading in chosen if chosen.count(heading) > 1}:
            self.add_error(None, f"“{heading}” is chosen twice. Choose it once")
        return cleaned

    def columns(self) -> dict[str, str]:
        """What was chosen; and where we had found a column that is none, that it is none."""
        chosen = {name: value for name, value in self.cleaned_data.items() if name != "save_as"}
        return {name: value for name, value in chosen.items() if value or name in self.found}


class ReasonForm(Form):
    """Why a file that ends many posts is right."""

    reason = forms.CharField(
        label="Why do so many leave?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example “The youth service moves to the county on 1 December”. It is kept in the trail",
    )  # fmt: skip


class WordsForm(Form):
    """What the file's own words mean."""

    def __init__(
        self, *args: Any, words: Mapping[str, Sequence[str]], labels: Mapping[str, str],
        meanings: Mapping[str, Sequence[tuple[str, str]]], guesses: Mapping[str, Mapping[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.asked: dict[str, tuple[str, str]] = {}
        for column, unknown in words.items():
            for place, word in enumerate(unknown):
                name = f"{column}-{place}"
                choices = [("", "Leave these rows out"), *meanings[column]]
                label = f"{labels[column]} “{word}” means"
                guess = guesses.get(column, {}).get(word, "")
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=guess)
                self.asked[name] = (column, word)
        self.fields["save_as"] = name_field()

    def taught(self) -> dict[str, dict[str, str]]:
        taught: dict[str, dict[str, str]] = {}
        for name, (column, word) in self.asked.items():
            if self.cleaned_data[name]:
                taught.setdefault(column, {})[word.casefold()] = self.cleaned_data[name]
        return taught


def name_field() -> forms.CharField:
    return forms.CharField(
        label="Keep this for the next file as", max_length=80, required=False, help_text="For example “Payroll, weekly”"
    )
