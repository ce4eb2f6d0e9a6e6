"""The box in which a person chooses a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from academy.core.uploads.judging import Judged, judge
from academy.core.uploads.kinds import SHOWN, Kind, NotTaken


class UploadField(forms.FileField):
    """Its clean value is `Judged`: what may be kept. Keep it in the action, with `uploads.keep`."""

    def __init__(self, *, kinds: frozenset[Kind], **kwargs: Any) -> None:
        self.kinds = kinds
        endings = ",".join(f".{kind}" for kind in Kind if kind in kinds)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": endings}))
        super().__init__(max_length=None, **kwargs)

    def clean(self, sent: Any, initial: Any = None) -> Judged | None:
        file = super().clean(sent, initial)
        if not file:
            return None
        try:
            return judge(file, kinds=self.kinds)
        except NotTaken as refused:
            raise ValidationError(refused.words) from None


def most(kinds: frozenset[Kind]) -> int:
    """The largest file that one of them may be, in bytes."""
    return max(SHOWN[kind].most for kind in kinds)
