"""What those who write a lesson type: its pages, its blocks, its questions."""

from collections.abc import Mapping
from typing import Any

from django import forms

from academy.catalogue.models import Item
from academy.core import uploads
from academy.elearning import queries
from academy.elearning.models import Block, Question
from academy.elearning.rules import MOST_CHOICES, PASS_MARK, TRIES, BlockKind, ChoiceSaid, QuestionKind
from academy.people.scope import Viewer
from academy.ui.forms import Form, Radios

HOW_TO_WRITE = (
    "An empty line begins a new paragraph. A line that begins with - is one of a list. Two stars on both sides make"
    " **bold**. A link is written [its words](https://its.address)."
)
ROWS = 6


class LessonForm(Form):
    item = forms.ModelChoiceField(
        label="What is the lesson for?",
        help_text="Items that are learned in one’s own time and have no lesson yet.",
        queryset=Item.objects.none(),
        empty_label="Choose one",
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = queries.items_without_a_lesson(viewer)  # type: ignore[attr-defined]


class SettingsForm(Form):
    pass_mark = forms.IntegerField(
        label="How many in a hundred must be right?", min_value=0, max_value=100, initial=PASS_MARK
    )
    tries = forms.IntegerField(
        label="How many tries are there?",
        help_text="Leave it empty for as many as one likes.",
        required=False,
        min_value=1,
        max_value=20,
        initial=TRIES,
    )


class PageTitleForm(Form):
    title = forms.CharField(
        label="What is the page called?",
        help_text="What it is about, in a few words: “When a child moves in with friends”.",
        max_length=120,
    )


class PublishForm(Form):
    what_changed = forms.CharField(
        label="What is new?",
        help_text="Whoever is half-way through the last version reads this, and may start the new one.",
        required=False,
        max_length=300,
    )


class HeadingForm(Form):
    words = forms.CharField(label="Heading", max_length=120)


class TextForm(Form):
    words = forms.CharField(
        label="Text", help_text=HOW_TO_WRITE, max_length=6000, widget=forms.Textarea(attrs={"rows": 12})
    )


class CalloutForm(Form):
    words = forms.CharField(
        label="What should they remember?",
        help_text=HOW_TO_WRITE,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReflectionForm(Form):
    words = forms.CharField(
        label="What should they think about?",
        help_text="A question. What they write is theirs alone, and kept only if they say so.",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ImageForm(Form):
    file = uploads.UploadField(label="Picture", kinds=uploads.PICTURES, required=False)
    alternative = forms.CharField(
        label="The picture in words",
        help_text="What somebody who cannot see it needs to know of it.",
        required=False,
        max_length=300,
    )
    is_decorative = forms.BooleanField(label="It is only decoration, and says nothing", required=False)
    words = forms.CharField(label="Caption", required=False, max_length=300)


class FilmForm(Form):
    words = forms.CharField(label="Title", max_length=160)
    file = uploads.UploadField(
        label="Video or sound", help_text="MP4, WebM or MP3.", kinds=uploads.RECORDINGS, required=False
    )
    link = forms.URLField(
        label="Or where it is, if it lives elsewhere",
        help_text="It opens on its own page.",
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    minutes = forms.IntegerField(label="How many minutes does it run?", min_value=1, max_value=180)
    has_speech = forms.BooleanField(label="Somebody speaks in it", required=False, initial=True)
    captions = uploads.UploadField(
        label="Captions",
        help_text="A file that ends in .vtt. Without it nobody who cannot hear learns from this.",
        kinds=uploads.CAPTIONS,
        required=False,
    )
    transcript = forms.CharField(
        label="What is said and seen, to read",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class DownloadForm(Form):
    words = forms.CharField(label="What is it?", max_length=160)
    file = uploads.UploadField(label="File", kinds=uploads.DOCUMENTS, required=False)


class CheckForm(Form):
    words = forms.CharField(
        label="What stands before the questions",
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    draw = forms.IntegerField(
        label="How many of its questions does each learner get?",
        help_text="Drawn at random from all that you write here. Leave it empty to ask all of them.",
        required=False,
        min_value=1,
        max_value=50,
    )


BLOCK_FORMS: dict[str, type[Form]] = {
    BlockKind.HEADING: HeadingForm,
    BlockKind.TEXT: TextForm,
    BlockKind.IMAGE: ImageForm,
    BlockKind.FILM: FilmForm,
    BlockKind.CALLOUT: CalloutForm,
    BlockKind.DOWNLOAD: DownloadForm,
    BlockKind.CHECK: CheckForm,
    BlockKind.REFLECTION: ReflectionForm,
}
SENT = ("file", "captions")


def said_of(block: Block) -> dict[str, Any]:
    """What the form of a block begins with."""
    return {name: getattr(block, name) for name in BLOCK_FORMS[block.kind].base_fields if name not in SENT}


class ChoicesForm(Form):
    """Single or several answers: up to six, each with whether it is right and what is said to whoever chooses it."""

    says_optional = False

    words = forms.CharField(label="Question", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, kind: str, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.rows = kind, min(max(rows, ROWS), MOST_CHOICES)
        for place in range(1, self.rows + 1):
            self.fields |= _row(place, kind)
        self.fields["feedback"] = forms.CharField(
            label="What is said once it is answered",
            help_text="Why it is so, and where to read it." if kind != QuestionKind.SINGLE else "",
            required=kind != QuestionKind.SINGLE,
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given, fewest = self.choices, 2 if self.kind == QuestionKind.SINGLE else 3
        right = sum(choice.is_right for choice in given)
        if len(given) < fewest:
            self.add_error("words_1", f"Write {'two' if fewest == 2 else 'three'} answers or more")
        elif self.kind == QuestionKind.SINGLE and right != 1:
            self.add_error("right_1", "Say which one answer is right")
        elif self.kind == QuestionKind.SEVERAL and not right:
            self.add_error("right_1", "Say which answers are right")
        return cleaned

    @property
    def choices(self) -> list[ChoiceSaid]:
        said = self.cleaned_data
        return [
            ChoiceSaid(said[f"words_{place}"], bool(said.get(f"right_{place}")), said.get(f"feedback_{place}", ""))
            for place in range(1, self.rows + 1)
            if said.get(f"words_{place}")
        ]


class TrueFalseForm(Form):
    words = forms.CharField(label="What is said", help_text="Something that is true, or is not.", max_length=400)
    right = forms.ChoiceField(
        label="Which is right?", choices=[("true", "It is true"), ("false", "It is false")], widget=Radios
    )
    feedback_1 = forms.CharField(label="Said to whoever chooses True", max_length=600)
    feedback_2 = forms.CharField(label="Said to whoever chooses False", max_length=600)

    def __init__(self, *args: Any, kind: str, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @property
    def choices(self) -> list[ChoiceSaid]:
        said = self.cleaned_data
        is_true = said["right"] == "true"
        return [
            ChoiceSaid("True", is_true, said["feedback_1"]),
            ChoiceSaid("False", not is_true, said["feedback_2"]),
        ]


def question_form(kind: str, given: Any, question: Question | None = None) -> ChoicesForm | TrueFalseForm:
    choices = list(question.choices.all()) if question else []
    form = TrueFalseForm if kind == QuestionKind.TRUE_FALSE else ChoicesForm
    return form(given, kind=kind, rows=len(choices), initial=_initial(question, choices) if question else None)


def _initial(question: Question, choices: list[Any]) -> Mapping[str, Any]:
    said: dict[str, Any] = {"words": question.words, "feedback": question.feedback}
    for place, choice in enumerate(choices, start=1):
        said |= {
            f"words_{place}": choice.words,
            f"right_{place}": choice.is_right,
            f"feedback_{place}": choice.feedback,
        }
    return said | {"right": "true" if choices and choices[0].is_right else "false"}


def _row(place: int, kind: str) -> dict[str, forms.Field]:
    row: dict[str, forms.Field] = {
        f"words_{place}": forms.CharField(
            label=f"{'Part' if kind == QuestionKind.ORDER else 'Answer'} {place}", required=False, max_length=300
        )
    }
    if kind != QuestionKind.ORDER:
        row[f"right_{place}"] = forms.BooleanField(label=f"Answer {place} is right", required=False)
        row[f"feedback_{place}"] = forms.CharField(
            label=f"Said to whoever chooses answer {place}", required=False, max_length=600
        )
    return row
