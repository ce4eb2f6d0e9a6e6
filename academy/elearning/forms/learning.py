"""A page of a lesson as a form: the questions that wait, and what somebody may keep for themselves."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from academy.elearning.queries import Asked, PageContent
from academy.elearning.rules import QuestionKind
from academy.ui.forms import Form, Radios

LONGEST_NOTE = 4000


class PageForm(Form):
    """One field for each question, and for an order one for each of its parts."""

    says_optional = False

    def __init__(self, *args: Any, content: PageContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content
        for question in content.waiting:
            self.fields |= dict(_fields(question))
        for one in content.reflections:
            label = one.block.words or "What do you think?"
            box = forms.Textarea(attrs={"rows": 4})
            self.fields[f"note{one.block.pk}"] = forms.CharField(
                label=label,
                help_text="Only you see this. Leave it out, or write it elsewhere, if you like.",
                required=False,
                max_length=LONGEST_NOTE,
                widget=box,
                initial=one.note,
            )
            self.fields[f"keep{one.block.pk}"] = forms.BooleanField(
                label="Keep this for me", required=False, initial=bool(one.note)
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for question in self.content.waiting:
            if question.kind == QuestionKind.ORDER:
                self._refuse_same_place(question)
        return cleaned

    def _refuse_same_place(self, question: Asked) -> None:
        places = [self.cleaned_data.get(name) for name in names_of(question)]
        if all(places) and len(set(places)) < len(places):
            words = f"In question {question.number} two have the same place. Give each a place of its own"
            self.add_error(names_of(question)[0], words)

    @property
    def answers(self) -> dict[int, list[int]]:
        """What was chosen, question by question: numbers of choices, of an order in that order."""
        return {question.id: self._chosen(question) for question in self.content.waiting}

    def _chosen(self, question: Asked) -> list[int]:
        if question.kind == QuestionKind.ORDER:
            places = {choice.id: int(self.cleaned_data[name_of(question, choice.id)]) for choice in question.choices}
            return sorted(places, key=lambda pk: places[pk])
        chosen = self.cleaned_data[f"q{question.id}"]
        return [int(pk) for pk in (chosen if isinstance(chosen, list) else [chosen])]

    @property
    def notes(self) -> dict[int, str]:
        """What is to be kept; what was kept before and is not to be any more comes empty."""
        said = {}
        for one in self.content.reflections:
            is_kept = self.cleaned_data.get(f"keep{one.block.pk}")
            said[one.block.pk] = self.cleaned_data.get(f"note{one.block.pk}", "") if is_kept else ""
        return said

    def fields_of(self, question: Asked) -> list[BoundField]:
        return [self[name] for name in names_of(question)] if not question.is_answered else []


def names_of(question: Asked) -> list[str]:
    if question.kind == QuestionKind.ORDER:
        return [name_of(question, choice.id) for choice in question.choices]
    return [f"q{question.id}"]


def name_of(question: Asked, choice_id: int) -> str:
    return f"q{question.id}_{choice_id}"


def _fields(question: Asked) -> Iterator[tuple[str, forms.Field]]:
    choices = [(str(choice.id), choice.words) for choice in question.choices]
    messages = {"required": f"Answer question {question.number}"}
    if question.kind == QuestionKind.ORDER:
        places = [("", "Place"), *((str(place), _place(place)) for place in range(1, len(choices) + 1))]
        for choice in question.choices:
            words = {"required": f"Say which place “{choice.words}” has in question {question.number}"}
            yield (
                name_of(question, choice.id),
                forms.ChoiceField(label=choice.words, choices=places, error_messages=words),
            )
    elif question.kind == QuestionKind.SEVERAL:
        yield (
            f"q{question.id}",
            forms.MultipleChoiceField(
                label=question.words,
                help_text="Choose all that are right.",
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                error_messages=messages,
            ),
        )
    else:
        yield (
            f"q{question.id}",
            forms.ChoiceField(label=question.words, choices=choices, widget=Radios, error_messages=messages),
        )


def _place(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
