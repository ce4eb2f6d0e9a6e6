"""What people type about inspections."""

from typing import Any

from django import forms

from academy.improvement.models import Inspection, InspectionFinding
from academy.improvement.rules.inspections import Grade, InspectionKind, JudgementArea, Said
from academy.ui.forms import DateField, Form

WORDS = forms.Textarea(attrs={"rows": 3})


class InspectionForm(Form):
    kind = forms.ChoiceField(label="What kind?", choices=InspectionKind.choices)
    title = forms.CharField(label="What do people call it?", max_length=160, help_text="Such as: The 2025 inspection")
    on = DateField(label="Its last day", help_text="Like 28 March 2026")
    published_on = DateField(label="When was the report published?", required=False)
    theme = forms.CharField(label="What was it about?", required=False, max_length=160, help_text="Of a focused visit")
    summary = forms.CharField(label="What did it say, in two sentences?", required=False, max_length=600, widget=WORDS)
    report_address = forms.URLField(label="Where is the report?", required=False, assume_scheme="https")

    def __init__(self, *args: Any, inspection: Inspection | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if inspection:
            self.initial = {name: getattr(inspection, name) for name in self.fields}
        held = {one.area: one.grade for one in inspection.judgements.all()} if inspection else {}
        for area in JudgementArea:
            self.fields[f"judged_{area}"] = forms.ChoiceField(
                label=area.label, choices=[("", "Not judged"), *Grade.choices], required=False
            )
            self.initial[f"judged_{area}"] = held.get(area, "")

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("judged_")}

    @property
    def judgements(self) -> dict[str, str]:
        return {area.value: self.cleaned_data.get(f"judged_{area}") or "" for area in JudgementArea}


class InspectionFindingForm(Form):
    kind = forms.ChoiceField(label="What is it?", choices=Said.choices, initial=Said.IMPROVE)
    said = forms.CharField(label="What was said, in the report’s words?", max_length=400, widget=WORDS)
    area = forms.ChoiceField(
        label="Of which area?", choices=[("", "No one area"), *JudgementArea.choices], required=False
    )
    promised = forms.CharField(label="What did we promise?", required=False, max_length=400, widget=WORDS)
    done = forms.CharField(label="What was done?", required=False, max_length=400, widget=WORDS)
    done_on = DateField(label="When?", required=False)

    def __init__(self, *args: Any, finding: InspectionFinding | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if finding:
            self.initial = {name: getattr(finding, name) for name in self.fields}


class OutcomesForm(Form):
    file = forms.FileField(label="Which file?", help_text="As it was downloaded: ODS, Excel or CSV")
    as_at = DateField(label="As at which day?", required=False, help_text="Only if the file does not say it itself")
    source_words = forms.CharField(
        label="What is it called?", max_length=200, initial="Ofsted: local authority inspection outcomes"
    )
