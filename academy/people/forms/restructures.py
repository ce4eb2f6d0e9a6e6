from collections.abc import Sequence
from typing import Any

from django import forms

from academy.people import queries
from academy.people.actions.restructures import NewTeam
from academy.people.forms.posts import LineManagerField
from academy.people.models import Organisation, Spell, Team
from academy.people.scope import Viewer
from academy.ui.forms import DateField, Form

MOST_TEAMS = 20


class RestructureForm(Form):
    """Which teams, what they become, and from when."""

    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(), label="Teams that change", widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label="What they become",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One team a line. A team that keeps its name stays, with whom you leave in it",
    )
    on = DateField(label="First day of the new teams")

    def __init__(self, *args: Any, viewer: Viewer, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = queries.open_teams(viewer, organisation)  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        names = list(dict.fromkeys(" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()))
        names = [name for name in names if name]
        if len(names) > MOST_TEAMS or any(len(name) > 120 for name in names):
            raise forms.ValidationError(f"Give at most {MOST_TEAMS} names, each of 120 characters or fewer")
        return names


class MembersForm(Form):
    """Who goes where, and who manages each team. Sent twice: typed, and again, hidden, once it has been checked."""

    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, viewer: Viewer, names: Sequence[str], spells: Sequence[Spell], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.names, self.spells = viewer, names, spells
        choices = [("", "Choose a team"), *[(name, name) for name in names]]
        for spell in spells:
            stays = spell.post.team.name if spell.post.team and spell.post.team.name in names else ""
            only = names[0] if len(names) == 1 else stays
            label = f"{spell.person}, {spell.post} in {spell.post.team}"
            missing = {"required": f"Choose a team for {spell.person}"}
            self.fields[f"to-{spell.pk}"] = forms.ChoiceField(
                label=label, choices=choices, initial=only, error_messages=missing
            )
        for number, name in enumerate(names):
            field = LineManagerField(
                label=f"Line manager of {name}", help_text="Leave empty and everybody keeps the one they have"
            )
            field.viewer = viewer
            self.fields[f"manager-{number}"] = field

    def becoming(self) -> list[NewTeam]:
        said = self.cleaned_data
        return [
            NewTeam(
                name,
                frozenset(spell.pk for spell in self.spells if said[f"to-{spell.pk}"] == name),
                said[f"manager-{number}"],
            )
            for number, name in enumerate(self.names)
        ]

    def hidden(self) -> "MembersForm":
        """The same answers, to be sent again unseen."""
        typed = {name: self.data.get(name, "") for name in self.fields} | {"is_checked": True}
        again = MembersForm(initial=typed, auto_id=False, viewer=self.viewer, names=self.names, spells=self.spells)
        for field in again.fields.values():
            field.widget = forms.HiddenInput()
        return again


class MergeForm(Form):
    into = forms.ModelChoiceField(
        Organisation.objects.none(), label="It becomes part of", empty_label="Choose an organisation"
    )
    on = DateField(label="First day in the other organisation")
    is_checked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.open_organisations(viewer).exclude(pk=organisation.pk).order_by("name")
        self.fields["into"].queryset = others  # type: ignore[attr-defined]
        self.viewer, self.organisation = viewer, organisation

    def hidden(self) -> "MergeForm":
        typed = {"into": self.cleaned_data["into"].pk, "on": self.cleaned_data["on"], "is_checked": True}
        again = MergeForm(initial=typed, auto_id=False, viewer=self.viewer, organisation=self.organisation)
        for field in again.fields.values():
            field.widget = forms.HiddenInput()
        return again
