"""What somebody scores themselves against, and what their line manager says of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from academy.frameworks import queries
from academy.frameworks.models import Framework, Score
from academy.frameworks.rules import SAID_OF, Basis, Confirmed, FrameworkKind, Level, Purpose
from academy.people.scope import Viewer
from academy.ui.forms import Form, Radios

SCORES = [(level.value, f"{level.value}: {SAID_OF[level]}") for level in Level]


class BeginForm(Form):
    framework = forms.ModelChoiceField(
        label="Against what?", queryset=Framework.objects.none(), empty_label=None, widget=Radios
    )
    purpose = forms.ChoiceField(label="What for?", choices=Purpose, widget=Radios)
    is_whole = forms.BooleanField(label="Ask me about all of it, not only what my role expects", required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_force = queries.frameworks(viewer, on=viewer.on).filter(capabilities__isnull=False).distinct()
        self.fields["framework"].queryset = in_force.order_by("kind", "name")  # type: ignore[attr-defined]
        self.fields["framework"].initial = in_force.filter(kind=FrameworkKind.LOCAL).order_by("name").first()


class ConfirmForm(Form):
    """Two boxes for each capability: the score, which begins as the person’s own, and what another one rests on."""

    says_optional = False

    def __init__(self, *args: Any, scores: Iterable[Score], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scores = list(scores)
        for score in self.scores:
            self.fields[f"level-{score.pk}"] = forms.TypedChoiceField(
                label=_label("Your score", score),
                choices=SCORES,
                coerce=int,
                initial=score.own,
                error_messages={"required": f"Give your score for “{score.capability}” too"},
            )
            self.fields[f"basis-{score.pk}"] = forms.ChoiceField(
                label=_label("What it rests on", score),
                choices=[("", "It is their own score"), *Basis.choices],
                required=False,
            )

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"score": score, "level": self[f"level-{score.pk}"], "basis": self[f"basis-{score.pk}"]}
            for score in self.scores
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for score in self.scores:
            level, basis = cleaned.get(f"level-{score.pk}"), cleaned.get(f"basis-{score.pk}")
            if level is not None and level != score.own and not basis:
                self.add_error(f"basis-{score.pk}", f"Say what your score for “{score.capability}” rests on")
        return cleaned

    def said(self) -> dict[int, Confirmed]:
        return {
            score.pk: Confirmed(Level(self.cleaned_data[f"level-{score.pk}"]), self.cleaned_data[f"basis-{score.pk}"])
            for score in self.scores
        }


def _label(words: str, score: Score) -> SafeString:
    """Short to the eye, and whole to who hears it read."""
    return format_html('{}<span class="govuk-visually-hidden"> for {}</span>', words, score.capability)
