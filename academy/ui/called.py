"""A field for records by what they are called: where a list of all of them would be too long to choose from."""

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet

NEAR = 3


class CalledField(forms.CharField):
    """One on a line. `by` is the field that names them, `unknown` what is said before a name that nobody has."""

    def __init__(self, queryset: QuerySet, *, by: str, unknown: str, **said: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 3}), **said})
        self.queryset, self.by, self.unknown = queryset, by, unknown

    def clean(self, value: Any) -> list[Any]:
        lines = super().clean(value).splitlines()
        names = [name for line in lines if (name := line.strip())]
        found = {str(getattr(one, self.by)).casefold(): one for one in self._called(names)}
        if missing := [name for name in names if name.casefold() not in found]:
            raise forms.ValidationError(f"{self.unknown} “{missing[0]}”{self._near(missing[0])}")
        return list(dict.fromkeys(found[name.casefold()] for name in names))

    def _called(self, names: list[str]) -> QuerySet | list[Model]:
        if not names:
            return []
        return self.queryset.filter(reduce(or_, (Q(**{f"{self.by}__iexact": name}) for name in names))).order_by("-pk")

    def _near(self, name: str) -> str:
        """Somebody who remembers a part of it reads the whole."""
        near = self.queryset.filter(**{f"{self.by}__icontains": name}).order_by(self.by)[:NEAR]
        return f". Is it {' or '.join(f'“{getattr(one, self.by)}”' for one in near)}?" if near else ""


class CalledOneField(CalledField):
    """Only one, or none."""

    def __init__(self, queryset: QuerySet, **said: Any) -> None:
        super().__init__(queryset, **{"widget": forms.TextInput, **said})

    def clean(self, value: Any) -> Any:
        return next(iter(super().clean(value)), None)
