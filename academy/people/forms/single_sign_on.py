from typing import Any

from django import forms
from django.conf import settings

from academy.core.refusals import Refused
from academy.people.models import SignInProvider
from academy.people.rules.single_sign_on import domains_in, is_issuer
from academy.ui.forms import Form

WIDE = {"class": "govuk-input--width-20"}


class ProviderForm(Form):
    name = forms.CharField(
        label="What people call it",
        max_length=80,
        help_text="On the sign-in page: “Sign in with …”",
        widget=forms.TextInput(attrs=WIDE),
    )
    issuer = forms.CharField(
        label="Issuer", max_length=300, help_text="An address that begins https://", widget=forms.TextInput()
    )
    client_id = forms.CharField(label="Client number", max_length=200, widget=forms.TextInput(attrs=WIDE))
    secret = forms.CharField(
        label="Client secret",
        max_length=500,
        strip=True,
        widget=forms.PasswordInput(attrs=WIDE | {"autocomplete": "off"}),
        help_text="Kept sealed, and never shown again",
    )
    email_domains = forms.CharField(
        label="E-mail domains of your people",
        max_length=500,
        help_text="Like trust.example. With commas between several. Nobody else is let in the first time",
    )
    asks_second_step = forms.BooleanField(
        label="Ask for our second step too", required=False, help_text="Your provider asks for its own, as a rule"
    )
    is_on = forms.BooleanField(label="People may use it now", required=False)

    def __init__(self, *args: Any, provider: SignInProvider | None = None, **kwargs: Any) -> None:
        if provider is not None:
            names = ("name", "issuer", "client_id", "asks_second_step", "is_on")
            kwargs["initial"] = {name: getattr(provider, name) for name in names} | {
                "email_domains": ", ".join(provider.email_domains)
            }
        super().__init__(*args, **kwargs)
        if provider is not None:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = "Leave it empty to keep the one you gave"

    def clean_issuer(self) -> str:
        issuer: str = self.cleaned_data["issuer"].strip().rstrip("/")
        issuer = issuer.removesuffix("/.well-known/openid-configuration")
        if not is_issuer(issuer, may_be_near=not settings.SECURE_SSL_REDIRECT):
            raise forms.ValidationError("Give the issuer’s address: it begins https:// and has no question mark")
        return issuer

    def clean_email_domains(self) -> list[str]:
        try:
            return domains_in(self.cleaned_data["email_domains"])
        except Refused as refused:
            raise forms.ValidationError(refused.words) from None
