"""What people type about agency workers, their terms, and what the council pays itself."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from academy.core import clock
from academy.people.models import Person, Team
from academy.people.rules import Facts
from academy.people.scope import Viewer
from academy.ui.forms import DateField, FilterForm, Form, PoundsField
from academy.workforce import queries
from academy.workforce.models import Assignment
from academy.workforce.rules.agency import (
    DEAREST_HOUR,
    LONGEST_WEEK,
    Cover,
    Ground,
    JobType,
    Quarter,
    Rule,
    Supply,
    quarters_until,
)

LEAST = Decimal("0.5")
A_PENNY = Decimal("0.01")
DEAREST_YEAR = 999_999  # pounds: more than anybody is paid, and no more than is kept
QUARTERS = 8


class AssignmentsFilter(FilterForm):
    show = forms.ChoiceField(
        choices=[("now", "At work now"), ("open", "Something to put right"), ("ended", "Ended in the last year")],
        initial="now",
    )
    job_type = forms.ChoiceField(label="Job type", choices=[("", "All job types"), *JobType.choices])


class TermsForm(Form):
    """What the two add and change pages share: the terms that the supplier and the council agreed."""

    charge = PoundsField(label="Charge for an hour, in pounds", min_value=A_PENNY, most=DEAREST_HOUR)
    margin = PoundsField(
        label="Of it, the supplier’s own margin",
        required=False,
        most=DEAREST_HOUR,
        help_text="The cap leaves it out. Not known: the whole charge is held against the cap",
    )
    hours_a_week = forms.DecimalField(
        label="Hours a week", min_value=LEAST, max_value=LONGEST_WEEK, decimal_places=1, initial=37
    )


class AssignmentForm(TermsForm):
    field_order: tuple[str, ...] = (
        "team",
        "job_type",
        "covers",
        "supplier",
        "charge",
        "margin",
        "hours_a_week",
        "started_on",
    )

    team = forms.ModelChoiceField(label="In which team?", queryset=Team.objects.none(), empty_label="Choose a team")
    job_type = forms.ChoiceField(label="As what?", choices=JobType.choices)
    covers = forms.ChoiceField(label="What do they cover?", choices=Cover.choices)
    supplier = forms.CharField(label="Who supplies them?", max_length=120)
    started_on = DateField(label="From", help_text="Like 17 November 2026")
    due_to_end_on = DateField(label="Due to end on", required=False)
    months_employed = forms.IntegerField(
        label="Months employed by a council since qualifying",
        required=False,
        min_value=0,
        max_value=720,
        help_text="Three years are 36. Not known: leave it empty, and we say so",
    )
    last_left_on = DateField(
        label="When did they leave another council’s post in this region?",
        required=False,
        help_text="In the last year. What they left here we know",
    )
    notice_weeks = forms.IntegerField(label="Notice, in weeks", required=False, min_value=0, max_value=52)
    employed_notice_weeks = forms.IntegerField(
        label="Notice of employed people in the post, if shorter", required=False, min_value=1, max_value=52
    )
    reference_on = DateField(label="When did a reference about their practice come?", required=False)
    supply = forms.ChoiceField(label="How are they supplied?", choices=Supply.choices)
    is_cost_apart = forms.BooleanField(
        label="What this worker costs is known apart from the team", required=False, initial=True
    )
    order_number = forms.CharField(label="Number of the order", required=False, max_length=40)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = queries.teams_to_choose(viewer, on=viewer.on)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class AddAssignmentForm(AssignmentForm):
    field_order = ("worker", *AssignmentForm.field_order)

    worker = forms.CharField(
        label="Who is it?",
        max_length=254,
        help_text="Their Social Work England number, e-mail address or staff number. They are here already",
    )

    def clean_worker(self) -> Person:
        said = self.cleaned_data["worker"].strip()
        ways = [Facts(email=said)] if "@" in said else [Facts(swe_number=said), Facts(staff_number=said)]
        found = next(filter(None, map(queries.worker_for, ways)), None)
        if found is None:
            raise forms.ValidationError("Nobody is known by that. Bring them in with the workforce file first")
        return found


class ChangeAssignmentForm(AssignmentForm):
    """Without the terms that have a history: those change from a day, on their own page."""

    ended_on = DateField(label="Last day, if it has ended", required=False)
    reference_given_on = DateField(label="When did we give them a reference?", required=False)

    def __init__(self, *args: Any, assignment: Assignment, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["team"].queryset |= Team.objects.filter(pk=assignment.team_id)  # type: ignore[attr-defined]
        self.initial = {name: getattr(assignment, name) for name in self.fields}


class NewTermsForm(TermsForm):
    field_order = ("from_on", "charge", "margin", "hours_a_week")
    from_on = DateField(label="From", help_text="The day the new terms begin. Until then the old ones stay as they are")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(assignment, name) for name in ("charge", "margin", "hours_a_week")}


class EndAssignmentForm(Form):
    ended_on = DateField(label="Their last day")
    reference_given_on = DateField(label="When did we give them a reference?", required=False)


class ExceptionForm(Form):
    rule = forms.ChoiceField(label="Which rule is not kept?", choices=Rule.choices)
    ground = forms.ChoiceField(label="Why is that so?", choices=Ground.choices)
    why = forms.CharField(label="In a sentence", required=False, max_length=400)
    up_to = PoundsField(
        label="Above the cap: up to how much an hour was signed?", required=False, most=DEAREST_HOUR, min_value=A_PENNY
    )
    signed_by = forms.CharField(
        label="Who decided?", max_length=120, help_text="Above the cap: the director of children’s services"
    )
    also_signed_by = forms.CharField(
        label="Who else signed?", required=False, max_length=120, help_text="Above the cap: the chief executive"
    )
    decided_on = DateField(label="On")


class PriceCapForm(Form):
    job_type = forms.ChoiceField(label="For which job type?", choices=JobType.choices)
    pounds_an_hour = PoundsField(label="Cap for an hour, in pounds", min_value=A_PENNY, most=DEAREST_HOUR)
    starts_on = DateField(label="From")
    region = forms.CharField(label="Region", max_length=60)
    source_words = forms.CharField(
        label="Where does it come from?", max_length=200, help_text="The region’s letter or page, with its date"
    )


class EmployedCostForm(Form):
    job_type = forms.ChoiceField(label="For which job type?", choices=JobType.choices)
    salary = PoundsField(label="Salary in a year", min_value=1, most=DEAREST_YEAR)
    national_insurance = PoundsField(label="The employer’s National Insurance", most=DEAREST_YEAR)
    pension = PoundsField(label="The employer’s pension contribution", most=DEAREST_YEAR)
    supplement = PoundsField(label="Market supplement", required=False, most=DEAREST_YEAR)
    retention_payment = PoundsField(label="Retention payment", required=False, most=DEAREST_YEAR)
    agency_hours = forms.DecimalField(
        label="Hours an agency worker would be paid for in that year, full time",
        min_value=1,
        max_value=3_000,
        decimal_places=1,
        initial=1_650,
        help_text="37 hours by about 44.6 weeks are 1,650: holidays are not paid by the hour",
    )
    full_week = forms.DecimalField(
        label="Hours in a full week", min_value=1, max_value=60, decimal_places=1, initial=37
    )
    starts_on = DateField(label="From")
    source_words = forms.CharField(
        label="Where does it come from?",
        max_length=200,
        help_text="The pay scale, or a letter of finance, with its date",
    )

    def clean_supplement(self) -> Decimal:
        return self.cleaned_data["supplement"] or Decimal(0)

    def clean_retention_payment(self) -> Decimal:
        return self.cleaned_data["retention_payment"] or Decimal(0)


class AgencyFileForm(Form):
    file = forms.FileField(
        label="The list, as CSV or Excel", help_text="A row an assignment, with headings in the first row"
    )


class ReturnFilter(FilterForm):
    quarter = forms.ChoiceField(label="Quarter")

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quarters = {one.code: one for one in quarters_until(on or clock.today(), QUARTERS)}
        choices = [(code, one.words) for code, one in self.quarters.items()]
        self.fields["quarter"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Quarter:
        said = self.cleaned_data.get("quarter") if self.is_valid() else ""
        return self.quarters.get(said or "", next(iter(self.quarters.values())))
