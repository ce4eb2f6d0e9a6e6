from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.crypto import salted_hmac

from academy.people.models.accounts import Account


class SignIn(AbstractBaseSession):
    """Where somebody is signed in: one browser, until it is idle too long, and for a day's work at most.

    What somebody leaves who is not signed in, or only halfway, is kept here too, of nobody's account.
    """

    scope_path = "account__person"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="sign_ins")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True)

    @property
    def code(self) -> str:
        """What it is called in an address, where its key must not stand."""
        return salted_hmac("academy.sign-in.code", self.session_key, algorithm="sha256").hexdigest()[:16]
