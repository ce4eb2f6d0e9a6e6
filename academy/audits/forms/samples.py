"""What people type when they plan a round, draw a sample and give its cases to auditors."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from academy.audits.models import ToolVersion
from academy.audits.queries import tools
from academy.audits.rules.samples import MOST_TIMES, Design, Oftener
from academy.people import queries as people
from academy.people.models import Organisation, Person
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form

MOST = 5_000


class RoundForm(Form):
    name = forms.CharField(label="Name", help_text="A month, or what is reviewed: November 2026.", max_length=120)
    starts_on = DateField(label="Starts on")
    due_on = DateField(label="Audits are due by")
    planned = forms.IntegerField(label="How many audits are planned?", min_value=1, max_value=20_000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on") and cleaned.get("due_on") and cleaned["due_on"] < cleaned["starts_on"]:
            self.add_error("due_on", "Give a day after the round starts")
        return cleaned


class CaseListForm(Form):
    file = forms.FileField(
        label="The case list, as Excel or CSV",
        help_text="An Annex A workbook, or any list with a column called Case ID. It is read in memory and not kept.",
    )


class DrawForm(CaseListForm):
    """The rare things come last: most samples are drawn with the first four."""

    tool = forms.ModelChoiceField(
        label="Which tool are they audited with?", queryset=ToolVersion.objects.none(), empty_label="Choose a tool"
    )
    organisation = forms.ModelChoiceField(
        label="Whose cases are they?", queryset=Organisation.objects.none(), empty_label="Choose an organisation"
    )
    size = forms.IntegerField(label="How many cases?", min_value=1, max_value=MOST)
    stratify = forms.CharField(
        label="Give each value of a column its share",
        help_text="Team, Kind of work, Age band, or a column of the list.",
        required=False,
        max_length=120,
    )
    oftener = forms.CharField(
        label="Draw some more often",
        help_text="As in: Placement Location = Out, 3 times. A line for each.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    without_months = forms.IntegerField(
        label="Leave out what was audited in the last months", min_value=0, max_value=60, initial=6, required=False
    )
    seed = forms.CharField(
        label="Seed",
        help_text="Any words. With them and the same list the same cases are drawn again. Left out, we make one.",
        required=False,
        max_length=80,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].queryset = tools.versions_in_use(viewer)  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = people.open_organisations(viewer)  # type: ignore[attr-defined]

    def clean_oftener(self) -> tuple[Oftener, ...]:
        return tuple(_oftener(line) for line in self.cleaned_data["oftener"].splitlines() if line.strip())

    def design(self, seed: str) -> Design:
        said = self.cleaned_data
        return Design(said["size"], said["seed"].strip() or seed, said["stratify"], said["oftener"])


class ShareForm(Form):
    auditors = forms.ModelMultipleChoiceField(
        label="Share them between",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one auditor or more"},
    )

    def __init__(self, *args: Any, auditors: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people_there = Person.objects.filter(pk__in=[person.pk for person in auditors])
        self.fields["auditors"].queryset = people_there  # type: ignore[attr-defined]
        self.initial.setdefault("auditors", [person.pk for person in auditors])


class GiveForm(Form):
    auditor = forms.ModelChoiceField(
        label="Give it to", queryset=Person.objects.none(), empty_label="Choose an auditor"
    )

    def __init__(self, *args: Any, auditors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["auditor"].queryset = auditors  # type: ignore[attr-defined]


class DropForm(Form):
    why = forms.CharField(
        label="Why can it not be audited?", help_text="Nothing about the child or the family.", max_length=200
    )


def _oftener(line: str) -> Oftener:
    """`Column = value, 3 times`; the word may be left out."""
    found = re.fullmatch(r"\s*(.+?)\s*=\s*(.+?)\s*[,:]\s*(\d+(?:\.\d+)?)\s*(?:times)?\s*", line)
    if found is None:
        raise forms.ValidationError("Write each line as: column = value, 3 times")
    times = float(found[3])
    if not 1 <= times <= MOST_TIMES:
        raise forms.ValidationError(f"Draw a case 1 to {MOST_TIMES} times as often as others")
    return Oftener(found[1], found[2], times)
