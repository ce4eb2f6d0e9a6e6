"""What people type about an improvement plan: the plan, its priorities, actions, and what becomes of them."""

from typing import Any

from django import forms

from academy.audits.models import Finding, ReAudit
from academy.improvement.forms.fields import PersonField
from academy.improvement.models import ImprovementPlan, InspectionFinding, Measure, Outcome, PlanAction, Priority
from academy.improvement.rules.plans import EMBED_WEEKS, ActionStanding
from academy.people.scope import Viewer, visible
from academy.ui.forms import DateField, FilterForm
from academy.ui.warned import WarnedForm

OF_A_PLAN = ("title", "intent", "board", "starts_on", "ends_on", "embed_weeks")
OF_AN_ACTION = ("title", "words", "outcome", "owner_words", "starts_on")
MOST_FINDINGS = 40
LIKE = "Like 15 January 2027"


def lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanFilter(FilterForm):
    SHOWN = [
        ("", "Everything in it"),
        ("late", "Late"),
        ("held", "Held up"),
        ("moved", "Moved from the day first promised"),
        ("complete", "Complete"),
        ("to_embed", ActionStanding.TO_EMBED.label),
        ("embedded", "Embedded"),
        ("ownerless", "Its owner has left"),
    ]

    show = forms.ChoiceField(label="Show", choices=SHOWN)


class ImprovementPlanForm(WarnedForm):
    written = ("title", "intent")
    title = forms.CharField(label="What is it called?", max_length=160)
    intent = forms.CharField(
        label="What is it for?",
        required=False,
        max_length=600,
        widget=lines(4),
        help_text="Two or three sentences, for whoever opens it",
    )
    board = forms.CharField(
        label="Who oversees it?", required=False, max_length=160, help_text="Such as: the Improvement Board"
    )
    starts_on = DateField(label="Begins on", help_text=LIKE)
    ends_on = DateField(label="Ends on")
    embed_weeks = forms.IntegerField(
        label="How many weeks after it is complete can something be called embedded?",
        min_value=1,
        max_value=104,
        help_text="Complete is done. Embedded is shown to have lasted. Twelve weeks is usual",
    )

    def __init__(self, *args: Any, plan: ImprovementPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(plan, name) for name in OF_A_PLAN} if plan else {"embed_weeks": EMBED_WEEKS}

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in OF_A_PLAN}


class PriorityForm(WarnedForm):
    written = ("title", "why")
    title = forms.CharField(label="What is to improve?", max_length=160)
    why = forms.CharField(label="Why?", required=False, max_length=600, widget=lines())
    inspection_findings = forms.ModelMultipleChoiceField(
        label="Which findings of inspections is it because of?",
        queryset=InspectionFinding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    findings = forms.ModelMultipleChoiceField(
        label="Which findings of our own audits is it because of?",
        queryset=Finding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: Viewer, priority: Priority | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {"findings": visible(viewer, Finding), "inspection_findings": visible(viewer, InspectionFinding)}
        for name, rows in offered.items():
            newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_FINDINGS])
            held = [one.pk for one in getattr(priority, name).all()] if priority else []
            self.fields[name].queryset = rows.filter(pk__in={*newest, *held})  # type: ignore[attr-defined]
            if not newest and not held:
                del self.fields[name]
            self.initial[name] = held
        if priority:
            self.initial.update(title=priority.title, why=priority.why)

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name, ()) for name in ("why", "findings", "inspection_findings")}


class OutcomeForm(WarnedForm):
    written = ("said", "known_by")
    said = forms.CharField(
        label="What will children or families notice?",
        max_length=300,
        help_text="As they would say it, like: my social worker knows what I am worried about",
    )
    known_by = forms.CharField(label="How shall we know?", required=False, max_length=300)


