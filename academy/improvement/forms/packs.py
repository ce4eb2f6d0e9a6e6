"""What officers type of a pack, each sentence checked as it is saved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from academy.improvement.models import Measure, Pack, PackMeasure
from academy.improvement.models.packs import LONGEST_SENTENCE
from academy.improvement.queries import packs as queries
from academy.improvement.rules.commentary import checked
from academy.improvement.rules.packs import quarter_end, title_of
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form

MOST_FOR_MEMBERS = 12  # what fits on one sheet of A4
MOST_IN_ALL = 40


def sentence(label: str, help_text: str, *, is_required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=is_required,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CheckedForm(Form):
    """Sentences with what has to be put right beside each. What is only worth a look does not stop anybody."""

    sentences: tuple[str, ...] = ()
    withheld: frozenset[Any] = frozenset()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name in self.sentences:
            for words in checked(typed.get(name) or "", withheld=self.withheld).wrong:
                self.add_error(name, words)
        return typed


class PackForm(CheckedForm):
    sentences = ("better", "not_better", "doing")

    title = forms.CharField(label="Title", max_length=120)
    for_whom = forms.CharField(
        label="Who is it for?",
        max_length=160,
        help_text="As it stands above the title. Such as: For Members of the Children and Families Select Committee",
    )
    ask_words = forms.CharField(
        label="Who answers questions about it?",
        required=False,
        max_length=160,
        help_text="Name and post. Everybody reads it",
    )
    better = sentence("What is better?", "One sentence of up to 20 words", is_required=False)
    not_better = sentence("What is not?", "As plain as what is better", is_required=False)
    doing = sentence("What are we doing?", "What somebody will notice, and when", is_required=False)

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(pack, name) for name in self.fields}


class NewPackForm(Form):
    period_ends_on = DateField(
        label="Figures until", help_text="The last day of the months that it tells of, like 30 September 2026"
    )
    for_whom = forms.CharField(
        label="Who is it for?",
        max_length=160,
        help_text="As it stands above the title. Such as: For Members of the Children and Families Select Committee",
    )

    def __init__(self, *args: Any, on: date, last: Pack | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"period_ends_on": quarter_end(on), "for_whom": last.for_whom if last else ""}
        self.on = on

    def clean_period_ends_on(self) -> date:
        ends_on: date = self.cleaned_data["period_ends_on"]
        if ends_on > self.on:
            raise forms.ValidationError("These months have not ended yet")
        return ends_on

    @property
    def said(self) -> dict[str, Any]:
        return {**self.cleaned_data, "title": title_of(self.cleaned_data["period_ends_on"])}


class CommentaryForm(CheckedForm):
    sentences = ("what_happened", "why", "what_next")

    what_happened = sentence("What happened?", "What the number means for children, in one sentence of up to 20 words")
    why = sentence("Why?", "What we know of the reason. “We do not know yet” is an answer")
    what_next = sentence("What next?", "What somebody does, and by when")

    def __init__(self, *args: Any, line: queries.Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.withheld = frozenset(line.withheld) if line.line.is_for_members else frozenset()
        if line.commentary:
            self.initial = {name: getattr(line.commentary, name) for name in self.sentences}


class ChooseForm(Form):
    """One choice for each measure, and which of them has its chart on page one."""

    says_optional = False
    FOR = [("", "Not in it"), ("members", "Members and board"), ("board", "Board alone")]

    lead = forms.ChoiceField(label="Which chart stands on page one?", required=False)

    def __init__(self, *args: Any, pack: Pack, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: Mapping[int, PackMeasure] = {row.measure_id: row for row in pack.lines.all()}
        self.measures = {measure.code: measure for measure in queries.measures_to_choose(viewer)}
        in_order = sorted(
            self.measures.values(), key=lambda one: (held[one.pk].place if one.pk in held else 999, one.title)
        )
        self.order = [measure.code for measure in in_order]
        for measure in in_order:
            row = held.get(measure.pk)
            self.initial[measure.code] = "" if row is None else "members" if row.is_for_members else "board"
            self.fields[measure.code] = forms.ChoiceField(label=measure.title, choices=self.FOR, required=False)
        self.fields["lead"].choices = [("", "The first")] + [(one.code, one.title) for one in in_order]  # type: ignore[attr-defined]
        self.initial["lead"] = pack.lead.code if pack.lead else ""

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for_members = [code for code in self.order if typed.get(code) == "members"]
        if len(for_members) > MOST_FOR_MEMBERS:
            self.add_error(
                None, f"Members read one page: {MOST_FOR_MEMBERS} measures at most. You chose {len(for_members)}."
            )
        if len(self.chosen) > MOST_IN_ALL:
            self.add_error(None, f"{MOST_IN_ALL} measures at most. You chose {len(self.chosen)}.")
        return typed

    @property
    def chosen(self) -> dict[Measure, bool]:
        said = {code: self.cleaned_data.get(code) for code in self.order}
        return {self.measures[code]: what == "members" for code, what in said.items() if what}

    @property
    def first(self) -> Measure | None:
        return self.measures.get(self.cleaned_data.get("lead") or "")


class WhyForm(Form):
    why = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str = "", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].label, self.fields["why"].help_text = label or "Why?", help_text


class SeenForm(Form):
    """What somebody had before their eyes when they said yes."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
