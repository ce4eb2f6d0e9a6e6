from django import forms

from academy.people.models import Organisation
from academy.people.rules import OrganisationKind
from academy.ui.forms import Form


class OrganisationForm(Form):
    name = forms.CharField(max_length=160)
    kind = forms.ChoiceField(choices=[("", "Choose a kind"), *OrganisationKind.choices])
    parent = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label="Part of", empty_label="Choose an organisation"
    )
    code = forms.CharField(
        label="Short name",
        max_length=40,
        required=False,
        help_text="For files and addresses, like st-aldas-primary. We make one from the name if you leave it empty",
    )
    local_identifier = forms.CharField(
        label="Its number elsewhere", max_length=20, required=False, help_text="A school’s URN, or an ODS code"
    )


class TeamForm(Form):
    name = forms.CharField(max_length=120)
