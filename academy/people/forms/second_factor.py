"""Codes and passkeys. The browser and the key make what a passkey sends; a person only presses a button."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError

from academy.people.models import Account
from academy.ui.forms import Form

NOT_A_PASSKEY = "That passkey could not be used here. Try again, or use another way to sign in"
UNREADABLE = (ValidationError, AttributeError, KeyError, TypeError, ValueError)


class CodeForm(Form):
    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "govuk-input--width-10",
                "spellcheck": "false",
            }
        ),
    )


class CredentialForm(Form):
    """What a key answers. `authenticator` is whose it is: one of the account’s, or of whoever signs in."""

    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": NOT_A_PASSKEY, "invalid": NOT_A_PASSKEY}
    )
    authenticator: Authenticator

    def __init__(self, *args: Any, account: Account | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean(self) -> None:
        credential = self.cleaned_data.get("credential")
        if credential is None:
            return
        try:
            auth.parse_authentication_response(credential)
            account = self.account or auth.extract_user_from_response(credential)
            self.authenticator = auth.complete_authentication(account, credential)
        except UNREADABLE:
            raise ValidationError(NOT_A_PASSKEY) from None


class NameForm(Form):
    name = forms.CharField(
        max_length=60,
        label="Name",
        help_text="So that you know which it is, as “Work laptop”",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )


class PasskeyForm(Form):
    name = forms.CharField(
        max_length=60,
        required=False,
        label="What to call it",
        help_text="As “Work laptop”",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    credential = forms.JSONField(
        widget=forms.HiddenInput, error_messages={"required": NOT_A_PASSKEY, "invalid": NOT_A_PASSKEY}
    )

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or "Passkey"

    def clean_credential(self) -> dict[str, Any]:
        credential: dict[str, Any] = self.cleaned_data["credential"]
        try:
            auth.parse_registration_response(credential)
            made = auth.complete_registration(credential)
        except UNREADABLE:
            raise ValidationError(NOT_A_PASSKEY) from None
        if not made.is_user_verified():
            raise ValidationError("This key does not ask who you are. Use one that asks for a PIN, a finger or a face")
        return credential
