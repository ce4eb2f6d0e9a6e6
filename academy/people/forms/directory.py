from django import forms

from academy.people.rules import Role
from academy.people.rules.directory import GIVEN_BY_GROUPS
from academy.ui.forms import Form


class GroupRoleForm(Form):
    role = forms.ChoiceField(
        label="Role of everybody in the group",
        choices=[("", "None"), *[(role.value, role.label) for role in Role if role in GIVEN_BY_GROUPS]],
        required=False,
        widget=forms.RadioSelect,
    )
    says_optional = False
