from django.db import models
from django.db.models import Q

from academy.people.models.accounts import Account
from academy.people.models.organisations import Organisation


class SignInProvider(models.Model):
    """Where the people of an organisation sign in: its own OpenID Connect provider. The secret is kept sealed."""

    scope_path = "organisation"
    seen_as = "set up sign-in"

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sign_in_providers")
    name = models.CharField(max_length=80)
    issuer = models.URLField(max_length=300)
    client_id = models.CharField(max_length=200)
    sealed_secret = models.TextField()
    email_domains = models.JSONField(default=list)  # nobody else is matched by address, whatever the provider says
    is_on = models.BooleanField(default=False)
    asks_second_step = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "client_id"], name="one_provider_of_an_issuer_and_client"),
            models.CheckConstraint(condition=~Q(client_id=""), name="a_provider_knows_us"),
        ]

    def __str__(self) -> str:
        return self.name


class SignInIdentity(models.Model):
    """Who somebody is at a provider: known by issuer and subject, never by e-mail address again."""

    scope_path = "account__person"
    seen_as = "look after accounts"

    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "sign-in identities"
        constraints = [
            models.UniqueConstraint(fields=["provider", "issuer", "subject"], name="one_account_of_a_subject"),
            models.UniqueConstraint(fields=["provider", "account"], name="one_subject_of_an_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.provider}"