class PlanActionForm(WarnedForm):
    """Nothing is saved without somebody and a day: both are asked for, and the database refuses a row without."""

    written = ("title", "words")
    title = forms.CharField(label="What will be done?", max_length=200)
    words = forms.CharField(label="What else is there to say?", required=False, max_length=1_000, widget=lines())
    owner = PersonField(label="Work email address of whoever sees to it")
    owner_words = forms.CharField(
        label="Their job, as everybody may read it",
        required=False,
        max_length=120,
        help_text="Left empty, it is the post they hold today",
    )
    sponsor = PersonField(
        label="Work email address of whoever stands behind it",
        required=False,
        help_text="They are told when the date moves or something is in the way",
    )
    starts_on = DateField(label="Starts on", help_text=LIKE)
    due_on = DateField(label="Due on")
    outcome = forms.ModelChoiceField(
        label="Which outcome is it for?",
        queryset=Outcome.objects.none(),
        required=False,
        empty_label="None in particular",
    )
    measures = forms.ModelMultipleChoiceField(
        label="Which measures will show it?",
        queryset=Measure.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8, "class": "govuk-select"}),
        help_text="Hold Control, or Command, to choose more than one",
    )

    def __init__(
        self, *args: Any, viewer: Viewer, priority: Priority, action: PlanAction | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].queryset = priority.outcomes.all()  # type: ignore[attr-defined]
        self.fields["measures"].queryset = visible(viewer, Measure).order_by("title")  # type: ignore[attr-defined]
        for name in ("outcome", "measures"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        if action:
            del self.fields["due_on"]  # it moves on a page of its own, with a reason
            self.initial = {name: getattr(action, name) for name in OF_AN_ACTION}
            self.initial["owner"] = action.owner.email
            self.initial["sponsor"] = action.sponsor.email if action.sponsor else ""
            self.initial["measures"] = [one.pk for one in action.measures.all()]

    @property
    def said(self) -> dict[str, Any]:
        names = (*OF_AN_ACTION, "owner", "sponsor")
        return {name: self.cleaned_data.get(name) for name in names} | {
            "measures": self.cleaned_data.get("measures", ())
        }


class MoveForm(WarnedForm):
    written = ("why",)
    to = DateField(label="To which day?", help_text=LIKE)
    why = forms.CharField(
        label="Why does it move?", max_length=300, widget=lines(), help_text="The old date and this reason are kept"
    )


class CompleteForm(WarnedForm):
    written = ("shown_by",)
    on = DateField(label="On which day was it complete?", help_text=LIKE)
    shown_by = forms.CharField(
        label="What shows it?",
        max_length=300,
        widget=lines(),
        help_text="Like: the guidance is in use in all six teams since May. Never about a child or a family",
    )
    where = forms.CharField(label="Where can it be read?", required=False, max_length=300)


class EvidenceForm(WarnedForm):
    written = ("said",)
    said = forms.CharField(
        label="What was seen?",
        max_length=300,
        widget=lines(),
        help_text="Like: 21 of 64 assessments in September weighed the risk, against 14 in January",
    )
    seen_on = DateField(label="On which day?", help_text=LIKE)
    where = forms.CharField(label="Where can it be read?", required=False, max_length=300)
    re_audit = forms.ModelChoiceField(
        label="Was it seen when a finding was looked at again?",
        queryset=ReAudit.objects.none(),
        required=False,
        empty_label="No",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        done = visible(viewer, ReAudit).filter(done_on__isnull=False, finding__isnull=False).select_related("finding")
        self.fields["re_audit"].queryset = done.order_by("-done_on", "-pk")  # type: ignore[attr-defined]
        if not done.exists():
            del self.fields["re_audit"]

    @property
    def more(self) -> dict[str, Any]:
        return {"where": self.cleaned_data["where"], "re_audit": self.cleaned_data.get("re_audit")}


class BlockerForm(WarnedForm):
    written = ("said",)
    said = forms.CharField(label="What is in the way?", max_length=300, widget=lines())


class ClearForm(WarnedForm):
    written = ("how",)
    how = forms.CharField(label="How was it cleared?", max_length=300, widget=lines())


class TakeUpForm(WarnedForm):
    written = ("why",)
    why = forms.CharField(label="Why is it taken up again?", max_length=300, widget=lines())


class MilestoneForm(WarnedForm):
    written = ("title",)
    title = forms.CharField(label="What is to be reached?", max_length=200)
    due_on = DateField(label="By which day?", help_text=LIKE)


class PhaseMilestoneForm(MilestoneForm):
    is_launch = forms.BooleanField(label="This is the launch", required=False)


class ReachedForm(WarnedForm):
    on = DateField(label="On which day was it reached?", help_text=LIKE)


class PlanFileForm(WarnedForm):
    """An existing plan, as it stands in a spreadsheet."""

    plan = forms.ModelChoiceField(
        label="Into which plan?", queryset=ImprovementPlan.objects.none(), empty_label="Choose one"
    )
    file = forms.FileField(label="Which file?", help_text="CSV or Excel, one row for each action")

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = visible(viewer, ImprovementPlan).filter(closed_on__isnull=True)
        self.fields["plan"].queryset = found  # type: ignore[attr-defined]
        if found.count() == 1:
            self.initial["plan"] = found.first()
