"""Which lists are read, and as at which day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from academy.core.imports import PACKED
from academy.ui.forms import DateField, Form

MEBIBYTE = 1024 * 1024


class ListsForm(Form):
    """The file is only passed on: what is in it is read by the action, and let go."""

    file = forms.FileField(
        label="Workbook",
        help_text="An Annex A workbook (.xlsx), one of its lists as .csv, or a zip of those. 20 MB at most.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.ods,.csv,.zip"}),
        error_messages={"required": "Choose a file", "empty": "The file is empty. Choose another"},
    )
    on = DateField(label="As at", help_text="The day the lists were taken from the case system.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = today

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > PACKED:
            raise ValidationError(f"The file has {file.size / MEBIBYTE:,.0f} MB. The most we take is 20 MB")
        return file
