from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from academy.people.models import Account, Organisation
from academy.people.rules import Role
from academy.ui.forms import DateField, Form


class SignInForm(Form):
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "class": "govuk-input--width-20", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "govuk-input--width-20"}),
    )


class AskForm(Form):
    email = forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "class": "govuk-input--width-20", "spellcheck": "false"}
        ),
    )


class PasswordForm(Form):
    """Once, not twice: people may look at what they type, and a manager of passwords types it for them."""

    password = forms.CharField(
        label="New password",
        strip=False,
        max_length=128,
        help_text="At least twelve characters, and not one that everybody uses. Three words together are good",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "govuk-input--width-20"}),
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class ProofForm(Form):
    password = forms.CharField(
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "govuk-input--width-20"}),
    )


class ChangePasswordForm(PasswordForm):
    old = forms.CharField(
        label="Password until now",
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "govuk-input--width-20"}),
    )
    field_order = ("old", "password")


class GrantForm(Form):
    role = forms.ChoiceField(choices=[("", "Choose a role"), *Role.choices])
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        empty_label="Choose an organisation",
        help_text="The role reaches the organisation and everything below it",
    )
    on = DateField(label="First day")
    until = DateField(label="Last day", required=False, help_text="Leave empty if it is not known yet")
