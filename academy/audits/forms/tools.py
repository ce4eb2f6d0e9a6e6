"""What people type when they write an audit tool."""

from typing import Any

from django import forms

from academy.audits.models import PracticeTheme, ToolQuestion, ToolSection
from academy.audits.queries import tools as queries
from academy.audits.rules import Grade
from academy.frameworks.models import Capability
from academy.people.scope import Viewer, visible
from academy.ui.forms import Form


class ToolForm(Form):
    name = forms.CharField(
        label="Name", help_text="The kind of work it looks at: Child and family assessment.", max_length=120
    )
    about = forms.CharField(
        label="What it asks, in a sentence", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class SectionForm(Form):
    """A section gets a grade of its own, so it says what each grade means in it."""

    title = forms.CharField(label="Title", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grade in Grade:
            self.fields[f"{grade.value}_means"] = forms.CharField(
                label=f"{grade.label} means", required=False, max_length=200
            )

    @staticmethod
    def said_of(section: ToolSection) -> dict[str, Any]:
        return {"title": section.title, **{f"{grade.value}_means": means for grade, means in section.grades}}


class ToolQuestionForm(Form):
    words = forms.CharField(label="Question", help_text="One thing, asked plainly.", max_length=200)
    good = forms.CharField(
        label="What good looks like",
        help_text="One thing on each line. It stands beside the question while somebody audits.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    theme = forms.ModelChoiceField(
        label="Theme",
        help_text="Findings are gathered by theme, over many audits and tools.",
        queryset=PracticeTheme.objects.none(),
        empty_label="Choose a theme",
    )
    capability = forms.ModelChoiceField(
        label="Capability",
        help_text="What people need to be able to do for this. Leave it out to take the theme’s own.",
        queryset=Capability.objects.none(),
        required=False,
        empty_label="The theme’s own",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = queries.themes(viewer)  # type: ignore[attr-defined]
        capabilities = visible(viewer, Capability).select_related("framework").order_by("framework__name", "name")
        self.fields["capability"].queryset = capabilities  # type: ignore[attr-defined]

    @staticmethod
    def said_of(question: ToolQuestion) -> dict[str, Any]:
        return {
            "words": question.words,
            "good": question.good,
            "theme": question.theme_id,
            "capability": question.capability_id,
        }


class PublishToolForm(Form):
    what_changed = forms.CharField(label="What changed, in a sentence", required=False, max_length=300)
