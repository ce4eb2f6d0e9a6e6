"""What people type here, turned into clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from academy.core.models import Entry
from academy.people import queries as people
from academy.people.models import Person
from academy.people.scope import Viewer
from academy.privacy import queries
from academy.privacy.rules import Look
from academy.ui.forms import FilterForm, Form

AT_MOST = 10


class TrailFilter(FilterForm):
    year = forms.TypedChoiceField(coerce=int, empty_value=None)
    by = forms.ChoiceField(label="Who did it")

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), str(year)) for year in queries.years()]
        doers = [(doer.key, doer.name) for doer in queries.doers(entries)]
        self.fields["year"].choices = [("", "Every year"), *years]  # type: ignore[attr-defined]
        self.fields["by"].choices = [("", "Anybody"), *doers]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """What cannot be read is left out, and shown as a mistake."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class LookUpForm(Form):
    """Typed and sent, never in an address: an address stays in logs and in the list of pages that were visited."""

    who = forms.CharField(
        label="Name, e-mail address or number",
        max_length=120,
        help_text="A Social Work England number or a staff number will do",
    )
    reason = forms.ChoiceField(label="Why do you look?", choices=Look.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="For your own records",
        max_length=300,
        required=False,
        help_text="A case number, for instance. The person does not read it",
    )
    person = forms.ChoiceField(label="Which of them?", required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.found: Sequence[Person] = self._found()
        if len(self.found) > 1:
            where = queries.employers(self.found)
            named = [(str(one.pk), f"{one.name}, {where.get(one.pk, 'no post')}") for one in self.found]
            self.fields["person"].choices = named  # type: ignore[attr-defined]
            self.fields["person"].required = True
        else:
            del self.fields["person"]

    def clean_who(self) -> str:
        words: str = self.cleaned_data["who"]
        if not self.found:
            raise forms.ValidationError("Nobody here is known by that. Try a whole e-mail address or a number")
        if len(self.found) > AT_MOST:
            raise forms.ValidationError(f"More than {AT_MOST} people fit that. Give a whole e-mail address or a number")
        return words

    @property
    def chosen(self) -> Person:
        number = self.cleaned_data.get("person")
        return next(one for one in self.found if not number or one.pk == int(number))

    def _found(self) -> list[Person]:
        words = str(self.data.get("who", ""))
        return list(people.looked_up(self.viewer, words)[: AT_MOST + 1])


class EraseForm(Form):
    reason = forms.CharField(
        label="Why are they erased?",
        max_length=200,
        help_text="Kept in the trail for good, so write no name",
    )
    is_sure = forms.BooleanField(label="I have read what goes and what stays")


class AskForm(Form):
    """Nothing to type: the button is the question."""
