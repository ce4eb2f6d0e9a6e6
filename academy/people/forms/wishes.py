from typing import Any

from django import forms

from academy.core import carriers
from academy.people import rules
from academy.people.models import NoticeWishes
from academy.people.rules import NoticeKind, Rhythm, Way
from academy.ui.forms import FilterForm, Form, Radios, TimeField


class WishesForm(Form):
    """One question for each kind that may be chosen, then when nothing is to come."""

    quiet_from = TimeField(label="Nothing from", help_text="As 8pm or 20:00")
    quiet_until = TimeField(label="Until", help_text="The same time twice means: at any hour")
    quiet_weekends = forms.BooleanField(label="Nothing on Saturdays and Sundays either", required=False)
    rhythm = forms.ChoiceField(label="When does your digest come?", choices=Rhythm.choices, widget=Radios)
    mobile = forms.CharField(
        label="Mobile number",
        required=False,
        max_length=30,
        help_text="Only for reminders, and only if you choose text messages. Forgotten when you leave",
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-10", "type": "tel"}
        ),
    )

    def __init__(self, *args: Any, wishes: NoticeWishes, roles: frozenset[str], **kwargs: Any) -> None:
        self.kinds, self.kept = rules.kinds_to_choose(roles), dict(wishes.ways)
        given = {name: getattr(wishes, name) for name in FIELDS}
        chosen = {kind.code: rules.way_of(kind, wishes.ways).value for kind in self.kinds}
        super().__init__(*args, initial={**given, **chosen}, **kwargs)
        for kind in self.kinds:
            self.fields[kind.code] = _question(kind)
        if not carriers.may_text():
            del self.fields["mobile"]

    def clean_mobile(self) -> str:
        typed: str = self.cleaned_data["mobile"]
        number = rules.mobile_number(typed)
        if typed and number is None:
            raise forms.ValidationError("Enter a mobile number of the United Kingdom, as 07700 900 982")
        return number or ""

    def wished(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {"mobile": "", **{name: said[name] for name in FIELDS if name in said}, "ways": self._ways()}

    def of_kinds(self) -> list[Any]:
        return [self[kind.code] for kind in self.kinds]

    def _ways(self) -> dict[str, str]:
        """What they were not asked about, for want of a role, stays as it was."""
        return self.kept | {kind.code: self.cleaned_data[kind.code] for kind in self.kinds}


class OutboxForm(FilterForm):
    state = forms.ChoiceField(
        label="Show",
        choices=[
            ("", "Everything"),
            ("waiting", "Waiting"),
            ("aside", "Set aside"),
            ("sent", "Sent"),
            ("kept-back", "Not wanted"),
        ],
    )
    search = forms.CharField(label="Address or subject", max_length=80)


FIELDS = ("quiet_from", "quiet_until", "quiet_weekends", "rhythm", "mobile")


def _question(kind: NoticeKind) -> forms.ChoiceField:
    ways = [way for way in kind.ways if way != Way.TEXT or carriers.may_text()]
    return forms.ChoiceField(
        label=kind.title,
        help_text=kind.note,
        choices=[(way.value, way.label) for way in ways],
    )
