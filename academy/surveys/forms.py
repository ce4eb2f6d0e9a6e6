"""One tap is one button; a story is a box and a choice."""

from django import forms

from academy.surveys import rules
from academy.ui.forms import Form


class TapForm(forms.Form):
    """Which button was pressed. There is nothing to type, so there is nothing to put right."""

    used = forms.ChoiceField(choices=rules.Used, required=False)
    difference = forms.ChoiceField(choices=rules.Difference, required=False)


class SeenForm(forms.Form):
    seen = forms.ChoiceField(choices=rules.Seen)


class SureForm(Form):
    """Whoever likes to go on: how sure they feel now, and felt before, both as they see it today."""

    says_optional = False
    worth = forms.ChoiceField(
        label="Was it worth your time?",
        choices=rules.Worth,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was worth your time"},
    )
    sure_before = forms.TypedChoiceField(
        label="Before you learned it, how sure were you of doing this?", choices=rules.Sure, coerce=int
    )
    sure_now = forms.TypedChoiceField(label="And now?", choices=rules.Sure, coerce=int)


class StoryForm(Form):
    story = forms.CharField(
        label="What happened?",
        help_text="A sentence or two. No names or details that could identify a family.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write what happened, or leave this page: we have all we need"},
    )
    may_quote = forms.BooleanField(label="You may quote this without my name", required=False)
