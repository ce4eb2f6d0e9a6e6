"""Forms whose free words might say who a child is: what was seen is said once, before anything is kept."""

from typing import Any

from django import forms

from academy.core.identifying import looks_identifying
from academy.ui.forms import Form

MOST_WARNINGS = 20_000  # characters: every warning of a long text


class WarnedForm(Form):
    """Words that look as if they name somebody come back once, with what was seen, before anything is kept."""

    looked = forms.CharField(required=False, widget=forms.HiddenInput, max_length=MOST_WARNINGS)
    written: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []

    def may_keep(self) -> bool:
        """Whether the words are fine, or whatever was seen in them has been looked at again."""
        words = "\n".join(self.cleaned_data.get(name) or "" for name in self.written)
        seen = set((self.cleaned_data.get("looked") or "").split("|"))
        self.warnings = [line for line in looks_identifying(words) if line not in seen]
        if not self.warnings:
            return True
        looked = "|".join(sorted({*filter(None, seen), *self.warnings}))
        self.data = {**{name: self.data.get(name) for name in self.data}, "looked": looked}
        return False
